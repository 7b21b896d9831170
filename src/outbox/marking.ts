// Writes down what became of deliveries, in groups, and tells the flows they belong to.
import { type Clock, nextRound } from '../clock.ts';
import type { Delivered, Flow } from '../engine/flow.ts';
import type { RecordIncident } from '../engine/incidents.ts';
import type { Perform, Riding } from '../engine/perform.ts';
import type { Scope } from '../engine/scope.ts';
import { mark } from './mark.ts';
import type { Result } from './results.ts';

/** How soon a database that failed is tried again, ms. */
const TRY_AGAIN = 2000;

export interface Marking {
  /** What no flow wants to be told of is marked along with any transaction, and in one of its own only when there is none. */
  riding: Riding;
  add(result: Result): void;
  /** Writes what is left. What a failing database does not take stays as it was in the table, for the next start. */
  stop(): Promise<void>;
}

export interface MarkingOptions {
  perform: Perform;
  clock: Clock;
  flows: readonly Flow[];
  recordIncident: RecordIncident;
  /** Told of each result that is stored; must not throw. */
  marked(result: Result): void;
}

/** One group at a time; while it commits, the next fills. What cannot be stored is kept and tried again: it is never delivered twice for that. */
export function createMarking({ perform, clock, flows, recordIncident, marked }: MarkingOptions): Marking {
  let results: Result[] = [];
  /** Wait for a transaction to ride along with. */
  let waiting: Result[] = [];
  /** How many transactions are under way. */
  let open = 0;
  let looking = false;
  /** The database did not take these. */
  let kept: Result[] = [];
  let writing: Promise<void> | undefined;
  let cancelRetry: (() => void) | undefined;

  /** In the next turn of the event loop: by then whoever works without a pause has begun the next transaction. */
  function lookForRide(): void {
    if (looking) return;
    looking = true;
    void nextRound().then(() => {
      looking = false;
      if (open === 0) goAlone();
    });
  }

  function goAlone(): void {
    results.push(...waiting);
    waiting = [];
    if (results.length > 0) void write();
  }

  function write(): Promise<void> {
    writing ??= writeAll();
    return writing;
  }

  async function writeAll(): Promise<void> {
    await undefined;
    while (results.length > 0) {
      const group = results;
      results = [];
      if (await store(group)) for (const result of group) marked(result);
      else keep(group);
    }
    // In the tick that found none left: a result that comes in any later one begins anew.
    writing = undefined;
  }

  /** False when the database did not take it. */
  async function store(group: readonly Result[]): Promise<boolean> {
    const marks = marksOf(group);
    const told = group.flatMap(({ delivered }) => delivered ?? []);
    try {
      await perform(async (scope) => {
        await mark(scope.trx, marks);
        await tell(scope, told);
      });
      return true;
    } catch (error) {
      await recordIncident({ origin: 'outbox', context: marks.slice(0, 5), error, now: clock.now() });
    }
    // That it was sent is stored in any case; a flow that fails is told of the others all the same.
    const stored = await perform(({ trx }) => mark(trx, marks)).then(
      () => true,
      () => false,
    );
    if (!stored) return false;
    for (const one of told) {
      try {
        await perform((scope) => tell(scope, [one]));
      } catch (error) {
        await recordIncident({ origin: 'outbox', context: one, error, now: clock.now() });
      }
    }
    return true;
  }

  async function tell(scope: Scope, told: readonly Delivered[]): Promise<void> {
    for (const flow of flows) {
      const own = told.filter(({ topic }) => topic.startsWith(`${flow.name}/`));
      if (own.length > 0) await flow.delivered?.(scope, own);
    }
  }

  function keep(group: readonly Result[]): void {
    kept.push(...group);
    cancelRetry ??= clock.wait(clock.now() + TRY_AGAIN, retry);
  }

  function retry(): void {
    cancelRetry = undefined;
    results = [...kept, ...results];
    kept = [];
    void write();
  }

  return {
    riding: {
      begin() {
        open += 1;
      },
      board() {
        if (waiting.length === 0) return undefined;
        const group = waiting;
        waiting = [];
        return {
          write: (trx) => mark(trx, marksOf(group)),
          arrived(safely) {
            if (safely) return group.forEach(marked);
            results.push(...group);
            void write();
          },
        };
      },
      end() {
        open -= 1;
        if (open === 0 && waiting.length > 0) lookForRide();
      },
    },
    add(result) {
      if (result.delivered) {
        results.push(result);
        void write();
        return;
      }
      waiting.push(result);
      lookForRide();
    },
    async stop() {
      cancelRetry?.();
      goAlone();
      retry();
      await writing;
      cancelRetry?.();
    },
  };
}

const marksOf = (group: readonly Result[]) => group.map((result) => result.mark);
