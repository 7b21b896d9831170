// The window of a round in each of its rooms: when the question arrived there, and until when it may be answered.
import { sql } from 'kysely';
import type { Db, Trx } from '../../src/db/schema.ts';
import { insertAll, isSqlite, tableOf } from '../../src/db/sets.ts';
import { type Place, placeKey, type Round, roundOf } from './store.ts';

export interface RoundRoom extends Place {
  /** Instants, ms; undefined until the question's delivery there was confirmed. */
  openedAt: number | undefined;
  closesAt: number | undefined;
}

const roomColumns = { round_id: 'text', platform: 'text', room: 'text', account: 'text' } as const;

/** Adds places to a round, their windows not open yet. */
export async function addRoundRooms(trx: Trx, roundId: string, places: readonly Place[]): Promise<void> {
  const rows = places.map(({ platform, room, account }) => ({ round_id: roundId, platform, room, account }));
  await insertAll(trx, 'quiz_round_room', roomColumns, rows, { orIgnore: true });
}

const windowColumns = {
  round_id: 'text',
  platform: 'text',
  room: 'text',
  account: 'text',
  opened_at: 'integer',
  closes_at: 'integer',
} as const;

export interface OpenedWindow extends Place {
  roundId: string;
  openedAt: number;
  closesAt: number;
}

/** Opens windows that are not open yet: the first confirmation counts. */
export async function openWindows(trx: Trx, windows: readonly OpenedWindow[]): Promise<void> {
  const rows = windows.map(({ roundId, platform, room, account, openedAt, closesAt }) => ({
    round_id: roundId,
    platform,
    room,
    account,
    opened_at: openedAt,
    closes_at: closesAt,
  }));
  const made = tableOf(trx, windowColumns, rows);
  await trx
    .updateTable('quiz_round_room')
    .from(made.as('made'))
    .set((row) => ({ opened_at: row.ref('made.opened_at'), closes_at: row.ref('made.closes_at') }))
    .whereRef('quiz_round_room.platform', '=', 'made.platform')
    .whereRef('quiz_round_room.room', '=', 'made.room')
    .whereRef('quiz_round_room.account', '=', 'made.account')
    .whereRef('quiz_round_room.round_id', '=', 'made.round_id')
    .where('quiz_round_room.opened_at', 'is', null)
    .execute();
}

/** A place the question never reached plays no part in the round. */
export async function dropRoundRoom(trx: Trx, roundId: string, { platform, room, account }: Place): Promise<void> {
  await trx
    .deleteFrom('quiz_round_room')
    .where('platform', '=', platform)
    .where('room', '=', room)
    .where('account', '=', account)
    .where('round_id', '=', roundId)
    .execute();
}

/** Platform by platform: when the last of its windows closes, and how many have not opened. */
export async function closings(
  db: Db,
  roundId: string,
): Promise<{ platform: string; last: number | undefined; unopened: number }[]> {
  const rows = await db
    .selectFrom('quiz_round_room')
    .where('round_id', '=', roundId)
    .groupBy('platform')
    .select((row) => [
      'platform',
      row.fn.max('closes_at').as('last'),
      sql<number>`count(*) - count(closes_at)`.as('unopened'),
    ])
    .execute();
  return rows.map(({ platform, last, unopened }) => ({
    platform,
    last: last ?? undefined,
    unopened: Number(unopened),
  }));
}

const placeColumns = { platform: 'text', room: 'text', account: 'text' } as const;

/**
 * The round asked last in each of the places, with the place's window, while its quiz is live or where it was closed after
 * `since` (ms). By `placeKey`. On PostgreSQL none of them ends before the commit: who ends one counts all answers to it.
 */
export async function roundsAt(
  trx: Trx,
  places: readonly Place[],
  since: number,
): Promise<Map<string, { round: Round; window: RoundRoom }>> {
  const wanted = tableOf(
    trx,
    placeColumns,
    places.map(({ platform, room, account }) => ({ platform, room, account })),
  );
  const rows = await trx
    .selectFrom(wanted.as('wanted'))
    .crossJoin('quiz_round_room as seat')
    .crossJoin('quiz_round as round')
    .crossJoin('campaign')
    .whereRef('seat.platform', '=', 'wanted.platform')
    .whereRef('seat.room', '=', 'wanted.room')
    .whereRef('seat.account', '=', 'wanted.account')
    .where('seat.round_id', '=', (latest) =>
      latest
        .selectFrom('quiz_round_room as last')
        .whereRef('last.platform', '=', 'wanted.platform')
        .whereRef('last.room', '=', 'wanted.room')
        .whereRef('last.account', '=', 'wanted.account')
        .select((last) => last.fn.max('last.round_id').as('id')),
    )
    .whereRef('round.id', '=', 'seat.round_id')
    .whereRef('campaign.id', '=', 'round.campaign_id')
    .where((row) =>
      row.or([
        row('campaign.status', '=', 'live'),
        row.and([row('campaign.status', '=', 'closed'), row('campaign.closed_at', '>', since)]),
      ]),
    )
    .selectAll('round')
    .select(['seat.platform', 'seat.room', 'seat.account', 'seat.opened_at', 'seat.closes_at'])
    .$if(!isSqlite(trx), (query) => query.forShare('round'))
    .execute();
  return new Map(
    rows.map((row) => {
      const { platform, room, account } = row;
      const window = {
        platform,
        room,
        account,
        openedAt: row.opened_at ?? undefined,
        closesAt: row.closes_at ?? undefined,
      };
      return [placeKey(window), { round: roundOf(row), window }];
    }),
  );
}

/** Those of the places, by `placeKey`, where a quiz is live or paused. */
export async function placesPlayed(db: Db, places: readonly Place[]): Promise<Set<string>> {
  if (places.length === 0) return new Set();
  const wanted = tableOf(
    db,
    placeColumns,
    places.map(({ platform, room, account }) => ({ platform, room, account })),
  );
  const rows = await db
    .selectFrom(wanted.as('wanted'))
    .crossJoin('campaign_room as place')
    .crossJoin('campaign')
    .whereRef('place.platform', '=', 'wanted.platform')
    .whereRef('place.room', '=', 'wanted.room')
    .whereRef('place.account', '=', 'wanted.account')
    .whereRef('campaign.id', '=', 'place.campaign_id')
    .where('campaign.kind', '=', 'quiz')
    .where('campaign.status', 'in', ['live', 'paused'])
    .select(['wanted.platform', 'wanted.room', 'wanted.account'])
    .execute();
  return new Set(rows.map(placeKey));
}
