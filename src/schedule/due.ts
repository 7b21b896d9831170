// What is due first, of all timers and slots, and when the next of them will be.
import type { Clock } from '../clock.ts';
import type { Db, ScheduleTable } from '../db/schema.ts';
import type { Flow } from '../engine/flow.ts';
import type { RecordIncident } from '../engine/incidents.ts';
import type { Perform } from '../engine/perform.ts';
import { createRunner } from './run.ts';
import { hasJob, readSchedules, scheduledJobs, syncSchedules } from './schedules.ts';
import { nextOf, overdue } from './slots.ts';
import { firstTimer } from './timers.ts';

export interface Due {
  /** Forgets how often timers were set again. */
  beginRun(): void;
  /** Does the first thing that is due; false when nothing is. */
  step(): Promise<boolean>;
  /** The earliest due instant of timers and slots (ms), which may have passed. */
  next(): Promise<number | undefined>;
}

export interface DueOptions {
  db: Db;
  perform: Perform;
  clock: Clock;
  flows: readonly Flow[];
  recordIncident: RecordIncident;
}

/** Throws a StartError where a flow has a cron rule or a zone that is none. */
export function createDue({ db, perform, clock, flows, recordIncident }: DueOptions): Due {
  const jobs = scheduledJobs(flows);
  const runner = createRunner({ perform, clock, flows, recordIncident });
  const nexts = new Map<string, { of: string; next: number | undefined }>();
  let synced = false;

  async function schedules() {
    let rows = synced ? await readSchedules(db) : [];
    if (jobs.some(({ name }) => rows.every((row) => row.name !== name)) || !synced) {
      await perform((scope) => syncSchedules(scope, jobs));
      synced = true;
      rows = await readSchedules(db);
    }
    // A campaign's schedule without its job waits for a version that has it; `schedule list` says so.
    return rows.filter((row) => hasJob(flows, row));
  }

  /** Kept, since a timer of many campaigns' would ask for each of them every time. */
  function nextSlotOf(row: ScheduleTable): number | undefined {
    const of = `${row.checked_at} ${row.zone} ${row.rule}`;
    const known = nexts.get(row.name);
    if (known?.of === of) return known.next;
    const next = nextOf(row);
    nexts.set(row.name, { of, next });
    return next;
  }

  async function step(): Promise<boolean> {
    const now = clock.now();
    const timer = await firstTimer(db);
    let first: { at: number; id: string; run: () => Promise<void> } | undefined;
    if (timer && timer.due_at <= now) first = { at: timer.due_at, id: timer.id, run: () => runner.runTimer(timer.id) };
    for (const row of await schedules()) {
      const next = nextSlotOf(row);
      const due = next === undefined || next > now ? undefined : overdue(row, now);
      const at = due && (due.missed[0] ?? due.run);
      if (at === undefined || (first && (first.at < at || (first.at === at && first.id < row.name)))) continue;
      first = { at, id: row.name, run: () => runner.runSlots(row, due!) };
    }
    await first?.run();
    return first !== undefined;
  }

  async function next(): Promise<number | undefined> {
    const instants = [(await firstTimer(db))?.due_at, ...(await schedules()).map(nextSlotOf)];
    const known = instants.filter((instant) => instant !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  }

  return { beginRun: runner.beginRun, step, next };
}
