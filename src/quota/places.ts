// Places as rows: which are free, and whose they are.
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import { insertAll, listOf } from '../db/sets.ts';
import type { Free } from './allot.ts';

/** The lowest free numbers of each lane, as many as are wanted at most. */
export async function freePlaces(db: Db, wanted: ReadonlyMap<string, number>): Promise<Free> {
  const free: Free = new Map();
  for (const [laneId, most] of wanted) {
    const rows = await db
      .selectFrom('place')
      .select('number')
      .where('entry_id', 'is', null)
      .where('lane_id', '=', laneId)
      .orderBy('number')
      .limit(most)
      .execute();
    free.set(
      laneId,
      rows.map(({ number }) => number),
    );
  }
  return free;
}

export interface Taken {
  laneId: string;
  number: number;
  entryId: string;
}

const columns = { lane_id: 'text', number: 'integer', size: 'integer', entry_id: 'text' } as const;
/** By the key of the place, whatever the planner believes of how many are free. */
const replace = { key: ['lane_id', 'number'], set: ['entry_id'], where: sql`place.entry_id is null` };

/** Writes whose these free places are now. Throws where one of them is not free, or not there. */
export async function occupy(trx: Trx, taken: readonly Taken[]): Promise<void> {
  // None is made here: the size of a row that were new would be refused.
  const rows = taken.map(({ laneId, number, entryId }) => ({
    lane_id: laneId,
    number,
    size: number,
    entry_id: entryId,
  }));
  const written = await insertAll(trx, 'place', columns, rows, { replace });
  if (written !== taken.length) throw new Error(`${taken.length} places, of which ${written} were free`);
}

/** Makes the places of these entries free. */
export async function vacate(trx: Trx, entryIds: readonly string[]): Promise<void> {
  if (entryIds.length === 0) return;
  await trx
    .updateTable('place')
    .set({ entry_id: null })
    .where('entry_id', 'in', trx.selectFrom(listOf(trx, entryIds).as('ended')).select('ended.value'))
    .execute();
}

/** The numbers of an entry's places. */
export async function numbersOf(db: Db, entryId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('place')
    .select('number')
    .where('entry_id', '=', entryId)
    .orderBy('number')
    .execute();
  return rows.map(({ number }) => number);
}
