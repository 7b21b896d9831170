// The terms of a text, by which near-duplicates are found. Pure, and the same on every machine: no dictionary of the runtime is asked.
import { fold } from '../../src/text/normalise.ts';
import { skeleton, slipsOf } from './slips.ts';
import { stem } from './stem.ts';
import { meanings, silentWords } from './vocabulary.ts';

/** No text has more terms: what follows is not looked at. */
export const MOST_TERMS = 200;

const TOKEN = /\p{Script=Han}+|[\p{L}\p{M}]+|\p{N}+/gu;
const HAN = /^\p{Script=Han}/u;
const NUMBER = /^\p{N}/u;
const LONGEST_WORD = 30;
/** So many English words make one known word at most: "goes to sleep". */
const LONGEST_PHRASE = 3;

/** What a word means: the names of its meanings, none where it is silent. English words by their stems. */
const meaningsOf = new Map<string, string[]>();
for (const word of silentWords) meaningsOf.set(known(word), []);
for (const line of meanings) {
  const words = line.split(' ');
  for (const word of new Set(words.map(known))) {
    const said = meaningsOf.get(word);
    if (said?.length) said.push(words[0]!);
    else meaningsOf.set(word, [words[0]!]);
  }
}
/** Of known Chinese words, how long the longest is that begins with this character. */
const longest = new Map<string, number>();
for (const word of meaningsOf.keys()) {
  if (HAN.test(word)) longest.set(word[0]!, Math.max(longest.get(word[0]!) ?? 0, word.length));
}
const meant = slipsOf(meaningsOf.keys());

function known(word: string): string {
  return HAN.test(word) ? word : word.split(/[_-]/).map(stem).join(' ');
}

interface Token {
  text: string;
  /** It follows the one before it at once, or after one character. */
  joined: boolean;
}

type Add = (term: string) => void;

/**
 * Each term with how often it stands in the text, in the order of the text; at most `MOST_TERMS`. A term is `=meaning`; and of what has
 * none, a stem, and `~` with its consonants; a number, a name with its number (`mix4`); two Chinese characters side by side (one, where it
 * stands alone).
 */
export function termsOf(text: string): Map<string, number> {
  const terms = new Map<string, number>();
  const add: Add = (term) => {
    if (terms.size < MOST_TERMS || terms.has(term)) terms.set(term, (terms.get(term) ?? 0) + 1);
  };
  let words: Token[] = [];
  let end = 0;
  for (const { 0: token, index } of fold(text).matchAll(TOKEN)) {
    if (terms.size + words.length >= MOST_TERMS) break;
    if (HAN.test(token)) {
      addWords(words, add);
      words = [];
      addChinese(token, add);
    } else words.push({ text: token.slice(0, LONGEST_WORD), joined: words.length > 0 && index - end <= 1 });
    end = index + token.length;
  }
  addWords(words, add);
  return terms;
}

/** Meanings where words are known, the most words first; stems and names else. */
function addWords(words: readonly Token[], add: Add): void {
  for (let at = 0; at < words.length; ) {
    const length = phraseAt(words, at);
    for (let name = at; name < at + length; name += 1) addName(words, name, add);
    const said = meaningsOf.get(phrase(words, at, length));
    if (said) addMeanings(said, add);
    else if (!isNamed(words, at)) addWord(words[at]!.text, add);
    at += length;
  }
}

function addMeanings(meanings: readonly string[], add: Add): void {
  for (const meaning of meanings) add(`=${meaning}`);
}

function phraseAt(words: readonly Token[], at: number): number {
  for (let length = LONGEST_PHRASE; length > 1; length -= 1) {
    const rest = words.slice(at + 1, at + length);
    if (rest.length === length - 1 && rest.every(({ joined }) => joined) && meaningsOf.has(phrase(words, at, length)))
      return length;
  }
  return 1;
}

function phrase(words: readonly Token[], at: number, length: number): string {
  return words
    .slice(at, at + length)
    .map(({ text }) => stem(text))
    .join(' ');
}

/** "mix 4" is a name, and so is "12s". */
function addName(words: readonly Token[], at: number, add: Add): void {
  const { text, joined } = words[at]!;
  if (!joined) return;
  const before = words[at - 1]!.text;
  if (NUMBER.test(before) !== NUMBER.test(text)) add(before + text);
}

/** A number or a letter that is part of a name says nothing more alone. */
function isNamed(words: readonly Token[], at: number): boolean {
  const text = words[at]!.text;
  const next = words[at + 1];
  const beside = [words[at]!.joined && words[at - 1]!.text, next?.joined && next.text];
  return NUMBER.test(text) && beside.some((other) => other && !NUMBER.test(other));
}

function addWord(word: string, add: Add): void {
  if (NUMBER.test(word)) return add(word);
  if (word.length === 1) return;
  const stemmed = stem(word);
  const said = meaningsOf.get(meant(stemmed) ?? '');
  if (said) return addMeanings(said, add);
  add(stemmed);
  const letters = skeleton(word);
  if (letters) add(`~${letters}`);
}

/** Meanings where words are known, the longest first; pairs of characters between them. */
function addChinese(run: string, add: Add): void {
  let unknown = 0;
  let at = 0;
  while (at < run.length) {
    const word = wordAt(run, at);
    const said = meaningsOf.get(word);
    if (said) {
      addPairs(run.slice(unknown, at), add);
      addMeanings(said, add);
      unknown = at + word.length;
    }
    at += word.length;
  }
  addPairs(run.slice(unknown), add);
}

/** The longest known word there, or the one character. */
function wordAt(run: string, at: number): string {
  for (let length = Math.min(longest.get(run[at]!) ?? 1, run.length - at); length > 1; length -= 1) {
    const word = run.slice(at, at + length);
    if (meaningsOf.has(word)) return word;
  }
  return String.fromCodePoint(run.codePointAt(at)!);
}

function addPairs(run: string, add: Add): void {
  const characters = Array.from(run);
  if (characters.length === 1) add(characters[0]!);
  for (let at = 0; at + 2 <= characters.length; at += 1) add(characters[at]! + characters[at + 1]!);
}
