// How alike two texts are, from their terms and how common these are. Pure: the same integers give the same score on every database.

import { familiesIn, isRelated } from './families.ts';

/** BM25: how soon a term said again counts for nothing more, and how much a longer text has to say. Chosen on tests/feedback/pairs.ts. */
const K1 = 0.6;
const B = 0.5;
/** A term that a text says counts for so many times its weight at most. */
const MOST_SAID = K1 + 1;
/** Every board counts as so many items more in which nothing was said, so that a term tells as much on the first day as later. */
const UNSAID_ITEMS = 400;
/** What a term of each kind weighs: a meaning, an English word, Chinese characters, the name of a model, the consonants of a word. */
const WEIGHTS = { meaning: 2, word: 1.3, characters: 0.6, name: 0.7, letters: 0.6 };
/** So much of a meaning is said by another of its kind: who writes of the network may mean the router. */
const RELATED = 0.2;
const HAN = /^\p{Script=Han}/u;
const NUMBER = /\p{N}/u;

/** In thousandths. Less alike than this is not shown, nor what is less than half as alike as the best (tests/feedback/similar.test.ts). */
export const LEAST_ALIKE = 350;
const LEAST_OF_BEST = 0.5;
/** Among those that say as much, whoever wrote it in the same words comes first: so much for all words, in thousandths. */
const SAME_WORDS = 100;

export interface Corpus {
  items: number;
  /** Of all items, each as often as it stands there. */
  terms: number;
}

/** What it says of an item that a term stands in it, where it stands in `items` of so many. */
export function weightOf(term: string, items: number, corpus: Corpus): number {
  const rarity = Math.log(1 + (Math.max(corpus.items, items) + UNSAID_ITEMS - items + 0.5) / (items + 0.5));
  return WEIGHTS[kindOf(term)] * rarity;
}

function kindOf(term: string): keyof typeof WEIGHTS {
  if (term.startsWith('=')) return 'meaning';
  if (term.startsWith('~')) return 'letters';
  if (NUMBER.test(term)) return 'name';
  return HAN.test(term) ? 'characters' : 'word';
}

/** How much of what is `asked`, term by term with its weight, a text of these terms says too: in thousandths, more where it says it often. */
export function alike(asked: ReadonlyMap<string, number>, terms: ReadonlyMap<string, number>, corpus: Corpus): number {
  const average = Math.max(1, corpus.terms / Math.max(1, corpus.items));
  const long = lengthOf(terms) / average;
  const families = familiesIn(terms.keys());
  let said = 0;
  for (const [term, weight] of asked) {
    const times = terms.get(term) ?? 0;
    const share = times > 0 ? 1 : isRelated(term, families) ? RELATED : 0;
    const often = Math.max(times, 1);
    said += (share * weight * often * (K1 + 1)) / (often + K1 * (1 - B + B * long));
  }
  const whole = sumOf(asked.values());
  return whole === 0 ? 0 : Math.round((said / whole) * 1000);
}

/** The terms without which no text is `LEAST_ALIKE`: all but the lightest ones that cannot bring it there together. */
export function telling(asked: ReadonlyMap<string, number>): string[] {
  const enough = (LEAST_ALIKE / 1000) * sumOf(asked.values());
  const lightest = [...asked].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
  let reached = 0;
  const heavier = lightest.findIndex(([, weight]) => {
    reached += weight * MOST_SAID;
    return reached >= enough;
  });
  return lightest.slice(Math.max(0, heavier)).map(([term]) => term);
}

/** Those alike enough to be shown to whoever asked. */
export function worthShowing<C extends { score: number }>(compared: readonly C[]): C[] {
  const best = compared.reduce((most, { score }) => Math.max(most, score), 0);
  return compared.filter(({ score }) => score >= LEAST_ALIKE && score >= best * LEAST_OF_BEST);
}

/** Where an item comes among others: the most first. `sameWords` is from 0 to 1. */
export function placeOf(score: number, sameWords: number): number {
  return score + Math.round(SAME_WORDS * sameWords);
}

/** How many terms a text has, each as often as it stands there. */
export function lengthOf(terms: ReadonlyMap<string, number>): number {
  return sumOf(terms.values());
}

function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}
