// What is decided in a train: which item passes, how a report counts, who gets the award. Pure.

/** What an item needs. */
export interface Threshold {
  /** At least so many votes, */
  votes: number;
  /** of which so many percent are yes. */
  yes: number;
}

export interface Tally {
  yes: number;
  no: number;
}

/** Whether an item has passed. */
export function passes({ yes, no }: Tally, threshold: Threshold): boolean {
  const all = yes + no;
  return all >= threshold.votes && yes * 100 >= threshold.yes * all;
}

/** Percent of the votes that are yes, rounded down so that what is shown never says more than what counts; 0 without votes. */
export function percentYes({ yes, no }: Tally): number {
  const all = yes + no;
  return all === 0 ? 0 : Math.floor((yes * 100) / all);
}

/** What becomes of an item at a freeze (all in ms): approved, voted on until the next, or rejected when it was voted on for as long as it may be. */
export function judgeItem(
  item: Tally & { proposed_at: number },
  threshold: Threshold,
  now: number,
  window: number,
): 'approved' | 'voting' | 'rejected' {
  if (passes(item, threshold)) return 'approved';
  return now - item.proposed_at >= window ? 'rejected' : 'voting';
}
