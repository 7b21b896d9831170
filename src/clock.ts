// The one source of time. Everything else is handed an instant (ms since 1970, UTC) or a Clock, never reads the wall.

export interface Clock {
  /** The present instant in ms since 1970, UTC. */
  now(): number;
  /** Calls `wake` once the clock has reached `at`; the returned function cancels. */
  wait(at: number, wake: () => void): () => void;
}

/** setTimeout takes at most 2^31 - 1 ms; a longer wait is cut and simply wakes early. */
const LONGEST_WAIT = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: Date.now,
  wait(at, wake) {
    const timeout = setTimeout(wake, Math.min(Math.max(at - Date.now(), 0), LONGEST_WAIT));
    return () => clearTimeout(timeout);
  },
};

/** The next turn of the event loop: what waits for the database or the network goes first. No time of day is in it. */
export const nextRound = (): Promise<void> => new Promise(setImmediate);

/** A clock that follows `source` until it is set; from then on it stands still at the last instant it was given. */
export interface SettableClock extends Clock {
  set(instant: number): void;
  readonly frozen: boolean;
}

interface Wait {
  at: number;
  wake: () => void;
  /** Of the source's own wait. */
  cancel: (() => void) | undefined;
}

export function settableClock(source: Clock = systemClock): SettableClock {
  let frozenAt: number | undefined;
  const waits = new Set<Wait>();

  function reach(entry: Wait): void {
    if (!waits.delete(entry)) return;
    entry.cancel?.();
    entry.wake();
  }

  return {
    now: () => frozenAt ?? source.now(),
    wait(at, wake) {
      const entry: Wait = { at, wake, cancel: undefined };
      waits.add(entry);
      // A wait from before the clock was first set is kept by both: whichever gets there first.
      if (frozenAt === undefined) entry.cancel = source.wait(at, () => frozenAt === undefined && reach(entry));
      return () => {
        waits.delete(entry);
        entry.cancel?.();
      };
    },
    set(instant) {
      frozenAt = instant;
      for (const entry of waits) {
        if (entry.at <= instant) reach(entry);
      }
    },
    get frozen() {
      return frozenAt !== undefined;
    },
  };
}
