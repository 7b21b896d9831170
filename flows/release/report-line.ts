// Reports as they are typed: `4 1 3 7` behind the word, and one answer to one question.
import { fold } from '../../src/text/normalise.ts';
import { readNumeral } from '../../src/text/numerals.ts';
import { optionReader } from '../../src/text/options.ts';
import type { Box, Boxes } from './report-rules.ts';

/** Mood 1 to 5. */
export const FACES = ['😞', '🙁', '😐', '🙂', '😍'] as const;
export const SKIP = 'skip';
export const KEEP = 'keep';
const SKIPS = [SKIP, '0', '-', '—', 'none', '跳过', '无', '没有'];
const BETWEEN = /[\s,、;/]+/;
/** Longer is no line of numbers, UTF-16 units. */
const LONGEST = 120;

export interface Typed {
  slug: string | undefined;
  /** Undefined where nothing was given, or nothing that can be read. */
  boxes: Boxes | undefined;
  /** There was something behind the word and the slug. */
  given: boolean;
}

/** What stands behind the word: a train's slug, numbers for the boxes, both, or neither. A box that is not given stays as it was. */
export function readTyped(rest: string): Typed {
  const words = fold(rest.slice(0, LONGEST + 1))
    .split(BETWEEN)
    .filter((word) => word !== '');
  const slug = words[0] !== undefined && readMood(words[0]) === undefined ? words[0] : undefined;
  const numbers = slug === undefined ? words : words.slice(1);
  const boxes = rest.length > LONGEST ? undefined : readBoxes(numbers);
  return { slug, boxes, given: numbers.length > 0 };
}

function readBoxes([first, ...others]: readonly string[]): Boxes | undefined {
  const mood = first === undefined ? undefined : readMood(first);
  const items = others.map(readNumber);
  if (mood === undefined || items.length > 3 || items.includes(undefined)) return undefined;
  const [best = KEEP, worst = KEEP, hope = KEEP] = items as (Box | undefined)[];
  return { mood, best, worst, hope };
}

/** A number from 1 to 5 or a face, as typed; undefined where it is no number at all. */
export function readMood(typed: string): Box | undefined {
  const folded = fold(typed);
  const face = FACES.findIndex((one) => fold(one) === folded);
  return face < 0 ? readNumber(folded) : face + 1;
}

/** The number of an item, or that there is none; undefined for anything else. */
function readNumber(typed: string): Box | undefined {
  const folded = fold(typed);
  if (SKIPS.includes(folded)) return SKIP;
  const number = readNumeral(folded.replace(/^#\s?/, ''));
  if (number === 0) return SKIP;
  return Number.isSafeInteger(number) ? number : undefined;
}

/** The same, or one of these items by its title. */
export function readItem(typed: string, items: readonly { number: number; title: string }[]): Box | undefined {
  const number = readNumber(typed);
  if (number !== undefined) return number;
  const named = optionReader(items.map(({ title }) => title)).named(typed.slice(0, 400));
  return named === undefined ? undefined : items[named]!.number;
}
