// One alarm for many waits of the same length: a timer for each delivery would cost more than the delivery.
import type { Clock } from '../clock.ts';

export interface Deadlines {
  /** What `work` gives, or `late()` when that takes longer than the length (ms). */
  within<Result>(work: Promise<Result>, late: () => Result): Promise<Result>;
  /** All that is waited for is late now. */
  cut(): void;
  /** Forgets the alarm; call it when nothing is waited for any more. */
  stop(): void;
}

export function createDeadlines(clock: Clock, length: number): Deadlines {
  /** In the order they began, which is the order they end in. */
  const waits = new Set<{ at: number; expire: () => void }>();
  let cancel: (() => void) | undefined;

  function arm(): void {
    const [first] = waits;
    if (!first || cancel) return;
    cancel = clock.wait(first.at, () => {
      cancel = undefined;
      for (const wait of waits) {
        if (wait.at > clock.now()) break;
        waits.delete(wait);
        wait.expire();
      }
      arm();
    });
  }

  return {
    within(work, late) {
      return new Promise((resolve, reject) => {
        const wait = { at: clock.now() + length, expire: () => resolve(late()) };
        waits.add(wait);
        arm();
        const done = () => waits.delete(wait);
        work.then(
          (result) => {
            done();
            resolve(result);
          },
          (error) => {
            done();
            reject(error);
          },
        );
      });
    },
    cut() {
      for (const wait of waits) wait.expire();
      waits.clear();
    },
    stop() {
      cancel?.();
      cancel = undefined;
    },
  };
}
