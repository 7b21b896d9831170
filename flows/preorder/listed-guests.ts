// Who is on a list by name alone cannot claim, confirm or accept: it is done for them, and their room hears what became of them.
import { z } from 'zod';
import type { Job } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { GUEST, takePlaces } from '../../src/quota/claim.ts';
import { type Entry, entryOf } from '../../src/quota/entry.ts';
import { holdQuota, type Quota } from '../../src/quota/lanes.ts';
import { confirmPlaces } from '../../src/quota/settle.ts';
import { tellOffered, tellResults } from './listed-results.ts';
import { findPreorder, type Preorder, takesClaims, termsOf } from './preorder.ts';
import { claimWithinTies, goesByTies } from './ties.ts';
import { later, type PreorderJob } from './timers.ts';

/** So many claims in one transaction. */
const PAGE = 500;
/** What is decided page by page is told when the last page is: each page puts it off. ms */
const GATHER = 1;

export const isGuest = ({ personId, heldFor }: Entry): boolean =>
  personId === undefined && (heldFor?.startsWith(GUEST) ?? false);

/**
 * Makes what guests among these entries were given theirs for good, and has their rooms told: of places that came free at once, of
 * what a draw or an opening decided in one message, when it is over. The quota must be held.
 */
export async function tellGuests(scope: Scope, preorder: Preorder, entries: readonly Entry[]): Promise<void> {
  const guests = entries.filter(isGuest);
  if (guests.length === 0) return;
  const offered = guests.filter(({ state }) => state === 'offered');
  const held = guests.filter(({ state }) => state === 'held');
  await confirmPlaces(scope, held, 'confirmed');
  await confirmPlaces(scope, offered, 'accepted');
  if (offered.length > 0) await tellOffered(scope, preorder, offered);
  if (offered.length < guests.length) await later(scope, preorder.id, 'guests-told', scope.now + GATHER);
}

/** Claims for the guests who signed up, in the order of their numbers, page by page. */
async function claimForGuests(scope: Scope, preorder: Preorder): Promise<void> {
  if (!takesClaims(preorder)) return;
  const quota = (await holdQuota(scope.trx, preorder.id))!;
  const rows = await scope.trx
    .selectFrom('preorder_guest as guest')
    .crossJoin('entry')
    .whereRef('entry.id', '=', 'guest.entry_id')
    .where('entry.campaign_id', '=', preorder.id)
    .where('entry.person_id', 'is', null)
    .where('entry.state', '=', 'signed')
    .selectAll('entry')
    .orderBy('entry.number')
    .limit(PAGE)
    .execute();
  if (rows.length === 0) return;
  await claimPlaces(scope, preorder, quota, rows.map(entryOf));
  if (rows.length === PAGE) await later(scope, preorder.id, 'guests', scope.now);
}

/** What guests get is theirs for good: they cannot confirm it. In the first moments their claims wait to be decided like those of others. */
export async function claimPlaces(
  scope: Scope,
  preorder: Preorder,
  quota: Quota,
  guests: readonly Entry[],
): Promise<void> {
  if (await goesByTies(scope, preorder)) {
    const claims = guests.map((guest) => [{ message: { sentAt: new Date(scope.now) } }, guest] as const);
    await claimWithinTies(scope, preorder, quota, new Map(claims));
    return;
  }
  await takePlaces(scope, quota, guests, { ...termsOf(preorder), claimWithin: undefined });
  await later(scope, preorder.id, 'guests-told', scope.now + GATHER);
}

function job(name: PreorderJob, run: (scope: Scope, preorder: Preorder) => Promise<void>): Job {
  return {
    name,
    async run(scope, given) {
      const { campaignId } = z.object({ campaignId: z.string() }).parse(given);
      const preorder = await findPreorder(scope.trx, campaignId);
      if (preorder) await run(scope, preorder);
    },
  };
}

export const guestJobs: readonly Job[] = [job('guests', claimForGuests), job('guests-told', tellResults)];
