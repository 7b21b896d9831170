// In how much the same words two texts are, whatever these mean. Pure.
import { fold } from '../../src/text/normalise.ts';
import { stem } from './stem.ts';

/** Nothing further on is looked at. */
const LOOKED_AT = 400;
const TOKEN = /\p{Script=Han}+|[\p{L}\p{M}]+|\p{N}+/gu;
const HAN = /^\p{Script=Han}/u;

/** The words of a text, as stems; of Chinese each two characters side by side. */
export function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  for (const [token] of fold(text.slice(0, LOOKED_AT)).matchAll(TOKEN)) {
    if (!HAN.test(token)) words.add(stem(token));
    else for (let at = 0; at < Math.max(1, token.length - 1); at += 1) words.add(token.slice(at, at + 2));
  }
  return words;
}

/** From 0, no word in common, to 1, all of them. */
export function sameWords(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0;
  for (const word of one) if (other.has(word)) common += 1;
  return (2 * common) / Math.max(1, one.size + other.size);
}
