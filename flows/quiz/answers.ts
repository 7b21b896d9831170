// The answers to running questions, taken in bulk: all of a batch are read, judged and stored with a handful of statements.
import type { QuizAnswerTable } from '../../src/db/schema.ts';
import type { Bulk, Turn } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { groupBy } from '../../src/group.ts';
import { addAnswers, countCorrect, type PriorAnswers, pairKey, priorAnswers } from './answer-store.ts';
import type { Definition } from './definition.ts';
import { quizOf } from './game.ts';
import { type Answer, type Heard, hearAnswers } from './hearing.ts';
import { respond, sayNotRead } from './respond.ts';
import { decidedBy, judge, settledAt, type Verdict } from './rules.ts';
import type { Quiz } from './say.ts';
import { bringForward } from './timers.ts';
import { closings } from './windows.ts';

const LONGEST_GIVEN = 200;

export const answers: Bulk<Heard> = {
  name: 'quiz answers',
  wants: hearAnswers,
  async handle(scope, heard) {
    const wanted = new Map<Turn, Answer>();
    for (const [turn, one] of heard) {
      if (one.type === 'answer') wanted.set(turn, one);
      else sayNotRead(turn, one);
    }
    await takeAnswers(scope, wanted);
  },
};

const NOTHING: PriorAnswers = { tries: 0, correct: false, late: 0, repeated: 0, edited: 0 };

async function takeAnswers(scope: Scope, wanted: ReadonlyMap<Turn, Answer>): Promise<void> {
  if (wanted.size === 0) return;
  const quizzes = await quizzesOf(scope, wanted);
  const prior = await priorAnswers(
    scope.trx,
    [...wanted].map(([turn, { round }]) => ({ roundId: round.id, personId: turn.person.id })),
  );
  const rows: QuizAnswerTable[] = [];
  for (const [turn, answer] of wanted) {
    const quiz = quizzes.get(answer.round.campaignId)!;
    const before = prior.get(pairKey(answer.round.id, turn.person.id)) ?? NOTHING;
    const verdict = verdictOf(turn, answer, before, quiz.definition);
    rows.push(rowOf(scope, turn, answer, verdict));
    respond(turn, answer, verdict, before, quiz);
  }
  await addAnswers(scope.trx, rows);
  await settleRounds(scope, rows, wanted, quizzes);
}

function verdictOf(
  turn: Turn,
  { round, window, reading }: Answer,
  prior: PriorAnswers,
  { tries }: Definition,
): Verdict {
  return judge(
    prior,
    { edited: turn.message.edited === true, right: reading.type === 'right', sentAt: turn.message.sentAt.getTime() },
    { closed: round.status !== 'open', closesAt: window.closesAt, tries },
  );
}

function rowOf(scope: Scope, turn: Turn, { round, window, reading }: Answer, verdict: Verdict): QuizAnswerTable {
  const sentAt = turn.message.sentAt.getTime();
  return {
    id: scope.newId(),
    round_id: round.id,
    person_id: turn.person.id,
    platform: turn.message.platform,
    room: turn.message.room ?? '',
    text: reading.given.slice(0, LONGEST_GIVEN).toWellFormed(),
    verdict,
    sent_at: sentAt,
    elapsed: Math.max(0, sentAt - (window.openedAt ?? round.askedAt)),
    arrival: turn.arrival,
  };
}

async function quizzesOf(scope: Scope, wanted: ReadonlyMap<Turn, Answer>): Promise<Map<string, Quiz>> {
  const quizzes = new Map<string, Quiz>();
  for (const { round } of wanted.values()) {
    if (quizzes.has(round.campaignId)) continue;
    quizzes.set(round.campaignId, (await quizOf(scope, round.campaignId))!);
  }
  return quizzes;
}

/** Where this batch brought the last right answer that can win, the round closes soon instead of waiting for its time. */
async function settleRounds(
  scope: Scope,
  rows: readonly QuizAnswerTable[],
  wanted: ReadonlyMap<Turn, Answer>,
  quizzes: ReadonlyMap<string, Quiz>,
): Promise<void> {
  const rounds = new Map([...wanted.values()].map(({ round }) => [round.id, round]));
  const right = rows.filter(({ verdict }) => verdict === 'correct');
  for (const [roundId, own] of groupBy(right, (row) => row.round_id)) {
    const { definition } = quizzes.get(rounds.get(roundId)!.campaignId)!;
    const needed = decidedBy(definition.scoring);
    if (needed === undefined) continue;
    const count = await countCorrect(scope.trx, roundId, needed + own.length);
    if (count < needed || count - own.length >= needed) continue;
    const settled = settledAt(
      definition.scoring,
      Array.from({ length: count }, () => scope.now),
      {
        settle: Math.max(definition.settle_ms, await longestLatency(scope, roundId)),
        tieWindow: definition.tie_window_ms,
      },
    );
    if (settled !== undefined) await bringForward(scope, roundId, settled);
  }
}

/** How long an answer that was sent before the deciding one may still be on its way, ms. */
async function longestLatency(scope: Scope, roundId: string): Promise<number> {
  const rooms = await closings(scope.trx, roundId);
  return Math.max(0, ...rooms.map(({ platform }) => scope.capabilities(platform).latency));
}
