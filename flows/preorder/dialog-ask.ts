// The questions of the sign-up dialog, in words and buttons.
import type { Turn } from '../../src/engine/flow.ts';
import type { PhraseChoice } from '../../src/engine/scope.ts';
import { lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { patterns } from './patterns.ts';
import {
  answerBefore,
  choiceOf,
  type Flaw,
  KEEP_VALUE,
  LONGEST_ANSWER,
  NO_VALUE,
  type Progress,
  SKIP_VALUE,
  type Step,
  YES_VALUE,
} from './questions.ts';
import type { Request } from './rules.ts';
import { signupTexts as texts } from './signup-text.ts';

/** What the dialog knows: JSON, kept with the person until it ends. */
export interface Known {
  campaignId?: string;
  request: Request;
  title: string;
  progress: Progress;
  /** What they told when they signed up before. */
  before?: { answers: Readonly<Record<string, string>>; consentedAt?: number };
  /** What is asked now: the pre-order may become another one meanwhile. */
  step: Step;
  /** What was wrong with the last answer. */
  flaw?: Flaw | 'yes or no' | undefined;
}

/** What is asked, below what was wrong with the last answer. */
export function ask({ step, title, flaw, before }: Known): Phrase {
  if (step.type === 'told') return lines(flawOf(flaw, step), texts.askTold({ title }));
  const { question } = step;
  if (step.type === 'consent') return lines(flawOf(flaw, step), quote(question.consent!), texts.agree());
  const told = answerBefore(before?.answers, question.key);
  return lines(
    flawOf(flaw, step),
    told !== undefined && question.consent !== undefined && quote(question.consent),
    quote(question.question),
    told !== undefined && texts.told({ answer: told }),
    told !== undefined && !question.choices && texts.keepHint(),
    question.optional && !question.choices && texts.skipHint(),
  );
}

function flawOf(flaw: Known['flaw'], step: Step): Phrase | undefined {
  const pattern = step.type === 'answer' ? step.question.pattern : undefined;
  switch (flaw) {
    case 'choice':
      return texts.flawChoice();
    case 'long':
      return texts.flawLong({ most: LONGEST_ANSWER });
    case 'yes or no':
      return texts.flawYesNo();
    case 'pattern':
      return pattern && texts.flawPattern({ like: quote(patterns[pattern].like) });
    case undefined:
      return undefined;
  }
}

/** What may be pressed or typed in answer. */
export function choices({ step, before }: Known, turn: Turn): PhraseChoice[] {
  if (step.type === 'told')
    return [
      { label: texts.toldYes(), value: YES_VALUE },
      { label: texts.toldNo(), value: NO_VALUE },
    ];
  if (step.type === 'consent')
    return [
      { label: texts.yesButton(), value: YES_VALUE },
      { label: texts.noButton(), value: NO_VALUE },
    ];
  const { question } = step;
  const told = answerBefore(before?.answers, question.key);
  // Without buttons they would be numbers to type, and a number may be the answer.
  if (!question.choices && !turn.capabilities(turn.message.platform).buttons) return [];
  return [
    ...(question.choices ?? []).map((choice, index) => ({ label: quote(choice), value: choiceOf(index) })),
    ...(told === undefined ? [] : [{ label: texts.keepButton(), value: KEEP_VALUE }]),
    ...(question.optional ? [{ label: texts.skipButton(), value: SKIP_VALUE }] : []),
  ];
}
