// Two persons turned out to be one: of two entries in one campaign the better stays, and the other ends.
import type { Scope } from '../engine/scope.ts';
import { type Entry, type EntryState, entriesOfPerson, storeEntries } from './entry.ts';
import { holdQuota } from './lanes.ts';
import { endEntries } from './settle.ts';
import type { Terms } from './terms.ts';

const BEST_FIRST: readonly EntryState[] = ['confirmed', 'held', 'offered', 'waiting', 'claimed', 'signed'];

/**
 * The entries of `from` become those of `to`. `terms` are those of a campaign, by id; gives by campaign whom a place was offered to that
 * came free by it. An entry that lost names nobody any more (`held_for` says whose it was).
 */
export async function mergeEntries(
  scope: Scope,
  from: string,
  to: string,
  terms: (campaignId: string) => Promise<Terms>,
): Promise<Map<string, Entry[]>> {
  const offered = new Map<string, Entry[]>();
  const [theirs, ours] = [await entriesOfPerson(scope.trx, from), await entriesOfPerson(scope.trx, to)];
  for (const one of theirs) {
    const quota = (await holdQuota(scope.trx, one.campaignId))!;
    const other = ours.find(({ campaignId }) => campaignId === one.campaignId);
    if (!other) {
      await storeEntries(scope.trx, [{ ...one, personId: to }], { all: true });
      continue;
    }
    const [kept, lost] = rankOf(one) < rankOf(other) ? [one, other] : [other, one];
    const given = { ...lost, personId: undefined, heldFor: `merged/${kept.id}` };
    await storeEntries(scope.trx, [given], { all: true });
    await storeEntries(scope.trx, [{ ...kept, personId: to }], { all: true });
    const ending = { entries: [given], state: 'cancelled', reason: 'merged' } as const;
    const { offered: next } = await endEntries(scope, quota, ending, await terms(one.campaignId));
    offered.set(one.campaignId, next);
  }
  return offered;
}

function rankOf({ state, turn }: Entry): number {
  const rank = BEST_FIRST.indexOf(state);
  return (rank === -1 ? BEST_FIRST.length : rank) + (turn === undefined ? 0 : turn / Number.MAX_SAFE_INTEGER);
}
