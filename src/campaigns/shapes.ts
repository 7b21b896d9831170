// What the definitions of several kinds of campaign are made of.
import { z } from 'zod';
import { nearest } from '../text/distance.ts';
import { fold } from '../text/normalise.ts';
import { MOST_OPTIONS, optionLetter } from '../text/options.ts';
import type { Phrase } from '../text/phrase.ts';
import { faultTexts } from './fault-text.ts';

/** Text of a limited length. YAML reads a bare 42 as a number: it is taken for the text "42". */
export function text(most: number) {
  const error = `must be text of 1 to ${most} characters; put it in quotes if it looks like something else (true, null, [1])`;
  return z.preprocess(
    (value) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : value),
    z.string({ error }).trim().min(1, { error }).max(most, { error }),
  );
}

/** A whole number between two others; the unit and an example say what to write instead. */
export function between(least: number, most: number, unit: string, instead = '') {
  const error =
    instead || `must be a whole number from ${least} to ${most} (${unit}), for example ${Math.max(least, 1)}`;
  return z.number({ error }).int({ error }).min(least, { error }).max(most, { error });
}

/** Refuses keys it does not know, and names the one that was meant. */
export function strict<Shape extends z.core.$ZodLooseShape>(what: string, shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'invalid_type') return `${what} must be a list of keys and values: ${known.join(', ')}`;
      if (issue.code !== 'unrecognized_keys') return undefined;
      const keys: string[] = issue.keys;
      return keys.map((key) => unknownKey(what, key, known)).join('; ');
    },
  });
}

function unknownKey(what: string, key: string, known: string[]): string {
  const meant = nearest(fold(key).replaceAll('-', '_'), known, 3);
  const remedy = meant ? `did you mean "${meant}"?` : `it can have ${known.join(', ')}`;
  return `${what} has no "${key.slice(0, 40)}": ${remedy}`;
}

/** A fault only one schema knows of: in English as the issue's message, in the reader's language as its parameters. */
export function fault(path: (string | number)[], message: Phrase, fix: Phrase) {
  const reader = { language: 'en', zone: 'UTC', markup: 'plain', now: 0 } as const;
  const said = `${message.render(reader)} ${fix.render(reader)}`;
  return { code: 'custom' as const, path, message: said, params: { message, fix } };
}

/** What can be chosen from: 2 to 10 texts that can be told apart by whoever types. */
export const optionsSchema = z
  .array(text(100), { error: 'must be a list of texts, one an option' })
  .min(2, { error: 'needs at least two', abort: true })
  .max(MOST_OPTIONS, { error: `has at most ${MOST_OPTIONS}, A to ${optionLetter(MOST_OPTIONS - 1)}` })
  .superRefine((options, context) => {
    const unclear = unclearOption(options);
    if (unclear) context.addIssue(unclear);
  });

/** The first option that nobody who types could tell from another. */
function unclearOption(options: readonly string[]): ReturnType<typeof fault> | undefined {
  const seen = new Map<string, number>();
  for (const [index, option] of options.entries()) {
    const folded = fold(option);
    const same = seen.get(folded);
    if (same !== undefined) {
      const letter = optionLetter(same);
      return fault([index], faultTexts.sameOption({ letter }), faultTexts.sameOptionFix());
    }
    seen.set(folded, index);
    const place = /^[a-j]$/.test(folded) ? folded.charCodeAt(0) - 97 : index;
    if (place === index || place >= options.length) continue;
    const letter = optionLetter(place);
    return fault([index], faultTexts.letterOfOther({ letter }), faultTexts.letterOfOtherFix());
  }
  return undefined;
}
