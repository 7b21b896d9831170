// The rules of a live quiz: the verdict of an answer, the time of a round, its end. Pure, like scoring.ts and standings.ts,
// which belong to it.
import type { QuizAnswerTable } from '../../src/db/schema.ts';
import type { Definition, Question, Scoring } from './definition.ts';
import { type AnswerRow, award, placesOf, type Timing } from './scoring.ts';
import { type Standing, standings } from './standings.ts';

export * from './scoring.ts';
export * from './standings.ts';

export type Verdict = QuizAnswerTable['verdict'];
/** What the person already did in this round. */
export interface Prior {
  /** Answers of theirs with the verdict correct or wrong: those use up tries. */
  tries: number;
  correct: boolean;
}

export interface Window {
  /** The round was closed. */
  closed: boolean;
  /** When the question closes in the room the answer came from; undefined while it has not arrived there. */
  closesAt: number | undefined;
  /** Answers a person may give. */
  tries: number;
}

/** The verdict of one answer. An answer of the closing instant itself is in time; a late one uses up no try. */
export function judge(
  prior: Prior,
  answer: { edited: boolean; right: boolean; sentAt: number },
  window: Window,
): Verdict {
  if (answer.edited) return 'edited';
  if (window.closed || (window.closesAt !== undefined && answer.sentAt > window.closesAt)) return 'late';
  if (prior.correct || prior.tries >= window.tries) return 'repeated';
  return answer.right ? 'correct' : 'wrong';
}

export function timingOf(
  definition: Pick<Definition, 'seconds' | 'reading' | 'tie_window_ms'>,
  question: Question,
): Timing {
  return {
    tieWindow: definition.tie_window_ms,
    reading: definition.reading === 'auto' ? readingTime(question) : definition.reading * 1000,
    duration: (question.seconds ?? definition.seconds) * 1000,
  };
}

const LONGEST_READING = 10_000;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** How long a question takes to read, ms: 8 Chinese characters or 20 others a second, spaces not counted, 10 s at most. */
export function readingTime(question: Pick<Question, 'text' | 'options'>): number {
  const text = [question.text, ...(question.options ?? [])].join('').replace(/\s+/gu, '');
  const wide = text.match(WIDE)?.length ?? 0;
  return Math.min(wide * 125 + (Array.from(text).length - wide) * 50, LONGEST_READING);
}

/** A round of the log; `at` is the instant its points were given. */
export interface LoggedRound {
  rows: readonly AnswerRow[];
  timing: Timing;
  at: number;
}

/** The board once more, from nothing but the log. */
export function recount(rule: Scoring, rounds: readonly LoggedRound[]): Standing[] {
  return standings(
    rounds.flatMap(({ rows, timing, at }) =>
      award(rule, rows, timing).map(({ personId, points }) => ({ personId, points, at })),
    ),
  );
}

/** How many right answers decide a round; undefined where everybody may still win. */
export function decidedBy(rule: Scoring): number | undefined {
  return rule.rule === 'first' || rule.rule === 'podium' ? placesOf(rule) : undefined;
}

/**
 * The instant (ms) from which a decided round may close early, or undefined while it is not decided. `receivedAt` are the instants
 * at which the right answers came in. The wait is for answers on their way: one of them may have been sent before the k-th, or tie.
 */
export function settledAt(
  rule: Scoring,
  receivedAt: readonly number[],
  wait: { settle: number; tieWindow: number },
): number | undefined {
  const needed = decidedBy(rule);
  const deciding = needed && [...receivedAt].sort((a, b) => a - b)[needed - 1];
  return deciding === undefined ? undefined : deciding + wait.settle + wait.tieWindow;
}

/**
 * The instant (ms) at which a round is over: when it is settled, or when the last of its rooms closes. `closings` has one entry a
 * room that still plays, undefined while the question has not arrived there. Undefined: nobody can tell yet.
 */
export function overAt(closings: readonly (number | undefined)[], settled: number | undefined): number | undefined {
  const known = closings.filter((closing) => closing !== undefined);
  const last = known.length === closings.length && known.length > 0 ? Math.max(...known) : undefined;
  return last === undefined || settled === undefined ? (last ?? settled) : Math.min(last, settled);
}

/** Whether nobody answered in time: neither right nor wrong. Late and edited answers do not keep a game going. */
export function isEmpty(rows: readonly Pick<AnswerRow, 'verdict'>[]): boolean {
  return rows.every(({ verdict }) => verdict !== 'correct' && verdict !== 'wrong');
}

/** Whether so many empty rounds in a row end the game. */
export function endsNow(emptyInARow: number, limit: number): boolean {
  return emptyInARow >= limit;
}
