// Votes on what comes next: all of a batch at once, by number or by button, changed until the freeze.

import type { Campaign } from '../../src/campaigns/campaign.ts';
import { listCampaigns, liveAt } from '../../src/campaigns/store.ts';
import type { Db } from '../../src/db/schema.ts';
import type { Bulk, Turn, Word } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { UserError } from '../../src/errors.ts';
import { groupBy } from '../../src/group.ts';
import { fold } from '../../src/text/normalise.ts';
import { showBallot } from './ballot.ts';
import { type Item, itemsNumbered, shareCurrent } from './store.ts';
import { releaseTexts as texts } from './text.ts';
import { KIND, read, type Train, trainHere } from './train.ts';
import { type Ballot, readBallot } from './vote-read.ts';
import { answer, refusal } from './vote-say.ts';
import { storeVotes, type Vote, voteKey } from './vote-store.ts';

export const VOTE_WORDS = ['vote', '投票'] as const;

interface Wanted {
  train: Train;
  ballot: Ballot;
}

/** What stands behind the word; undefined where another word stands first. */
function behindWord({ message: { text, choice } }: Turn): string | undefined {
  const [, first = '', rest = ''] = /^\s*[!！]?\s*(\S+)\s+([\s\S]+)$/.exec(choice ?? text) ?? [];
  return (VOTE_WORDS as readonly string[]).includes(fold(first)) ? rest : undefined;
}

/** Takes `vote 3` where a train runs, and no poll is open in that place: that has the word first. */
export const ballots: Bulk<Wanted> = {
  name: 'release votes',
  async wants(scope, turns) {
    const read = new Map<Turn, Ballot>();
    for (const turn of turns) {
      const rest = turn.message.edited || !turn.named ? undefined : behindWord(turn);
      const ballot = rest === undefined ? undefined : readBallot(rest);
      if (ballot) read.set(turn, ballot);
    }
    if (read.size === 0) return new Map();
    return trainsOf(scope, read);
  },
  handle: (scope, wanted) => count(scope, wanted),
};

async function trainsOf({ trx }: Scope, ballots: ReadonlyMap<Turn, Ballot>): Promise<Map<Turn, Wanted>> {
  const places = [...ballots.keys()].map(({ message }) => message);
  const [polls, here] = [await liveAt(trx, 'poll', places), await liveAt(trx, KIND, places)];
  const [onlyPoll, only] = [await onlyOne(trx, 'poll'), await onlyOne(trx, KIND)];
  const wanted = new Map<Turn, Wanted>();
  for (const [turn, ballot] of ballots) {
    const { message } = turn;
    const isForPoll = polls(message).length > 0 || (message.room === undefined && onlyPoll !== undefined);
    const train = here(message)[0] ?? only;
    if (train && !isForPoll) wanted.set(turn, { train: read(train), ballot });
  }
  return wanted;
}

/** The campaign of a kind that is on, where there is no other. */
async function onlyOne(db: Db, kind: string): Promise<Campaign | undefined> {
  const on = await listCampaigns(db, { kind, status: ['live', 'paused'], limit: 2 });
  return on.length === 1 ? on[0] : undefined;
}

/** Counts them train by train, under the eyes of the release: its freeze waits for them, and they for it. */
async function count(scope: Scope, wanted: ReadonlyMap<Turn, Wanted>): Promise<void> {
  const byTrain = groupBy([...wanted], ([, { train }]) => train.id);
  for (const some of byTrain.values()) {
    const { train } = some[0]![1];
    const release = await shareCurrent(scope.trx, train.id);
    const numbers = some.flatMap(([, { ballot }]) => ballot.numbers);
    const items = await itemsNumbered(scope.trx, train.id, numbers);
    const votes: Vote[] = [];
    const counted: { turn: Turn; ballot: Ballot; items: Item[] }[] = [];
    for (const [turn, { ballot }] of some) {
      const found = ballot.numbers.flatMap((number) => items.get(number) ?? []);
      const refused = refusal(train, release, ballot, found);
      if (refused) {
        turn.reply(refused, { language: train.language });
        continue;
      }
      counted.push({ turn, ballot, items: found });
      const yes = ballot.vote === 'undo' ? undefined : ballot.vote === 'yes' ? 1 : 0;
      votes.push(...found.map(({ id }) => ({ item_id: id, person_id: turn.person.id, yes }) as const));
    }
    const before = votes.length > 0 ? await storeVotes(scope.trx, votes, scope.now) : new Map<string, number>();
    for (const { turn, ballot, items: found } of counted)
      turn.reply(
        answer(train, release!, ballot, found, (id) => before.get(voteKey({ item_id: id, person_id: turn.person.id }))),
        {
          language: train.language,
        },
      );
  }
}

/** `vote`: what is up for it; with a ballot behind it the bulk handler has taken it, unless a poll was open here. */
async function vote(turn: Turn, rest: string): Promise<void> {
  const train = await trainHere(turn);
  const ballot = readBallot(rest);
  if (ballot) return count(turn, new Map([[turn, { train, ballot }]]));
  const page = /^(?:page|第)?\s*(\d{1,4})\s*页?$/.exec(rest.normalize('NFKC').replace(/^more\s*/, 'page '))?.[1];
  await showBallot(turn, train, page === undefined ? 1 : Number(page));
}

export const voteWord: Word = { words: VOTE_WORDS, arguments: true, summary: texts.voteSummary, run: vote };

/** For places in which a poll has the word. */
export const voteCommand = {
  name: 'release vote',
  role: 'member' as const,
  usage: '[number …] [yes|no|undo]',
  summary: texts.voteCommandSummary,
  async run(turn: Turn, { rest }: { rest: string }): Promise<void> {
    if (rest.length > 200) throw new UserError(texts.refuseNoItem({ numbers: '…' }));
    await vote(turn, rest);
  },
};
