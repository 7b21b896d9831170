// How many things are under way at once, and how to wait for them.

/** Runs work side by side, up to a limit. */
export interface Lane {
  /** Begins `work` at once; it must not reject. */
  begin(work: () => Promise<unknown>): void;
  /** Resolves when there is room for more. */
  room(): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export function lane(limit: number): Lane {
  let active = 0;
  let wake: (() => void) | undefined;
  let enough = 0;

  const until = (count: number): Promise<void> => {
    if (active <= count) return Promise.resolve();
    return new Promise((resolve) => {
      enough = count;
      wake = resolve;
    });
  };

  return {
    begin(work) {
      active += 1;
      void work().finally(() => {
        active -= 1;
        if (wake && active <= enough) {
          wake();
          wake = undefined;
        }
      });
    },
    room: () => until(limit - 1),
    idle: () => until(0),
  };
}

/**
 * Lets any number of callers share one run of `work` at a time. Each gets a run that began after its call: while one is under
 * way, all who call wait together for the next.
 */
export function shared(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<void> | undefined;
  return () => {
    if (next) return next;
    const mine: Promise<void> = running.then(() => {
      running = mine.catch(() => undefined);
      next = undefined;
      return work();
    });
    next = mine;
    return mine;
  };
}
