// The terms of a text, by which near-duplicates are found. Pure, and the same on every machine: no dictionary of the runtime is asked.
import { fold } from '../../src/text/normalise.ts';
import { stem } from './stem.ts';
import { meanings, silentWords } from './vocabulary.ts';

/** No text has more terms: what follows is not looked at. */
export const MOST_TERMS = 200;

const TOKEN = /\p{Script=Han}+|[\p{L}\p{M}]+|\p{N}+/gu;
const HAN = /^\p{Script=Han}/u;
const NUMBER = /^\p{N}/u;
const LONGEST_WORD = 30;
/** Words of so many letters are also known by their letters, three at a time, so that a slip leaves most of them. */
const LONG_WORD = 6;
const SILENT = '';

/** What a word means: the name of a meaning, or SILENT. English words by their stems. */
const meaningOf = new Map<string, string>();
for (const word of silentWords) meaningOf.set(known(word), SILENT);
for (const line of meanings) {
  const words = line.split(' ');
  for (const word of [...words].reverse()) meaningOf.set(known(word), words[0]!);
}
const LONGEST_HAN = Math.max(...[...meaningOf.keys()].filter((word) => HAN.test(word)).map((word) => word.length));

function known(word: string): string {
  return HAN.test(word) ? word : word.split(/[_-]/).map(stem).join(' ');
}

/**
 * Each term with how often it stands in the text, in the order of the text; at most `MOST_TERMS`. A term is `=meaning`, a stem, a number,
 * a name with its number (`mix4`), two Chinese characters side by side (one, where it stands alone), or `~` and three letters.
 */
export function termsOf(text: string): Map<string, number> {
  const terms = new Map<string, number>();
  const add = (term: string) => {
    if (terms.size < MOST_TERMS || terms.has(term)) terms.set(term, (terms.get(term) ?? 0) + 1);
  };
  let previous: { token: string; end: number } | undefined;
  for (const { 0: token, index } of fold(text).matchAll(TOKEN)) {
    if (terms.size >= MOST_TERMS) break;
    if (HAN.test(token)) addChinese(token, add);
    else addWord(token.slice(0, LONGEST_WORD), previous && index - previous.end <= 1 ? previous.token : undefined, add);
    previous = HAN.test(token) ? undefined : { token: token.slice(0, LONGEST_WORD), end: index + token.length };
  }
  return terms;
}

/** A word or a number, with the one right before it: "mix 4" is a name, "log in" a meaning. */
function addWord(token: string, before: string | undefined, add: (term: string) => void): void {
  const number = NUMBER.test(token);
  const stemmed = number ? token : stem(token);
  if (before !== undefined) {
    if (NUMBER.test(before) !== number || before.length === 1 || token.length === 1) add(before + token);
    if (!number) addMeaning(`${stem(before)} ${stemmed}`, add);
  }
  if (addMeaning(stemmed, add) === SILENT || (!number && token.length === 1)) return;
  add(stemmed);
  if (number || token.length < LONG_WORD) return;
  for (let at = 0; at + 3 <= token.length; at += 1) add(`~${token.slice(at, at + 3)}`);
}

function addMeaning(word: string, add: (term: string) => void): string | undefined {
  const meaning = meaningOf.get(word);
  if (meaning) add(`=${meaning}`);
  return meaning;
}

/** Meanings where words are known, the longest first; pairs of characters between the silent words. */
function addChinese(run: string, add: (term: string) => void): void {
  let loud = 0;
  let at = 0;
  while (at < run.length) {
    const word = wordAt(run, at);
    const meaning = meaningOf.get(word);
    if (meaning === SILENT) {
      addPairs(run.slice(loud, at), add);
      loud = at + word.length;
    } else if (meaning !== undefined) {
      add(`=${meaning}`);
    }
    at += word.length;
  }
  addPairs(run.slice(loud), add);
}

/** The longest known word there, or the one character. */
function wordAt(run: string, at: number): string {
  for (let length = Math.min(LONGEST_HAN, run.length - at); length > 1; length -= 1) {
    const word = run.slice(at, at + length);
    if (meaningOf.has(word)) return word;
  }
  return String.fromCodePoint(run.codePointAt(at)!);
}

function addPairs(run: string, add: (term: string) => void): void {
  const characters = Array.from(run);
  if (characters.length === 1) add(characters[0]!);
  for (let at = 0; at + 2 <= characters.length; at += 1) add(characters[at]! + characters[at + 1]!);
}
