// Two items become one, and two again: who backs which, as rows.
import { z } from 'zod';
import type { Db } from '../../src/db/schema.ts';
import { insertAll, readAll } from '../../src/db/sets.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { noteNews } from './news.ts';
import { recount } from './recount.ts';
import { dropTerms, storeTerms } from './similar.ts';
import { addEvent, holdItems, type Item, itemsOf, storeItems } from './store.ts';

const backerColumns = { item_id: 'text', person_id: 'text', at: 'integer', merge_id: 'text' } as const;

/** What has to be put back: how the item stood, who backed it since when, and by which earlier merge they had come. */
const beforeSchema = z.object({
  state: z.string(),
  reason: z.string().nullable(),
  dueAt: z.number().nullable(),
  /** The event that told of the merge. */
  step: z.number(),
  backers: z.array(z.tuple([z.string(), z.number(), z.string().nullable()])),
});
type Before = z.infer<typeof beforeSchema>;

export interface Merge {
  id: string;
  fromId: string;
  toId: string;
  before: Before;
}

/** The merge by which this item is a duplicate now; undefined where it is none. */
export async function mergeOf(db: Db, itemId: string): Promise<Merge | undefined> {
  const row = await db
    .selectFrom('feedback_merge')
    .selectAll()
    .where('from_id', '=', itemId)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  return (
    row && { id: row.id, fromId: row.from_id, toId: row.to_id, before: beforeSchema.parse(JSON.parse(row.before)) }
  );
}

/** The item that this one is part of by now, through as many merges as there were; itself where it is no duplicate. */
export async function standsFor(db: Db, item: Item): Promise<Item> {
  let current = item;
  // A merge is refused that would lead back, so this ends.
  while (current.duplicateOf !== undefined)
    current = (await itemsOf(db, [current.duplicateOf])).get(current.duplicateOf)!;
  return current;
}

/** How many of those who back one do not back the other yet. */
export async function countMoving(db: Db, fromId: string, toId: string): Promise<number> {
  const row = await db
    .selectFrom('feedback_backer as one')
    .leftJoin('feedback_backer as other', (join) =>
      join.onRef('other.person_id', '=', 'one.person_id').on('other.item_id', '=', toId),
    )
    .where('one.item_id', '=', fromId)
    .where('other.person_id', 'is', null)
    .select(({ fn }) => fn.countAll().as('moving'))
    .executeTakeFirstOrThrow();
  return Number(row.moving);
}

/** `from` becomes a duplicate of `to`: its backers back that one, nobody twice. Its words, events and media stay with it. */
export async function mergeItems(scope: Scope, fromId: string, toId: string, personId: string): Promise<Item> {
  const { trx, newId, now } = scope;
  const held = await holdItems(trx, [fromId, toId]);
  const [from, to] = [held.get(fromId)!, held.get(toId)!];
  const { state, reason, dueAt } = from;
  const told = await addEvent(scope, from, 'merged', { personId, note: `#${to.number}` });
  // Before they move: they hear of it as those who back `from`.
  await noteNews(scope, [told], { whole: true, step: told.steps });
  const backers = await backersOf(trx, fromId);
  const id = newId();
  const before: Before = {
    state,
    reason: reason ?? null,
    dueAt: dueAt ?? null,
    step: told.steps,
    backers: backers.map(({ person_id, at, merge_id }) => [person_id, at, merge_id]),
  };
  const row = { id, from_id: fromId, to_id: toId, at: now, person_id: personId, undone_at: null };
  await trx
    .insertInto('feedback_merge')
    .values({ ...row, before: JSON.stringify(before) })
    .execute();
  const moved = backers.map(({ person_id, at }) => ({ item_id: toId, person_id, at, merge_id: id }));
  await insertAll(trx, 'feedback_backer', backerColumns, moved, { orIgnore: true });
  await trx.deleteFrom('feedback_backer').where('item_id', '=', fromId).execute();
  await dropTerms(trx, [fromId]);
  await storeItems(trx, [{ ...told, state: 'duplicate', reason: undefined, dueAt: undefined, duplicateOf: toId }]);
  const joined = await addEvent(scope, to, 'merged', { personId, note: `+#${from.number}` });
  await recount(scope, [fromId, toId]);
  return joined;
}

/** Takes a merge back: who came by it goes back, unless another merge brought them too; who came since stays. */
export async function unmergeItems(scope: Scope, merge: Merge, personId: string): Promise<Item> {
  const { trx, now } = scope;
  const { id, fromId, toId, before } = merge;
  const held = await holdItems(trx, [fromId, toId]);
  const [from, to] = [held.get(fromId)!, held.get(toId)!];
  await trx.updateTable('feedback_merge').set({ undone_at: now }).where('id', '=', id).execute();
  // Who took their wish back meanwhile does not get it again.
  const present = new Set((await backersOf(trx, toId)).map(({ person_id }) => person_id)).add(from.authorId);
  await releaseBackers(scope, merge);
  const restored = before.backers
    .filter(([person_id]) => present.has(person_id))
    .map(([person_id, at, merge_id]) => ({ item_id: fromId, person_id, at, merge_id }));
  await insertAll(trx, 'feedback_backer', backerColumns, restored, { orIgnore: true });
  const told = await addEvent(scope, from, 'unmerged', { personId, note: `#${to.number}` });
  const back: Item = {
    ...told,
    state: before.state as Item['state'],
    reason: before.reason ?? undefined,
    dueAt: before.dueAt ?? undefined,
    duplicateOf: undefined,
  };
  await storeItems(trx, [back]);
  // Who heard of the merge hears of its end. Who has not yet (their row is still there) hears of neither.
  await noteNews(scope, [back], { whole: true, step: told.steps });
  await trx.deleteFrom('feedback_news').where('item_id', '=', fromId).where('step', '=', before.step).execute();
  if (back.held === undefined) await storeTerms(scope, back.campaignId, [{ id: fromId, text: back.text }]);
  await addEvent(scope, to, 'unmerged', { personId, note: `+#${from.number}` });
  await recount(scope, [fromId, toId]);
  return back;
}

async function releaseBackers({ trx }: Scope, { id, toId }: Merge): Promise<void> {
  const came = await trx.selectFrom('feedback_backer').select('person_id').where('merge_id', '=', id).execute();
  await trx.deleteFrom('feedback_backer').where('merge_id', '=', id).execute();
  const others = await trx
    .selectFrom('feedback_merge')
    .select(['id', 'before'])
    .where('to_id', '=', toId)
    .where('undone_at', 'is', null)
    .orderBy('id')
    .execute();
  const gone = new Set(came.map(({ person_id }) => person_id));
  const stay = others.flatMap((other) =>
    beforeSchema
      .parse(JSON.parse(other.before))
      .backers.flatMap(([person_id, at]) =>
        gone.has(person_id) ? [{ item_id: toId, person_id, at, merge_id: other.id }] : [],
      ),
  );
  await insertAll(trx, 'feedback_backer', backerColumns, stay, { orIgnore: true });
}

async function backersOf(db: Db, itemId: string) {
  const query = db
    .selectFrom('feedback_backer')
    .select(['person_id', 'at', 'merge_id'])
    .where('item_id', '=', itemId)
    .orderBy('person_id');
  return readAll(db, query, ['person_id', 'at', 'merge_id']);
}
