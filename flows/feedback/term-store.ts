// By which terms items are found, as rows: kept in step with what everybody may see, and counted by board and term.
import { sql } from 'kysely';
import type { Trx } from '../../src/db/schema.ts';
import { insertAll, listOf, tableOf } from '../../src/db/sets.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { lengthOf } from './scoring.ts';
import { termsOf } from './terms.ts';

const columns = { campaign_id: 'text', term: 'text', item_id: 'text', times: 'integer' } as const;
const countColumns = { term: 'text', items: 'integer' } as const;

/** Lets items of a board be found by what they say, in the transaction that makes them seen. Those that are found already stay as they are. */
export async function storeTerms(
  { trx }: Pick<Scope, 'trx'>,
  campaignId: string,
  items: readonly { id: string; text: string }[],
): Promise<void> {
  if (items.length === 0) return;
  const known = await indexed(
    trx,
    items.map(({ id }) => id),
  );
  const added = items.filter(({ id }) => !known.has(id)).map(({ id, text }) => ({ id, terms: termsOf(text) }));
  const telling = added.filter(({ terms }) => terms.size > 0);
  if (telling.length === 0) return;
  await trx
    .insertInto('feedback_board')
    .values({ campaign_id: campaignId, terms: 0, items: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const said = telling.reduce((sum, { terms }) => sum + lengthOf(terms), 0);
  await count(trx, campaignId, telling.length, said);
  const rows = telling.flatMap(({ id, terms }) =>
    [...terms].map(([term, times]) => ({ campaign_id: campaignId, term, item_id: id, times })),
  );
  await insertAll(trx, 'feedback_term', columns, rows);
  await countAdded(
    trx,
    campaignId,
    rows.map(({ term }) => term),
  );
}

async function indexed(trx: Trx, itemIds: readonly string[]): Promise<Set<string>> {
  const rows = await trx
    .selectFrom(listOf(trx, itemIds).as('asked'))
    .crossJoin('feedback_term as term')
    .whereRef('term.item_id', '=', 'asked.value')
    .select('term.item_id')
    .distinct()
    .execute();
  return new Set(rows.map((row) => row.item_id));
}

/** Nobody finds these items any more. */
export async function dropTerms(trx: Trx, itemIds: readonly string[]): Promise<void> {
  if (itemIds.length === 0) return;
  const ids = [...new Set(itemIds)];
  const boards = await trx
    .selectFrom(listOf(trx, ids).as('asked'))
    .crossJoin('feedback_term as term')
    .whereRef('term.item_id', '=', 'asked.value')
    .groupBy('term.campaign_id')
    .orderBy('term.campaign_id')
    .select((select) => [
      'term.campaign_id',
      select.fn.count<number>('term.item_id').distinct().as('items'),
      sql<number>`cast(sum(term.times) as bigint)`.as('terms'),
    ])
    .execute();
  if (boards.length === 0) return;
  for (const board of boards) await count(trx, board.campaign_id, -Number(board.items), -Number(board.terms));
  await countDropped(trx, ids);
  await trx
    .deleteFrom('feedback_term')
    .where('item_id', 'in', sql<string>`(select value from ${listOf(trx, ids)} as asked)`)
    .execute();
}

/** Comes before the terms are touched: on PostgreSQL whoever changes terms of the board waits here for the others. */
async function count(trx: Trx, campaignId: string, items: number, terms: number): Promise<void> {
  await trx
    .updateTable('feedback_board')
    .set((row) => ({ items: row('items', '+', items), terms: row('terms', '+', terms) }))
    .where('campaign_id', '=', campaignId)
    .execute();
}

async function countAdded(trx: Trx, campaignId: string, terms: readonly string[]): Promise<void> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const added = tableOf(
    trx,
    countColumns,
    [...counts].map(([term, items]) => ({ term, items })),
  );
  await sql`insert into feedback_term_count (campaign_id, term, items) select ${campaignId}, term, items from ${added} as added
    where true on conflict (campaign_id, term) do update set items = feedback_term_count.items + excluded.items`.execute(
    trx,
  );
}

async function countDropped(trx: Trx, itemIds: readonly string[]): Promise<void> {
  const dropped = sql`select term.campaign_id, term.term, count(*) as items
    from ${listOf(trx, itemIds)} as asked cross join feedback_term as term
    where term.item_id = asked.value group by term.campaign_id, term.term`;
  await sql`insert into feedback_term_count (campaign_id, term, items)
    select counted.campaign_id, counted.term, counted.items - dropped.items
    from (${dropped}) as dropped cross join feedback_term_count as counted
    where counted.campaign_id = dropped.campaign_id and counted.term = dropped.term
    on conflict (campaign_id, term) do update set items = excluded.items`.execute(trx);
}
