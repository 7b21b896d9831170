// Whether something of our own accord may reach a person now. Pure: the gate says the same when it is planned and when it is sent.
import { addWaking, type WakingHours } from '../schedule/waking.ts';
import type { Cap } from './contact.ts';

export type Verdict =
  | { type: 'send' }
  /** Not before `until` (ms). */
  | { type: 'hold'; until: number; reason: Reason }
  | { type: 'suppress'; reason: Reason };

/** Why something is held back. */
export type Reason =
  | 'expired'
  | 'stopped'
  | 'no consent'
  | 'no address'
  | 'quiet hours'
  | 'cap'
  | 'budget'
  | 'paused'
  | 'withdrawn';

/** What is known of the person and of what they have had. */
export interface Reach {
  stopped: boolean;
  /** They want to hear of the topic. */
  wants: boolean;
  /** On the clock of `zone`; `none`: at any time. */
  quiet: WakingHours | 'none';
  zone: string;
  /** When they had messages, ms, with the cap that counts them. */
  capped: readonly { cap: Cap; had: readonly number[] }[];
  /** What a platform allows until an instant (ms), and how many of that were used. */
  budgets: readonly { most: number; used: number; until: number }[];
}

/**
 * The verdict at `now` (ms) on a message that is of no use from `expiresAt` on (null: it always is). What only has to wait is held until the
 * first instant at which quiet hours, caps and budgets may let it pass, and held back for good where that is too late.
 */
export function judgeReach(reach: Reach, now: number, expiresAt: number | null): Verdict {
  if (expiresAt !== null && expiresAt <= now) return { type: 'suppress', reason: 'expired' };
  if (reach.stopped) return { type: 'suppress', reason: 'stopped' };
  if (!reach.wants) return { type: 'suppress', reason: 'no consent' };
  let until = now;
  let reason: Reason | undefined;
  const wait = (at: number, why: Reason) => {
    if (at <= until) return;
    until = at;
    reason = why;
  };
  for (const { cap, had } of reach.capped) wait(capOpens(cap, had, now), 'cap');
  for (const { most, used, until: opens } of reach.budgets) {
    if (used >= most) wait(most === 0 ? Number.POSITIVE_INFINITY : opens, 'budget');
  }
  if (Number.isFinite(until)) wait(quietEnds(reach.quiet, reach.zone, until), 'quiet hours');
  if (reason === undefined) return { type: 'send' };
  if (!Number.isFinite(until) || (expiresAt !== null && until >= expiresAt)) return { type: 'suppress', reason };
  return { type: 'hold', until, reason };
}

/** When the cap lets one more pass, ms; infinite for a cap of 0. */
export function capOpens(cap: Cap, had: readonly number[], now: number): number {
  if (cap === 'none') return now;
  if (cap.most === 0) return Number.POSITIVE_INFINITY;
  const live = had.filter((at) => at > now - cap.within).sort((one, other) => one - other);
  return live.length < cap.most ? now : live[live.length - cap.most]! + cap.within;
}

/** The first instant from `at` on that is not quiet on the clock of `zone`, ms. */
export function quietEnds(quiet: WakingHours | 'none', zone: string, at: number): number {
  return quiet === 'none' ? at : addWaking(at, 1, { from: quiet.to % 1440, to: quiet.from }, zone) - 1;
}
