// Group commit: while one batch commits, the next fills by itself. A batch holds at most one message of each identity, taken in turn,
// so that everyone's own order is kept and nobody crowds the others out.
import { cleanMedia } from '../chat/media.ts';
import type { InboundMessage } from '../chat/message.ts';
import { identityKey } from '../people/authors.ts';
import { clean } from '../text/normalise.ts';
import { inSlices } from './slices.ts';
import type { Arrived } from './turn.ts';

/** Most messages in one batch. */
const LARGEST_BATCH = 256;
/** Arrival numbers grow with the clock and with every message: so many a millisecond. */
export const ARRIVALS_PER_MS = 1000;

export interface IntakeOptions {
  now(): number;
  /** Commits the messages, gives those left for the next batch, or throws when nothing could be committed. */
  run(arrived: readonly Arrived[]): Promise<Arrived[]>;
}

export interface Intake {
  /** Resolves once the message and all it caused are committed (P1). Rejects when that could not be: deliver it again. */
  accept(message: InboundMessage): Promise<void>;
  /** Every message from now on arrives after that one. */
  arriveAfter(arrival: number): void;
  /** Resolves when everything accepted so far is committed. */
  idle(): Promise<void>;
}

interface Waiting {
  arrived: Arrived;
  resolve(): void;
  reject(error: unknown): void;
}

export function createIntake({ now, run }: IntakeOptions): Intake {
  /** What each identity still has to say, the identities in the order of their turn. */
  const queues = new Map<string, Waiting[]>();
  /** What the last batch left, in order: the first of the next. */
  let left: Waiting[] = [];
  let lastArrival = 0;
  let running: Promise<void> | undefined;

  function stamp(): number {
    lastArrival = Math.max(lastArrival + 1, now() * ARRIVALS_PER_MS);
    return lastArrival;
  }

  function take(): Waiting[] {
    const batch = left;
    left = [];
    const taken = new Set(batch.map((waiting) => identityKey(waiting.arrived.message)));
    for (const [key, queue] of queues) {
      if (batch.length >= LARGEST_BATCH) break;
      if (taken.has(key)) continue;
      batch.push(queue.shift()!);
      queues.delete(key);
      if (queue.length > 0) rest.push([key, queue]);
    }
    for (const [key, queue] of rest) queues.set(key, queue);
    rest.length = 0;
    return batch;
  }
  const rest: [string, Waiting[]][] = [];

  async function work(): Promise<void> {
    // Messages that came in the same tick belong to the same batch.
    await undefined;
    while (queues.size > 0 || left.length > 0) {
      const batch = take();
      try {
        const later = new Set(await run(batch.map(({ arrived }) => arrived)));
        left = later.size > 0 ? batch.filter(({ arrived }) => later.has(arrived)) : [];
        void inSlices(
          batch.filter(({ arrived }) => !later.has(arrived)),
          ({ resolve }) => resolve(),
        );
      } catch (error) {
        for (const waiting of batch) waiting.reject(error);
      }
    }
    // In the tick that found the queues empty: a message that comes in any later one finds nobody at work and begins.
    running = undefined;
  }

  return {
    accept(message) {
      const arrived = { message: cleaned(message), arrival: stamp() };
      return new Promise((resolve, reject) => {
        const waiting = { arrived, resolve, reject };
        const key = identityKey(message);
        const queue = queues.get(key);
        if (queue) queue.push(waiting);
        else queues.set(key, [waiting]);
        running ??= work();
      });
    },
    arriveAfter(arrival) {
      lastArrival = Math.max(lastArrival, arrival);
    },
    async idle() {
      while (running) await running;
    },
  };
}

function cleaned(message: InboundMessage): InboundMessage {
  const { media: given = [], ...rest } = message;
  const { text, name, choice } = rest;
  const media = given.length > 0 ? cleanMedia(given) : given;
  return {
    ...rest,
    text: clean(text),
    name: clean(name),
    ...(choice !== undefined && { choice: clean(choice) }),
    ...(media.length > 0 && { media }),
  };
}
