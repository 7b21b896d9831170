// What an attempt means for the row: the rules of the outbox, pure.
import type { Outcome } from '../chat/platform.ts';
import type { Delivered } from '../engine/flow.ts';
import type { Outgoing } from './outgoing.ts';
import type { Mark } from './store.ts';

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

/**
 * `sent` and `refused` end it; `retry` brings it back. `unknown` brings a reply back, since the same answer twice is better than none (P5),
 * and leaves a campaign's message uncertain, since it may have arrived and must not come twice (P4).
 */
export function judge(one: Outgoing, outcome: Outcome, now: number): Result {
  const attempts = one.attempt;
  const base = { id: one.id, attempts, next_at: now, sent_at: null, message_id: null, reason: null };
  switch (outcome.type) {
    case 'sent':
      return {
        one,
        mark: { ...base, state: 'sent', sent_at: outcome.at, message_id: outcome.id ?? null },
        delivered: delivered(one, 'sent', outcome.at),
      };
    case 'refused':
      return {
        one,
        mark: { ...base, state: 'failed', reason: outcome.reason.slice(0, 200) },
        delivered: delivered(one, 'failed', now),
      };
    case 'unknown':
      if (one.kind === 'campaign')
        return {
          one,
          mark: { ...base, state: 'uncertain', reason: 'no answer' },
          delivered: delivered(one, 'uncertain', now),
        };
      return again(BACK_OFF[Math.min(attempts, BACK_OFF.length) - 1] ?? 1000, 'no answer');
    case 'retry':
      return again(outcome.after, 'told to wait');
  }

  function again(after: number, reason: string): Result {
    if (attempts >= TRIES)
      return {
        one,
        mark: { ...base, state: 'failed', reason: 'too many tries' },
        delivered: delivered(one, 'failed', now),
      };
    return { one, mark: { ...base, state: 'pending', next_at: now + after, reason }, delivered: undefined };
  }
}

function delivered(one: Outgoing, outcome: Delivered['outcome'], at: number): Delivered | undefined {
  if (one.topic === null) return undefined;
  const { platform, account = '', room = '' } = one.address;
  return { topic: one.topic, platform, account, room, outcome, at };
}
