// What a board may say about itself, in a file or by command.
import { z } from 'zod';
import { between, fault, strict, text } from '../../src/campaigns/shapes.ts';
import { parseWaking } from '../../src/schedule/waking.ts';
import { fold } from '../../src/text/normalise.ts';
import { parseInstant } from '../../src/text/when.ts';
import { definitionTexts } from './definition-text.ts';

export const kinds = ['bug', 'idea', 'praise', 'question'] as const;
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** '30m', '4h', '2d' as ms. */
export function readLength(written: string): number | undefined {
  const folded = written.normalize('NFKC').trim().toLowerCase();
  return /^\d/.test(folded) ? parseInstant(`+${folded}`, 'UTC', 0) : undefined;
}

const length = text(20).refine((written) => (readLength(written) ?? 0) >= 60_000, {
  error: 'must be a length of time such as 30m, 4h or 2d',
});

/** A length of time from one to another, both as they are written. */
const lengthOf = (least: string, most: string, example: string) =>
  text(20).superRefine((written, context) => {
    const read = readLength(written) ?? 0;
    if (read >= readLength(least)! && read <= readLength(most)!) return;
    const limits = { read: written, least, most };
    context.addIssue(fault([], definitionTexts.length(limits), definitionTexts.lengthFix({ example })));
  });

const long = lengthOf('1h', '3650d', '7d');
const short = lengthOf('1m', '30d', '10m');

/** So many backers; 1.5 will do. */
const weight = z.number().min(0).max(1000).default(0);

/** What is on people's minds, and what counts for it: see ranking.ts. */
const ranking = strict('the ranking', {
  /** A backer counts half as much as one who came so much later. */
  half_life: long.default('7d'),
  /** How many backers more an item of that severity is worth when it is written. */
  severity: strict('severity', { 1: weight, 2: weight, 3: weight, 4: weight }).prefault({}),
}).meta({ examples: [{ half_life: '7d' }] });

/** How many open items of others a person may back in a season: see budget.ts. */
const budget = strict('a budget', {
  items: between(1, 1000, 'items a person may back'),
  season: long.default('30d'),
}).meta({ examples: [{ items: 10, season: '30d' }] });

/** What makes an item on an open board wait for staff: see moderation.ts. */
const limits = strict('the limits', {
  /** More than `items` of one person in that time. */
  flood: strict('flood', {
    items: between(1, 1000, 'items of one person').default(5),
    within: short.default('10m'),
  }).prefault({}),
  /** The same text from so many persons in that time: the last of them, and those after. */
  copies: strict('copies', {
    persons: between(2, 1000, 'persons with the same text').default(3),
    within: short.default('1h'),
  }).prefault({}),
});

const areaName = text(30)
  .transform((name) => fold(name))
  .refine((name) => /^\p{L}[\p{L}\p{N}-]*$/u.test(name), { error: 'must be one word, such as camera' });

const words = z.array(text(40), { error: 'must be a list of words' }).max(50, { error: 'has at most 50' });

const area = strict('an area', { name: areaName, words: words.default([]) });

/** Words that tell what an item is; the first rule that fits counts, for each of the three. */
const rule = strict('a rule', {
  words: words.min(1, { error: 'needs at least one' }),
  kind: z.enum(kinds, { error: `must be one of ${kinds.join(', ')}` }).optional(),
  area: areaName.optional(),
  severity: between(1, 4, 'severity').optional(),
});

export const definitionSchema = strict('a feedback board', {
  areas: z
    .array(area, { error: 'must be a list of areas, each with "name"' })
    .max(50, { error: 'has at most 50' })
    .default([]),
  rules: z
    .array(rule, { error: 'must be a list of rules, each with "words"' })
    .max(100, { error: 'has at most 100' })
    .default([]),
  /** `review`: what members write waits for staff before others see it. */
  mode: z.enum(['open', 'review'], { error: 'must be "open" or "review"' }).default('open'),
  ranking: ranking.prefault({}),
  /** Nobody counts what people back, where it is absent. */
  budget: budget.optional(),
  limits: limits.prefault({}),
  /** How soon a first answer is due, in the working hours below. */
  answer_within: length.default('8h'),
  hours: text(20)
    .refine((written) => parseWaking(written) !== undefined, { error: 'must be two times such as 09:00-18:00' })
    .default('09:00-18:00'),
  days: z
    .array(z.enum(DAYS, { error: `must be one of ${DAYS.join(', ')}` }), { error: 'must be a list of days' })
    .min(1, { error: 'needs at least one day' })
    .default(['mon', 'tue', 'wed', 'thu', 'fri']),
  /** Whom first answers of what nobody owns are shared among, week by week: staff, as platform:account. */
  duty: z
    .array(text(200), { error: 'must be a list of platform:account' })
    .max(50, { error: 'has at most 50' })
    .default([]),
  /** A summary, once a week: when, and in which room. */
  digest: strict('a digest', {
    at: text(20).refine((written) => parseInstant(written, 'UTC', 0) !== undefined && /^[a-z]{3} \d/.test(written), {
      error: 'must be a weekday and a time such as "mon 09:00"',
    }),
    room: text(200).refine((written) => /^[a-z]+:\S+$/.test(written), { error: 'must be platform:room' }),
  }).optional(),
}).superRefine(({ areas, rules }, context) => {
  for (const [index, { name }] of areas.entries()) {
    if (areas.findIndex((one) => one.name === name) < index)
      context.addIssue(fault(['areas', index, 'name'], definitionTexts.areaTwice({ name }), definitionTexts.rename()));
  }
  for (const [index, { area: named }] of rules.entries()) {
    if (named !== undefined && !areas.some(({ name }) => name === named))
      context.addIssue(
        fault(['rules', index, 'area'], definitionTexts.noArea({ name: named }), definitionTexts.noAreaFix()),
      );
  }
});

export type Definition = z.infer<typeof definitionSchema>;
