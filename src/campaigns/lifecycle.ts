// The life of a campaign, pure: draft -> approved -> scheduled -> live -> paused -> closed. Nothing else decides what may follow what.
import type { Campaign, Status } from './campaign.ts';

export const events = ['approve', 'schedule', 'open', 'pause', 'resume', 'close', 'edit'] as const;
export type LifeEvent = (typeof events)[number];

/** Why an event has no place now: the state that forbids it, or the instant that is missing or gone by. */
export type Refusal =
  | 'draft'
  | 'not-open'
  | 'live'
  | 'paused'
  | 'closed'
  | 'no-opening'
  | 'opening-passed'
  | 'closing-passed';

export type Transition =
  | { type: 'moved'; to: Status }
  /** The campaign is there already: nothing to do, and no error. */
  | { type: 'already'; status: Status }
  | { type: 'refused'; why: Refusal };

/**
 * What `event` does to a campaign at the instant `now` (ms).
 * An edit makes a draft of what was approved, since the approval was for something else; what people already play is not edited.
 * Any campaign may be closed, and a closed one stays closed.
 */
export function transition(
  campaign: Pick<Campaign, 'status' | 'opensAt' | 'closesAt'>,
  event: LifeEvent,
  now: number,
): Transition {
  const { status, opensAt, closesAt } = campaign;
  const closingPassed = closesAt !== undefined && closesAt <= now;
  const moved = (to: Status): Transition => ({ type: 'moved', to });
  const refused = (why: Refusal): Transition => ({ type: 'refused', why });
  const already: Transition = { type: 'already', status };

  if (status === 'closed') return event === 'close' ? already : refused('closed');

  switch (event) {
    case 'approve':
      return status === 'draft' ? moved('approved') : already;
    case 'schedule':
      if (status === 'scheduled') return already;
      if (status !== 'approved') return refused(status);
      if (opensAt === undefined) return refused('no-opening');
      return opensAt > now ? moved('scheduled') : refused('opening-passed');
    case 'open':
      if (status === 'live') return already;
      if (status === 'draft' || status === 'paused') return refused(status);
      return closingPassed ? refused('closing-passed') : moved('live');
    case 'pause':
      if (status === 'paused') return already;
      return status === 'live' ? moved('paused') : refused('not-open');
    case 'resume':
      if (status === 'live') return already;
      if (status !== 'paused') return refused('not-open');
      return closingPassed ? refused('closing-passed') : moved('live');
    case 'close':
      return moved('closed');
    case 'edit':
      return status === 'live' || status === 'paused' ? refused(status) : moved('draft');
  }
}
