// An account that was told it was too hasty says nothing for a while, and longer each time. A restart does not make WeChat forget, so neither do we.
import type { Keep } from '../../src/chat/keep.ts';
import type { Clock } from '../../src/clock.ts';
import type { Logger } from '../../src/log.ts';

export interface Rest {
  /** Reads what an earlier start left. */
  load(): Promise<void>;
  /** The instant (ms) until which nothing may be said, or undefined. */
  until(): number | undefined;
  /** The account was too hasty. Resolves once that is kept. */
  begin(): Promise<void>;
}

const NAME = 'wechat/rest';
const FIRST = 15 * 60_000;
const LONGEST = 12 * 3_600_000;
/** After so long without another, the next rest is a first one again, ms. */
const FORGIVEN = 24 * 3_600_000;

interface Stored {
  until: number;
  /** ms */
  length: number;
}

export function createRest(keep: Keep, clock: Clock, log: Logger): Rest {
  let last: Stored | undefined;

  return {
    async load() {
      last = readStored(await keep.read(NAME));
    },
    until: () => (last && last.until > clock.now() ? last.until : undefined),
    async begin() {
      const now = clock.now();
      // What was under way when the first complaint came brings no second rest.
      if (last && last.until > now) return;
      const again = last !== undefined && now - last.until < FORGIVEN;
      const length = again ? Math.min(last!.length * 2, LONGEST) : FIRST;
      last = { until: now + length, length };
      log.warn({ minutes: length / 60_000 }, 'WeChat says that this account is too hasty: it rests');
      await keep.write(NAME, JSON.stringify(last));
    },
  };
}

function readStored(text: string | undefined): Stored | undefined {
  const [, until, length] = /^\{"until":(\d{1,15}),"length":(\d{1,9})\}$/.exec(text ?? '') ?? [];
  return until === undefined ? undefined : { until: Number(until), length: Number(length) };
}
