// Until when a place is kept for whoever has it. Pure.
import { addWaking, type WakingHours } from '../schedule/waking.ts';

export interface Terms {
  /** How long a claimed place is held until it is confirmed, ms; undefined: it is for good at once. */
  claimWithin: number | undefined;
  /** How long a place that came free is offered, ms of waking time. */
  hold: number;
  waking: WakingHours | undefined;
  /** IANA zone. */
  zone: string;
}

/** Instants, ms. */
export interface Until {
  deadline: number;
  remindAt: number;
}

/** The one reminder comes when so much of the time has gone by. */
const REMIND_AFTER = 3 / 4;

/** Until when a place claimed now is held; undefined where a claim needs no confirmation. */
export function heldUntil({ claimWithin }: Terms, now: number): Until | undefined {
  if (claimWithin === undefined) return undefined;
  return { deadline: now + claimWithin, remindAt: now + Math.floor(claimWithin * REMIND_AFTER) };
}

/** Until when a place that is offered now waits for an answer. */
export function offeredUntil({ hold, waking, zone }: Terms, now: number): Until {
  return {
    deadline: addWaking(now, hold, waking, zone),
    remindAt: addWaking(now, Math.floor(hold * REMIND_AFTER), waking, zone),
  };
}
