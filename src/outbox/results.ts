// What an attempt means for the row: the rules of the outbox, pure.
import type { Outcome } from '../chat/platform.ts';
import type { Delivered } from '../engine/flow.ts';
import type { Verdict } from './gate-rules.ts';
import type { Mark } from './mark.ts';
import type { Outgoing } from './outgoing.ts';

/** What became of a delivery: an outcome of its platform, or it was not even tried. */
export type Ending =
  | Told
  /** Stays in the table as it is: whoever takes it up there asks the platform. */
  | { type: 'left' };

/** An ending that changes the row. */
export type Told =
  /** `counted`: against a limit of an hour or more, which has to outlive this process. */
  | { type: 'sent'; id?: string; at: number; counted?: boolean }
  /** With a `door` it waits there until that opens, and not `after` ms. */
  | { type: 'retry'; after: number; door?: string | undefined }
  | { type: 'refused'; reason: string }
  /** Where it is sent again, `after` so many ms. */
  | { type: 'unknown'; after?: number }
  /** Nobody knew whether it arrived; the platform was asked, and it did not. */
  | { type: 'absent'; after?: number }
  /** Waits at a closed door. */
  | { type: 'waits'; door: string }
  /** Goes back to the table and is taken from there after `until` (ms). */
  | { type: 'postponed'; until: number; reason: string }
  | { type: 'suppressed'; reason: string };

export interface Result {
  one: Outgoing;
  mark: Mark;
  /** What the owning flow is told; undefined while the last word is not said, and for deliveries without a topic. */
  delivered: Delivered | undefined;
}

/** `next_at` of a row that waits at a door, whose name is its reason: no clock brings it up. */
export const NEVER = 8_640_000_000_000_000;
/** The reason of a row that was sent under a limit of an hour or more. */
export const COUNTED = 'counted';

/** Waits between the tries of a message that may be sent again, ms; the last one repeats. */
const BACK_OFF = [1000, 2000, 5000, 15_000, 30_000, 60_000];
/** A message is given up when it is so old, ms, */
const TRIED_FOR = 24 * 3_600_000;
/** and was tried so often: one that waited for days until its turn came has its chances too. */
const LEAST_TRIES = 5;
/** No platform is waited for longer, ms. */
const LONGEST_WAIT = 24 * 3_600_000;

/** The wait after so many tries, ms: between half of it and all, so that what failed together does not come back together. */
export function backOff(tried: number, random: () => number): number {
  const longest = BACK_OFF[Math.min(Math.max(tried, 1), BACK_OFF.length) - 1]!;
  return Math.ceil(longest * (0.5 + random() / 2));
}

/**
 * `sent` and `refused` end it; `retry` and `absent` bring it back, for 24 hours. `unknown` brings a reply back, since the same answer twice is
 * better than none (P5), and leaves a campaign's message uncertain, since it may have arrived and must not come twice (P4). What was not tried
 * costs no try. `random` gives 0 to 1.
 */
export function judge(one: Outgoing, ending: Told, now: number, random: () => number): Result {
  const tried = one.attempt;
  switch (ending.type) {
    case 'sent': {
      const reason = ending.counted ? COUNTED : null;
      return result('sent', { sent_at: ending.at, message_id: ending.id ?? null, reason }, ending.at);
    }
    case 'refused':
      return result('failed', { reason: ending.reason.slice(0, 200) });
    case 'unknown':
      if (one.kind === 'campaign') return result('uncertain', { reason: 'no answer' });
      return again(now + (ending.after ?? backOff(tried, random)), 'no answer');
    case 'absent':
      return again(now + (ending.after ?? backOff(tried, random)), 'did not arrive');
    case 'retry':
      return ending.door === undefined ? again(now + ending.after, 'told to wait') : again(NEVER, ending.door);
    case 'waits':
      return result('pending', { attempts: tried - 1, next_at: NEVER, reason: ending.door });
    case 'postponed':
      return result('pending', { attempts: tried - 1, next_at: ending.until, reason: ending.reason });
    case 'suppressed':
      return result('suppressed', { attempts: tried - 1, reason: ending.reason });
  }

  function again(next: number, reason: string): Result {
    if (now - one.createdAt >= TRIED_FOR && tried >= LEAST_TRIES) return result('failed', { reason: 'too many tries' });
    return result('pending', { next_at: next, reason });
  }

  function result(state: Mark['state'], more: Partial<Mark>, at = now): Result {
    const unchanged = { id: one.id, attempts: tried, next_at: now, sent_at: null, message_id: null, reason: null };
    return { one, mark: { ...unchanged, state, ...more }, delivered: delivered(one, state, at) };
  }
}

/** What the gate withholds. */
export function endingOf(verdict: Exclude<Verdict, { type: 'send' }>): Told {
  if (verdict.type === 'suppress') return { type: 'suppressed', reason: verdict.reason };
  return { type: 'postponed', until: verdict.until, reason: verdict.reason };
}

/** An outcome as a platform should have given it: whole instants, waits of a sane length, and `unknown` for what is none. */
export function sound(outcome: Outcome | undefined, now: number): Outcome {
  switch (outcome?.type) {
    case 'sent':
      return { ...outcome, at: Number.isFinite(outcome.at) ? Math.round(outcome.at) : now };
    case 'retry':
      return { type: 'retry', after: Math.ceil(Math.min(Math.max(outcome.after || 0, 0), LONGEST_WAIT)) };
    case 'refused':
      return { type: 'refused', reason: String(outcome.reason) };
    case 'offline':
      return outcome;
    default:
      return { type: 'unknown' };
  }
}

function delivered(one: Outgoing, state: Mark['state'], at: number): Delivered | undefined {
  if (one.topic === null || state === 'pending' || state === 'sending') return undefined;
  const { platform, account = '', room = '' } = one.address;
  const outcome = state === 'suppressed' ? 'failed' : state;
  return { topic: one.topic, platform, account, room, outcome, at };
}
