// Priority codes as rows: the codes, their lineage, and the places they hold.
import type { Selectable } from 'kysely';
import type { Db, Trx } from '../../src/db/schema.ts';
import type { FcodeEventTable, FcodeTable } from '../../src/db/schema-preorder.ts';
import { insertAll, listOf } from '../../src/db/sets.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { type Entry, type EntryState, entryOf } from '../../src/quota/entry.ts';

export type Fcode = Selectable<FcodeTable>;
export type FcodeEvent = Selectable<FcodeEventTable>;

/** What the entries that hold the places of a code are held for. */
export const heldFor = (fcodeId: string): string => `fcode/${fcodeId}`;

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

/** The places that these codes hold for nobody yet; so many at most. */
export async function unusedOf(db: Db, fcodeIds: readonly string[], most: number): Promise<Entry[]> {
  const keys = fcodeIds.map(heldFor);
  const rows = await db
    .selectFrom('entry')
    .selectAll()
    .where('held_for', 'in', db.selectFrom(listOf(db, keys).as('wanted')).select('wanted.value'))
    .where('state', '=', 'held')
    .where('person_id', 'is', null)
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(entryOf);
}

const ENDED: readonly EntryState[] = ['cancelled', 'declined', 'expired', 'revoked'];

/** Those who have a place that this code gave them and that they have not given back since. */
export async function entriesFrom(db: Db, fcodeId: string): Promise<Entry[]> {
  const rows = await db
    .selectFrom('fcode_event as event')
    .innerJoin('entry', 'entry.id', 'event.entry_id')
    .where('event.fcode_id', '=', fcodeId)
    .where('entry.state', 'in', ['held', 'confirmed'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('entry_move as later')
            .select('later.step')
            .whereRef('later.entry_id', '=', 'event.entry_id')
            .whereRef('later.step', '>', 'event.entry_step')
            .where('later.state', 'in', ENDED),
        ),
      ),
    )
    .selectAll('entry')
    .orderBy('entry.id')
    .execute();
  return rows.map(entryOf);
}
