// Those who are decided on together, page by page: in the order that a draw, or their claims' own instants, gave them.
import { sql } from 'kysely';
import type { Scope } from '../engine/scope.ts';
import { takePlaces } from './claim.ts';
import { drawKey } from './draw.ts';
import { type Entry, entryOf, storeEntries } from './entry.ts';
import { laneById, type Quota } from './lanes.ts';
import { standingOf } from './standing.ts';
import type { Terms } from './terms.ts';

/** So many in one transaction: others get their turn between two pages. */
const PAGE = 500;

/**
 * Puts those who signed up, with numbers above `after`, into the order of the draw; gives the last number where there may be more of them.
 * Whoever has a number has one key.
 */
export async function drawOrder(
  scope: Scope,
  { campaignId }: Quota,
  seed: string,
  after: number,
): Promise<number | undefined> {
  const rows = await scope.trx
    .selectFrom('entry')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'signed')
    .where('number', '>', after)
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
  return rows.length === PAGE ? rows.at(-1)!.number! : undefined;
}

/** The places of a draw, by lane id: how many there are, and how many of them nobody has drawn yet. JSON. */
export type Pool = Record<string, { size: number; left: number }>;

/** What is free now. What comes free later, while the draw goes on, is offered after it, so that its result depends on nothing else. */
export async function poolOf({ trx }: Scope, { campaignId }: Quota): Promise<Pool> {
  const lanes = await standingOf(trx, campaignId);
  return Object.fromEntries(lanes.map(({ lane, free }) => [lane.id, { size: free, left: free }]));
}

/** What is noted of each move of a draw: what it was for. Entries and lanes may become others afterwards. */
export interface DrawNote {
  units: number;
  size: number;
  lane: string;
}

const writeNote = ({ units, size, lane }: DrawNote): string => `${units} of ${size} in ${lane}`;

/** Undefined for what is no such note. */
export function readDrawNote(note: string | null | undefined): DrawNote | undefined {
  const [, units, size, lane] = /^(\d+) of (\d+) in (.+)$/.exec(note ?? '') ?? [];
  return lane === undefined ? undefined : { units: Number(units), size: Number(size), lane };
}

/**
 * Decides on the next page of those who claimed; gives them as they are now, none when all are decided. A draw gives the places of its
 * pool, which is kept up to date here.
 */
export async function decideNext(
  scope: Scope,
  quota: Quota,
  terms: Terms,
  reason: 'claimed' | 'drawn',
  pool?: Pool,
): Promise<Entry[]> {
  for (const { id } of quota.lanes) {
    const rows = await scope.trx
      .selectFrom('entry')
      .selectAll()
      .where('lane_id', '=', id)
      // Spelled out, not bound, so that the index of those who are in this state serves.
      .where('state', '=', sql.lit('claimed'))
      .orderBy('drawn')
      .orderBy('number')
      .limit(PAGE)
      .execute();
    if (rows.length === 0) continue;
    const own = pool?.[id];
    if (!own) return takePlaces(scope, quota, rows.map(entryOf), terms, reason);
    const lane = laneById(quota, id).name;
    const decided = await takePlaces(scope, quota, rows.map(entryOf), terms, reason, {
      most: new Map([[id, own.left]]),
      note: ({ units }) => writeNote({ units, size: own.size, lane }),
    });
    own.left -= decided.reduce((sum, { place, units }) => sum + (place ? units : 0), 0);
    return decided;
  }
  return [];
}
