// What an attempt means for the row: the rules of the outbox, pure.
import type { Outcome } from '../chat/platform.ts';
import type { Delivered } from '../engine/flow.ts';
import type { Verdict } from './gate.ts';
import type { Outgoing } from './outgoing.ts';
import type { Mark } from './store.ts';

/** What became of a delivery: an outcome of its platform, or it was not even tried. */
export type Ending =
  | Outcome
  /** Goes back to the table and is taken from there after `until` (ms). */
  | { type: 'postponed'; until: number; reason: string }
  | { type: 'suppressed'; reason: string };

export interface Result {
  one: Outgoing;
  mark: Mark;
  /** What the owning flow is told; undefined while the last word is not said, and for deliveries without a topic. */
  delivered: Delivered | undefined;
}

/** Waits between the tries of a message that may be sent again, ms; the last one repeats. */
const BACK_OFF = [1000, 2000, 5000, 15_000, 30_000, 60_000];
/** A message that found no open door so often is given up. */
const TRIES = 12;
/** No platform is waited for longer, ms. */
const LONGEST_WAIT = 24 * 3_600_000;

/**
 * `sent` and `refused` end it; `retry` brings it back. `unknown` brings a reply back, since the same answer twice is better than none (P5),
 * and leaves a campaign's message uncertain, since it may have arrived and must not come twice (P4). What was not tried costs no try.
 */
export function judge(one: Outgoing, ending: Ending, now: number): Result {
  const tried = one.attempt;
  switch (ending.type) {
    case 'sent':
      return result('sent', { sent_at: ending.at, message_id: ending.id ?? null }, ending.at);
    case 'refused':
      return result('failed', { reason: ending.reason.slice(0, 200) });
    case 'unknown':
      if (one.kind === 'campaign') return result('uncertain', { reason: 'no answer' });
      return again(BACK_OFF[Math.min(tried, BACK_OFF.length) - 1] ?? 1000, 'no answer');
    case 'retry':
      return again(ending.after, 'told to wait');
    case 'postponed':
      return result('pending', { attempts: tried - 1, next_at: ending.until, reason: ending.reason });
    case 'suppressed':
      return result('suppressed', { attempts: tried - 1, reason: ending.reason });
  }

  function again(after: number, reason: string): Result {
    if (tried >= TRIES) return result('failed', { reason: 'too many tries' });
    return result('pending', { next_at: now + after, reason });
  }

  function result(state: Mark['state'], more: Partial<Mark>, at = now): Result {
    const unchanged = { id: one.id, attempts: tried, next_at: now, sent_at: null, message_id: null, reason: null };
    return { one, mark: { ...unchanged, state, ...more }, delivered: delivered(one, state, at) };
  }
}

/** What the gate withholds. */
export function endingOf(verdict: Exclude<Verdict, { type: 'send' }>): Ending {
  if (verdict.type === 'suppress') return { type: 'suppressed', reason: verdict.reason };
  return { type: 'postponed', until: verdict.until, reason: 'held' };
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
