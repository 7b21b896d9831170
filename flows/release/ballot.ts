// What is up for the vote, a page at a time, with what the reader voted and what they may see of the others' votes.
import type { Turn } from '../../src/engine/flow.ts';
import type { PhraseChoice } from '../../src/engine/scope.ts';
import { forReader, lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { shortened } from '../../src/text/shortened.ts';
import { when } from '../../src/text/when.ts';
import { currentRelease, type Item, votedOn } from './store.ts';
import { releaseTexts as texts } from './text.ts';
import type { Train } from './train.ts';
import { voteKey, votesBefore } from './vote-store.ts';

/** Items a page. On a platform without markup (WeChat) a page has at most 300 characters, so long titles are cut there. */
const PER_PAGE = 5;
const LONGEST_TITLE = { plain: 20, mrkdwn: 80, html: 80 } as const;

export async function showBallot(turn: Turn, train: Train, page: number): Promise<void> {
  const { trx, person } = turn;
  const release = await currentRelease(trx, train.id);
  if (!release || train.status !== 'live') return turn.reply(texts.refusePaused({ title: train.title }));
  if (release.state !== 'open') return turn.reply(texts.refuseFrozen({ when: when(release.slot_at, train.zone) }));
  const items = await votedOn(trx, train.id);
  const first = (Math.max(1, Math.min(page, Math.ceil(items.length / PER_PAGE))) - 1) * PER_PAGE;
  const shown = items.slice(first, first + PER_PAGE);
  const mine = await votesBefore(
    trx,
    shown.map(({ id }) => ({ item_id: id, person_id: person.id })),
  );
  const { votes, yes } = train.definition.vote;
  const { title, zone, language } = train;
  const left = items.length - first - shown.length;
  const choices: PhraseChoice[] = shown.map(({ number }) => ({
    label: texts.voteButton({ number }),
    value: `vote ${number}`,
  }));
  if (left > 0)
    choices.push({ label: texts.moreButton({ count: left }), value: `release vote page ${first / PER_PAGE + 2}` });
  turn.reply(
    lines(
      texts.ballotHead({ title, number: release.number, when: when(release.freeze_at, zone) }),
      ...shown.map((item) => ballotLine(train, item, mine.get(voteKey({ item_id: item.id, person_id: person.id })))),
      items.length === 0 ? texts.nothingYet() : texts.howToVote({ votes, percent: yes }),
    ),
    { choices, language },
  );
}

/** One item as a reader sees it who voted so, or not yet. */
function ballotLine({ definition }: Train, item: Item, mine: number | undefined): Phrase {
  const { number, title, yes, no } = item;
  const { tallies } = definition.vote;
  const open = tallies === 'live' || (tallies === 'after-vote' && mine !== undefined);
  const shown = forReader('release.title', ({ markup }) => quote(shortened(title, LONGEST_TITLE[markup])));
  const line = open ? texts.lineTally({ number, title: shown, yes, no }) : texts.line({ number, title: shown });
  return mine === undefined ? line : texts.mine({ line, vote: mine === 1 ? texts.yes() : texts.no() });
}
