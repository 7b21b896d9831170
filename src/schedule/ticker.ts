// Runs what is due. The database decides what that is; node-cron, the clock and pokes only say when to look.
import { schedule as wakeByCron } from 'node-cron';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/schema.ts';
import { isSqlite } from '../db/sets.ts';
import type { Flow } from '../engine/flow.ts';
import type { RecordIncident } from '../engine/incidents.ts';
import type { Perform } from '../engine/perform.ts';
import { createRunner } from './run.ts';
import { nextOf, overdue, readSchedules, scheduledJobs, syncSchedules } from './slots.ts';
import { firstTimer } from './timers.ts';

export interface Ticker {
  /** Runs what is due from now on, until `stop`. */
  start(): void;
  /** Waits for the job under way and begins no other. */
  stop(): Promise<void>;
  /** Something may fall due at `at` (ms), or now: does nothing before `start`, never throws, never waits. */
  poke(at?: number): void;
  /**
   * Runs all that is due at `clock.now()`, in the order of due instants, each in a transaction of its own, and what falls due by that. While a run is
   * under way it goes on with one more. A job that fails does not reject: it is an incident, and tried again later. A database that fails does.
   */
  runDue(): Promise<void>;
  /** The earliest due instant of timers and slots (ms), which may have passed. */
  nextDue(): Promise<number | undefined>;
}

export interface TickerOptions {
  db: Db;
  perform: Perform;
  clock: Clock;
  flows: readonly Flow[];
  recordIncident: RecordIncident;
}

/** How soon the database is asked again where other processes may have set or left timers, or where it failed, ms. */
const LOOK_AGAIN = 1000;

/** Throws a StartError where a flow has a cron rule or a zone that is none. */
export function createTicker({ db, perform, clock, flows, recordIncident }: TickerOptions): Ticker {
  const jobs = scheduledJobs(flows);
  const runner = createRunner({ perform, clock, flows, recordIncident });
  const shared = !isSqlite(db);
  let synced = false;
  let started = false;
  let stopping = false;
  let running: Promise<void> | undefined;
  let again = false;
  const wakes = new Set<Promise<void>>();
  let armed: { at: number; cancel: () => void } | undefined;
  let stopCron: (() => void) | undefined;

  async function schedules() {
    if (jobs.length === 0 && synced) return [];
    let rows = synced ? await readSchedules(db) : [];
    if (jobs.some(({ name }) => rows.every((row) => row.name !== name)) || !synced) {
      await perform((scope) => syncSchedules(scope, jobs));
      synced = true;
      rows = await readSchedules(db);
    }
    return rows.filter((row) => jobs.some(({ name }) => name === row.name));
  }

  /** Does the first thing that is due; false when nothing is. */
  async function step(): Promise<boolean> {
    const now = clock.now();
    const timer = await firstTimer(db);
    let first: { at: number; id: string; run: () => Promise<void> } | undefined;
    if (timer && timer.due_at <= now) first = { at: timer.due_at, id: timer.id, run: () => runner.runTimer(timer.id) };
    for (const row of await schedules()) {
      const due = overdue(row, now);
      const at = due && (due.missed[0] ?? due.run);
      if (at === undefined || (first && (first.at < at || (first.at === at && first.id < row.name)))) continue;
      first = { at, id: row.name, run: () => runner.runSlots(row, due!) };
    }
    await first?.run();
    return first !== undefined;
  }

  async function runAll(): Promise<void> {
    await undefined; // so that `running` is set before this can end
    try {
      do {
        again = false;
        runner.beginRun();
        while (!stopping && (await step()));
      } while (again && !stopping);
    } finally {
      running = undefined;
    }
  }

  function runDue(): Promise<void> {
    again = true;
    running ??= runAll();
    return running;
  }

  async function nextDue(): Promise<number | undefined> {
    const instants = [(await firstTimer(db))?.due_at, ...(await schedules()).map(nextOf)];
    const known = instants.filter((instant) => instant !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  }

  async function wake(): Promise<void> {
    try {
      await runDue();
      if (!started) return;
      const due = await nextDue();
      if (due !== undefined) arm(due);
      if (shared) arm(clock.now() + LOOK_AGAIN);
    } catch (error) {
      await recordIncident({ origin: 'ticker', context: null, error, now: clock.now() });
      arm(clock.now() + LOOK_AGAIN);
    }
  }

  function arm(at: number): void {
    if (!started || (armed && armed.at <= at)) return;
    armed?.cancel();
    const cancel = clock.wait(at, () => {
      armed = undefined;
      poke();
    });
    armed = { at, cancel };
  }

  function poke(at?: number): void {
    if (!started) return;
    if (at !== undefined && at > clock.now()) {
      arm(at);
      return;
    }
    const waking = wake().finally(() => wakes.delete(waking));
    wakes.add(waking);
  }

  return {
    start() {
      if (started) return;
      started = true;
      stopping = false;
      const task = wakeByCron('* * * * *', () => poke(), { suppressMissedWarning: true });
      stopCron = () => void task.destroy();
      poke();
    },
    async stop() {
      started = false;
      stopping = true;
      stopCron?.();
      armed?.cancel();
      armed = undefined;
      await Promise.allSettled([running, ...wakes]);
    },
    poke,
    runDue,
    nextDue,
  };
}
