// The letter or number of an option in every guise: B, ②, 第三个, the second one, "A. Xiaomi".
import { readNumeral } from './numerals.ts';

export const LETTERS = 'ABCDEFGHIJ';
export const MOST_OPTIONS = LETTERS.length;

/** 0 is A. */
export function optionLetter(index: number): string {
  return LETTERS[index] ?? '?';
}

export interface Label {
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

/** The label that a folded text begins with; undefined where it has none. */
export function readLabel(folded: string): Label | undefined {
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
export function plainSigns(text: string): string {
  if (!/[^\x20-\x7e]/.test(text)) return text;
  return Array.from(text, (sign) => (sign === '\u20e3' ? '' : (SIGNS.get(sign) ?? sign))).join('');
}
