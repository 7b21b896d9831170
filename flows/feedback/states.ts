// Which state of an item may follow which: a table, and nothing else.
import type { FeedbackState } from '../../src/db/schema-feedback.ts';

/** `duplicate` is reached by a merge and left by undoing it, never by `feedback status`. */
export const transitions: Readonly<Record<FeedbackState, readonly FeedbackState[]>> = {
  received: ['review', 'planned', 'work', 'shipped', 'declined'],
  review: ['planned', 'work', 'shipped', 'declined'],
  planned: ['review', 'work', 'shipped', 'declined'],
  work: ['review', 'planned', 'shipped', 'declined'],
  shipped: ['review'],
  declined: ['review'],
  duplicate: [],
};

export type StateChange = 'moves' | 'already' | 'needs-reason' | 'only-merge' | 'only-unmerge' | 'refused';

/** What comes of asking for a state. */
export function judgeChange(from: FeedbackState, to: FeedbackState, reason: string | undefined): StateChange {
  if (from === to) return 'already';
  if (to === 'duplicate') return 'only-merge';
  if (from === 'duplicate') return 'only-unmerge';
  if (!transitions[from].includes(to)) return 'refused';
  return to === 'declined' && !reason?.trim() ? 'needs-reason' : 'moves';
}
