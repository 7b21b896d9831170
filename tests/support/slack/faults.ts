// What goes wrong with calls of the Web API: planned one by one, or for a share of them by seed.
import { seeded } from './random.ts';

export type Fault =
  /** 429 with Retry-After. https://docs.slack.dev/apis/web-api/rate-limits */
  | { type: 'rate limit'; seconds: number }
  /** Answered by a proxy: the call was never processed. */
  | { type: 'status'; code: number }
  /** `{ ok: false, error }` with status 200, as Slack refuses. */
  | { type: 'error'; error: string }
  /** The connection is cut; `after`: the call was processed, and nobody hears of it. */
  | { type: 'reset'; when: 'before' | 'after' }
  /** No answer at all, on a connection that stays open; `after` as above. */
  | { type: 'hang'; when: 'before' | 'after' };

/** Which calls it hits: all that fit. */
export interface Hits {
  /** `chat.postMessage` */
  method?: string;
  channel?: string;
  team?: string;
  /** Only the first so many of them. */
  times?: number;
  /** Only this share of them, 0 to 1, drawn by the seed. */
  share?: number;
}

export interface Call {
  method: string;
  channel: string | undefined;
  team: string | undefined;
}

export interface Faults {
  /** From now on; gives a function that ends it. The fault that was added first wins. */
  add(fault: Fault, hits?: Hits): () => void;
  clear(): void;
  /** How many calls were hit so far. */
  readonly count: number;
  /** What becomes of this call; undefined: nothing goes wrong. */
  next(call: Call): Fault | undefined;
}

export function createFaults(seed: number): Faults {
  const random = seeded(seed);
  let rules: { fault: Fault; hits: Hits; left: number }[] = [];
  let count = 0;

  const fits = (hits: Hits, call: Call): boolean =>
    (['method', 'channel', 'team'] as const).every((key) => hits[key] === undefined || hits[key] === call[key]);

  return {
    add(fault, hits = {}) {
      const rule = { fault, hits, left: hits.times ?? Number.POSITIVE_INFINITY };
      rules.push(rule);
      return () => {
        rules = rules.filter((other) => other !== rule);
      };
    },
    clear() {
      rules = [];
    },
    get count() {
      return count;
    },
    next(call) {
      for (const rule of rules) {
        if (rule.left === 0 || !fits(rule.hits, call)) continue;
        if (rule.hits.share !== undefined && random() >= rule.hits.share) continue;
        rule.left -= 1;
        count += 1;
        return rule.fault;
      }
      return undefined;
    },
  };
}
