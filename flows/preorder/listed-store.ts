// 接龙 lists as rows: who is on the list of a room.
import type { Db, Trx } from '../../src/db/schema.ts';
import { insertAll, listOf, readAll } from '../../src/db/sets.ts';
import { type Entry, type EntryState, entryOf, hasEnded } from '../../src/quota/entry.ts';
import type { JielongLine } from './jielong.ts';

/** Where a list is from. A room of '' is none: it was imported. */
export interface ListPlace {
  platform: string;
  room: string;
}

export interface ListedRow extends ListPlace {
  entryId: string;
  name: string;
  key: string;
  remark: string;
}

const ENDED: readonly EntryState[] = ['cancelled', 'declined', 'expired', 'revoked'];

/** Those who are on the room's list by name alone, by key; who takes part comes before who does not any more. */
export async function guestsOf(
  db: Db,
  campaignId: string,
  { platform, room }: ListPlace,
  keys: readonly string[],
): Promise<Map<string, Entry>> {
  const rows = await db
    .selectFrom(listOf(db, keys).as('wanted'))
    .crossJoin('preorder_guest as guest')
    .crossJoin('entry')
    .whereRef('guest.key', '=', 'wanted.value')
    .whereRef('entry.id', '=', 'guest.entry_id')
    .where('guest.platform', '=', platform)
    .where('guest.room', '=', room)
    .where('entry.campaign_id', '=', campaignId)
    .where('entry.person_id', 'is', null)
    .selectAll('entry')
    .select('guest.key')
    .orderBy('entry.number')
    .execute();
  const found = new Map<string, Entry>();
  for (const row of rows) {
    const before = found.get(row.key);
    if (!before || hasEnded(before)) found.set(row.key, entryOf(row));
  }
  return found;
}

/** The remark with which each of these entries is on a list, by entry. */
export async function remarksOf(db: Db, entryIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom(listOf(db, entryIds).as('wanted'))
    .crossJoin('preorder_guest as guest')
    .whereRef('guest.entry_id', '=', 'wanted.value')
    .select(['guest.entry_id', 'guest.remark'])
    .execute();
  return new Map(rows.map(({ entry_id, remark }) => [entry_id, remark]));
}

/** Those of these entries about which the person has said something themselves. */
export async function ownWords(db: Db, entryIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom(listOf(db, entryIds).as('wanted'))
    .crossJoin('preorder_signup as told')
    .whereRef('told.entry_id', '=', 'wanted.value')
    .select('told.entry_id')
    .execute();
  return new Set(rows.map(({ entry_id }) => entry_id));
}

const ownColumns = { entry_id: 'text', answers: 'text' } as const;

/** Notes that these persons have said something about their entry themselves; what they told stays. */
export async function noteOwnWords(trx: Trx, entryIds: readonly string[]): Promise<void> {
  const rows = entryIds.map((entry_id) => ({ entry_id, answers: '{}' }));
  await insertAll(trx, 'preorder_signup', ownColumns, rows, { orIgnore: true });
}

const columns = {
  entry_id: 'text',
  platform: 'text',
  room: 'text',
  name: 'text',
  key: 'text',
  remark: 'text',
} as const;

/** The list that named somebody last is the one they are on. */
export async function storeListed(trx: Trx, listed: readonly ListedRow[]): Promise<void> {
  const rows = listed.map(({ entryId, ...row }) => ({ entry_id: entryId, ...row }));
  const set = ['platform', 'room', 'name', 'key', 'remark'];
  await insertAll(trx, 'preorder_guest', columns, rows, { replace: { key: ['entry_id'], set } });
}

/** These are on no list any more. */
export async function dropListed(trx: Trx, entryIds: readonly string[]): Promise<void> {
  if (entryIds.length === 0) return;
  await trx
    .deleteFrom('preorder_guest')
    .where('entry_id', 'in', [...entryIds])
    .execute();
}

/** The list of a room as it stands: all who are on it and take part, in the order of their numbers. */
export async function listIn(
  db: Db,
  campaignId: string,
  { platform, room }: ListPlace,
): Promise<(JielongLine & { guest: boolean })[]> {
  const query = db
    .selectFrom('preorder_guest as guest')
    .innerJoin('entry', 'entry.id', 'guest.entry_id')
    .where('guest.platform', '=', platform)
    .where('guest.room', '=', room)
    .where('entry.campaign_id', '=', campaignId)
    .where('entry.state', 'not in', [...ENDED])
    .select(['guest.name', 'entry.units', 'guest.remark', 'entry.person_id'])
    .orderBy('entry.number');
  const rows = await readAll(db, query, ['name', 'units', 'remark', 'person_id']);
  return rows.map(({ name, units, remark, person_id }) => ({ name, units, remark, guest: person_id === null }));
}
