// One piece of work, one transaction: what it says is in the outbox when it commits, and on its way right after.
import type { Capabilities } from '../chat/platform.ts';
import type { Db, Trx } from '../db/schema.ts';
import { transaction } from '../db/transaction.ts';
import type { Ids } from '../ids.ts';
import { compose, type Outgoing, type Send } from '../outbox/outgoing.ts';
import { LEASE } from '../outbox/reader.ts';
import { enqueue } from '../outbox/store.ts';
import type { Installation, Scope } from './scope.ts';

/** Runs `work` in a transaction with a scope of its own and gives what it gives; where it throws, nothing has happened. */
export type Perform = <Result>(work: (scope: PerformScope) => Promise<Result>) => Promise<Result>;

/** The scope, and for the batch a way to take back what a refused turn had said. */
export interface PerformScope extends Scope {
  readonly sends: Send[];
}

export interface PerformOptions {
  db: Db;
  now(): number;
  newId: Ids;
  installation: Installation;
  capabilities(platform: string): Capabilities;
  /** Which deliveries this process makes straight from the commit. */
  takes(one: Outgoing): boolean;
  committed(outgoing: readonly Outgoing[]): void;
  /** A timer was set for this instant (ms). */
  wake(at: number): void;
  /** PostgreSQL may undo a transaction that collided with another: true for such an error. */
  mayRerun(error: unknown): boolean;
}

/** So often is a transaction that collided with another run again. */
const RERUNS = 8;

export function createPerform(options: PerformOptions): Perform {
  return async (work) => {
    for (let run = 1; ; run += 1) {
      try {
        const done = await transaction(options.db, (trx) => perform(trx, work));
        options.committed(done.outgoing);
        if (done.wakeAt !== undefined) options.wake(done.wakeAt);
        return done.result;
      } catch (error) {
        if (run > RERUNS || !options.mayRerun(error)) throw error;
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
      capabilities: options.capabilities,
      sends,
      send: (address, phrase, sendOptions) => void sends.push({ address, phrase, options: sendOptions }),
      wake: (at) => {
        wakeAt = Math.min(at, wakeAt ?? at);
      },
    };
    const result = await work(scope);
    const outgoing = sends.map((send) =>
      compose(send, options.newId(), options.capabilities(send.address.platform), now),
    );
    for (const one of outgoing) one.direct = options.takes(one);
    await enqueue(trx, outgoing, now + LEASE);
    return { result, outgoing, wakeAt };
  }
}
