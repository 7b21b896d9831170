// `back #128`, and back out of it: one a person and item, whatever is pressed how often.
import { insertAll } from '../../src/db/sets.ts';
import type { Turn, Word } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { groupBy } from '../../src/group.ts';
import { standsFor } from './merge-store.ts';
import { itemMeant } from './merging.ts';
import { warmed } from './ranking.ts';
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
  const added = new Set<string>();
  for (const [itemId, own] of groupBy(rows, ({ item_id }) => item_id)) {
    let item = items.get(itemId)!;
    for (const row of own) {
      if ((await insertAll(scope.trx, 'feedback_backer', columns, [row], { orIgnore: true })) === 0) {
        await ownWord(scope, itemId, row.person_id);
        continue;
      }
      added.add(`${itemId} ${row.person_id}`);
      item = { ...item, backers: item.backers + 1, heat: warmed(item.heat, item.backers, scope.now) };
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
  const item = (await holdItems(turn.trx, [id])).get(id)!;
  const own = item.authorId === turn.person.id;
  if (!isSeen(item) && !own) return turn.reply(texts.refuseUnseen({ number: meant.number }));
  if (!isOpen(item)) return turn.reply(texts.refuseClosed({ number: item.number, state: stateName(item.state) }));
  const added = await addBackers(turn, new Map([[id, item]]), [{ itemId: id, personId: turn.person.id }]);
  const count = { number: item.number, backers: item.backers + added.size };
  if (meant.id !== id) turn.reply(texts.backedMerged({ ...count, from: meant.number }));
  else turn.reply(added.size > 0 ? texts.backed(count) : texts.backedBefore(count));
}

async function unback(turn: Turn, rest: string): Promise<void> {
  const { id } = await standsFor(turn.trx, await itemMeant(turn.trx, rest));
  const item = (await holdItems(turn.trx, [id])).get(id)!;
  if (item.authorId === turn.person.id) return turn.reply(texts.refuseOwn({ number: item.number }));
  const { numDeletedRows } = await turn.trx
    .deleteFrom('feedback_backer')
    .where('item_id', '=', id)
    .where('person_id', '=', turn.person.id)
    .executeTakeFirstOrThrow();
  if (Number(numDeletedRows) === 0) return turn.reply(texts.notBacked({ number: item.number }));
  await recount(turn, [id]);
  turn.reply(texts.unbacked({ number: item.number, backers: item.backers - 1 }));
}
