// What became of an entry, step by step, and why: what `why` tells.
import type { Db, Trx } from '../db/schema.ts';
import { insertAll } from '../db/sets.ts';
import type { Entry, EntryState } from './entry.ts';

/** Why an entry moved. */
export const reasons = [
  'claimed',
  'held',
  'drawn',
  'offered',
  'confirmed',
  'accepted',
  'declined',
  'cancelled',
  'expired',
  'code',
  'revoked',
  'merged',
  'staff',
] as const;
export type Reason = (typeof reasons)[number];

export interface Move {
  step: number;
  /** ms */
  at: number;
  state: EntryState;
  reason: Reason;
  note: string | undefined;
}

/** An entry as it is to be, and why. */
export interface Moved {
  entry: Entry;
  reason: Reason;
  note?: string;
}

const columns = {
  entry_id: 'text',
  step: 'integer',
  at: 'integer',
  state: 'text',
  reason: 'text',
  note: 'text',
} as const;

/** One row a move; the entry's `steps` counts them already. */
export async function storeMoves(trx: Trx, moved: readonly Moved[], now: number): Promise<void> {
  const rows = moved.map(({ entry, reason, note }) => ({
    entry_id: entry.id,
    step: entry.steps,
    at: now,
    state: entry.state,
    reason,
    note: note ?? null,
  }));
  await insertAll(trx, 'entry_move', columns, rows);
}

/** All moves of an entry, the first first. */
export async function movesOf(db: Db, entryId: string): Promise<Move[]> {
  const rows = await db
    .selectFrom('entry_move')
    .select(['step', 'at', 'state', 'reason', 'note'])
    .where('entry_id', '=', entryId)
    .orderBy('step')
    .execute();
  return rows.map(({ reason, note, ...row }) => ({ ...row, reason: reason as Reason, note: note ?? undefined }));
}
