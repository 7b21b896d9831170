// The log of a quiz: every answer with its verdict, the board counted again from it, and both as a file.
import { sql } from 'kysely';
import type { Db } from '../../src/db/schema.ts';
import type { Report } from '../../src/engine/flow.ts';
import { lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { clockTime } from '../../src/text/when.ts';
import type { Question } from './definition.ts';
import { type LoggedRound, recount, timingOf, type Verdict } from './rules.ts';
import type { Quiz } from './say.ts';
import { staffTexts } from './staff-text.ts';

const PAGE = 20;

const verdictNames: Record<Verdict, () => Phrase> = {
  correct: staffTexts.verdictCorrect,
  wrong: staffTexts.verdictWrong,
  late: staffTexts.verdictLate,
  repeated: staffTexts.verdictRepeated,
  edited: staffTexts.verdictEdited,
};

function answersOf(db: Db, campaignId: string) {
  return db
    .selectFrom('quiz_answer')
    .innerJoin('quiz_round', 'quiz_round.id', 'quiz_answer.round_id')
    .where('quiz_round.campaign_id', '=', campaignId);
}

export async function logPhrase(db: Db, { id, slug }: Quiz, page: number): Promise<Phrase> {
  const { count } = await answersOf(db, id)
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const answers = Number(count);
  if (answers === 0) return staffTexts.logEmpty({ slug });
  const pages = Math.ceil(answers / PAGE);
  const shown = Math.min(Math.max(Number.isSafeInteger(page) ? page : 1, 1), pages);
  const rows = await answersOf(db, id)
    .innerJoin('person', 'person.id', 'quiz_answer.person_id')
    .select(['quiz_answer.sent_at', 'quiz_answer.text', 'quiz_answer.verdict', 'quiz_round.number', 'person.name'])
    .orderBy('quiz_answer.arrival', 'desc')
    .offset((shown - 1) * PAGE)
    .limit(PAGE)
    .execute();
  return lines(
    staffTexts.logHead({ slug, answers, page: shown, pages }),
    ...rows.map((row) =>
      staffTexts.logLine({
        time: clockTime(row.sent_at),
        number: row.number,
        name: row.name,
        text: quote(shortened(row.text)),
        verdict: verdictNames[row.verdict](),
      }),
    ),
    shown < pages && staffTexts.logNext({ slug, page: shown + 1 }),
  );
}

/** Longest piece of an answer on a page of the log, characters. */
const LONGEST_SHOWN = 60;

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > LONGEST_SHOWN ? `${characters.slice(0, LONGEST_SHOWN - 1).join('')}…` : text;
}

/** The board counted again from nothing but the log, next to the ledger: they must be the same. */
export async function recounted(db: Db, quiz: Quiz): Promise<{ answers: number; persons: number; different: number }> {
  const rounds = await db
    .selectFrom('quiz_round')
    .selectAll()
    .where('campaign_id', '=', quiz.id)
    .where('status', '=', 'closed')
    .execute();
  const logged: LoggedRound[] = [];
  let answers = 0;
  for (const round of rounds) {
    const rows = await db
      .selectFrom('quiz_answer')
      .select(['person_id', 'verdict', 'sent_at', 'elapsed', 'arrival'])
      .where('round_id', '=', round.id)
      .execute();
    answers += rows.length;
    const timing = timingOf(quiz.definition, JSON.parse(round.question) as Question);
    logged.push({ rows, timing, at: round.closed_at ?? 0 });
  }
  const fromLog = new Map(
    recount(quiz.definition.scoring, logged)
      .filter(({ points }) => points > 0)
      .map((row) => [row.personId, row.points]),
  );
  const ledger = await db
    .selectFrom('points')
    .where('campaign_id', '=', quiz.id)
    .groupBy('person_id')
    .select((row) => ['person_id', row.fn.sum<number>('amount').as('points')])
    .execute();
  const onBoard = new Map(
    ledger.filter((row) => Number(row.points) > 0).map((row) => [row.person_id, Number(row.points)]),
  );
  const persons = new Set([...fromLog.keys(), ...onBoard.keys()]);
  const different = [...persons].filter((id) => fromLog.get(id) !== onBoard.get(id)).length;
  return { answers, persons: persons.size, different };
}

export async function checkPhrase(db: Db, quiz: Quiz): Promise<Phrase> {
  const { answers, persons, different } = await recounted(db, quiz);
  const { slug } = quiz;
  return different > 0
    ? staffTexts.checkedDifferent({ slug, persons: different })
    : staffTexts.checkedEqual({ slug, persons, answers });
}

/** Rows read at once for a file. */
const ROWS = 2000;

/** Every answer in the order of arrival, for a file. */
export function logReport(db: Db, campaign: { id: string }): Report {
  return {
    columns: ['question', 'platform', 'room', 'person', 'name', 'answer', 'verdict', 'sent_at', 'elapsed_ms', 'points'],
    rows: logRows(db, campaign.id),
  };
}

async function* logRows(db: Db, campaignId: string): AsyncGenerator<(string | number | null)[]> {
  let last = { arrival: -1, id: '' };
  for (;;) {
    const rows = await answersOf(db, campaignId)
      .innerJoin('person', 'person.id', 'quiz_answer.person_id')
      .leftJoin('points', (join) =>
        join.on('points.source', '=', sql<string>`'quiz/' || quiz_answer.round_id || '/' || quiz_answer.person_id`),
      )
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('quiz_answer.arrival', 'quiz_answer.id'), '>', tuple(last.arrival, last.id)),
      )
      .select([
        'quiz_answer.arrival',
        'quiz_answer.id',
        'quiz_round.number',
        'quiz_answer.platform',
        'quiz_answer.room',
      ])
      .select(['quiz_answer.person_id', 'person.name', 'quiz_answer.text', 'quiz_answer.verdict'])
      .select(['quiz_answer.sent_at', 'quiz_answer.elapsed', 'points.amount'])
      .orderBy('quiz_answer.arrival')
      .orderBy('quiz_answer.id')
      .limit(ROWS)
      .execute();
    for (const row of rows) {
      const points = row.verdict === 'correct' ? (row.amount ?? 0) : 0;
      const sent = new Date(row.sent_at).toISOString();
      yield [
        row.number,
        row.platform,
        row.room,
        row.person_id,
        row.name,
        row.text,
        row.verdict,
        sent,
        row.elapsed,
        points,
      ];
    }
    if (rows.length < ROWS) return;
    last = rows.at(-1)!;
  }
}
