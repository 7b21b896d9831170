// The rounds of a quiz as rows, and where other quizzes are played.
import { sql } from 'kysely';
import type { Address } from '../../src/chat/message.ts';
import type { Db, QuizRoundTable, Trx } from '../../src/db/schema.ts';
import { isSqlite } from '../../src/db/sets.ts';
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

/** The same, and it does not end before the commit: on PostgreSQL whoever ends it waits for us, and we for them. */
export async function holdRound(trx: Trx, id: string): Promise<Round | undefined> {
  const row = await trx
    .selectFrom('quiz_round')
    .selectAll()
    .where('id', '=', id)
    .$if(!isSqlite(trx), (query) => query.forShare())
    .executeTakeFirst();
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

/** Whether any quiz is played now, or was until `since` (ms): if not, no message can be an answer. */
export async function anyPlayed(db: Db, since: number): Promise<boolean> {
  const row = await db
    .selectFrom('campaign')
    .select('id')
    .where('kind', '=', 'quiz')
    .where((row) =>
      row.or([row('status', '=', 'live'), row.and([row('status', '=', 'closed'), row('closed_at', '>', since)])]),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Another quiz, live or paused, that has one of this one's rooms. */
export async function rivalOf(
  db: Db,
  campaignId: string,
): Promise<{ title: string; slug: string; platform: string; room: string } | undefined> {
  return db
    .selectFrom('campaign_room as own')
    .innerJoin('campaign_room as theirs', (join) =>
      join.onRef('theirs.platform', '=', 'own.platform').onRef('theirs.room', '=', 'own.room'),
    )
    .innerJoin('campaign', 'campaign.id', 'theirs.campaign_id')
    .where('own.campaign_id', '=', campaignId)
    .where('own.room', '<>', '')
    .where('theirs.account', '=', '')
    .where('theirs.campaign_id', '<>', campaignId)
    .where('campaign.kind', '=', 'quiz')
    .where('campaign.status', 'in', ['live', 'paused'])
    .select(['campaign.title', 'campaign.slug', 'own.platform', 'own.room'])
    .limit(1)
    .executeTakeFirst();
}

export function roundOf(row: QuizRoundTable): Round {
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
