// What a sign-up asks, one after the other, and what an answer means. Pure.
import { clean, fold } from '../../src/text/normalise.ts';
import type { Definition, Question } from './definition.ts';
import { patterns } from './patterns.ts';

/** How far a sign-up dialog has come. JSON. */
export interface Progress {
  /** By the question's key. */
  answers: Record<string, string>;
  /** Keys of questions that are left out. */
  skipped: string[];
  /** Keys of questions whose consent was given. */
  agreed: string[];
}

export type Step =
  /** May that be stored? */
  | { type: 'consent'; question: Question }
  | { type: 'answer'; question: Question }
  /** Do they want to be told? */
  | { type: 'told' };

/** What was told before, when there was such a time. */
export type Before = Readonly<Record<string, string>> | undefined;

export const LONGEST_ANSWER = 200;

const YES = ['yes', 'y', 'ok', '可以', '好', '好的', '是', '同意', '要'];
const NO = ['no', 'n', '不可以', '不', '不好', '否', '不同意', '不要', '不用', '不用了'];
const SKIP = ['skip', '跳过'];
const KEEP = ['keep', '保留'];

/** The values of the buttons. */
export const [YES_VALUE, NO_VALUE, SKIP_VALUE, KEEP_VALUE] = ['yes', 'no', 'skip', 'keep'] as const;
export const choiceOf = (index: number): string => `choice/${index + 1}`;

export const answerBefore = (before: Before, key: string): string | undefined =>
  before && Object.hasOwn(before, key) ? before[key] : undefined;

/** What is to be asked next. Consent that was given for an answer which is still there is not asked for again. */
export function nextStep(ask: Definition['ask'], { answers, skipped, agreed }: Progress, before: Before): Step {
  for (const question of ask) {
    const { key, consent } = question;
    if (Object.hasOwn(answers, key) || skipped.includes(key)) continue;
    const agreedTo = consent === undefined || agreed.includes(key) || answerBefore(before, key) !== undefined;
    return { type: agreedTo ? 'answer' : 'consent', question };
  }
  return { type: 'told' };
}

export function readYesNo(said: string): boolean | undefined {
  const word = fold(said);
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : undefined;
}

export type Flaw = 'pattern' | 'choice' | 'long';
export type ReadAnswer =
  | { type: 'answer'; answer: string }
  | { type: 'skip' }
  | { type: 'keep' }
  | { type: 'flaw'; flaw: Flaw };

/**
 * Reads an answer. `chosen` is a button's value, or what the typed text was taken for among the choices; `typed` the text itself, which is
 * the answer where the question has no choices: "1" is no button then.
 */
export function readAnswer(
  { choices, pattern, optional }: Question,
  told: string | undefined,
  { chosen, typed }: { chosen: string; typed: string },
): ReadAnswer {
  const text = clean(typed).replace(/\s+/g, ' ').trim();
  const word = fold(text);
  const pressed = text === '' || choices ? chosen : undefined;
  if (optional && (pressed === SKIP_VALUE || SKIP.includes(word))) return { type: 'skip' };
  if (told !== undefined && (pressed === KEEP_VALUE || KEEP.includes(word))) return { type: 'keep' };
  if (choices) {
    const answer = choices.find((_, index) => choiceOf(index) === chosen);
    return answer === undefined ? { type: 'flaw', flaw: 'choice' } : { type: 'answer', answer };
  }
  if (Array.from(text).length > LONGEST_ANSWER) return { type: 'flaw', flaw: 'long' };
  if (text === '' || (pattern && !patterns[pattern].test(text))) return { type: 'flaw', flaw: 'pattern' };
  return { type: 'answer', answer: text };
}
