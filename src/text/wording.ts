// When two wordings are the same answer: what is ignored, what is read as a number, and how many slips are forgiven.
import { distance } from './distance.ts';
import { fold } from './normalise.ts';
import { CHINESE_NUMERALS, readNumeral } from './numerals.ts';

const ARTICLE = /^(?:the|an?) (?=.)/;
const DIACRITICS = /[\u0300-\u036f]/g;
const MARKS = /[\u20d0-\u20f0\ufe00-\ufe0d]/g;
const DASHES = /[\u2010-\u2015\u2212]/g;
/**
 * Punctuation, symbols and spaces are ignored. Kept, and so not in the group: what tells numbers apart (3.14, 3:2, -5), mathematical
 * signs (C++, x>1), and # behind a lone letter (C#).
 */
const IGNORED = /(?<=\d)[.:/-](?=\d)|(?<![\p{L}\d])-(?=\d)|(?<=(?:^|[^a-z])[a-z])#|(?![~|])\p{Sm}|([\p{P}\p{S}\s])/gu;
const CHINESE_NUMBER = new RegExp(`[${CHINESE_NUMERALS}]+`, 'g');
const PLAIN_WORD = /^[a-z]*$/;
const MAYBE_NUMBER = new RegExp(`^[-\\d\\p{Pd}\u2212负負${CHINESE_NUMERALS}]`, 'u');
const NUMBER_PARTS = /[-\d.:/]+/g;

/** The form in which answers are compared; may be empty (a text of nothing but punctuation). */
export function bare(text: string): string {
  return bareOf(fold(text));
}

/** The same of a text that is folded already. */
export function bareOf(text: string): string {
  const folded = text.replace(ARTICLE, '');
  if (PLAIN_WORD.test(folded)) return folded;
  const value = MAYBE_NUMBER.test(folded) ? readNumeral(folded) : undefined;
  if (value !== undefined && !/^-?0\d/.test(folded)) return String(value);
  const plain = /[^\x20-\x7e]/.test(folded)
    ? folded.normalize('NFD').replace(DIACRITICS, '').normalize('NFC').replace(MARKS, '').replace(DASHES, '-')
    : folded;
  return plain
    .replace(IGNORED, (kept, ignored?: string) => (ignored === undefined ? kept : ''))
    .replace(CHINESE_NUMBER, (signs) => String(readNumeral(signs) ?? signs))
    .replace(/^(-?\d[\d.]*)个$/, '$1');
}

/**
 * How many slips lie between two bare forms, or undefined where it is more than the wanted one forgives: none up to 4 letters, 1 at
 * 5 to 10, 2 above. A number that differs is no slip.
 */
export function slips(given: string, wanted: string): number | undefined {
  if (given === wanted) return 0;
  const letters = lengthOf(wanted);
  const forgiven = letters <= 4 ? 0 : letters <= 10 ? 1 : 2;
  if (forgiven === 0 || numbersIn(given) !== numbersIn(wanted)) return undefined;
  return distance(given, wanted, forgiven);
}

/** Characters as people count them, near enough: code points. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

function numbersIn(text: string): string {
  return (text.match(NUMBER_PARTS) ?? []).join(' ');
}

const CHINESE_LEAD =
  /^(?:(?:那|我|俺|就|也|还是|的)*(?:选择|选(?!项)|猜|蒙|觉得|认为|感觉|答案|回答|答|应该|肯定|是))+[为:,]? ?/;
const ENGLISH_LEAD =
  /^(?:(?:i(?:['’](?:ll|d))? (?:choose|pick|say|guess|think|take|vote for|go (?:with|for))|(?:(?:my|the) )?answer(?: is)?|it(?:['’]s| is))(?:[:,] ?| ))+/;

const TRAIL = /(?<=.)(?:吧|啊|呀|哦|噢|喔|呢)[\s.。!~]*$/;

/** Folded text without the talk around an answer: "I think it's …", 我选 …, 答案是 … 吧. */
export function withoutTalk(folded: string): string {
  return folded.replace(CHINESE_LEAD, '').replace(ENGLISH_LEAD, '').replace(TRAIL, '');
}
