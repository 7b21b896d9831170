// A limit to how long something is waited for.
import type { Clock } from '../../src/clock.ts';

/** What the work gives, or `late` once so many ms have passed. The work goes on; what becomes of it then is nobody's concern. */
export function within<Result>(clock: Clock, length: number, work: Promise<Result>): Promise<Result | 'late'> {
  return new Promise((resolve, reject) => {
    const cancel = clock.wait(clock.now() + length, () => resolve('late'));
    work.then(resolve, reject).finally(cancel);
  });
}

/** Resolves after so many ms, or when the function it is given to `stop` is called. */
export function pause(clock: Clock, length: number, stop: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.wait(clock.now() + length, resolve);
    stop(() => {
      cancel();
      resolve();
    });
  });
}
