// The places of priority codes: those they hold for nobody yet, and those they gave.
import type { Db } from '../../src/db/schema.ts';
import { listOf } from '../../src/db/sets.ts';
import { type Entry, type EntryState, entryOf } from '../../src/quota/entry.ts';

/** What the entries that hold the places of a code are held for. */
export const heldFor = (fcodeId: string): string => `fcode/${fcodeId}`;

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
