// The board: the sum of the ledger, with shared ranks (1, 1, 3).
import { sql } from 'kysely';
import type { Db } from '../../src/db/schema.ts';
import { join, lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { quizTexts } from './text.ts';

export interface BoardRow {
  personId: string;
  name: string;
  hidden: boolean;
  points: number;
  rank: number;
}

/** How many are named on a board in chat. */
export const NAMED = 5;

/** Everyone's sum and rank; who had theirs first is named first among equals, the order of `standings`. */
function ranked(db: Db, campaignId: string) {
  return db
    .selectFrom('points')
    .where('campaign_id', '=', campaignId)
    .where('amount', '>', 0)
    .groupBy('person_id')
    .select((row) => [
      'person_id',
      row.fn.sum<number>('amount').as('points'),
      row.fn.max('at').as('reached_at'),
      sql<number>`rank() over (order by sum(amount) desc)`.as('rank'),
    ]);
}

/** The top of the board and how many stand on it. */
export async function topOf(db: Db, campaignId: string, limit = NAMED): Promise<{ top: BoardRow[]; total: number }> {
  const [rows, count] = await Promise.all([
    db
      .selectFrom(ranked(db, campaignId).as('board'))
      .innerJoin('person', 'person.id', 'board.person_id')
      .select(['person.id', 'person.name', 'person.hidden', 'board.points', 'board.rank'])
      .orderBy('board.rank')
      .orderBy('board.reached_at')
      .orderBy('board.person_id')
      .limit(limit)
      .execute(),
    db
      .selectFrom(ranked(db, campaignId).as('board'))
      .select((row) => row.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  const top = rows.map(({ id, name, hidden, points, rank }) => ({
    personId: id,
    name,
    hidden: hidden === 1,
    points: Number(points),
    rank: Number(rank),
  }));
  return { top, total: Number(count.total) };
}

/** Ranks of some persons; those without points are not in it. */
export async function ranksOf(
  db: Db,
  campaignId: string,
  personIds: readonly string[],
): Promise<Map<string, { rank: number; points: number }>> {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .selectFrom(ranked(db, campaignId).as('board'))
    .where('board.person_id', 'in', [...personIds])
    .select(['board.person_id', 'board.points', 'board.rank'])
    .execute();
  return new Map(rows.map((row) => [row.person_id, { rank: Number(row.rank), points: Number(row.points) }]));
}

/** How many persons gave an answer in time. */
export async function participants(db: Db, campaignId: string): Promise<number> {
  const row = await db
    .selectFrom('quiz_answer')
    .innerJoin('quiz_round', 'quiz_round.id', 'quiz_answer.round_id')
    .where('quiz_round.campaign_id', '=', campaignId)
    .where('quiz_answer.verdict', 'in', ['correct', 'wrong'])
    .select((count) => count.fn.count<number>('quiz_answer.person_id').distinct().as('persons'))
    .executeTakeFirstOrThrow();
  return Number(row.persons);
}

/** A name as it may stand on a public board. */
export function shownName({ name, hidden }: { name: string; hidden: boolean | number }): Phrase {
  return hidden ? quizTexts.anonymous() : quote(name);
}

export async function boardPhrase(db: Db, campaign: { id: string; title: string }): Promise<Phrase> {
  const { top, total } = await topOf(db, campaign.id);
  if (total === 0) return quizTexts.boardEmpty({ title: campaign.title });
  return lines(
    quizTexts.boardHead({ title: campaign.title }),
    join(
      '\n',
      top.map((row) => quizTexts.boardLine({ rank: row.rank, name: shownName(row), points: row.points })),
    ),
    total > top.length && quizTexts.boardMore({ more: total - top.length }),
  );
}

/** The reader's own line: for private messages only. */
export function ownRank(standing: { rank: number; points: number } | undefined): Phrase {
  return standing ? quizTexts.yourRank(standing) : quizTexts.yourRankNone();
}
