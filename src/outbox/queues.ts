// The rows of a platform that wait to go out, in the order they may: those whose instant has come, and those at a door. Ids only, each by an index.
import { type RawBuilder, sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import { isSqlite, listOf, tableOf } from '../db/sets.ts';
import type { Worded } from './wording.ts';

// Spelled out, not bound: SQLite uses a partial index only where it finds its very terms in the query. Never: 8,640,000,000,000,000.
const isAnswer = sql<boolean>`kind in ('reply', 'service')`;
const isCampaign = sql<boolean>`kind = 'campaign'`;
const hasInstant = sql<boolean>`state = 'pending' and next_at < 8640000000000000`;
const waits = sql<boolean>`state = 'pending' and next_at = 8640000000000000`;
const isSending = sql<boolean>`state = 'sending'`;

/** Where rows are looked for: at a door, or among those that have an instant, up to that of now (ms). */
export type Place = { platform: string; door: string } | { platform: string; now: number };

function rowsOf(db: Db, place: Place) {
  const rows = db.selectFrom('outbox').where('platform', '=', place.platform);
  if ('door' in place) return rows.where(waits).where('reason', '=', place.door);
  return rows.where(hasInstant).where('next_at', '<=', place.now);
}

/** Replies, then service messages, each the oldest first; on PostgreSQL locked against other processes. */
export async function answersIn(trx: Trx, place: Place, limit: number): Promise<string[]> {
  const rows = await rowsOf(trx, place)
    .where(isAnswer)
    .select('id')
    .orderBy('kind')
    .orderBy('id')
    .limit(limit)
    .$if(!isSqlite(trx), (query) => query.forUpdate().skipLocked())
    .execute();
  return rows.map(({ id }) => id);
}

/** Rows of one campaign, or of none at all, the oldest first. */
export async function campaignRowsIn(
  trx: Trx,
  place: Place,
  campaignId: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await rowsOf(trx, place)
    .where(isCampaign)
    .where('campaign_id', campaignId === null ? 'is' : '=', campaignId)
    .select('id')
    .orderBy('id')
    .limit(limit)
    .$if(!isSqlite(trx), (query) => query.forUpdate().skipLocked())
    .execute();
  return rows.map(({ id }) => id);
}

/** What somebody was sending of our own accord who has not told what became of it, and whose lease is over. */
export async function orphansOf(trx: Trx, platform: string, now: number, limit: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('outbox')
    .where('platform', '=', platform)
    .where(isSending)
    .where('next_at', '<=', now)
    .select('id')
    .orderBy('next_at')
    .orderBy('id')
    .limit(limit)
    .$if(!isSqlite(trx), (query) => query.forUpdate().skipLocked())
    .execute();
  return rows.map(({ id }) => id);
}

/** The campaigns that have rows in a place, due or not, sorted; null stands for rows of no campaign. */
export async function campaignsIn(
  db: Db,
  place: { platform: string; door?: string },
): Promise<{ running: (string | null)[]; paused: string[] }> {
  const { platform, door } = place;
  const here =
    door === undefined
      ? sql`platform = ${platform} and ${hasInstant} and ${isCampaign}`
      : sql`platform = ${platform} and ${waits} and ${isCampaign} and reason = ${door}`;
  const none = sql`select '' where exists (select 1 from outbox where ${here} and campaign_id is null)`;
  const { rows } = await sql<{ value: string }>`${distinct('campaign_id', here)} union all ${none}`.execute(db);
  const found = rows.map(({ value }) => (value === '' ? null : value)).sort();
  const ids = found.filter((id) => id !== null);
  if (ids.length === 0) return { running: found, paused: [] };
  const campaigns = db.selectFrom('campaign').select('id').where('id', 'in', ids);
  const paused = (await campaigns.where('status', '=', 'paused').execute()).map(({ id }) => id);
  return { running: found.filter((id) => id === null || !paused.includes(id)), paused };
}

/** The doors of a platform at which rows wait. */
export async function doorsOf(db: Db, platform: string): Promise<string[]> {
  const answers = distinct('reason', sql`platform = ${platform} and ${waits} and ${isAnswer}`);
  const campaigns = distinct('reason', sql`platform = ${platform} and ${waits} and ${isCampaign}`);
  const { rows } = await sql<{ value: string }>`${answers} union ${campaigns}`.execute(db);
  return rows.map(({ value }) => value);
}

/** From one value to the next through an index: as many steps as there are values, however many rows. */
function distinct(name: 'campaign_id' | 'reason', where: RawBuilder<unknown>): RawBuilder<unknown> {
  const column = sql.ref(name);
  return sql`select value from (with recursive found (value) as (
      select (select min(${column}) from outbox where ${where})
      union all
      select (select min(${column}) from outbox where ${where} and ${column} > found.value) from found where found.value is not null
    ) select value from found where value is not null) as steps`;
}

/** Whole rows in the order of their ids here; those that are gone are left out. */
export async function rowsById(trx: Trx, ids: readonly string[]): Promise<Worded[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom(listOf(trx, ids).as('wanted'))
    .crossJoin('outbox')
    .leftJoin('wording', 'wording.id', 'outbox.wording_id')
    .whereRef('outbox.id', '=', 'wanted.value')
    .selectAll('outbox')
    .select('wording.body as worded')
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** For rows of this page, the door at which an earlier one of the same kind to the same address waits that is not of this page. */
export async function waitingBefore(trx: Trx, platform: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const page = listOf(trx, ids);
  const { rows } = await sql<{ id: string; door: string }>`
    select mine.id, min(earlier.reason) as door
    from ${page} as wanted cross join outbox as mine cross join outbox as earlier
    where mine.id = wanted.value and earlier.platform = ${platform}
      and coalesce(earlier.room, '') = coalesce(mine.room, '') and coalesce(earlier.account, '') = coalesce(mine.account, '')
      and earlier.id < mine.id and earlier.state = 'pending' and earlier.next_at = 8640000000000000
      and coalesce(earlier.thread, '') = coalesce(mine.thread, '') and earlier.kind = mine.kind
      and (mine.kind <> 'campaign' or coalesce(earlier.campaign_id, '') = coalesce(mine.campaign_id, ''))
      and earlier.id not in (select value from ${page} as same)
    group by mine.id`.execute(trx);
  return new Map(rows.map(({ id, door }) => [id, door]));
}

/** Sends rows to wait at doors. */
export async function sendToWait(trx: Trx, waiting: readonly { id: string; door: string }[]): Promise<void> {
  if (waiting.length === 0) return;
  const made = tableOf(trx, { id: 'text', door: 'text' }, waiting);
  await sql`update outbox set next_at = 8640000000000000, reason = made.door from ${made} as made
    where outbox.id = made.id and outbox.state = 'pending'`.execute(trx);
}

/** The next instant (ms) at which a row of the platform is due, and whether rows of paused campaigns are left out. */
export async function nextDue(db: Db, platform: string): Promise<{ at: number | undefined; paused: boolean }> {
  const { running, paused } = await campaignsIn(db, { platform });
  const places = [
    sql`${hasInstant} and ${isAnswer}`,
    isSending,
    ...running.map(
      (id) => sql`${hasInstant} and ${isCampaign} and campaign_id ${id === null ? sql`is null` : sql`= ${id}`}`,
    ),
  ];
  const each = places.map(
    (place) => sql`select min(next_at) as at from outbox where platform = ${platform} and ${place}`,
  );
  const { rows } = await sql<{
    at: number | null;
  }>`select min(at) as at from (${sql.join(each, sql` union all `)}) as found`.execute(db);
  return { at: rows[0]?.at ?? undefined, paused: paused.length > 0 };
}
