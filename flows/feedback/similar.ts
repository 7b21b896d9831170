// Near-duplicates: an inverted index, read from the rarest term on and never further than a bound, and BM25 over what it gives.
import { sql } from 'kysely';
import type { Db, Trx } from '../../src/db/schema.ts';
import { insertAll, listOf } from '../../src/db/sets.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { corpusOf, countItems, likely } from './likely.ts';
import { alike, LEAST_ALIKE, lengthOf, weightOf } from './scoring.ts';
import { termsOf } from './terms.ts';

export interface Similar {
  itemId: string;
  /** How much of what was asked it says too, in thousandths; above 1,000 where it says it again and again. */
  score: number;
}

const columns = { campaign_id: 'text', term: 'text', item_id: 'text', times: 'integer' } as const;

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
  const rows = telling.flatMap(({ id, terms }) =>
    [...terms].map(([term, times]) => ({ campaign_id: campaignId, term, item_id: id, times })),
  );
  await insertAll(trx, 'feedback_term', columns, rows);
  const said = telling.reduce((sum, { terms }) => sum + lengthOf(terms), 0);
  await count(trx, campaignId, telling.length, said);
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
  await trx
    .deleteFrom('feedback_term')
    .where('item_id', 'in', sql<string>`(select value from ${listOf(trx, ids)} as asked)`)
    .execute();
  for (const board of boards) await count(trx, board.campaign_id, -Number(board.items), -Number(board.terms));
}

async function count(trx: Trx, campaignId: string, items: number, terms: number): Promise<void> {
  await trx
    .updateTable('feedback_board')
    .set((row) => ({ items: row('items', '+', items), terms: row('terms', '+', terms) }))
    .where('campaign_id', '=', campaignId)
    .execute();
}

/** The open items of a board that everybody may see and that say most of this text, best first: at most `most`, none below `LEAST_ALIKE`. */
export async function similarTo(db: Db, campaignId: string, text: string, most: number): Promise<Similar[]> {
  const terms = termsOf(text);
  if (terms.size === 0 || most <= 0) return [];
  const corpus = await corpusOf(db, campaignId);
  if (corpus.items === 0) return [];
  const counted = await countItems(db, campaignId, [...terms.keys()], corpus);
  const asked = new Map([...counted].map(([term, items]) => [term, weightOf(term, items, corpus)]));
  const found = await likely(db, campaignId, counted, asked);
  return found
    .map(({ id, text: other }) => ({ itemId: id, score: alike(asked, termsOf(other), corpus) }))
    .filter(({ score }) => score >= LEAST_ALIKE)
    .sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1))
    .slice(0, most);
}
