// A fault is never swallowed: it becomes a number for the person and a line with context for staff.
import type { Db } from '../db/schema.ts';
import { transaction } from '../db/transaction.ts';
import { shortCode } from '../ids.ts';
import type { Logger } from '../log.ts';

export interface Incident {
  /** Where it happened: `turn`, `timer quiz/close`, `delivery slack`. */
  origin: string;
  /** What was being handled; never a secret. */
  context: unknown;
  error: unknown;
  /** ms */
  now: number;
}

export type RecordIncident = (incident: Incident) => Promise<string>;

/** Longest context or error text kept, characters. */
const LONGEST = 4000;

/** Stores a fault in a transaction of its own, logs it, and gives the number that people are told. Never throws: a database that is down leaves the log line. */
export function incidentRecorder(db: Db, log: Logger): RecordIncident {
  return async ({ origin, context, error, now }) => {
    const id = shortCode();
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.error({ incident: id, origin, context, error: text }, 'incident');
    const row = {
      id,
      at: now,
      origin,
      context: JSON.stringify(context ?? null).slice(0, LONGEST),
      error: text.slice(0, LONGEST),
    };
    try {
      await transaction(db, (trx) => trx.insertInto('incident').values(row).execute());
    } catch (failure) {
      log.error({ incident: id, failure: String(failure) }, 'incident not stored');
    }
    return id;
  };
}
