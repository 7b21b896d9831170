// How the places of a campaign stand.
import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';
import { type Lane, lanesOf } from './lanes.ts';

export interface LaneStanding {
  lane: Lane;
  /** Places: free + held + offered + confirmed is the lane's size. */
  free: number;
  held: number;
  offered: number;
  confirmed: number;
  /** Entries of the lane. */
  signed: number;
  waiting: number;
}

/** Lane by lane, counted from the rows. */
export async function standingOf(db: Db, campaignId: string): Promise<LaneStanding[]> {
  const lanes = await lanesOf(db, campaignId);
  const places = await db
    .selectFrom('place')
    .innerJoin('lane', 'lane.id', 'place.lane_id')
    .leftJoin('entry', 'entry.id', 'place.entry_id')
    .where('lane.campaign_id', '=', campaignId)
    .groupBy(['place.lane_id', 'entry.state'])
    .select((row) => ['place.lane_id', 'entry.state', row.fn.countAll<number>().as('places')])
    .execute();
  const entries = await db
    .selectFrom('entry')
    .where('campaign_id', '=', campaignId)
    .where('state', 'in', ['signed', 'claimed', 'waiting'])
    .groupBy(['lane_id', 'state'])
    .select((row) => ['lane_id', 'state', row.fn.countAll<number>().as('entries')])
    .execute();
  return lanes.map((lane) => {
    const of = (state: string | null) =>
      Number(places.find((row) => row.lane_id === lane.id && row.state === state)?.places ?? 0);
    const count = (...states: string[]) =>
      entries
        .filter((row) => row.lane_id === lane.id && states.includes(row.state))
        .reduce((sum, row) => sum + Number(row.entries), 0);
    return {
      lane,
      free: of(null),
      held: of('held'),
      offered: of('offered'),
      confirmed: of('confirmed'),
      signed: count('signed', 'claimed'),
      waiting: count('waiting'),
    };
  });
}

/** How many places of each lane are free: all that a member is told, and quickly counted however many take part. */
export async function freeOf(db: Db, campaignId: string): Promise<{ lane: Lane; free: number }[]> {
  const lanes = await lanesOf(db, campaignId);
  const rows = await db
    .selectFrom('place')
    .where('entry_id', 'is', null)
    .where(
      'lane_id',
      'in',
      lanes.map(({ id }) => id),
    )
    .groupBy('lane_id')
    .select((row) => ['lane_id', row.fn.countAll<number>().as('free')])
    .execute();
  return lanes.map((lane) => ({ lane, free: Number(rows.find((row) => row.lane_id === lane.id)?.free ?? 0) }));
}

/** How many stand before somebody on the waiting list; at most `most` are counted. */
export async function aheadOf(db: Db, laneId: string, turn: number, most: number): Promise<number> {
  const ahead = db
    .selectFrom('entry')
    .select('id')
    .where('lane_id', '=', laneId)
    .where('state', '=', sql.lit('waiting'))
    .where('turn', '<', turn)
    .limit(most);
  const row = await db
    .selectFrom(ahead.as('ahead'))
    .select((of) => of.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
