// `feedback merge #12 #128` and `feedback unmerge #12`.
import type { Db } from '../../src/db/schema.ts';
import type { Arguments, Command, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { fold } from '../../src/text/normalise.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { shortened } from '../../src/text/shortened.ts';
import { countMoving, mergeItems, mergeOf, standsFor, unmergeItems } from './merge-store.ts';
import { mergeTexts as texts } from './merge-text.ts';
import { findItem, type Item, itemsOf } from './store.ts';

/** '#12', '＃12' or '12'. */
export function readNumber(text: string): number | undefined {
  const [, digits] = /^#?(\d{1,9})$/.exec(fold(text.slice(0, 20))) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** Throws a UserError where there is none. */
export async function itemMeant(db: Db, written: string | undefined): Promise<Item> {
  const number = written === undefined ? undefined : readNumber(written);
  const item = number === undefined ? undefined : await findItem(db, number);
  if (item) return item;
  throw new UserError(texts.refuseUnknown({ number: (written ?? '#').slice(0, 20) }));
}

/** Which two, the second as what it is part of by now. Throws a UserError where they cannot become one. */
async function pairMeant({ trx }: Turn, { words }: Arguments): Promise<{ from: Item; to: Item }> {
  if (words.length !== 2) throw new UserError(texts.refuseUsage());
  const from = await itemMeant(trx, words[0]);
  const to = await standsFor(trx, await itemMeant(trx, words[1]));
  const numbers = { from: from.number, to: to.number };
  if (from.duplicateOf !== undefined) {
    throw new UserError(texts.already({ from: from.number, to: (await standsFor(trx, from)).number }));
  }
  if (from.id === to.id) throw new UserError(texts.refuseSame({ from: from.number, to: readNumber(words[1]!)! }));
  if (from.campaignId !== to.campaignId) throw new UserError(texts.refuseBoards(numbers));
  if (to.held !== undefined || to.hiddenAt !== undefined) throw new UserError(texts.refuseUnseen(numbers));
  return { from, to };
}

const merge: Command = {
  name: 'feedback merge',
  role: 'staff',
  usage: '#12 #128',
  summary: texts.summaryMerge,
  async confirm(turn, args) {
    const { from, to } = await pairMeant(turn, args);
    const moving = await countMoving(turn.trx, from.id, to.id);
    const consequence = texts.consequence({ from: from.number, to: to.number, moving });
    return { id: String(from.number), consequence: lines(shown(from), shown(to), consequence) };
  },
  async run(turn, args) {
    const { from, to } = await pairMeant(turn, args);
    await mergeItems(turn, from.id, to.id, turn.person.id);
    const { backers } = (await findItem(turn.trx, to.number))!;
    turn.reply(texts.merged({ from: from.number, to: to.number, backers }));
  },
};

function shown({ number, backers, text }: Item): Phrase {
  return texts.one({ number, backers, excerpt: shortened(text, 300) });
}

const unmerge: Command = {
  name: 'feedback unmerge',
  role: 'staff',
  usage: '#12',
  summary: texts.summaryUnmerge,
  async run(turn, { words }) {
    const from = await itemMeant(turn.trx, words[0]);
    const done = await mergeOf(turn.trx, from.id);
    if (!done) throw new UserError(texts.refuseNotMerged({ from: from.number }));
    const to = (await itemsOf(turn.trx, [done.toId])).get(done.toId)!;
    // What came to it went on with it: only the last merge of a chain can be undone.
    if (to.duplicateOf !== undefined) throw new UserError(texts.refuseChain({ from: from.number, to: to.number }));
    await unmergeItems(turn, done, turn.person.id);
    const { backers } = (await findItem(turn.trx, from.number))!;
    turn.reply(texts.unmerged({ from: from.number, backers }));
  },
};

export const mergeCommands: readonly Command[] = [merge, unmerge];
