// Runs one due timer or slot: taken, its job done and committed in one transaction, or rolled back as a whole and put off.
import type { Clock } from '../clock.ts';
import type { ScheduleTable, TimerTable } from '../db/schema.ts';
import type { Flow, Job } from '../engine/flow.ts';
import type { RecordIncident } from '../engine/incidents.ts';
import type { Perform } from '../engine/perform.ts';
import type { Scope } from '../engine/scope.ts';
import { UserError } from '../errors.ts';
import { tellStaff } from '../people/tell-staff.ts';
import { when } from '../text/when.ts';
import { jobOfSchedule, slotPayload } from './campaign-schedules.ts';
import { type Overdue, reportMissed, takeSlot } from './slots.ts';
import { scheduleTexts } from './text.ts';
import { BACK_OFF, markFailed, putOff, setTimer, takeTimer } from './timers.ts';

export interface Runner {
  /** Forgets how often timers were set again. */
  beginRun(): void;
  runTimer(id: string): Promise<void>;
  /** Reports what a schedule missed, or else runs its slot. The job is handed `{ at }`, the slot's instant. */
  runSlots(schedule: ScheduleTable, due: Overdue): Promise<void>;
}

export interface RunnerOptions {
  perform: Perform;
  clock: Clock;
  flows: readonly Flow[];
  recordIncident: RecordIncident;
}

/** So often a timer may run for one instant in one run: more is a job that sets itself again forever. */
const MOST_REPEATS = 100;

export function createRunner({ perform, clock, flows, recordIncident }: RunnerOptions): Runner {
  const repeats = new Map<string, number>();

  function jobOf(flow: string, name: string): Job {
    const job = flows.find((one) => one.name === flow)?.jobs?.find((one) => one.name === name);
    if (!job) throw new Error(`There is no job ${flow}/${name} in this version of the program`);
    return job;
  }

  function repeatsForever({ key, due_at }: TimerTable): boolean {
    const instant = `${due_at} ${key}`;
    const count = (repeats.get(instant) ?? 0) + 1;
    repeats.set(instant, count);
    return count > MOST_REPEATS;
  }

  async function runTimer(id: string): Promise<void> {
    const taken: { timer?: TimerTable; endless?: boolean } = {};
    try {
      await perform(async (scope) => {
        const timer = await takeTimer(scope.trx, id, scope.now);
        taken.timer = timer;
        if (!timer) return;
        taken.endless = repeatsForever(timer);
        if (taken.endless) throw new Error(`Its job sets the timer ${timer.key} for the same instant again and again`);
        const payload: unknown = JSON.parse(timer.payload);
        await jobOf(timer.flow, timer.job).run(scope, payload);
        await markSlotRun(scope, timer.key);
      });
    } catch (error) {
      if (!taken.timer) throw error;
      await timerFailed(taken.timer, error, taken.endless === true);
    }
  }

  async function timerFailed(timer: TimerTable, error: unknown, endless: boolean): Promise<void> {
    const { flow, job, key, due_at, attempts } = timer;
    const incident = await recordIncident({
      origin: `timer ${flow}/${job}`,
      context: { key, due: due_at, attempts },
      error,
      now: clock.now(),
    });
    await perform(async (scope) => {
      const forGood = endless
        ? await markFailed(scope.trx, timer, scope.now)
        : (await putOff(scope.trx, timer, scope.now)) === 'given up';
      // What staff can mend is said at once, not when it is too late.
      if (error instanceof UserError && attempts === 0)
        await tellStaff(scope, scheduleTexts.refused({ why: error.phrase }), `schedule/refused/${timer.id}`);
      if (!forGood) return;
      const phrase = scheduleTexts.failed({
        job: `${flow}/${job}`,
        last: when(scope.now),
        tries: attempts + 1,
        incident,
      });
      await tellStaff(scope, phrase, `schedule/failed/${timer.id}/${incident}`);
    });
  }

  async function runSlots(schedule: ScheduleTable, due: Overdue): Promise<void> {
    if (due.missed.length > 0) {
      return perform(async (scope) => {
        const missed = await reportMissed(scope, schedule, due);
        if (missed.length > 0)
          await jobOfSchedule(flows, schedule)?.missed?.(scope, missed, JSON.parse(schedule.payload ?? 'null'));
      });
    }
    if (due.run !== undefined) await runSlot(schedule, due.run);
  }

  async function runSlot(row: ScheduleTable, at: number): Promise<void> {
    const schedule = row.name;
    const payload = slotPayload(row, at);
    let taken = false;
    try {
      await perform(async (scope) => {
        taken = await takeSlot(scope, schedule, at, 'run');
        if (taken) await jobOfSchedule(flows, row)!.run(scope, payload);
      });
    } catch (error) {
      if (!taken) throw error;
      await recordIncident({ origin: `schedule ${schedule}`, context: { at }, error, now: clock.now() });
      await perform(async (scope) => {
        if (!(await takeSlot(scope, schedule, at, 'failed'))) return;
        const [flow = '', job = ''] = row.flow === null ? schedule.split('/') : [row.flow, row.job!];
        await setTimer(scope, { flow, job, key: retryKey(schedule, at), due: scope.now + BACK_OFF[0], payload });
      });
    }
  }

  return { beginRun: () => repeats.clear(), runTimer, runSlots };
}

/** A slot whose job failed goes on as a timer of this key, handed the same payload; `markSlotRun` reads it. */
function retryKey(schedule: string, at: number): string {
  return `slot/${schedule}/${at}`;
}

async function markSlotRun({ trx, now }: Scope, key: string): Promise<void> {
  const [, schedule, instant] = /^slot\/(.+)\/(-?\d+)$/.exec(key) ?? [];
  if (schedule === undefined) return;
  await trx
    .updateTable('slot')
    .set({ state: 'run', ran_at: now })
    .where('schedule', '=', schedule)
    .where('at', '=', Number(instant))
    .execute();
}
