// What in the rows wants somebody's attention, counted.
import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';
import { type Condition, readConditions } from '../outbox/platform-state.ts';
import { onStaff } from '../people/store.ts';

export interface Troubles {
  owners: number;
  /** Deliveries that are neither made nor given up. */
  waiting: number;
  /** When the first of them was said, ms. */
  waitingSince: number | undefined;
  /** Deliveries that may or may not have arrived, or could not be made. */
  stuck: number;
  failedTimers: number;
  incidents: number;
}

// Spelled out, not bound: so that the indexes of the few serve them, and nothing walks through all that was ever said.
const isStuck = sql<boolean>`state in ('uncertain', 'failed')`;

/** Incidents count since the instant `since` (ms). */
export async function countTroubles(db: Db, since: number): Promise<Troubles> {
  const outbox = db.selectFrom('outbox').select(({ fn }) => fn.countAll().as('count'));
  const timers = db.selectFrom('timer').where('failed_at', 'is not', null);
  const incidents = db.selectFrom('incident').where('at', '>', since);
  const owners = db.selectFrom('identity').where(onStaff).where('role', '=', 'owner');
  const [open, stuck, failed, recent, known] = await Promise.all([
    readConditions(db),
    outbox.where(isStuck).executeTakeFirstOrThrow(),
    timers.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow(),
    incidents.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow(),
    owners.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow(),
  ]);
  return {
    owners: Number(known.count),
    waiting: open.reduce((sum, { queued }) => sum + queued, 0),
    waitingSince: open.reduce<number | undefined>(earliest, undefined),
    stuck: Number(stuck.count),
    failedTimers: Number(failed.count),
    incidents: Number(recent.count),
  };
}

function earliest(known: number | undefined, { oldest }: Condition): number | undefined {
  return known === undefined || (oldest !== undefined && oldest < known) ? oldest : known;
}
