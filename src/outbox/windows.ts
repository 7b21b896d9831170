// A sliding window: how many deliveries went through one limit lately, and when the next may.
import type { Limit } from '../chat/platform.ts';

export interface Window {
  /** As it was last told. */
  limit: Limit;
  /** How many more may begin now. */
  free(now: number): number;
  /** When the next may begin, ms: `now` where one may; infinite while only the end of what is under way can tell. */
  opensAt(now: number): number;
  enter(): void;
  /** What entered has come to its end; `counts`: the platform may have seen it. */
  leave(now: number, counts: boolean): void;
  /** One that was sent before this process began. */
  remember(sentAt: number): void;
  /** True when forgetting it changes nothing. */
  isIdle(now: number): boolean;
}

/** So many that are over are kept before they are cut off. */
const OVER = 64;

/**
 * A delivery takes a place from its beginning until `within` ms after its end: whenever in between the platform saw it, it never saw more than `most`.
 * With `jitter` the place stays taken up to so much longer. `random` gives 0 to 1.
 */
export function createWindow(limit: Limit, random: () => number): Window {
  /** When places become free again, ascending. */
  let ends: number[] = [];
  let over = 0;
  let underWay = 0;

  function live(now: number): number {
    while (over < ends.length && ends[over]! <= now) over += 1;
    if (over > OVER) {
      ends = ends.slice(over);
      over = 0;
    }
    return ends.length - over;
  }

  function take(at: number): void {
    const { within, jitter = 0 } = window.limit;
    ends.push(Math.max(ends.at(-1) ?? 0, Math.ceil(at + within + random() * jitter)));
  }

  const window: Window = {
    limit,
    free: (now) => window.limit.most - underWay - live(now),
    opensAt(now) {
      const held = live(now);
      const tooMany = held + underWay - window.limit.most;
      if (tooMany < 0) return now;
      return tooMany < held ? ends[over + tooMany]! : Number.POSITIVE_INFINITY;
    },
    enter() {
      underWay += 1;
    },
    leave(now, counts) {
      underWay -= 1;
      if (counts) take(now);
    },
    remember: take,
    isIdle: (now) => underWay === 0 && live(now) === 0,
  };
  return window;
}
