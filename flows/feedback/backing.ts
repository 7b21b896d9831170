// `back #128`, and back out of it: one a person and item, whatever is pressed how often.
import { insertAll } from '../../src/db/sets.ts';
import type { Turn, Word } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { groupBy } from '../../src/group.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { boardsOf, findBoard } from './board.ts';
import { budgetLeft, overBudget } from './budget.ts';
import { standsFor } from './merge-store.ts';
import { itemMeant } from './merging.ts';
import { rankingOf, warmed } from './ranking.ts';
import { recount } from './recount.ts';
import { stateName } from './say.ts';
import { holdItems, type Item, isOpen, isSeen, storeItems } from './store.ts';
import { feedbackTexts as texts } from './text.ts';

export const BACK_WORDS = ['back', '支持'] as const;

export const backingWords: readonly Word[] = [
  { words: BACK_WORDS, arguments: true, summary: texts.summaryBack, run: (turn, rest) => back(turn, rest) },
  {
    words: ['unback', '取消支持'],
    arguments: true,
    summary: texts.summaryUnback,
    run: (turn, rest) => unback(turn, rest),
  },
];

const columns = { item_id: 'text', person_id: 'text', at: 'integer', merge_id: 'text' } as const;

/** Adds backers, each to an open item; gives who is new, as pairs "item person". The items must be held. */
export async function addBackers(
  scope: Scope,
  items: ReadonlyMap<string, Item>,
  backers: readonly { itemId: string; personId: string }[],
): Promise<Set<string>> {
  const rows = backers.map(({ itemId, personId }) => ({
    item_id: itemId,
    person_id: personId,
    at: scope.now,
    merge_id: null,
  }));
  const boards = await boardsOf(scope.trx, items.values());
  const added = new Set<string>();
  for (const [itemId, own] of groupBy(rows, ({ item_id }) => item_id)) {
    let item = items.get(itemId)!;
    const ranking = rankingOf(boards.get(item.campaignId)!);
    for (const row of own) {
      if ((await insertAll(scope.trx, 'feedback_backer', columns, [row], { orIgnore: true })) === 0) {
        await ownWord(scope, itemId, row.person_id);
        continue;
      }
      added.add(`${itemId} ${row.person_id}`);
      item = { ...item, backers: item.backers + 1, heat: warmed(ranking, item, scope.now) };
    }
    await storeItems(scope.trx, [item]);
  }
  return added;
}

/** Who came by a merge and says so themselves stays when it is undone. */
async function ownWord({ trx }: Scope, itemId: string, personId: string): Promise<void> {
  await trx
    .updateTable('feedback_backer')
    .set({ merge_id: null })
    .where('item_id', '=', itemId)
    .where('person_id', '=', personId)
    .where('merge_id', 'is not', null)
    .execute();
}

async function back(turn: Turn, rest: string): Promise<void> {
  const meant = await itemMeant(turn.trx, rest);
  const { id } = await standsFor(turn.trx, meant);
  await backItem(turn, id, { meant });
}

/** Whoever writes backs that item, and is told what came of it, and `more` where it counts. Gives false where that would be more than their budget. */
export async function backItem(
  turn: Turn,
  id: string,
  { meant, more }: { meant?: Item | undefined; more?: Phrase | false } = {},
): Promise<boolean> {
  const items = await holdItems(turn.trx, [id]);
  const item = items.get(id)!;
  const { number } = item;
  const answered = (phrase: Phrase) => {
    turn.reply(phrase);
    return true;
  };
  if (!isSeen(item) && item.authorId !== turn.person.id)
    return answered(texts.refuseUnseen({ number: meant?.number ?? number }));
  if (!isOpen(item)) return answered(texts.refuseClosed({ number, state: stateName(item.state) }));
  const board = (await findBoard(turn.trx, item.campaignId))!;
  const refused = await overBudget(turn, board, item);
  if (refused) {
    turn.reply(refused);
    return false;
  }
  const added = await addBackers(turn, items, [{ itemId: id, personId: turn.person.id }]);
  const count = { number, backers: item.backers + added.size };
  const known = added.size > 0 ? texts.backed(count) : texts.backedBefore(count);
  const told = meant && meant.id !== id ? texts.backedMerged({ ...count, from: meant.number }) : known;
  return answered(lines(told, await budgetLeft(turn, board), more));
}

/** Takes a backer away again; false where they did not back it. The item must be held. */
export async function removeBacker(scope: Scope, itemId: string, personId: string): Promise<boolean> {
  const { numDeletedRows } = await scope.trx
    .deleteFrom('feedback_backer')
    .where('item_id', '=', itemId)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  if (Number(numDeletedRows) === 0) return false;
  await recount(scope, [itemId]);
  return true;
}

async function unback(turn: Turn, rest: string): Promise<void> {
  const { id } = await standsFor(turn.trx, await itemMeant(turn.trx, rest));
  const item = (await holdItems(turn.trx, [id])).get(id)!;
  if (item.authorId === turn.person.id) return turn.reply(texts.refuseOwn({ number: item.number }));
  if (!(await removeBacker(turn, id, turn.person.id))) return turn.reply(texts.notBacked({ number: item.number }));
  const left = await budgetLeft(turn, (await findBoard(turn.trx, item.campaignId))!);
  turn.reply(lines(texts.unbacked({ number: item.number, backers: item.backers - 1 }), left));
}
