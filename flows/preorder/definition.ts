// What a pre-order may say about itself, in a file or by command.
import { z } from 'zod';
import { between, fault, strict, text } from '../../src/campaigns/shapes.ts';
import { parseWaking } from '../../src/schedule/waking.ts';
import { parseInstant } from '../../src/text/when.ts';
import { definitionTexts } from './definition-text.ts';
import { patterns } from './patterns.ts';

/** No lane and no sign-up is larger than this: the places of a lane are rows. */
export const MOST_PLACES = 1_000_000;
export const MOST_LANES = 20;
export const MOST_QUESTIONS = 10;

/** '30m', '24h', '1h30m', '2d' as ms; a day is 24 hours. */
export function readLength(written: string): number | undefined {
  const folded = written.normalize('NFKC').trim().toLowerCase();
  return /^\d/.test(folded) ? parseInstant(`+${folded}`, 'UTC', 0) : undefined;
}

const LENGTH = 'must be a length of time such as 30m, 24h or 2d';
/** At most a year. */
const length = text(20).refine(
  (written) => {
    const read = readLength(written);
    return read !== undefined && read >= 1000 && read <= 366 * 86_400_000;
  },
  { error: LENGTH },
);

const NAME = 'must be one word of letters and digits, such as public or VIP';
export const laneName = text(30)
  .transform((name) => name.normalize('NFKC').toLowerCase())
  .refine((name) => /^\p{L}[\p{L}\p{N}-]*$/u.test(name), { error: NAME });

const WHO =
  'must be "everyone", "code" (holders of a priority code), { tag: vip }, { points: 100 } or { since: 2026-01-01 } (known before that day)';
const who = z.union(
  [
    z.enum(['everyone', 'code']),
    z.strictObject({ tag: text(40) }),
    z.strictObject({ points: between(1, 1_000_000_000, 'points') }),
    z.strictObject({ since: z.iso.date({ error: 'must be a day such as 2026-01-01' }) }),
  ],
  { error: WHO },
);

const lane = strict('a lane', {
  name: laneName,
  size: between(0, MOST_PLACES, 'places'),
  /** Who may stand in it. */
  who: who.default('everyone'),
  /** Where places go that nobody took … */
  spill_to: laneName.optional(),
  /** … so long after the opening. */
  spill_after: length.optional(),
}).superRefine(({ spill_to, spill_after }, context) => {
  if ((spill_to === undefined) === (spill_after === undefined)) return;
  context.addIssue(fault(['spill_to'], definitionTexts.halfSpill(), definitionTexts.halfSpillFix()));
});

export const questionSchema = strict('a question', {
  /** By which the answer is found in the export. */
  key: text(30).refine((key) => /^[a-z][a-z0-9_]*$/.test(key), {
    error: 'must be a short name in small letters, such as color',
  }),
  question: text(200),
  choices: z
    .array(text(60), { error: 'must be a list of texts' })
    .min(2, { error: 'needs at least two' })
    .max(10, { error: 'has at most 10' })
    .optional(),
  /** What an answer must look like. */
  pattern: z
    .enum(Object.keys(patterns) as [keyof typeof patterns], {
      error: `must be one of ${Object.keys(patterns).join(', ')}`,
    })
    .optional(),
  /** Asked before: what is stored is personal. Who says no leaves the question out. */
  consent: text(300).optional(),
  optional: z.boolean({ error: 'must be true or false' }).default(false),
});

export const definitionSchema = strict('a pre-order', {
  rule: z.enum(['first-come', 'draw'], { error: 'must be "first-come" or "draw"' }).default('first-come'),
  lanes: z
    .array(lane, { error: 'must be a list of lanes, each with "name" and "size"' })
    .min(1, { error: 'needs at least one lane' })
    .max(MOST_LANES, { error: `has at most ${MOST_LANES}` }),
  /** Whether one must have signed up before the opening. */
  signup: z.enum(['optional', 'required'], { error: 'must be "optional" or "required"' }).default('optional'),
  /** Units that one person may order. */
  per_person: between(1, 100, 'units').default(1),
  /** Persons that one may sign up together: all of them get places, or none. */
  group: between(1, 10, 'persons').default(1),
  /** How long a claimed place waits for its confirmation; without it a claim is for good. */
  confirm_within: length.optional(),
  /** How long a place that came free is offered to the next, in waking hours. */
  hold: length.default('24h'),
  waking: text(20)
    .refine((written) => parseWaking(written) !== undefined, { error: 'must be two times such as 09:00-22:00' })
    .optional(),
  /** Claims sent so long after the opening count by the instant they were sent at, not by their arrival. */
  tie_window_ms: between(0, 60_000, 'milliseconds').default(0),
  /** What the sign-up asks for. */
  ask: z
    .array(questionSchema, { error: 'must be a list of questions, each with "key" and "question"' })
    .max(MOST_QUESTIONS, { error: `has at most ${MOST_QUESTIONS}` })
    .default([]),
}).superRefine(({ lanes, ask, rule, tie_window_ms }, context) => {
  for (const [index, { name, spill_to }] of lanes.entries()) {
    if (lanes.findIndex((one) => one.name === name) < index)
      context.addIssue(
        fault(['lanes', index, 'name'], definitionTexts.laneTwice({ name }), definitionTexts.renameFix()),
      );
    if (spill_to !== undefined && (spill_to === name || !lanes.some((one) => one.name === spill_to)))
      context.addIssue(
        fault(['lanes', index, 'spill_to'], definitionTexts.noLane({ name: spill_to }), definitionTexts.noLaneFix()),
      );
  }
  for (const [index, { key }] of ask.entries()) {
    if (ask.findIndex((one) => one.key === key) < index)
      context.addIssue(fault(['ask', index, 'key'], definitionTexts.keyTwice({ key }), definitionTexts.renameFix()));
  }
  if (rule === 'draw' && tie_window_ms > 0)
    context.addIssue(fault(['tie_window_ms'], definitionTexts.drawHasNoTies(), definitionTexts.drawHasNoTiesFix()));
});

export type Definition = z.infer<typeof definitionSchema>;
export type LaneDefinition = Definition['lanes'][number];
export type Question = z.infer<typeof questionSchema>;

/** The most units that one sign-up may be for. */
export const mostUnits = ({ per_person, group }: Definition): number => per_person * group;
