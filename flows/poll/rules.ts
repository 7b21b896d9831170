// When the tally of a poll is posted. Pure.
const FIRST_TALLY = 30_000;

/** 30 s, 1, 2, 4, 8 … minutes after the opening (all in ms): lively at first, and no flood however long the poll. */
export function tallyDue(openedAt: number, now: number): number {
  const doublings = Math.floor(Math.log2((now - openedAt) / FIRST_TALLY)) + 1;
  return openedAt + FIRST_TALLY * 2 ** Math.max(0, doublings);
}
