// Those who are decided on together, page by page: in the order that a draw, or their claims' own instants, gave them.
import type { Scope } from '../engine/scope.ts';
import { takePlaces } from './claim.ts';
import { drawKey } from './draw.ts';
import { type Entry, entryOf, storeEntries } from './entry.ts';
import type { Quota } from './lanes.ts';
import type { Terms } from './terms.ts';

/** So many in one transaction: others get their turn between two pages. */
const PAGE = 500;

/** Puts those who signed up into the order of the draw; true when there may be more of them. Whoever has a number has one key. */
export async function drawOrder(scope: Scope, { campaignId }: Quota, seed: string): Promise<boolean> {
  const rows = await scope.trx
    .selectFrom('entry')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'signed')
    .orderBy('number')
    .limit(PAGE)
    .execute();
  const ordered = rows.map(entryOf).map(
    (entry): Entry => ({
      ...entry,
      state: 'claimed',
      drawn: drawKey(seed, entry.number!),
    }),
  );
  await storeEntries(scope.trx, ordered);
  return rows.length === PAGE;
}

/** Decides on the next page of those who claimed; gives them as they are now, none when all are decided. */
export async function decideNext(
  scope: Scope,
  quota: Quota,
  terms: Terms,
  reason: 'claimed' | 'drawn',
): Promise<Entry[]> {
  for (const { id } of quota.lanes) {
    const rows = await scope.trx
      .selectFrom('entry')
      .selectAll()
      .where('lane_id', '=', id)
      .where('state', '=', 'claimed')
      .orderBy('drawn')
      .orderBy('number')
      .limit(PAGE)
      .execute();
    if (rows.length > 0) return takePlaces(scope, quota, rows.map(entryOf), terms, reason);
  }
  return [];
}
