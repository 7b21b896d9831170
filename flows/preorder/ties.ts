// The first moments of an opening: claims sent within the tie window count by the time they were sent, on whatever way they came.
import type { Turn } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { enter } from '../../src/quota/claim.ts';
import type { Entry } from '../../src/quota/entry.ts';
import type { Quota } from '../../src/quota/lanes.ts';
import type { Preorder } from './preorder.ts';
import { findDraw } from './store.ts';

/** One key orders them: the time of sending (at most a minute of ms), then that of arrival, then the place in the batch. */
const MOST_AT_ONCE = 1000;
/** ms after the opening; what comes later than this finds the window decided. */
const LATEST = 1_000_000;

/** A claim: what counts of it is when it was sent. */
type Sent = { readonly message: Pick<Turn['message'], 'sentAt'> };

/** When the claims of the first moments are decided, ms; undefined before the opening. */
export function tiesEnd({ openedAt, definition }: Preorder): number | undefined {
  return openedAt === undefined ? undefined : openedAt + definition.tie_window_ms;
}

/** Claims are noted, not decided: within the window, and after it until those of the window have been decided on, so that none overtakes them. */
export async function goesByTies({ trx, now }: Scope, preorder: Preorder): Promise<boolean> {
  if (preorder.definition.tie_window_ms === 0) return false;
  return now < (tiesEnd(preorder) ?? 0) || (await findDraw(trx, preorder.id))?.drawn_at === null;
}

/**
 * Notes claims: those sent within the window in the order of the platform's own time (not before the opening), then by arrival; those that
 * come after it behind them, by arrival. Gives the entries
 * in the order of `wishes`.
 */
export async function claimWithinTies(
  scope: Scope,
  { openedAt = 0, definition }: Preorder,
  quota: Quota,
  wishes: ReadonlyMap<Sent, Entry>,
): Promise<Entry[]> {
  const claimed = [...wishes].map(([{ message }, entry], place): Entry => {
    const arrived = scope.now - openedAt;
    const within = arrived < definition.tie_window_ms;
    const sent = within ? Math.min(Math.max(message.sentAt.getTime() - openedAt, 0), arrived) : arrived;
    const order = Math.min(arrived, LATEST) * MOST_AT_ONCE + Math.min(place, MOST_AT_ONCE - 1);
    return {
      ...entry,
      state: 'claimed',
      drawn: Math.min(sent, LATEST) * (LATEST + 1) * MOST_AT_ONCE + order,
      changedAt: scope.now,
    };
  });
  return enter(scope, quota, claimed);
}
