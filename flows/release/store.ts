// Releases and the items that may come with them, as rows.
import type { Db, Trx } from '../../src/db/schema.ts';
import type { ReleaseItemTable, ReleaseTable } from '../../src/db/schema-release.ts';
import { isSqlite, listOf } from '../../src/db/sets.ts';

export type Release = ReleaseTable;
export type Item = ReleaseItemTable;

/** The release that is voted on or waits for its slot; none between a missed slot and the next look. */
export function currentRelease(db: Db, campaignId: string): Promise<Release | undefined> {
  return current(db, campaignId).executeTakeFirst();
}

/** The same, and nobody else changes it before the commit. */
export function holdCurrent(trx: Trx, campaignId: string): Promise<Release | undefined> {
  return current(trx, campaignId)
    .$if(!isSqlite(trx), (query) => query.forUpdate())
    .executeTakeFirst();
}

/** The same for those who vote: they wait for whoever changes it, and not for each other. */
export function shareCurrent(trx: Trx, campaignId: string): Promise<Release | undefined> {
  return current(trx, campaignId)
    .$if(!isSqlite(trx), (query) => query.forShare())
    .executeTakeFirst();
}

function current(db: Db, campaignId: string) {
  const releases = db.selectFrom('release').selectAll().where('campaign_id', '=', campaignId);
  return releases.where('state', 'in', ['open', 'frozen']);
}

export function findRelease(db: Db, id: string): Promise<Release | undefined> {
  return db.selectFrom('release').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The last that were announced, the newest first. */
export function announcedReleases(db: Db, campaignId: string, most: number): Promise<Release[]> {
  return db
    .selectFrom('release')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'announced')
    .orderBy('number', 'desc')
    .limit(most)
    .execute();
}

/** All releases of a train that are over, the newest first. */
export function pastReleases(db: Db, campaignId: string, most: number): Promise<Release[]> {
  return db
    .selectFrom('release')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where('state', 'not in', ['open', 'frozen'])
    .orderBy('number', 'desc')
    .limit(most)
    .execute();
}

export async function updateRelease(trx: Trx, id: string, change: Partial<Release>): Promise<void> {
  await trx.updateTable('release').set(change).where('id', '=', id).execute();
}

/** What came or is to come with a release, by number. */
export function itemsOfRelease(db: Db, releaseId: string): Promise<Item[]> {
  return db.selectFrom('release_item').selectAll().where('release_id', '=', releaseId).orderBy('number').execute();
}

/** What is voted on in a train: what people look forward to most comes first. */
export function votedOn(db: Db, campaignId: string): Promise<Item[]> {
  return db
    .selectFrom('release_item')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'voting')
    .orderBy('hopes', 'desc')
    .orderBy('number')
    .execute();
}

/** These items of a train, by number; those that are not there are left out. */
export async function itemsNumbered(
  db: Db,
  campaignId: string,
  numbers: readonly number[],
): Promise<Map<number, Item>> {
  const rows = await db
    .selectFrom('release_item')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where('number', 'in', [...new Set(numbers), -1])
    .execute();
  return new Map(rows.map((row) => [row.number, row]));
}

/** These items, held in the order of their ids until the commit. */
export async function holdItems(trx: Trx, ids: readonly string[]): Promise<Map<string, Item>> {
  const rows = await trx
    .selectFrom(listOf(trx, [...new Set(ids)]).as('wanted'))
    .crossJoin('release_item as item')
    .whereRef('item.id', '=', 'wanted.value')
    .selectAll('item')
    .orderBy('item.id')
    .$if(!isSqlite(trx), (query) => query.forUpdate('item'))
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export async function updateItem(trx: Trx, id: string, change: Partial<Item>): Promise<void> {
  await trx.updateTable('release_item').set(change).where('id', '=', id).execute();
}

/** The next number of a train's releases or items; on PostgreSQL others wait for it until the commit. */
export async function takeNumber(trx: Trx, campaignId: string, what: 'last_release' | 'last_item'): Promise<number> {
  const row = await trx
    .updateTable('train')
    .set((of) =>
      what === 'last_item' ? { last_item: of('last_item', '+', 1) } : { last_release: of('last_release', '+', 1) },
    )
    .where('campaign_id', '=', campaignId)
    .returning(what)
    .executeTakeFirstOrThrow();
  return Number(row[what]);
}
