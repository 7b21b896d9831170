// Which state of an item may follow which, and whose week of duty it is. Pure.
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

/**
 * Who has each of these weeks: what is settled stays, and every other goes, week by week, to whom of `people` has had the fewest so far, of
 * several to the first in their order. Weeks of those who no longer take part count for nobody.
 */
export function shareWeeks(
  people: readonly string[],
  settled: ReadonlyMap<string, string>,
  wanted: readonly string[],
): Map<string, string> {
  const had = new Map(people.map((person) => [person, 0]));
  for (const person of settled.values()) if (had.has(person)) had.set(person, had.get(person)! + 1);
  const shared = new Map<string, string>();
  for (const week of wanted) {
    const known = settled.get(week);
    const person = known ?? fewest(had);
    if (person === undefined) continue;
    shared.set(week, person);
    if (known === undefined) had.set(person, had.get(person)! + 1);
  }
  return shared;
}

function fewest(had: ReadonlyMap<string, number>): string | undefined {
  let least: [string, number] | undefined;
  for (const one of had) if (!least || one[1] < least[1]) least = one;
  return least?.[0];
}
