// The answers of a quiz as rows, and the points they earn.
import { sql } from 'kysely';
import type { Db, QuizAnswerTable, Trx } from '../../src/db/schema.ts';
import { insertAll, tableOf } from '../../src/db/sets.ts';
import type { Scope } from '../../src/engine/scope.ts';
import type { Scoring } from './definition.ts';
import type { Timing } from './rules.ts';

const answerColumns = {
  id: 'text',
  round_id: 'text',
  person_id: 'text',
  platform: 'text',
  room: 'text',
  text: 'text',
  verdict: 'text',
  sent_at: 'integer',
  elapsed: 'integer',
  arrival: 'integer',
} as const;

export async function addAnswers(trx: Trx, answers: readonly QuizAnswerTable[]): Promise<void> {
  await insertAll(
    trx,
    'quiz_answer',
    answerColumns,
    answers.map((answer) => ({ ...answer })),
  );
}

/** What a person already did in a round. */
export interface PriorAnswers {
  tries: number;
  correct: boolean;
  /** Refusals they have been told of: each state is told once. */
  late: number;
  repeated: number;
  edited: number;
}

const pairColumns = { round_id: 'text', person_id: 'text' } as const;

export function pairKey(roundId: string, personId: string): string {
  return `${roundId} ${personId}`;
}

/** What these persons did in these rounds so far, by `pairKey`. */
export async function priorAnswers(
  db: Db,
  pairs: readonly { roundId: string; personId: string }[],
): Promise<Map<string, PriorAnswers>> {
  const wanted = tableOf(
    db,
    pairColumns,
    pairs.map(({ roundId, personId }) => ({ round_id: roundId, person_id: personId })),
  );
  const rows = await db
    .selectFrom(wanted.as('wanted'))
    .crossJoin('quiz_answer as answer')
    .whereRef('answer.round_id', '=', 'wanted.round_id')
    .whereRef('answer.person_id', '=', 'wanted.person_id')
    .groupBy(['answer.round_id', 'answer.person_id', 'answer.verdict'])
    .select((row) => ['answer.round_id', 'answer.person_id', 'answer.verdict', row.fn.countAll<number>().as('count')])
    .execute();
  const prior = new Map<string, PriorAnswers>();
  for (const { round_id, person_id, verdict, count } of rows) {
    const key = pairKey(round_id, person_id);
    const sum = prior.get(key) ?? { tries: 0, correct: false, late: 0, repeated: 0, edited: 0 };
    prior.set(key, sum);
    if (verdict === 'correct' || verdict === 'wrong') sum.tries += Number(count);
    if (verdict === 'correct') sum.correct = true;
    if (verdict === 'late' || verdict === 'repeated' || verdict === 'edited') sum[verdict] += Number(count);
  }
  return prior;
}

/** How many right answers a round has, counted no further than `most`. */
export async function countCorrect(db: Db, roundId: string, most: number): Promise<number> {
  const rows = await db
    .selectFrom((from) =>
      from
        .selectFrom('quiz_answer')
        .select('id')
        .where('round_id', '=', roundId)
        .where(isCorrect)
        .limit(most)
        .as('some'),
    )
    .select((row) => row.fn.countAll<number>().as('count'))
    .execute();
  return Number(rows[0]?.count ?? 0);
}

/** Spelled out so that SQLite uses the partial indexes. */
const isCorrect = sql<boolean>`verdict = 'correct'`;

/** The right answers that may win one of `places`: up to the last place's instant and the tie window (ms) behind it, in order. */
export async function leadingAnswers(
  db: Db,
  roundId: string,
  places: number,
  tieWindow: number,
): Promise<QuizAnswerTable[]> {
  const ordered = db
    .selectFrom('quiz_answer')
    .where('round_id', '=', roundId)
    .where(isCorrect)
    .orderBy('sent_at')
    .orderBy('arrival')
    .orderBy('person_id');
  const last = await ordered
    .select('sent_at')
    .offset(places - 1)
    .limit(1)
    .executeTakeFirst();
  if (!last || tieWindow === 0) return ordered.selectAll().limit(places).execute();
  return ordered
    .selectAll()
    .where('sent_at', '<=', last.sent_at + tieWindow)
    .execute();
}

/** The first right answers by time, for the names in the result. */
export function firstCorrect(db: Db, roundId: string, limit: number) {
  return db
    .selectFrom('quiz_answer')
    .innerJoin('person', 'person.id', 'quiz_answer.person_id')
    .where('round_id', '=', roundId)
    .where(isCorrect)
    .orderBy('sent_at')
    .orderBy('arrival')
    .orderBy('person.id')
    .limit(limit)
    .select(['person.id', 'person.name', 'person.hidden', 'quiz_answer.elapsed'])
    .execute();
}

export async function totalCorrect(db: Db, roundId: string): Promise<number> {
  const row = await db
    .selectFrom('quiz_answer')
    .where('round_id', '=', roundId)
    .where(isCorrect)
    .select((count) => count.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Where the points of a round come from: one source a round and person, so they are given once. */
export function pointsSource(roundId: string, personId: string): string {
  return `quiz/${roundId}/${personId}`;
}

/** Points for everyone right, in one statement: the arithmetic is that of `award` in rules.ts. */
export async function awardEveryone(
  { trx, now }: Scope,
  campaignId: string,
  roundId: string,
  rule: Extract<Scoring, { rule: 'speed' | 'all' }>,
  timing: Timing,
): Promise<void> {
  const counted = sql`(case when elapsed < ${timing.reading} then 0
    when elapsed - ${timing.reading} > ${timing.duration} then ${timing.duration}
    else elapsed - ${timing.reading} end)`;
  const amount =
    rule.rule === 'all'
      ? sql`${rule.points} + 0`
      : sql`${rule.most} - (${rule.most - rule.least} * ${counted}) / ${timing.duration}`;
  await sql`insert into points (source, person_id, campaign_id, amount, reason, at)
    select ${`quiz/${roundId}/`} || person_id, person_id, ${campaignId}, ${amount}, 'answer', ${now}
    from quiz_answer where round_id = ${roundId} and verdict = 'correct'
    on conflict do nothing`.execute(trx);
}
