// The rows of a quiz: rounds, their windows room by room, and answers.
import { sql } from 'kysely';
import type { Address } from '../../src/chat/message.ts';
import type { Db, QuizRoundTable, Trx } from '../../src/db/schema.ts';
import { insertAll, tableOf } from '../../src/db/sets.ts';
import type { Question } from './definition.ts';

export interface Round {
  id: string;
  campaignId: string;
  number: number;
  question: Question;
  status: QuizRoundTable['status'];
  /** Instants, ms. */
  askedAt: number;
  closedAt: number | undefined;
}

/** A room, or the direct message of one person; '' stands for none. */
export interface Place {
  platform: string;
  room: string;
  account: string;
}

export interface RoundRoom extends Place {
  /** Instants, ms; undefined until the question's delivery there was confirmed. */
  openedAt: number | undefined;
  closesAt: number | undefined;
}

export function placeOf({ platform, room, account }: Address): Place {
  return room === undefined ? { platform, room: '', account: account ?? '' } : { platform, room, account: '' };
}

export function placeKey({ platform, room, account }: Place): string {
  return `${platform}/${room}/${account}`;
}

export function addressOf({ platform, room, account }: Place): Address {
  return room === '' ? { platform, account } : { platform, room };
}

export async function addRound(trx: Trx, round: Round): Promise<void> {
  await trx
    .insertInto('quiz_round')
    .values({
      id: round.id,
      campaign_id: round.campaignId,
      number: round.number,
      question: JSON.stringify(round.question),
      status: round.status,
      asked_at: round.askedAt,
      closed_at: null,
    })
    .execute();
}

/** The round asked last, if any. */
export async function lastRound(db: Db, campaignId: string): Promise<Round | undefined> {
  const row = await db
    .selectFrom('quiz_round')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && roundOf(row);
}

export async function findRound(db: Db, id: string): Promise<Round | undefined> {
  const row = await db.selectFrom('quiz_round').selectAll().where('id', '=', id).executeTakeFirst();
  return row && roundOf(row);
}

/** Ends an open round; false where it had ended already. */
export async function endRound(trx: Trx, id: string, status: 'closed' | 'withdrawn', now: number): Promise<boolean> {
  const result = await trx
    .updateTable('quiz_round')
    .set({ status, closed_at: now })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** How many of the last `count` closed rounds had an answer in time. */
export async function roundsAnswered(
  db: Db,
  campaignId: string,
  count: number,
): Promise<{ rounds: number; answered: number }> {
  const rows = await db
    .selectFrom('quiz_round')
    .where('campaign_id', '=', campaignId)
    .where('status', '=', 'closed')
    .orderBy('number', 'desc')
    .limit(count)
    .select((row) => [
      'id',
      row
        .exists(
          row
            .selectFrom('quiz_answer')
            .select(sql`1`.as('one'))
            .whereRef('quiz_answer.round_id', '=', 'quiz_round.id')
            .where('verdict', 'in', ['correct', 'wrong']),
        )
        .as('answered'),
    ])
    .execute();
  return { rounds: rows.length, answered: rows.filter((row) => Boolean(row.answered)).length };
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

/** The round asked last in each of the places, while its quiz is live, with the place's window. By `placeKey`. */
export async function roundsAt(
  db: Db,
  places: readonly Place[],
): Promise<Map<string, { round: Round; window: RoundRoom }>> {
  const wanted = tableOf(
    db,
    placeColumns,
    places.map(({ platform, room, account }) => ({ platform, room, account })),
  );
  const rows = await db
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
    .where('campaign.status', '=', 'live')
    .selectAll('round')
    .select(['seat.platform', 'seat.room', 'seat.account', 'seat.opened_at', 'seat.closes_at'])
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

export async function anyLive(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('campaign')
    .select('id')
    .where('status', '=', 'live')
    .where('kind', '=', 'quiz')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function roundOf(row: QuizRoundTable): Round {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    number: row.number,
    question: JSON.parse(row.question) as Question,
    status: row.status,
    askedAt: row.asked_at,
    closedAt: row.closed_at ?? undefined,
  };
}
