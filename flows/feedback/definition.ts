// What a board may say about itself, in a file or by command.
import { z } from 'zod';
import { between, strict, text } from '../../src/campaigns/shapes.ts';
import { parseWaking } from '../../src/quota/waking.ts';
import { fold } from '../../src/text/normalise.ts';
import { parseInstant } from '../../src/text/when.ts';

export const KINDS = ['bug', 'idea', 'praise', 'question'] as const;
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const MOST_AREAS = 50;
export const MOST_RULES = 200;

/** '30m', '24h', '1h30m', '2d' as ms; a day is 24 hours. */
export function readLength(written: string): number | undefined {
  const folded = written.normalize('NFKC').trim().toLowerCase();
  return /^\d/.test(folded) ? parseInstant(`+${folded}`, 'UTC', 0) : undefined;
}

/** At most a year. */
const length = text(20).refine(
  (written) => {
    const read = readLength(written);
    return read !== undefined && read >= 1000 && read <= 366 * 86_400_000;
  },
  { error: 'must be a length of time such as 30m, 24h or 2d' },
);

/** As it is compared: folded. */
const word = text(40).transform(fold);
const words = (most: number) =>
  z.array(word, { error: 'must be a list of words' }).max(most, { error: `has at most ${most}` });

const areaName = text(30)
  .transform(fold)
  .refine((name) => /^[\p{L}\p{N}][\p{L}\p{N}-]*$/u.test(name), {
    error: 'must be one word of letters and digits, such as camera',
  });

const area = strict('an area', {
  name: areaName,
  /** By which a text tells that it is about this area; its name is one of them. */
  words: words(100).default([]),
});

const severity = between(1, 4, '1: a trifle, 4: nobody can go on');

const rule = strict('a rule', {
  words: words(100).min(1, { error: 'needs at least one word' }),
  area: areaName.optional(),
  kind: z.enum(KINDS, { error: `must be one of ${KINDS.join(', ')}` }).optional(),
  severity: severity.optional(),
});

const weights = strict('the weights', {
  /** How long until a backer counts half of one who comes then. */
  half_life: length.default('14d'),
});

const budget = strict('the budget', {
  /** How many open items of others one person may back. */
  votes: between(1, 1000, 'votes'),
});

export const definitionSchema = strict('a feedback board', {
  /** `review`: staff see an item before others do. */
  mode: z.enum(['open', 'review'], { error: 'must be "open" or "review"' }).default('open'),
  areas: z
    .array(area, { error: 'must be a list of areas, each with "name"' })
    .max(MOST_AREAS, { error: `has at most ${MOST_AREAS}` })
    .default([]),
  /** What the words of a text tell; the first rule that tells something wins. */
  rules: z
    .array(rule, { error: 'must be a list of rules, each with "words"' })
    .max(MOST_RULES, { error: `has at most ${MOST_RULES}` })
    .default([]),
  weights: weights.prefault({}),
  /** Within which working time a first answer is due. */
  answer_within: length.default('24h'),
  /** When the areas are at work, on the clock of the board's zone … */
  hours: text(20)
    .refine((written) => parseWaking(written) !== undefined, { error: 'must be two times such as 09:00-18:00' })
    .default('09:00-18:00'),
  /** … and on which days. */
  days: z
    .array(z.enum(DAYS, { error: `must be one of ${DAYS.join(', ')}` }), { error: 'must be a list of days' })
    .min(1, { error: 'needs at least one day' })
    .default(['mon', 'tue', 'wed', 'thu', 'fri']),
  /** Off where absent. A vote comes back when its item closes. */
  budget: budget.optional(),
}).superRefine(({ areas, rules }, context) => {
  const names = areas.map(({ name }) => name);
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) < index)
      context.addIssue({ code: 'custom', path: ['areas', index, 'name'], message: 'two areas have this name' });
  }
  for (const [index, { area: told }] of rules.entries()) {
    if (told !== undefined && !names.includes(told))
      context.addIssue({ code: 'custom', path: ['rules', index, 'area'], message: 'is no area of this board' });
  }
});

export type Definition = z.infer<typeof definitionSchema>;
export type Rule = Definition['rules'][number];
