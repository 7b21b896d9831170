// Priority codes as rows: the codes, and their lineage.
import type { Selectable } from 'kysely';
import type { Db, Trx } from '../../src/db/schema.ts';
import type { FcodeEventTable, FcodeTable } from '../../src/db/schema-preorder.ts';
import { insertAll, listOf } from '../../src/db/sets.ts';
import type { Scope } from '../../src/engine/scope.ts';

export type Fcode = Selectable<FcodeTable>;
export type FcodeEvent = Selectable<FcodeEventTable>;

const columns = {
  id: 'text',
  campaign_id: 'text',
  lane_id: 'text',
  hash: 'text',
  last_four: 'text',
  uses: 'integer',
  used: 'integer',
  batch: 'text',
  made_at: 'integer',
  expires_at: 'integer',
  revoked_at: 'integer',
  expired_at: 'integer',
} as const;

export async function addCodes(trx: Trx, codes: readonly Fcode[]): Promise<void> {
  await insertAll(trx, 'fcode', columns, codes);
}

export function findCode(db: Db, id: string): Promise<Fcode | undefined> {
  return db.selectFrom('fcode').selectAll().where('id', '=', id).executeTakeFirst();
}

export function codeByHash(db: Db, hashes: readonly string[]): Promise<Fcode | undefined> {
  return db.selectFrom('fcode').selectAll().where('hash', 'in', hashes).executeTakeFirst();
}

/** The codes of a pre-order with these last four characters, or this id; so many at most. */
export function codesNamed(db: Db, campaignId: string, name: string, most: number): Promise<Fcode[]> {
  return db
    .selectFrom('fcode')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where((is) => is.or([is('last_four', '=', name.toUpperCase()), is('id', '=', name.toLowerCase())]))
    .orderBy('id')
    .limit(most)
    .execute();
}

/** Counts one use, if one is left; false when it is not. */
export async function countUse(trx: Trx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('fcode')
    .set((row) => ({ used: row('used', '+', 1) }))
    .where('id', '=', id)
    .whereRef('used', '<', 'uses')
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Notes that these codes give nothing any more. */
export async function endCodes(trx: Trx, ids: readonly string[], as: 'revoked_at' | 'expired_at', now: number) {
  await trx
    .updateTable('fcode')
    .set({ [as]: now })
    .where('id', 'in', trx.selectFrom(listOf(trx, ids).as('ended')).select('ended.value'))
    .execute();
}

export type NewEvent = Pick<FcodeEvent, 'fcode_id' | 'kind'> &
  Partial<Pick<FcodeEvent, 'person_id' | 'other' | 'note' | 'entry_id' | 'entry_step'>>;

const eventColumns = {
  fcode_id: 'text',
  step: 'integer',
  at: 'integer',
  kind: 'text',
  person_id: 'text',
  other: 'text',
  note: 'text',
  entry_id: 'text',
  entry_step: 'integer',
} as const;

/** Adds to the lineage of codes, one event a code. The quota must be held. */
export async function addEvents({ trx, now }: Scope, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const ids = events.map(({ fcode_id }) => fcode_id);
  const last = await trx
    .selectFrom('fcode_event')
    .where('fcode_id', 'in', trx.selectFrom(listOf(trx, ids).as('wanted')).select('wanted.value'))
    .groupBy('fcode_id')
    .select((row) => ['fcode_id', row.fn.max('step').as('step')])
    .execute();
  const steps = new Map(last.map(({ fcode_id, step }) => [fcode_id, Number(step)]));
  const nothing = { person_id: null, other: null, note: null, entry_id: null, entry_step: null };
  const rows = events.map((event) => ({
    ...nothing,
    ...event,
    step: (steps.get(event.fcode_id) ?? 0) + 1,
    at: now,
  }));
  await insertAll(trx, 'fcode_event', eventColumns, rows);
}

/** What befell a code, the first first. */
export function eventsOf(db: Db, fcodeId: string): Promise<FcodeEvent[]> {
  return db.selectFrom('fcode_event').selectAll().where('fcode_id', '=', fcodeId).orderBy('step').execute();
}
