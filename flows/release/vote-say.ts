// What is answered to a vote.
import { join, lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { stateName } from './say.ts';
import type { Item, Release } from './store.ts';
import { releaseTexts as texts } from './text.ts';
import type { Train } from './train.ts';
import type { Ballot } from './vote-read.ts';

/** Why a ballot cannot count; undefined where it does. `found` are the items it names. */
export function refusal(
  train: Train,
  release: Release | undefined,
  { numbers }: Ballot,
  found: readonly Item[],
): Phrase | undefined {
  const { title } = train;
  if (train.status === 'paused') return texts.refusePaused({ title });
  if (train.status !== 'live' || !release) return texts.refuseClosed({ title });
  if (release.state !== 'open') return texts.refuseFrozen({ when: when(release.slot_at, train.zone) });
  if (found.length < numbers.length) {
    const known = new Set(found.map(({ number }) => number));
    return texts.refuseNoItem({ numbers: numbers.filter((number) => !known.has(number)).join(', ') });
  }
  const decided = found.find(({ state }) => state !== 'voting');
  return decided && texts.refuseNotVoting({ title: quote(decided.title), state: stateName(decided.state) });
}

/** What a ballot came to; `before` gives what they had voted on an item. */
export function answer(
  train: Train,
  { freeze_at }: Release,
  { vote }: Ballot,
  items: readonly Item[],
  before: (itemId: string) => number | undefined,
): Phrase {
  const named = join(
    ', ',
    items.map(({ number, title }) => texts.line({ number, title: quote(title) })),
  );
  const until = when(freeze_at, train.zone);
  if (vote === 'undo') {
    return items.every(({ id }) => before(id) === undefined)
      ? texts.undoneNothing({ items: named })
      : texts.undone({ items: named, when: until });
  }
  const yes = vote === 'yes' ? 1 : 0;
  const said = { vote: vote === 'yes' ? texts.yes() : texts.no(), items: named, when: until };
  const same = items.every(({ id }) => before(id) === yes);
  return lines(
    same ? texts.votedBefore(said) : texts.voted({ ...said, count: items.length }),
    ...(train.definition.vote.tallies === 'after-close'
      ? []
      : items.map((item) => tallyAfter(item, yes, before(item.id)))),
  );
}

/** The item's tally with this vote in it. */
function tallyAfter(item: Item, yes: 0 | 1, before: number | undefined): Phrase {
  const move = (kind: 0 | 1) => (yes === kind ? 1 : 0) - (before === kind ? 1 : 0);
  return texts.tallyNow({ title: quote(item.title), yes: item.yes + move(1), no: item.no + move(0) });
}
