// Which items are worth comparing with a text: a bounded look into the index, from the rarest term on.
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../src/db/schema.ts';
import { listOf, readAll } from '../../src/db/sets.ts';
import type { Corpus } from './scoring.ts';

/** So many items of a term are counted and read, the newest: a term in more of them says little. */
const MOST_OF_A_TERM = 300;
/** Terms that items are looked up by, and how many items that may come to. */
const MOST_TERMS_READ = 16;
const MOST_READ = 2400;
/** Of those that share most, so many are looked at first, and compared as far as they are open and seen; all, where too few of them are. */
const MOST_LOOKED_AT = 200;
const MOST_COMPARED = 50;

/** What is counted of a board: nothing, where nothing was ever stored. */
export async function corpusOf(db: Db, campaignId: string): Promise<Corpus> {
  const row = await db
    .selectFrom('feedback_board')
    .where('campaign_id', '=', campaignId)
    .select(['items', 'terms'])
    .executeTakeFirst();
  return row ?? { items: 0, terms: 0 };
}

/** In how many items each of these terms stands: counted up to a bound, and estimated above it. */
export async function countItems(
  db: Db,
  campaignId: string,
  terms: readonly string[],
  corpus: Corpus,
): Promise<Map<string, number>> {
  const bounded = sql`select 1 from feedback_term as stored
    where stored.campaign_id = ${campaignId} and stored.term = asked.value limit ${sql.lit(MOST_OF_A_TERM)}`;
  const query = sql<{ term: string; items: number }>`select asked.value as term,
    (select count(*) from (${bounded}) as bounded) as items from ${listOf(db, terms)} as asked`;
  const rows = await readAll(db, sql<{ term: string; items: number }>`(${query})`, ['term', 'items']);
  const counts = new Map(rows.map(({ term, items }) => [term, Number(items)]));
  return new Map(terms.map((term) => [term, estimated(counts.get(term) ?? 0, corpus)]));
}

/** Where counting stopped, a term stands in more items than that and in fewer than all: the geometric mean of both. */
function estimated(items: number, corpus: Corpus): number {
  return items < MOST_OF_A_TERM ? items : Math.max(items, Math.round(Math.sqrt(items * corpus.items)));
}

export interface Likely {
  id: string;
  text: string;
}

/** The open, seen items that share most of the weight of the rarest terms. */
export async function likely(
  db: Db,
  campaignId: string,
  counted: ReadonlyMap<string, number>,
  weights: ReadonlyMap<string, number>,
): Promise<Likely[]> {
  const terms = rarest(counted);
  if (terms.length === 0) return [];
  const newest = terms.map((term) => {
    const weight = Math.round(weights.get(term)! * 1000);
    return sql`select * from (select item_id, ${sql.lit(weight)} as weight from feedback_term
      where campaign_id = ${campaignId} and term = ${term} order by item_id desc limit ${sql.lit(MOST_OF_A_TERM)}) as newest`;
  });
  const read = sql`${sql.join(newest, sql` union all `)}`;
  const first = await best(db, read, MOST_LOOKED_AT);
  const mayBeMore = terms.reduce((sum, term) => sum + Math.min(counted.get(term)!, MOST_OF_A_TERM), 0) > MOST_LOOKED_AT;
  return first.length < MOST_COMPARED && mayBeMore ? best(db, read, MOST_READ + MOST_OF_A_TERM) : first;
}

/** Of the `most` items that share most weight, those that are open and seen. */
async function best(db: Db, read: RawBuilder<unknown>, most: number): Promise<Likely[]> {
  const shared = sql`select item_id, sum(weight) as weight from (${read}) as read
    group by item_id order by weight desc, item_id desc limit ${sql.lit(most)}`;
  const query = sql<Likely>`select item.id, item.text from (${shared}) as shared
    cross join feedback_item as item where item.id = shared.item_id
    and item.state in ('received', 'review', 'planned', 'work') and item.held is null and item.hidden_at is null
    order by shared.weight desc, item.id desc limit ${sql.lit(MOST_COMPARED)}`;
  return readAll(db, sql<Likely>`(${query})`, ['id', 'text']);
}

/** Of the terms that stand somewhere, those to look items up by: always one. */
function rarest(counted: ReadonlyMap<string, number>): string[] {
  const known = [...counted].filter(([, items]) => items > 0).sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
  let read = 0;
  return known.slice(0, MOST_TERMS_READ).flatMap(([term, items], place) => {
    if (place > 0 && read >= MOST_READ) return [];
    read += Math.min(items, MOST_OF_A_TERM);
    return [term];
  });
}
