// Much to be done about a batch that was committed, a little at a time: the event loop turns in between, and the next batch's statements go on.
import { nextRound } from '../clock.ts';

/** So many are done in one turn of the event loop. */
const SLICE = 32;

/** Does `work` for each in order: few at once and now, many a slice at a time. Resolves when all are done; `work` must not throw. */
export async function inSlices<Item>(items: readonly Item[], work: (item: Item) => void): Promise<void> {
  for (let start = 0; start < items.length; start += SLICE) {
    if (items.length > SLICE) await nextRound();
    for (const item of items.slice(start, start + SLICE)) work(item);
  }
}
