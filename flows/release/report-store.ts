// Reports as rows, and how often items were named as what people look forward to.
import { sql } from 'kysely';
import type { Db, Trx } from '../../src/db/schema.ts';
import type { ReleaseReportTable } from '../../src/db/schema-release.ts';
import { insertAll, isSqlite, listOf, tableOf } from '../../src/db/sets.ts';
import type { Alike } from './report-rules.ts';
import type { Item, Release } from './store.ts';

export type Report = ReleaseReportTable;

/** The releases that were announced and whose reports are not counted yet. */
export function uncounted(db: Db): Promise<Release[]> {
  return db
    .selectFrom('release')
    .selectAll()
    .where('reports_until', 'is not', null)
    .where('result', 'is', null)
    .orderBy('id')
    .execute();
}

/** These releases; nobody counts their reports before the commit. */
export async function shareReleases(trx: Trx, ids: readonly string[]): Promise<Map<string, Release>> {
  const rows = await trx
    .selectFrom('release')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .orderBy('id')
    .$if(!isSqlite(trx), (query) => query.forShare())
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** The release; nobody reports on it before the commit. */
export function holdRelease(trx: Trx, id: string): Promise<Release | undefined> {
  return trx
    .selectFrom('release')
    .selectAll()
    .where('id', '=', id)
    .$if(!isSqlite(trx), (query) => query.forNoKeyUpdate())
    .executeTakeFirst();
}

/** What these releases brought, by number. */
export function itemsShipped(db: Db, releaseIds: readonly string[]): Promise<Item[]> {
  return db
    .selectFrom('release_item')
    .selectAll()
    .where('release_id', 'in', [...new Set(releaseIds)])
    .where('state', '=', 'shipped')
    .orderBy('number')
    .execute();
}

/** What is to come in these trains, the most hoped for first. */
export function itemsPlanned(db: Db, campaignIds: readonly string[]): Promise<Item[]> {
  return db
    .selectFrom('release_item')
    .selectAll()
    .where('campaign_id', 'in', [...new Set(campaignIds)])
    .where('state', 'in', ['voting', 'approved'])
    .orderBy('hopes', 'desc')
    .orderBy('number')
    .execute();
}

export function itemsById(db: Db, ids: readonly string[]): Promise<Item[]> {
  return db
    .selectFrom(listOf(db, [...new Set(ids)]).as('wanted'))
    .crossJoin('release_item as item')
    .whereRef('item.id', '=', 'wanted.value')
    .selectAll('item')
    .execute();
}

type Key = Pick<Report, 'release_id' | 'person_id'>;

export const keyOf = ({ release_id, person_id }: Key): string => `${release_id} ${person_id}`;

/** What these persons have reported on these releases, by `keyOf`. */
export async function reportsOf(db: Db, keys: readonly Key[]): Promise<Map<string, Report>> {
  const wanted = keys.map(({ release_id, person_id }) => ({ release_id, person_id }));
  const rows = await db
    .selectFrom(tableOf(db, { release_id: 'text', person_id: 'text' }, wanted).as('wanted'))
    .crossJoin('release_report as report')
    .whereRef('report.release_id', '=', 'wanted.release_id')
    .whereRef('report.person_id', '=', 'wanted.person_id')
    .selectAll('report')
    .execute();
  return new Map(rows.map((row) => [keyOf(row), row]));
}

const columns = {
  release_id: 'text',
  person_id: 'text',
  mood: 'integer',
  best_id: 'text',
  worst_id: 'text',
  hope_id: 'text',
  at: 'integer',
  changed_at: 'integer',
} as const;
const replace = { key: ['release_id', 'person_id'], set: ['mood', 'best_id', 'worst_id', 'hope_id', 'changed_at'] };

/** Adds reports, or puts them in the place of those in `before`; what people look forward to is counted with it. */
export async function storeReports(
  trx: Trx,
  reports: readonly Report[],
  before: ReadonlyMap<string, Report>,
): Promise<void> {
  await shiftHopes(trx, [
    ...reports.map(({ hope_id }) => ({ hope_id, by: 1 })),
    ...reports.map((report) => ({ hope_id: before.get(keyOf(report))?.hope_id ?? null, by: -1 })),
  ]);
  await insertAll(trx, 'release_report', columns, reports, { replace });
}

/** Counts hopes up or down. On PostgreSQL the items stay locked, in the order of their ids, until the commit. */
export async function shiftHopes(trx: Trx, shifts: readonly { hope_id: string | null; by: number }[]): Promise<void> {
  const sums = new Map<string, number>();
  for (const { hope_id, by } of shifts) if (hope_id !== null) sums.set(hope_id, (sums.get(hope_id) ?? 0) + by);
  const rows = [...sums].flatMap(([id, by]) => (by === 0 ? [] : [{ id, by }]));
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  if (!isSqlite(trx)) {
    const items = trx.selectFrom('release_item').select('id').where('id', 'in', ids).orderBy('id');
    await items.forNoKeyUpdate().execute();
  }
  const made = tableOf(trx, { id: 'text', by: 'integer' }, rows);
  await sql`update release_item
    set hopes = hopes + (select shift."by" from ${made} as shift where shift.id = release_item.id)
    where id in (select listed.value from ${listOf(trx, ids)} as listed)`.execute(trx);
}

export async function countReported(db: Db, releaseId: string): Promise<number> {
  const row = await db
    .selectFrom('release_report')
    .select((of) => of.fn.countAll().as('reports'))
    .where('release_id', '=', releaseId)
    .executeTakeFirstOrThrow();
  return Number(row.reports);
}

/** All reports on a release, those that say the same in one. */
export async function reportsAlike(db: Db, releaseId: string, items: readonly Item[]): Promise<Alike[]> {
  const rows = await db
    .selectFrom('release_report')
    .where('release_id', '=', releaseId)
    .groupBy(['mood', 'best_id', 'worst_id'])
    .select((of) => ['mood', 'best_id', 'worst_id', of.fn.countAll().as('reports')])
    .execute();
  const numbers = new Map<string | null, number>(items.map(({ id, number }) => [id, number]));
  return rows.map(({ mood, best_id, worst_id, reports }) => ({
    mood,
    best: numbers.get(best_id) ?? null,
    worst: numbers.get(worst_id) ?? null,
    reports: Number(reports),
  }));
}
