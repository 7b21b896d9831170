// Slots that go on as timers: those whose job failed, and those whose job has not heard yet that they were missed.
import type { ScheduleTable } from '../db/schema.ts';
import { listOf } from '../db/sets.ts';
import type { Scope } from '../engine/scope.ts';
import { type HearMissed, jobNames } from './slots.ts';
import { BACK_OFF, setTimer } from './timers.ts';

/** What the job of a slot is handed. */
export function handedFor({ flow, payload }: ScheduleTable, at: number): { at: number; payload?: unknown } {
  return flow === null ? { at } : { at, payload: JSON.parse(payload ?? 'null') };
}

/** A slot whose job failed goes on as a timer of this key, handed the same. */
export function retryKey(schedule: string, at: number): string {
  return `slot/${schedule}/${at}`;
}

/** The job of the timer with this key has run: where it was the retry of a slot, the slot has run now. */
export async function markSlotRun({ trx, now }: Scope, key: string): Promise<void> {
  const [, schedule, at] = /^slot\/(.+)\/(\d+)$/.exec(key) ?? [];
  if (schedule === undefined) return;
  await trx
    .updateTable('slot')
    .set({ state: 'run', ran_at: now })
    .where('schedule', '=', schedule)
    .where('at', '=', Number(at))
    .execute();
}

/** Takes the retries of a schedule away and records their slots as missed; gives those (ms, ascending). Staff are not told. */
export async function cancelRetries({ trx, now }: Scope, schedule: string): Promise<number[]> {
  const failed = await trx
    .selectFrom('slot')
    .select('at')
    .where('schedule', '=', schedule)
    .where('state', '=', 'failed')
    .execute();
  if (failed.length === 0) return [];
  const keys = listOf(
    trx,
    failed.map(({ at }) => retryKey(schedule, at)),
  );
  const cancelled = await trx
    .deleteFrom('timer')
    .where('key', 'in', (build) => build.selectFrom(keys.as('retry')).select('retry.value'))
    .where('failed_at', 'is', null)
    .returning('key')
    .execute();
  const slots = cancelled.map(({ key }) => Number(key.split('/').at(-1))).sort((one, other) => one - other);
  if (slots.length === 0) return [];
  await trx
    .updateTable('slot')
    .set({ state: 'missed', ran_at: now })
    .where('schedule', '=', schedule)
    .where('at', 'in', slots)
    .execute();
  return slots;
}

/** Lets the schedule's job hear by a timer that slots were missed. */
export const tellLater: HearMissed = (scope, schedule, slots) =>
  setTimer(scope, {
    ...jobNames(schedule),
    key: `missed/${schedule.name}/${slots[0]}`,
    due: scope.now + BACK_OFF[0],
    payload: { slots, payload: JSON.parse(schedule.payload ?? 'null') },
  });

export function isMissedKey(key: string): boolean {
  return key.startsWith('missed/');
}

export function readMissed(payload: unknown): [slots: readonly number[], payload: unknown] {
  const { slots, payload: handed } = payload as { slots: readonly number[]; payload: unknown };
  return [slots, handed];
}
