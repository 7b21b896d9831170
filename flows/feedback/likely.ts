// Which items are worth comparing with a text: a bounded look into the index, at the terms without which nothing is alike, the rarest first.
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../src/db/schema.ts';
import { isSqlite, listOf, readAll } from '../../src/db/sets.ts';
import { type Corpus, telling } from './scoring.ts';

/** So many rows of the index are read for one text; of the term that would go beyond, the newest. */
const MOST_READ = 6000;
/** Of the items that share most, so many are looked at first, and compared as far as they are open and seen; all, where too few of them are. */
const MOST_LOOKED_AT = 60;
const MOST_COMPARED = 40;

/** What is counted of a board: nothing, where nothing was ever stored. */
export async function corpusOf(db: Db, campaignId: string): Promise<Corpus> {
  const row = await db
    .selectFrom('feedback_board')
    .where('campaign_id', '=', campaignId)
    .select(['items', 'terms'])
    .executeTakeFirst();
  return row ?? { items: 0, terms: 0 };
}

/** In how many items each of these terms stands. */
export async function countItems(db: Db, campaignId: string, terms: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom(listOf(db, terms).as('asked'))
    .crossJoin('feedback_term_count as counted')
    .where('counted.campaign_id', '=', campaignId)
    .whereRef('counted.term', '=', 'asked.value')
    .select(['counted.term', 'counted.items'])
    .execute();
  const counts = new Map(rows.map(({ term, items }) => [term, items]));
  return new Map(terms.map((term) => [term, counts.get(term) ?? 0]));
}

export interface Likely {
  id: string;
  text: string;
}

/** The open, seen items that share most of the weight of the terms that tell most. */
export async function likely(
  db: Db,
  campaignId: string,
  counted: ReadonlyMap<string, number>,
  weights: ReadonlyMap<string, number>,
): Promise<Likely[]> {
  const shared = await sharedWeights(db, campaignId, toRead(counted, telling(weights)), weights);
  const first = await open(db, heaviest(shared, MOST_LOOKED_AT));
  if (first.length >= MOST_COMPARED || shared.size <= MOST_LOOKED_AT) return first.slice(0, MOST_COMPARED);
  return (await open(db, heaviest(shared, MOST_READ))).slice(0, MOST_COMPARED);
}

interface Read {
  term: string;
  /** So many items of it, the newest. */
  items: number;
}

/** Which terms to look items up by, the rarest first: each whole, and of the last one as many as may still be read. */
function toRead(counted: ReadonlyMap<string, number>, terms: readonly string[]): Read[] {
  const known = terms.map((term) => ({ term, items: counted.get(term) ?? 0 }));
  known.sort((a, b) => a.items - b.items || (a.term < b.term ? -1 : 1));
  let left = MOST_READ;
  return known.flatMap(({ term, items }) => {
    const read = Math.min(left, items);
    left -= read;
    return read > 0 ? [{ term, items: read }] : [];
  });
}

/**
 * The items in which these terms stand, each with the weight of those it shares. The ids of a term come as one text, and are added up
 * here: a database takes twice as long to group them.
 */
async function sharedWeights(
  db: Db,
  campaignId: string,
  reads: readonly Read[],
  weights: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const shared = new Map<string, number>();
  if (reads.length === 0) return shared;
  const joined = isSqlite(db) ? sql`group_concat(item_id, ',')` : sql`string_agg(item_id, ',')`;
  const lists = reads.map(({ term, items }): RawBuilder<unknown> => {
    const newest = sql`select item_id from feedback_term where campaign_id = ${campaignId} and term = ${term}
      order by item_id desc limit ${items}`;
    return sql`select cast(${term} as text) as term, (select ${joined} from (${newest}) as newest) as ids`;
  });
  const { rows } = await sql<{ term: string; ids: string | null }>`${sql.join(lists, sql` union all `)}`.execute(db);
  for (const { term, ids } of rows) {
    const weight = Math.round(weights.get(term)! * 1000);
    for (const id of ids?.split(',') ?? []) shared.set(id, (shared.get(id) ?? 0) + weight);
  }
  return shared;
}

/** The `most` items with most weight, and among equals the newest. Few weights are different, and ids that have the same are nearly in order. */
function heaviest(shared: ReadonlyMap<string, number>, most: number): string[] {
  const bySum = new Map<number, string[]>();
  for (const [id, sum] of shared) {
    const ids = bySum.get(sum);
    if (ids) ids.push(id);
    else bySum.set(sum, [id]);
  }
  const sums = [...bySum.keys()].sort((a, b) => b - a);
  const found: string[] = [];
  for (const sum of sums) {
    if (found.length >= most) break;
    found.push(...bySum.get(sum)!.sort((a, b) => (a < b ? 1 : -1)));
  }
  return found.slice(0, most);
}

/** Of these items, in their order, those that are open and seen. */
async function open(db: Db, ids: readonly string[]): Promise<Likely[]> {
  if (ids.length === 0) return [];
  const query = sql<Likely>`select item.id, item.text from ${listOf(db, ids)} as shared
    cross join feedback_item as item where item.id = shared.value
    and item.state in ('received', 'review', 'planned', 'work') and item.held is null and item.hidden_at is null`;
  const found = new Map((await readAll(db, sql<Likely>`(${query})`, ['id', 'text'])).map((item) => [item.id, item]));
  return ids.flatMap((id) => found.get(id) ?? []);
}
