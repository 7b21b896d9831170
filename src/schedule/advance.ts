// Sets the clock as the terminal and the tests do: through everything that falls due on the way, in order.
import type { SettableClock } from '../clock.ts';
import type { Ticker } from './ticker.ts';

export interface Advancing {
  clock: SettableClock;
  ticker: Pick<Ticker, 'runDue' | 'nextDue'>;
  /** Resolves when what was said so far has been delivered; that may set timers too. */
  settled: () => Promise<void>;
}

/** So often something may be due at one and the same instant before that is called a loop. */
const MOST_ROUNDS = 100;

/** Moves the clock to `to` (ms) and runs what falls due up to then, each at its own instant. Back, it is only set. Throws where an instant never comes to an end. */
export async function advance({ clock, ticker, settled }: Advancing, to: number): Promise<void> {
  if (to < clock.now()) return clock.set(to);
  clock.set(clock.now());
  let rounds = 0;
  for (let due = await ticker.nextDue(); due !== undefined && due <= to; due = await ticker.nextDue()) {
    const at = Math.max(due, clock.now());
    rounds = at === clock.now() ? rounds + 1 : 0;
    if (rounds > MOST_ROUNDS) {
      throw new Error(
        `The clock cannot pass ${new Date(at).toISOString()}: something is due at that instant again and again`,
      );
    }
    clock.set(at);
    await ticker.runDue();
    await settled();
  }
  clock.set(to);
  await settled();
}
