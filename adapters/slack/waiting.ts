// Waits by the clock that the program was given.
import type { Clock } from '../../src/clock.ts';

/** So long before each further try, ms; the last repeats. With the time a try may take, Slack is found again within 30 s of its return. */
const WAITS = [0, 1000, 2000, 4000, 8000, 15_000];

export interface BackOff {
  /** Resolves when it is time for the next try, or after `stop`. */
  pause(): Promise<void>;
  /** A try succeeded for good: the next pause is the shortest. */
  reset(): void;
  stop(): void;
  readonly stopped: boolean;
}

export function createBackOff(clock: Clock): BackOff {
  let tries = 0;
  let wake: (() => void) | undefined;
  let stopped = false;
  return {
    async pause() {
      const wait = WAITS[Math.min(tries, WAITS.length - 1)]!;
      tries += 1;
      if (wait === 0 || stopped) return;
      await new Promise<void>((resolve) => {
        const cancel = clock.wait(clock.now() + wait, resolve);
        wake = () => {
          cancel();
          resolve();
        };
      });
      wake = undefined;
    },
    reset() {
      tries = 0;
    },
    stop() {
      stopped = true;
      wake?.();
    },
    get stopped() {
      return stopped;
    },
  };
}

/** What `work` gives, or `late()` where the clock is `ms` further first. */
export async function within<Value>(
  clock: Clock,
  ms: number,
  work: Promise<Value>,
  late: () => Value | Promise<Value>,
): Promise<Value> {
  let cancel: (() => void) | undefined;
  const timeout = new Promise<'late'>((resolve) => {
    cancel = clock.wait(clock.now() + ms, () => resolve('late'));
  });
  try {
    const first = await Promise.race([work.then((value) => ({ value })), timeout]);
    return first === 'late' ? await late() : first.value;
  } finally {
    cancel?.();
  }
}
