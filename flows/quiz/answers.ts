// The answers to running questions, taken in bulk: all of a batch are read, judged and stored with a handful of statements.

import type { QuizAnswerTable } from '../../src/db/schema.ts';
import type { Bulk, Turn } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { groupBy } from '../../src/group.ts';
import { quote } from '../../src/text/phrase.ts';
import { clockTime } from '../../src/text/when.ts';
import { addAnswers, countCorrect, type PriorAnswers, pairKey, priorAnswers } from './answer-store.ts';
import type { Definition } from './definition.ts';
import { bringForward, quizOf } from './game.ts';
import { type Matcher, matcher, type Reading, readChoice } from './matching.ts';
import { decidedBy, judge, settledAt, type Verdict } from './rules.ts';
import type { Quiz } from './say.ts';
import { anyLive, findRound, type Place, placeKey, type Round, type RoundRoom, roundsAt } from './store.ts';
import { quizTexts } from './text.ts';

interface Answer {
  round: Round;
  window: RoundRoom;
  reading: Exclude<Reading, { type: 'none' }>;
}

/** So long after its end a right answer, or a chosen option, is still taken for a late answer to it; then it is chatter, ms. */
const LATE_FOR = 60_000;
/** Telling somebody that their answer was noted is of no use later, ms. */
const NOTED_FOR = 10_000;
const LONGEST_GIVEN = 200;

const matchers = new Map<string, Matcher>();
const MATCHERS_KEPT = 100;

export const answers: Bulk<Answer> = {
  name: 'quiz answers',
  async wants(scope, turns) {
    const wanted = new Map<Turn, Answer>();
    if (!(await anyLive(scope.trx))) return wanted;
    const places = new Map(turns.map((turn) => [placeKey(placeOf(turn)), placeOf(turn)]));
    const rounds = await roundsAt(scope.trx, [...places.values()]);
    for (const turn of turns) {
      const at = await roundFor(scope, turn, rounds);
      const answer = at && readAnswer(turn, at);
      if (answer) wanted.set(turn, answer);
    }
    return wanted;
  },
  async handle(scope, wanted) {
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
  },
};

const NOTHING: PriorAnswers = { tries: 0, correct: false, late: 0, repeated: 0 };

function placeOf({ message: { platform, room, account } }: Turn): Place {
  return room === undefined ? { platform, room: '', account } : { platform, room, account: '' };
}

/** A button names its round, wherever that was asked; anything else is about the last question asked here. */
async function roundFor(
  scope: Scope,
  turn: Turn,
  rounds: ReadonlyMap<string, { round: Round; window: RoundRoom }>,
): Promise<{ round: Round; window: RoundRoom } | undefined> {
  const here = rounds.get(placeKey(placeOf(turn)));
  const pressed = turn.message.choice === undefined ? undefined : readChoice(turn.message.choice);
  if (!pressed || !here || pressed.roundId === here.round.id) return here;
  const round = await findRound(scope.trx, pressed.roundId);
  return round?.campaignId === here.round.campaignId ? { round, window: here.window } : undefined;
}

function readAnswer(turn: Turn, { round, window }: { round: Round; window: RoundRoom }): Answer | undefined {
  const { message, now, named } = turn;
  const pressed = message.choice === undefined ? undefined : readChoice(message.choice);
  if (message.choice !== undefined && !pressed) return undefined;
  const reading = matcherOf(round)(message.text, pressed?.option);
  if (reading.type === 'none') return undefined;
  // One of Canyu's own words is an answer only where it is the right one.
  if (named && reading.type === 'wrong') return undefined;
  if (round.status !== 'open') {
    const chatter = !round.question.options && reading.type === 'wrong';
    const over = now - (round.closedAt ?? now) > LATE_FOR || round.status === 'withdrawn';
    if (!pressed && (chatter || over)) return undefined;
  }
  return { round, window, reading };
}

function matcherOf(round: Round): Matcher {
  const known = matchers.get(round.id);
  if (known) return known;
  const made = matcher(round.question);
  matchers.set(round.id, made);
  if (matchers.size > MATCHERS_KEPT) matchers.delete(matchers.keys().next().value!);
  return made;
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

/** In a room only in private: an answer there is noted without a word to the others. Each refusal is said once a round. */
function respond(turn: Turn, answer: Answer, verdict: Verdict, before: PriorAnswers, quiz: Quiz): void {
  const options = { onlyPrivate: true, language: quiz.language, expiresAt: turn.now + NOTED_FOR };
  switch (verdict) {
    case 'correct':
      return turn.reply(quizTexts.recorded({ answer: quote(answer.reading.given) }), options);
    case 'wrong': {
      const left = quiz.definition.tries - before.tries - 1;
      const said =
        left > 0 ? quizTexts.tryAgain({ left }) : quizTexts.recorded({ answer: quote(answer.reading.given) });
      return turn.reply(said, options);
    }
    case 'repeated':
      return before.repeated === 0 ? turn.reply(quizTexts.refuseRepeated(), options) : undefined;
    case 'late': {
      const time = answer.round.closedAt ?? answer.window.closesAt ?? turn.now;
      return before.late === 0 ? turn.reply(quizTexts.refuseLate({ time: clockTime(time) }), options) : undefined;
    }
    case 'edited':
      return turn.reply(quizTexts.refuseEdited(), options);
  }
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
  for (const [roundId, own] of groupBy(
    rows.filter(({ verdict }) => verdict === 'correct'),
    (row) => row.round_id,
  )) {
    const { definition } = quizzes.get(rounds.get(roundId)!.campaignId)!;
    const needed = decidedBy(definition.scoring);
    if (needed === undefined) continue;
    const count = await countCorrect(scope.trx, roundId, needed + own.length);
    if (count < needed || count - own.length >= needed) continue;
    const settled = settledAt(
      definition.scoring,
      Array.from({ length: count }, () => scope.now),
      {
        settle: definition.settle_ms,
        tieWindow: definition.tie_window_ms,
      },
    );
    if (settled !== undefined) await bringForward(scope, roundId, settled);
  }
}
