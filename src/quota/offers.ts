// Places that came free are offered to those who wait, in their order.
import { sql } from 'kysely';
import type { Scope } from '../engine/scope.ts';
import { seat, write } from './claim.ts';
import { type Entry, entryOf } from './entry.ts';
import { type Quota, sourcesOf } from './lanes.ts';
import { freePlaces } from './places.ts';
import { offeredUntil, type Terms } from './terms.ts';

export interface Offers {
  /** Who has a place offered now. */
  offered: Entry[];
  /** There may be more to offer: go on in a transaction of its own. */
  more: boolean;
}

/** What the schema allows. */
const LARGEST_GROUP = 1000;
/** So many are offered places in one transaction. */
const PAGE = 500;

/**
 * Offers free places to those who wait: each lane's own first, then what spilled over. Who needs more places than there are is passed
 * over and keeps their turn. Called in every transaction that makes places free, so that none is free while somebody waits whom it fits.
 * While it is being decided who gets places, nothing is offered: call it again when that is over.
 */
export async function offerFree(scope: Scope, quota: Quota, terms: Terms): Promise<Offers> {
  if (await someClaimed(scope, quota)) return { offered: [], more: false };
  const offered: Entry[] = [];
  for (const sources of [(id: string) => [id], (id: string) => sourcesOf(quota.lanes, id)]) {
    for (const lane of quota.lanes) {
      for (let after = 0; ; ) {
        const most = await mostFree(scope, sources(lane.id));
        const waiting = most === 0 ? [] : await nextInLine(scope, lane.id, after, most);
        if (waiting.length === 0) break;
        const moved = await offerTo(scope, quota, waiting, sources, terms);
        offered.push(...moved);
        if (offered.length >= PAGE) return { offered, more: true };
        after = waiting.at(-1)!.turn!;
      }
    }
  }
  return { offered, more: false };
}

async function offerTo(
  scope: Scope,
  quota: Quota,
  waiting: readonly Entry[],
  sources: (laneId: string) => string[],
  terms: Terms,
): Promise<Entry[]> {
  const allotted = await seat(scope, quota, waiting, sources);
  const until = offeredUntil(terms, scope.now);
  const moved = waiting.flatMap((entry): Entry[] => {
    const seats = allotted.get(entry.id);
    if (!seats) return [];
    const place = { laneId: seats.lane, number: seats.numbers[0]! };
    const steps = entry.steps + 1;
    return [{ ...entry, ...until, state: 'offered', turn: undefined, place, steps, changedAt: scope.now }];
  });
  await write(
    scope,
    moved.map((entry) => ({ entry, reason: 'offered' })),
    allotted.values(),
  );
  return moved;
}

/** What comes free between two pages of a draw is no part of it. */
async function someClaimed({ trx }: Scope, { lanes }: Quota): Promise<boolean> {
  const ids = lanes.map(({ id }) => id);
  if (ids.length === 0) return false;
  // Spelled out, not bound: so that the index of the few who are in that state serves.
  const claimed = trx.selectFrom('entry').select('id').where('state', '=', sql.lit('claimed'));
  return (await claimed.where('lane_id', 'in', ids).limit(1).executeTakeFirst()) !== undefined;
}

/** Whom `most` places are enough for. */
async function nextInLine(scope: Scope, laneId: string, after: number, most: number): Promise<Entry[]> {
  const rows = await scope.trx
    .selectFrom('entry')
    .selectAll()
    .where('lane_id', '=', laneId)
    .where('state', '=', sql.lit('waiting'))
    .where('turn', '>', after)
    .where('units', '<=', most)
    .orderBy('turn')
    .limit(PAGE)
    .execute();
  return rows.map(entryOf);
}

/** How many free places the emptiest of these lanes has, up to the largest group there can be. */
async function mostFree(scope: Scope, laneIds: readonly string[]): Promise<number> {
  const free = await freePlaces(scope.trx, new Map(laneIds.map((id) => [id, LARGEST_GROUP])));
  return Math.max(...[...free.values()].map(({ length }) => length));
}
