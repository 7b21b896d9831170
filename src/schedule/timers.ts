// Due instants that flows set: a question closes, a campaign opens. A row stays until its job has run in the same transaction that takes it away.
import type { Db, TimerTable, Trx } from '../db/schema.ts';
import type { Scope } from '../engine/scope.ts';

export interface TimerSetting {
  flow: string;
  /** The name of one of the flow's jobs. */
  job: string;
  /** Names the timer among all: `<flow>/<id>/close`. */
  key: string;
  /** ms. An instant that has passed is due at once. */
  due: number;
  /** What the job is handed: JSON. */
  payload?: unknown;
}

/** How long a job that failed is left alone, ms, failure by failure. The one after the last of these is for good. */
export const BACK_OFF = [1_000, 5_000, 30_000, 120_000, 600_000] as const;

/** Sets a timer; the same key again moves it, with the new job and payload, and forgets its failures. */
export async function setTimer(scope: Scope, { flow, job, key, due, payload }: TimerSetting): Promise<void> {
  const setting = { flow, job, due_at: due, payload: JSON.stringify(payload ?? null), attempts: 0, failed_at: null };
  await scope.trx
    .insertInto('timer')
    .values({ id: scope.newId(), key, ...setting })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(setting))
    .execute();
  scope.wake(due);
}

/** Takes the timer of that key away; where there is none, nothing happens. */
export async function cancelTimer(scope: Scope, key: string): Promise<void> {
  await scope.trx.deleteFrom('timer').where('key', '=', key).execute();
}

/** The timer that is due first of all that have not failed for good. */
export function firstTimer(db: Db): Promise<Pick<TimerTable, 'id' | 'due_at'> | undefined> {
  return db
    .selectFrom('timer')
    .select(['id', 'due_at'])
    .where('failed_at', 'is', null)
    .orderBy('due_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

/**
 * Takes a due timer for the transaction that runs its job, or gives undefined when it has run, was moved or was cancelled.
 * A second process waits here until the first has committed and then finds nothing, so the order of due instants holds among processes.
 */
export function takeTimer(trx: Trx, id: string, now: number): Promise<TimerTable | undefined> {
  return trx
    .deleteFrom('timer')
    .where('id', '=', id)
    .where('due_at', '<=', now)
    .where('failed_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

/** After a failure: puts the timer off, or says that this was the last try. A timer that was meanwhile run, moved or put off is left as it is. */
export async function putOff(trx: Trx, timer: TimerTable, now: number): Promise<'again' | 'given up' | 'gone'> {
  const pause = BACK_OFF[timer.attempts];
  if (pause === undefined) return (await markFailed(trx, timer, now)) ? 'given up' : 'gone';
  const change = { attempts: timer.attempts + 1, due_at: now + pause };
  return (await changeUntouched(trx, timer, change)) ? 'again' : 'gone';
}

/** Gives a timer up. False when it was meanwhile run, moved or put off. */
export function markFailed(trx: Trx, timer: TimerTable, now: number): Promise<boolean> {
  return changeUntouched(trx, timer, { attempts: timer.attempts + 1, failed_at: now });
}

async function changeUntouched(trx: Trx, timer: TimerTable, change: Partial<TimerTable>): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('timer')
    .set(change)
    .where('id', '=', timer.id)
    .where('attempts', '=', timer.attempts)
    .where('due_at', '=', timer.due_at)
    .where('failed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
