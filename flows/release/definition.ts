// What a train may say about itself, in a file or by command.
import { z } from 'zod';
import { between, fault, strict, text } from '../../src/campaigns/shapes.ts';
import { readWeekly } from '../../src/schedule/weekly.ts';
import { parseInstant } from '../../src/text/when.ts';
import { definitionTexts } from './definition-text.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** '30m', '24h', '14d' as ms. */
export function readLength(written: string): number {
  const folded = written.normalize('NFKC').trim().toLowerCase();
  return (/^\d/.test(folded) ? parseInstant(`+${folded}`, 'UTC', 0) : undefined) ?? 0;
}

const weekly = text(30).refine((written) => readWeekly(written) !== undefined, {
  error: 'must be a weekday and a time such as "fri 17:00"',
});

function length(least: number, most: number, example: string) {
  return text(20).refine((written) => readLength(written) >= least && readLength(written) <= most, {
    error: `must be a length of time such as ${example}`,
  });
}

/** Where it can be downloaded. */
export const linkSchema = text(150).refine((written) => /^https?:\/\/[^\s<>|]+$/i.test(written), {
  error: 'must be an address such as https://example.com/download',
});

export const FALLBACKS = ['skip', 'silent', 'announce'] as const;
export const TALLIES = ['after-vote', 'live', 'after-close'] as const;
export const METRICS = ['wilson', 'loves', 'share'] as const;
export const TIES = ['loves', 'earlier', 'shared'] as const;

const one = <Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

export const definitionSchema = strict('a release train', {
  /** When it is announced, week by week, in the zone of the campaign. */
  announce: weekly.default('fri 17:00'),
  /** A slot that is later than this was missed. */
  late: length(MINUTE, 2 * DAY, '1h').default('1h'),
  /** How long before the slot the votes count and the announcement can be confirmed. */
  freeze: length(2 * MINUTE, 6 * DAY, '24h').default('24h'),
  vote: strict('vote', {
    /** How long an item may be voted on before it is rejected; it is judged at each freeze meanwhile. */
    window: length(60 * MINUTE, 60 * DAY, '14d').default('14d'),
    votes: between(1, 1_000_000, 'votes').default(10),
    yes: between(1, 100, 'percent').default(60),
    tallies: one(TALLIES).default('after-vote'),
  }).prefault({}),
  /** Where nothing was approved, or nobody confirmed: say so in the rooms, tell staff alone, or announce what was approved unconfirmed. */
  fallback: one(FALLBACKS).default('skip'),
  link: linkSchema.optional(),
  /** The four-box report: from when until when, after the announcement. */
  report: strict('report', { opens: weekly.default('tue 10:00'), closes: weekly.default('tue 20:00') }).prefault({}),
  award: strict('award', {
    metric: one(METRICS).default('wilson'),
    /** With fewer reports there is no award. */
    minimum: between(1, 1_000_000, 'reports').default(10),
    ties: one(TIES).default('loves'),
  }).prefault({}),
}).superRefine(({ report }, context) => {
  if (readWeekly(report.opens) === readWeekly(report.closes))
    context.addIssue(fault(['report', 'closes'], definitionTexts.noWindow(), definitionTexts.noWindowFix()));
});

export type Definition = z.infer<typeof definitionSchema>;
