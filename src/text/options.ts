// Which option a message names: by its own text, or by its letter or number.
import { LETTERS, plainSigns, readLabel } from './labels.ts';
import { fold } from './normalise.ts';
import { readNumeral } from './numerals.ts';
import { bareOf, slips, withoutTalk } from './wording.ts';

export { MOST_OPTIONS, optionLetter } from './labels.ts';

export interface OptionReader {
  /** The option whose own words these are, exactly but for case, spaces and punctuation. */
  named(text: string): number | undefined;
  /** The same, or its letter or number: how a definition gives its answer. */
  stated(text: string): number | undefined;
  /** The option that a message means, or undefined where it means none or could mean two. Forgives slips. */
  meant(text: string): number | undefined;
}

const readers = new WeakMap<readonly string[], OptionReader>();

/**
 * Reads messages against a question's options. An option's own text goes before letters and numbers; of a bilingual one (水星 Mercury)
 * either half will do. Where one of the options is itself a number that could be a place (2, 4, 8), "3" is not the third of them, though
 * 第三个 is; letters likewise. Among years, "3" is the third.
 * The same list gives the same reader.
 */
export function optionReader(options: readonly string[]): OptionReader {
  const known = readers.get(options) ?? makeReader(options);
  readers.set(options, known);
  return known;
}

function makeReader(options: readonly string[]): OptionReader {
  const folded = options.map((option) => fold(option));
  const typed = indexed(folded.map((option) => [option]));
  const letters = folded.some((option) => LONE_LETTER.test(option));
  /** Compiled when first needed: most definitions and most answers name a letter. */
  let compiled: { wordings: string[][]; worded: Map<string, number | null>; numbers: boolean } | undefined;

  function words() {
    if (compiled) return compiled;
    const wordings = folded.map((option) => [option, ...halves(option)].map(bareOf).filter((word) => word !== ''));
    const numbers = options.some((option) => isPlace(readNumeral(option), options.length));
    compiled = { wordings, worded: indexed(wordings), numbers };
    return compiled;
  }

  function namedBy(text: string): number | undefined {
    return typed.get(text) ?? words().worded.get(bareOf(text)) ?? undefined;
  }

  function lettered(text: string): number | undefined {
    const index = text.length === 1 && !letters ? LETTERS.toLowerCase().indexOf(text) : -1;
    return index >= 0 && index < options.length ? index : undefined;
  }

  /** Undefined: no letter or number; null: one that does not go with the words behind it. */
  function labelled(text: string): number | null | undefined {
    const label = readLabel(text);
    if (label === undefined || label.index >= options.length) return undefined;
    if (!label.ordinal && (label.type === 'number' ? words().numbers : letters)) return undefined;
    if (label.rest === '') return label.index;
    const said = namedBy(label.rest) ?? closest(bareOf(label.rest));
    return said === undefined || said === label.index ? said : null;
  }

  /** The option that is the fewest slips away, if it is one alone. */
  function closest(given: string): number | undefined {
    let found: number | undefined;
    let least = Number.POSITIVE_INFINITY;
    words().wordings.forEach((accepted, index) => {
      const steps = Math.min(...accepted.map((wanted) => slips(given, wanted) ?? Number.POSITIVE_INFINITY));
      if (steps < least) found = index;
      else if (steps === least) found = undefined;
      least = Math.min(steps, least);
    });
    return found;
  }

  function meant(text: string): number | undefined {
    const said = fold(plainSigns(text));
    const short = withoutTalk(said);
    const exact = lettered(said) ?? namedBy(said) ?? namedBy(short);
    if (exact !== undefined) return exact;
    const label = labelled(short);
    if (label !== undefined) return label ?? undefined;
    return closest(bareOf(said)) ?? (short === said ? undefined : closest(bareOf(short)));
  }

  return {
    named: (text) => namedBy(fold(text)),
    stated: (text) => {
      const said = fold(plainSigns(text));
      return lettered(said) ?? namedBy(said) ?? labelled(said) ?? undefined;
    },
    meant,
  };
}

/** Whether a number could also mean an option by its place. */
function isPlace(number: number | undefined, options: number): boolean {
  return number !== undefined && number >= 1 && number <= options;
}

const LONE_LETTER = /^[^\p{L}\p{N}]*[a-j][^\p{L}\p{N}]*$/u;
const HAN_THEN_LATIN = /^([\p{Script=Han}·]+)[ (/|]+([a-z][a-z .'’&-]*[a-z])\)?$/u;
const LATIN_THEN_HAN = /^([a-z][a-z .'’&-]*[a-z])[ (/|]+([\p{Script=Han}·]+)\)?$/u;

/** The Chinese and the English of an option that says both. */
function halves(folded: string): string[] {
  return (HAN_THEN_LATIN.exec(folded) ?? LATIN_THEN_HAN.exec(folded))?.slice(1) ?? [];
}

/** Which list each word is in; null where it is in two. */
function indexed(lists: readonly (readonly string[])[]): Map<string, number | null> {
  const places = new Map<string, number | null>();
  lists.forEach((words, index) => {
    for (const word of new Set(words)) if (word !== '') places.set(word, places.has(word) ? null : index);
  });
  return places;
}
