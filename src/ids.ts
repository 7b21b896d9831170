// Ids are made in code, grow with time (so that a commit touches few pages) and take their instant from the caller.
import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** Makes ids: UUID v7 text, increasing within one process. */
export type Ids = () => string;

/** `now` gives the instant, `random` 16 random bytes: both are passed in so that a test can repeat a run. */
export function uuids(now: () => number, random: () => Uint8Array = pooledRandom()): Ids {
  let last = 0;
  let sequence = 0;
  return () => {
    const instant = Math.max(now(), last);
    sequence = instant === last ? sequence + 1 : 0;
    last = instant;
    return v7({ msecs: instant, seq: sequence, random: random() });
  };
}

/** A number from 0 up to, but not, 1. */
export const chance: () => number = Math.random;

/** 16 random bytes at a time out of a larger draw: asking the system for each costs more than the rest of an id. */
function pooledRandom(): () => Uint8Array {
  let pool = randomBytes(0);
  let used = 0;
  return () => {
    if (used === pool.length) {
      pool = randomBytes(16 * 256);
      used = 0;
    }
    used += 16;
    return pool.subarray(used - 16, used);
  };
}

/** A short number a person can read out to staff: 8 letters and digits without look-alikes. */
export function shortCode(random: () => Uint8Array = () => randomBytes(8)): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  return Array.from(random().slice(0, 8), (byte) => alphabet[byte % alphabet.length]).join('');
}
