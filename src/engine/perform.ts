// One piece of work, one transaction: what it says is in the outbox when it commits, and on its way right after.
import type { Capabilities } from '../chat/platform.ts';
import type { Db, Trx } from '../db/schema.ts';
import { together } from '../db/together.ts';
import { transaction } from '../db/transaction.ts';
import type { Ids } from '../ids.ts';
import { compose, type Outgoing, type Rendered, type Send } from '../outbox/outgoing.ts';
import { LEASE } from '../outbox/reader.ts';
import { enqueue } from '../outbox/store.ts';
import type { Job } from './flow.ts';
import type { Installation, Scope } from './scope.ts';
import { storeOffers } from './standings.ts';

/** Runs `work` in a transaction with a scope of its own and gives what it gives; where it throws, nothing has happened. */
export type Perform = <Result>(work: (scope: PerformScope) => Promise<Result>) => Promise<Result>;

/** The scope, and for the batch a way to take back what a refused turn had said. */
export interface PerformScope extends Scope {
  readonly sends: Send[];
}

/** Rows that need no transaction of their own, and are written with the next one that commits. */
export interface Riding {
  /** A transaction begins. */
  begin(): void;
  /** Asked shortly before the commit: what waits, taken out; undefined when nothing does. */
  board(): Riders | undefined;
  /** A transaction has ended, in whatever way. */
  end(): void;
}

export interface Riders {
  write(trx: Trx): Promise<void>;
  /** Whether they were committed. */
  arrived(safely: boolean): void;
}

export interface PerformOptions {
  db: Db;
  now(): number;
  newId: Ids;
  installation: Installation;
  capabilities(platform: string): Capabilities;
  /** The jobs of the flows, by name; none where absent. */
  job?(flow: string, name: string): Job | undefined;
  /** Which deliveries this process makes straight from the commit. */
  takes(one: Outgoing): boolean;
  committed(outgoing: readonly Outgoing[]): void;
  /** A commit failed: these may be in the table all the same. */
  doubtful?(outgoing: readonly Outgoing[]): void;
  /** A timer was set for this instant (ms). */
  wake(at: number): void;
  /** Rows that go along with any transaction. */
  riding?: Riding;
  /** PostgreSQL may undo a transaction that collided with another: true for such an error. */
  mayRerun(error: unknown): boolean;
}

/** What becomes of a transaction outside of the database. */
interface Effects {
  outgoing: Outgoing[];
  /** ms */
  wakeAt: number | undefined;
}

/** So often is a transaction that collided with another run again. */
const RERUNS = 8;

export function createPerform(options: PerformOptions): Perform {
  const { riding } = options;
  return async (work) => {
    for (let run = 1; ; run += 1) {
      let effects: Effects = { outgoing: [], wakeAt: undefined };
      let riders: Riders | undefined;
      riding?.begin();
      try {
        const result = await transaction(options.db, async (trx) => {
          const done = await perform(trx, work);
          effects = done;
          riders = riding?.board();
          await together(enqueue(trx, done.outgoing, done.now + LEASE), riders?.write(trx) ?? Promise.resolve());
          await storeOffers(trx, done.sends.flatMap(offered), done.now);
          return done.result;
        });
        riders?.arrived(true);
        options.committed(effects.outgoing);
        if (effects.wakeAt !== undefined) options.wake(effects.wakeAt);
        return result;
      } catch (error) {
        riders?.arrived(false);
        if (run <= RERUNS && options.mayRerun(error)) continue;
        options.doubtful?.(effects.outgoing);
        if (effects.wakeAt !== undefined) options.wake(effects.wakeAt);
        throw error;
      } finally {
        riding?.end();
      }
    }
  };

  async function perform<Result>(trx: Trx, work: (scope: PerformScope) => Promise<Result>) {
    const now = options.now();
    const sends: Send[] = [];
    let wakeAt: number | undefined;
    const scope: PerformScope = {
      trx,
      now,
      newId: options.newId,
      installation: options.installation,
      job: options.job ?? (() => undefined),
      capabilities: options.capabilities,
      sends,
      send: (address, phrase, sendOptions) => void sends.push({ address, phrase, options: sendOptions }),
      wake: (at) => {
        wakeAt = Math.min(at, wakeAt ?? at);
      },
    };
    const result = await work(scope);
    const rendered: Rendered = new WeakMap();
    const outgoing = sends.map((send) =>
      compose(send, options.newId(), options.capabilities(send.address.platform), now, rendered),
    );
    for (const one of outgoing) one.direct = options.takes(one);
    return { result, sends, outgoing, now, wakeAt };
  }
}

/** Choices said to a person alone, by a flow and not in answer to them: a turn remembers its own. */
function offered({ address: { platform, room }, options: { personId, choices = [] } }: Send) {
  if (room !== undefined || personId === undefined || choices.length === 0) return [];
  return [{ personId, platform, values: choices.map(({ value }) => value) }];
}
