// Waits for what real sockets bring in their own time: looked at on each change, given up after a while with what was there.

/** Long enough for a busy machine; nothing passes by waiting for it. */
const PATIENCE = 15_000;

export interface Waits {
  /** Resolves once `holds`; rejects with what was waited for where it never does. */
  until(holds: () => boolean, what?: () => string): Promise<void>;
  changed(): void;
}

export function createWaits(): Waits {
  const waiting = new Set<() => void>();
  return {
    until(holds, what = () => 'what never came') {
      if (holds()) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const look = () => {
          if (!holds()) return;
          done();
          resolve();
        };
        // Some of what is waited for is not of this Slack, and tells nobody that it changed.
        const looks = setInterval(look, 20);
        const giveUp = setTimeout(() => {
          done();
          reject(new Error(`expected ${what()}`));
        }, PATIENCE);
        const done = () => {
          clearInterval(looks);
          clearTimeout(giveUp);
          waiting.delete(look);
        };
        waiting.add(look);
      });
    },
    changed() {
      for (const look of [...waiting]) look();
    },
  };
}
