// The deliveries that staff look at by hand: those nobody knows of, those that failed, those that wait.
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import type { OutboxTable } from '../db/schema-outbox.ts';
import { openRows } from './platform-state.ts';

export type Shown = Pick<
  OutboxTable,
  'id' | 'platform' | 'account' | 'room' | 'state' | 'reason' | 'next_at' | 'created_at' | 'campaign_id'
>;

const columns = [
  'id',
  'platform',
  'account',
  'room',
  'state',
  'reason',
  'next_at',
  'created_at',
  'campaign_id',
] as const;
/** Spelled out, not bound, for the partial index. */
const isStuck = sql<boolean>`state in ('uncertain', 'failed')`;

/** The newest rows in one of these states, at most `limit`. */
export async function newest(db: Db, states: readonly OutboxTable['state'][], limit: number): Promise<Shown[]> {
  if (!states.includes('pending')) {
    const stuck = db.selectFrom('outbox').select(columns).where(isStuck).where('state', 'in', states);
    return stuck.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
  }
  const ids: string[] = [];
  for (const open of openRows) {
    const rows = await db.selectFrom('outbox').select('id').where(open).orderBy('id', 'desc').limit(limit).execute();
    ids.push(...rows.map(({ id }) => id));
  }
  if (ids.length === 0) return [];
  const open = db.selectFrom('outbox').select(columns).where('id', 'in', ids);
  return open.orderBy('id', 'desc').limit(limit).execute();
}

/** Rows that are not done with and whose id ends so, at most `limit`; or the one whose whole id it is. */
export async function endingIn(db: Db, tail: string, limit: number): Promise<Shown[]> {
  const exact = await db.selectFrom('outbox').select(columns).where('id', '=', tail).execute();
  if (exact.length > 0) return exact;
  const found: string[] = [];
  for (const where of [isStuck, ...openRows]) {
    const rows = await db
      .selectFrom('outbox')
      .select('id')
      .where(where)
      .where('id', 'like', `%${tail}`)
      .limit(limit)
      .execute();
    found.push(...rows.map(({ id }) => id));
  }
  if (found.length === 0) return [];
  return db.selectFrom('outbox').select(columns).where('id', 'in', found).orderBy('id').limit(limit).execute();
}

/** True where it is on its way again. It begins anew: with all its tries. */
export async function sendAgain(trx: Trx, id: string, now: number): Promise<boolean> {
  const [result] = await trx
    .updateTable('outbox')
    .set({ state: 'pending', attempts: 0, next_at: now, reason: null })
    .where('id', '=', id)
    .where('state', 'in', ['uncertain', 'failed'])
    .execute();
  return result!.numUpdatedRows > 0n;
}

/** True where nobody will send it any more. */
export async function drop(trx: Trx, id: string): Promise<boolean> {
  const [result] = await trx
    .updateTable('outbox')
    .set({ state: 'suppressed', reason: 'dropped' })
    .where('id', '=', id)
    .where('state', 'in', ['uncertain', 'failed', 'pending'])
    .execute();
  return result!.numUpdatedRows > 0n;
}

/** Those of these campaigns that are paused. */
export async function pausedOf(db: Db, rows: readonly Shown[]): Promise<Set<string>> {
  const ids = rows.flatMap(({ campaign_id }) => campaign_id ?? []);
  if (ids.length === 0) return new Set();
  const paused = await db
    .selectFrom('campaign')
    .select('id')
    .where('id', 'in', ids)
    .where('status', '=', 'paused')
    .execute();
  return new Set(paused.map(({ id }) => id));
}
