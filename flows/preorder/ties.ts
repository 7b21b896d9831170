// The first moments of an opening: claims sent within the tie window count by the time they were sent, on whatever way they came.
import type { Turn } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { enter } from '../../src/quota/claim.ts';
import type { Entry } from '../../src/quota/entry.ts';
import type { Quota } from '../../src/quota/lanes.ts';
import type { Preorder } from './preorder.ts';

/** One key orders them: the time of sending (at most a minute of ms), then that of arrival, then the place in the batch. */
const MOST_AT_ONCE = 1000;
const ARRIVALS = 100_000 * MOST_AT_ONCE;

/** When the claims of the first moments are decided, ms; undefined before the opening. */
export function tiesEnd({ openedAt, definition }: Preorder): number | undefined {
  return openedAt === undefined ? undefined : openedAt + definition.tie_window_ms;
}

export function isWithinTies(preorder: Preorder, now: number): boolean {
  return now < (tiesEnd(preorder) ?? 0);
}

/**
 * Notes claims that are decided when the window ends: by the platform's own time, not before the opening, then by arrival. Gives the entries
 * in the order of `wishes`.
 */
export async function claimWithinTies(
  scope: Scope,
  { openedAt = 0 }: Preorder,
  quota: Quota,
  wishes: ReadonlyMap<Turn, Entry>,
): Promise<Entry[]> {
  const claimed = [...wishes].map(([{ message }, entry], place): Entry => {
    const sent = Math.min(Math.max(message.sentAt.getTime(), openedAt), scope.now) - openedAt;
    const arrived = (scope.now - openedAt) * MOST_AT_ONCE + Math.min(place, MOST_AT_ONCE - 1);
    return { ...entry, state: 'claimed', drawn: sent * ARRIVALS + arrived, changedAt: scope.now };
  });
  return enter(scope, quota, claimed);
}
