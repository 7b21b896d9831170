// Runs what is due. The database decides what that is; node-cron, the clock and pokes only say when to look.
import { schedule as wakeByCron } from 'node-cron';
import { isSqlite } from '../db/sets.ts';
import { createDue, type DueOptions } from './due.ts';

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

/** How soon the database is asked again where other processes may have set or left timers, or where it failed, ms. */
const LOOK_AGAIN = 1000;

/** Throws a StartError where a flow has a cron rule or a zone that is none. */
export function createTicker(options: DueOptions): Ticker {
  const { db, clock, recordIncident } = options;
  const due = createDue(options);
  const shared = !isSqlite(db);
  let started = false;
  let stopping = false;
  let running: Promise<void> | undefined;
  let again = false;
  const wakes = new Set<Promise<void>>();
  let armed: { at: number; cancel: () => void } | undefined;
  let stopCron: (() => void) | undefined;

  async function runAll(): Promise<void> {
    await undefined; // so that `running` is set before this can end
    try {
      do {
        again = false;
        due.beginRun();
        while (!stopping && (await due.step()));
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

  async function wake(): Promise<void> {
    try {
      await runDue();
      if (!started) return;
      const next = await due.next();
      if (next !== undefined) arm(next);
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
    nextDue: due.next,
  };
}
