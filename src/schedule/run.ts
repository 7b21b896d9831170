// Runs one due timer or slot: taken, its job done and committed in one transaction, or rolled back as a whole and put off.
import type { Clock } from '../clock.ts';
import type { ScheduleTable, TimerTable } from '../db/schema.ts';
import type { Flow, Job } from '../engine/flow.ts';
import type { RecordIncident } from '../engine/incidents.ts';
import type { Perform } from '../engine/perform.ts';
import { UserError } from '../errors.ts';
import { tellStaff } from '../people/tell-staff.ts';
import { when } from '../text/when.ts';
import { handedFor, isMissedKey, markSlotRun, readMissed, retryKey, tellLater } from './retries.ts';
import { type HearMissed, jobNames, lockUnchanged, type Overdue, reportMissed, takeSlot, tellJob } from './slots.ts';
import { scheduleTexts } from './text.ts';
import { BACK_OFF, markFailed, putOff, setTimer, takeTimer } from './timers.ts';

export interface Runner {
  /** Forgets how often timers were set again. */
  beginRun(): void;
  runTimer(id: string): Promise<void>;
  /** Reports what a schedule missed, or else runs its slot. The job is handed `{ at }`, the slot's instant, and of a campaign's `{ at, payload }`. */
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
        const job = jobOf(timer.flow, timer.job);
        if (isMissedKey(timer.key)) return job.missed?.(scope, ...readMissed(payload));
        await job.run(scope, payload);
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
    if (due.missed.length > 0) await report(schedule, due);
    else if (due.run !== undefined) await runSlot(schedule, due.run);
  }

  async function runSlot(read: ScheduleTable, at: number): Promise<void> {
    let taken: ScheduleTable | undefined;
    try {
      await perform(async (scope) => {
        taken = undefined;
        const row = await lockUnchanged(scope.trx, read);
        if (!row || !(await takeSlot(scope, row.name, at, 'run'))) return;
        taken = row;
        const { flow, job } = jobNames(row);
        await jobOf(flow, job).run(scope, handedFor(row, at));
      });
    } catch (error) {
      if (!taken) throw error;
      await recordIncident({ origin: `schedule ${read.name}`, context: { at }, error, now: clock.now() });
      await perform(async (scope) => {
        const row = await lockUnchanged(scope.trx, read);
        if (!row || !(await takeSlot(scope, row.name, at, 'failed'))) return;
        const key = retryKey(row.name, at);
        await setTimer(scope, {
          ...jobNames(row),
          key,
          due: scope.now + BACK_OFF[0],
          payload: handedFor(row, at),
        });
      });
    }
  }

  /** A job that cannot take it that slots were missed hears of them once more by a timer; they are missed all the same. */
  async function report(read: ScheduleTable, due: Overdue): Promise<void> {
    let telling = false;
    const tell: HearMissed = async (...missed) => {
      telling = true;
      await tellJob(...missed);
      telling = false;
    };
    const reportTo = (hear: HearMissed) =>
      perform(async (scope) => {
        telling = false;
        const row = await lockUnchanged(scope.trx, read);
        if (row) await reportMissed(scope, row, due, hear);
      });
    try {
      await reportTo(tell);
    } catch (error) {
      if (!telling) throw error;
      await recordIncident({
        origin: `schedule ${read.name}`,
        context: { missed: due.missed[0] },
        error,
        now: clock.now(),
      });
      await reportTo(tellLater);
    }
  }

  return { beginRun: () => repeats.clear(), runTimer, runSlots };
}
