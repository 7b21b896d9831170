// Which option a message names: by its own text, or by its letter or number in every guise.
import { fold } from '../../src/text/normalise.ts';
import { readNumeral } from '../../src/text/numerals.ts';
import { bareOf, slips, withoutTalk } from './wording.ts';

const LETTERS = 'ABCDEFGHIJ';
export const MOST_OPTIONS = LETTERS.length;

/** 0 is A. */
export function optionLetter(index: number): string {
  return LETTERS[index] ?? '?';
}

export interface OptionReader {
  /** The option whose own words these are, exactly but for case, spaces and punctuation. */
  named(text: string): number | undefined;
  /** The same, or its letter or number: how a definition gives its answer. */
  stated(text: string): number | undefined;
  /** The option that a message means, or undefined where it means none or could mean two. Forgives slips. */
  meant(text: string): number | undefined;
}

/**
 * Reads messages against a question's options. An option's own text goes before letters and numbers; of a bilingual one (水星 Mercury)
 * either half will do. Where options are themselves numbers (2, 4, 8), "3" is not the third of them, though 第三个 is; letters likewise.
 */
export function optionReader(options: readonly string[]): OptionReader {
  const folded = options.map((option) => fold(option));
  const typed = indexed(folded.map((option) => [option]));
  const letters = folded.some((option) => LONE_LETTER.test(option));
  /** Compiled when first needed: most definitions and most answers name a letter. */
  let compiled: { wordings: string[][]; worded: Map<string, number | null>; numbers: boolean } | undefined;

  function words() {
    if (compiled) return compiled;
    const wordings = folded.map((option) => [option, ...halves(option)].map(bareOf).filter((word) => word !== ''));
    const numbers = options.some((option) => readNumeral(option) !== undefined);
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

interface Label {
  type: 'letter' | 'number';
  index: number;
  /** Said to be a place in the list: 第二, option 2. */
  ordinal: boolean;
  /** What follows it, where that is more than punctuation: "A. Xiaomi". */
  rest: string;
}

const CARDINALS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const IN_WORDS = /^(?:(the|option|number|choice) )([a-z]+)(?: one| option)?[.!?]?$/;
const LABEL =
  /^["'“‘([{【「『<《]*(选项|option|choice|number|no\.|第)? ?(?:([a-j])(?![a-z])|(\d{1,2}|[一二两三四五六七八九十]{1,2})(st|nd|rd|th)?) ?(?:个|项|号)?(?: ?选项| option| one)?(?![\d一二两三四五六七八九十])/;
const NOTHING_MORE =
  /^(?:[\s.,:;!?)\]}】」』>》、。"'”’~·]|吧|啊|呀|哦|噢|喔|嘛|呢|哈|的|了|please|pls|\p{Extended_Pictographic}|\p{Emoji_Modifier})*$/u;
const SEPARATOR = /^[\s.,:;)\]}】」』>》、。~·-]+/;

function readLabel(folded: string): Label | undefined {
  const [, introduction, word] = IN_WORDS.exec(folded) ?? [];
  const counted = word === undefined ? -1 : (introduction === 'the' ? ORDINALS : CARDINALS).indexOf(word);
  if (counted >= 0) return { type: 'number', index: counted, ordinal: true, rest: '' };

  const match = LABEL.exec(folded);
  if (!match) return undefined;
  const [all, place, letter, number, suffix] = match;
  const index = letter === undefined ? (readNumeral(number!) ?? 0) - 1 : LETTERS.toLowerCase().indexOf(letter);
  if (index < 0) return undefined;
  const tail = folded.slice(all.length);
  const rest = NOTHING_MORE.test(tail) ? '' : tail.replace(SEPARATOR, '');
  return { type: letter ? 'letter' : 'number', index, ordinal: (place ?? suffix) !== undefined, rest };
}

/** Signs that NFKC leaves alone: first of a run, how many, and what the first stands for. */
const RUNS: readonly [first: number, count: number, start: 'A' | 1][] = [
  [0x2776, 10, 1],
  [0x2780, 10, 1],
  [0x278a, 10, 1],
  [0x24f5, 10, 1],
  [0x2160, 10, 1],
  [0x2170, 10, 1],
  [0x1f150, 10, 'A'],
  [0x1f170, 10, 'A'],
];
const SIGNS = new Map(
  RUNS.flatMap(([first, count, start]) =>
    Array.from(
      { length: count },
      (_, step) => [String.fromCodePoint(first + step), start === 'A' ? LETTERS[step]! : String(start + step)] as const,
    ),
  ),
);

/** ❶ Ⅱ 🅰 as 1 2 A, and key caps (1️⃣) as their digit. */
function plainSigns(text: string): string {
  if (!/[^\x20-\x7e]/.test(text)) return text;
  return Array.from(text, (sign) => (sign === '\u20e3' ? '' : (SIGNS.get(sign) ?? sign))).join('');
}
