// The lanes of a quota: how many places each has, and where its free ones spill to.
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import { isSqlite } from '../db/sets.ts';
import type { Scope } from '../engine/scope.ts';

export interface Lane {
  id: string;
  name: string;
  size: number;
  spillTo: string | undefined;
  /** Since when its free places are there for the lane it spills to, ms. */
  spillsAt: number | undefined;
  lastTurn: number;
}

/** The quota of a campaign, held: nobody else changes its places before the commit. Counters are kept up to date here. */
export interface Quota {
  campaignId: string;
  lastNumber: number;
  /** In their order. */
  lanes: Lane[];
}

export interface LaneSpec {
  name: string;
  size: number;
  /** The name of the lane it spills to. */
  spillTo?: string | undefined;
}

export type Resized = { type: 'resized' } | { type: 'too small'; lane: string; least: number };

/** Holds the quota of a campaign until the commit: on PostgreSQL other processes wait here. Undefined where it has none. */
export async function holdQuota(trx: Trx, campaignId: string): Promise<Quota | undefined> {
  const held = await trx
    .selectFrom('quota')
    .select('last_number')
    .where('campaign_id', '=', campaignId)
    .$if(!isSqlite(trx), (query) => query.forNoKeyUpdate())
    .executeTakeFirst();
  return held && { campaignId, lastNumber: held.last_number, lanes: await lanesOf(trx, campaignId) };
}

export async function lanesOf(db: Db, campaignId: string): Promise<Lane[]> {
  const rows = await db
    .selectFrom('lane')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .orderBy('rank')
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    size: row.size,
    spillTo: row.spill_to ?? undefined,
    spillsAt: row.spills_at ?? undefined,
    lastTurn: row.last_turn,
  }));
}

export function laneById(quota: { lanes: readonly Lane[] }, id: string): Lane {
  return quota.lanes.find((lane) => lane.id === id)!;
}

/** Whose places somebody in a lane may be given: its own first, then those of lanes that have spilled over to it, on whatever way. */
export function sourcesOf(lanes: readonly Lane[], laneId: string): string[] {
  const found = [laneId];
  for (const id of found) {
    for (const lane of lanes) {
      if (lane.spillTo === id && lane.spillsAt !== undefined && !found.includes(lane.id)) found.push(lane.id);
    }
  }
  return found;
}

/**
 * Makes these the lanes of a campaign, in this order. A lane that is no longer named goes, if nobody stands in it (else it is
 * `too small` to go). Nothing is promised of what was written where the answer is not `resized`: throw.
 */
export async function setLanes(scope: Scope, campaignId: string, specs: readonly LaneSpec[]): Promise<Resized> {
  const { trx, newId } = scope;
  await trx
    .insertInto('quota')
    .values({ campaign_id: campaignId, last_number: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { lanes } = (await holdQuota(trx, campaignId))!;
  await trx.updateTable('lane').set({ spill_to: null }).where('campaign_id', '=', campaignId).execute();
  for (const lane of lanes) {
    if (specs.some(({ name }) => name === lane.name)) continue;
    const used = await trx.selectFrom('entry').select('id').where('lane_id', '=', lane.id).limit(1).executeTakeFirst();
    if (used) return { type: 'too small', lane: lane.name, least: lane.size };
    await trx.deleteFrom('place').where('lane_id', '=', lane.id).execute();
    await trx.deleteFrom('lane').where('id', '=', lane.id).execute();
  }
  const ids = new Map(specs.map(({ name }) => [name, lanes.find((lane) => lane.name === name)?.id ?? newId()]));
  for (const [rank, { name, size }] of specs.entries()) {
    const id = ids.get(name)!;
    const known = lanes.find((lane) => lane.id === id);
    const row = { id, campaign_id: campaignId, name, rank, size: 0, spill_to: null, spills_at: null, last_turn: 0 };
    if (known) await trx.updateTable('lane').set({ rank }).where('id', '=', id).execute();
    else await trx.insertInto('lane').values(row).execute();
    const resized = await resizeLane(trx, known ?? { id, name, size: 0 }, size);
    if (resized.type !== 'resized') return resized;
  }
  for (const { name, spillTo } of specs) {
    if (spillTo === undefined) continue;
    await trx
      .updateTable('lane')
      .set({ spill_to: ids.get(spillTo)! })
      .where('id', '=', ids.get(name)!)
      .execute();
  }
  return { type: 'resized' };
}

/** Gives a lane more places, or takes free ones away from its end. `least` is the number of the last place that somebody has. */
export async function resizeLane(
  trx: Trx,
  { id, name, size: before }: Pick<Lane, 'id' | 'name' | 'size'>,
  size: number,
): Promise<Resized> {
  if (size === before) return { type: 'resized' };
  if (size < before) {
    const last = await trx
      .selectFrom('place')
      .select('number')
      .where('lane_id', '=', id)
      .where('entry_id', 'is not', null)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (last && last.number > size) return { type: 'too small', lane: name, least: last.number };
    await trx.deleteFrom('place').where('lane_id', '=', id).where('number', '>', size).execute();
  }
  await trx.updateTable('lane').set({ size }).where('id', '=', id).execute();
  if (size > before) {
    await sql`insert into place (lane_id, number, size)
      with recursive added (number) as (
        select cast(${before + 1} as bigint) union all select number + 1 from added where number < ${size}
      ) select cast(${id} as text), number, ${size} from added`.execute(trx);
  }
  return { type: 'resized' };
}

/** From now on the free places of a lane are there for the lane it spills to. */
export async function spillOver(scope: Scope, quota: Quota, lane: Lane): Promise<void> {
  lane.spillsAt = scope.now;
  await scope.trx.updateTable('lane').set({ spills_at: scope.now }).where('id', '=', lane.id).execute();
  quota.lanes = quota.lanes.map((one) => (one.id === lane.id ? lane : one));
}
