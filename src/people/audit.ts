// Every act of staff leaves a row, done or refused (P11).
import type { Trx } from '../db/schema.ts';
import { insertAll } from '../db/sets.ts';
import type { Ids } from '../ids.ts';

export interface Act {
  at: number;
  platform: string;
  account: string;
  personId: string | null;
  command: string;
  outcome: 'done' | 'refused';
}

const columns = {
  id: 'text',
  at: 'integer',
  platform: 'text',
  account: 'text',
  person_id: 'text',
  command: 'text',
  outcome: 'text',
} as const;

/** Longest command text kept, characters. */
const LONGEST = 500;

export async function writeAudit(trx: Trx, newId: Ids, acts: readonly Act[]): Promise<void> {
  const rows = acts.map(({ personId, command, ...act }) => ({
    ...act,
    id: newId(),
    person_id: personId,
    command: command.slice(0, LONGEST).toWellFormed(),
  }));
  await insertAll(trx, 'audit', columns, rows);
}
