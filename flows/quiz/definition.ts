// What a quiz campaign may say about itself, in a file or by command. Reading what was read gives the same again.
import { z } from 'zod';
import { between, fault, optionsSchema, strict, text } from '../../src/campaigns/shapes.ts';
import { optionLetter, optionReader } from '../../src/text/options.ts';
import { definitionTexts } from './definition-text.ts';

export const MOST_QUESTIONS = 500;

const points = between(0, 1_000_000, 'points');
const RULES = ['first', 'speed', 'podium', 'all'];

const scoringRules = z.discriminatedUnion(
  'rule',
  [
    strict('scoring by "first"', {
      rule: z.literal('first'),
      winners: between(1, 1000, 'persons').default(1),
      points: points.default(1),
    }),
    strict('scoring by "speed"', {
      rule: z.literal('speed'),
      most: points.default(10),
      least: points.default(1),
    }).superRefine(({ most, least }, context) => {
      if (least <= most) return;
      context.addIssue(fault(['least'], definitionTexts.leastAboveMost(), definitionTexts.leastAboveMostFix()));
    }),
    strict('scoring by "podium"', {
      rule: z.literal('podium'),
      points: z
        .array(points, { error: 'must be a list of points, the first place first, for example [5, 3, 1]' })
        .min(1, { error: 'needs at least one place, for example [5, 3, 1]' })
        .max(20, { error: 'has at most 20 places' })
        .superRefine((list, context) => {
          if (list.every((value, place) => place === 0 || value <= list[place - 1]!)) return;
          context.addIssue(fault([], definitionTexts.podiumGrows(), definitionTexts.podiumGrowsFix()));
        })
        .default([5, 3, 1]),
    }),
    strict('scoring by "all"', { rule: z.literal('all'), points: points.default(1) }),
  ],
  { error: `must be one of ${RULES.join(', ')}, for example "scoring: first" or "scoring: { rule: speed, most: 10 }"` },
);

/** `scoring: speed` is short for `scoring: { rule: speed }`. */
const scoring = z.preprocess((value) => (typeof value === 'string' ? { rule: value } : value), scoringRules);

const ANSWER =
  'must be one text or number, or a list of up to 50: with options, letters, numbers or texts of options; otherwise what is accepted';
const answer = z.union([text(200), z.array(text(200)).min(1, { error: ANSWER }).max(50, { error: ANSWER })], {
  error: ANSWER,
});

export const questionSchema = strict('a question', {
  text: text(500),
  category: text(50).optional(),
  options: optionsSchema.optional(),
  answer,
  seconds: between(1, 600, 'seconds').optional(),
  explain: text(500).optional(),
}).superRefine(({ options, answer }, context) => {
  if (!options) return;
  const read = optionReader(options);
  const last = optionLetter(options.length - 1);
  const [answers, paths] = Array.isArray(answer) ? [answer, answer.keys()] : [[answer], [undefined]];
  for (const index of paths) {
    const given = answers[index ?? 0]!;
    if (read.stated(given) !== undefined) continue;
    const path = index === undefined ? ['answer'] : ['answer', index];
    context.addIssue(
      fault(path, definitionTexts.notAnOption({ answer: given }), definitionTexts.notAnOptionFix({ last })),
    );
  }
});

const READING = 'must be "auto", or whole seconds from 0 to 60, for example 3';

export const definitionSchema = strict('a quiz', {
  /** Who gets points for a question, and how many. */
  scoring: scoring.default({ rule: 'first', winners: 1, points: 1 }),
  /** How long a question is open, reading time not counted. */
  seconds: between(1, 600, 'seconds').default(15),
  /** Seconds to read the question before the clock starts; `auto` goes by its length. */
  reading: z.union([z.literal('auto'), between(0, 60, 'seconds', READING)], { error: READING }).default('auto'),
  /** Seconds between a result and the next question. */
  pause: between(0, 3600, 'seconds').default(5),
  /** Seconds between the announcement and the first question. */
  countdown: between(0, 3600, 'seconds').default(5),
  /** Answers this close behind the last winner count as equal and win too. */
  tie_window_ms: between(0, 60_000, 'milliseconds').default(0),
  /** How long a decided round waits for answers that are still on their way. */
  settle_ms: between(0, 60_000, 'milliseconds').default(1000),
  /** Answers a person may give to one question. */
  tries: between(1, 100, 'answers').default(1),
  /** Whether the next question comes by itself or when staff say so. */
  advance: z
    .enum(['auto', 'staff'], { error: 'must be "auto" (the next question comes by itself) or "staff"' })
    .default('auto'),
  /** So many rounds in a row without an answer end the game. */
  empty_rounds: between(1, MOST_QUESTIONS, 'rounds').default(2),
  prize: text(300).optional(),
  /** With fewer persons than this there is no prize. */
  prize_players: between(1, 10_000, 'persons').default(3),
  /** May be empty while staff are still adding them. */
  questions: z
    .array(questionSchema, { error: 'must be a list of questions, each with "text" and "answer"' })
    .max(MOST_QUESTIONS, { error: `has at most ${MOST_QUESTIONS}` })
    .default([]),
});

export type Definition = z.infer<typeof definitionSchema>;
export type Question = z.infer<typeof questionSchema>;
export type Scoring = z.infer<typeof scoringRules>;
