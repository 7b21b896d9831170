// What a quiz says to its rooms, put together from its sentences.

import type { Campaign } from '../../src/campaigns/campaign.ts';
import type { PhraseChoice } from '../../src/engine/scope.ts';
import { optionLetter } from '../../src/text/options.ts';
import { forReader, join, lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { duration } from '../../src/text/when.ts';
import { shownName } from './board.ts';
import type { Definition, Question, Scoring } from './definition.ts';
import { choiceValue, rightOptions } from './matching.ts';
import { timingOf } from './rules.ts';
import type { Round } from './store.ts';
import { quizTexts } from './text.ts';

export type Quiz = Campaign<Definition>;

/** How many winners of a question are named. */
export const WINNERS_NAMED = 5;

/** The rules before the start: what is to be won stands here, not behind (PRODUCT.md, convention 5). */
export function announcement({ title, definition }: Quiz): Phrase {
  const { prize, prize_players: players, questions, countdown, tie_window_ms: tie } = definition;
  return lines(
    quizTexts.announce({ title, questions: questions.length, scoring: scoringPhrase(definition.scoring) }),
    tie > 0 && quizTexts.tied({ window: duration(tie) }),
    prize !== undefined && quizTexts.prizeRule({ prize, players }),
    countdown > 0 ? quizTexts.firstIn({ wait: duration(countdown * 1000) }) : quizTexts.firstNow(),
  );
}

/** Several things in one sentence, with the comma of the reader's language. */
export function listed(things: readonly Phrase[]): Phrase {
  return forReader('quiz.listed', ({ language }) => join(language === 'en' ? ', ' : '、', things));
}

function scoringPhrase(scoring: Scoring): Phrase {
  switch (scoring.rule) {
    case 'first':
      return quizTexts.scoringFirst({ winners: scoring.winners, points: scoring.points });
    case 'speed':
      return quizTexts.scoringSpeed({ least: scoring.least, most: scoring.most });
    case 'podium':
      return quizTexts.scoringPodium({
        places: scoring.points.length,
        points: listed(scoring.points.map((points) => quote(String(points)))),
      });
    case 'all':
      return quizTexts.scoringAll({ points: scoring.points });
  }
}

/** "Question 3/10 · category · 15 s", the question, one option a line. */
export function questionPhrase({ definition }: Quiz, { number, question }: Pick<Round, 'number' | 'question'>): Phrase {
  const time = duration(timingOf(definition, question).duration);
  const head = { number, total: definition.questions.length, time };
  return lines(
    question.category === undefined
      ? quizTexts.headPlain(head)
      : quizTexts.head({ ...head, category: question.category }),
    quote(question.text),
    ...(question.options ?? []).map((text, index) => quizTexts.option({ letter: optionLetter(index), text })),
  );
}

/** A button an option. */
export function questionChoices({ id, question }: Pick<Round, 'id' | 'question'>): PhraseChoice[] {
  return (question.options ?? []).map((text, index) => ({
    label: quizTexts.option({ letter: optionLetter(index), text }),
    value: choiceValue(id, index),
  }));
}

export interface Winner {
  name: string;
  hidden: boolean | number;
  points: number;
}

/** How a round ended. */
export interface Ending {
  /** The first of them: those who are named. */
  winners: readonly Winner[];
  /** How many won points, and how many were right without. */
  won: number;
  alsoRight: number;
  /** The window (ms) within which answers counted as equal, where that decided something. */
  tied: number | undefined;
  /** Whether anybody gave an answer in time. */
  answered: boolean;
}

/** Who was right, the answer, the explanation. */
export function resultPhrase(round: Round, { winners, won, alsoRight, tied, answered }: Ending): Phrase {
  const names = listed(winners.map((winner) => quizTexts.wins({ name: shownName(winner), points: winner.points })));
  const more = won - winners.length;
  return lines(
    won === 0 && (answered ? quizTexts.nobody() : quizTexts.nobodyAnswered()),
    won > 0 && (more > 0 ? quizTexts.rightMore({ names, more }) : quizTexts.right({ names })),
    tied !== undefined && quizTexts.tiedHere({ window: duration(tied) }),
    alsoRight > 0 && quizTexts.alsoRight({ count: alsoRight }),
    quizTexts.answerWas({ answer: answerPhrase(round.question) }),
    round.question.explain !== undefined && quote(round.question.explain),
  );
}

function answerPhrase(question: Question): Phrase {
  const right = rightOptions(question);
  const { options } = question;
  if (options)
    return join(
      ' / ',
      right.map((index) => quizTexts.option({ letter: optionLetter(index), text: options[index] ?? '' })),
    );
  const first = Array.isArray(question.answer) ? question.answer[0] : question.answer;
  return quote(first ?? '');
}
