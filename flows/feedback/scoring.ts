// How alike two texts are, from their terms and how common these are. Pure: the same integers give the same score on every database.

/** BM25: how soon a term said again counts for nothing more, and how much a longer text has to say. Chosen on tests/feedback/pairs.ts. */
const K1 = 0.6;
const B = 0.75;
/** Every board counts as so many items more in which nothing was said, so that a term tells as much on the first day as later. */
const UNSAID_ITEMS = 400;
/** What a term of each kind weighs: a meaning, an English word or number, Chinese characters, three letters of a word. */
const WEIGHTS = { meaning: 2, word: 1.3, characters: 1, letters: 0.3 };
const HAN = /^\p{Script=Han}/u;

/** In thousandths. Less alike than this is not shown: nine in ten true duplicates of the set are above it and among three; a lower one only shows more (tests/feedback/similar.test.ts). */
export const LEAST_ALIKE = 200;

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
  return HAN.test(term) ? 'characters' : 'word';
}

/** How much of what is `asked`, term by term with its weight, a text of these terms says too: in thousandths, more where it says it often. */
export function alike(asked: ReadonlyMap<string, number>, terms: ReadonlyMap<string, number>, corpus: Corpus): number {
  const average = Math.max(1, corpus.terms / Math.max(1, corpus.items));
  const long = lengthOf(terms) / average;
  let whole = 0;
  let said = 0;
  for (const [term, weight] of asked) {
    whole += weight;
    const times = terms.get(term);
    if (times) said += (weight * times * (K1 + 1)) / (times + K1 * (1 - B + B * long));
  }
  return whole === 0 ? 0 : Math.round((said / whole) * 1000);
}

/** How many terms a text has, each as often as it stands there. */
export function lengthOf(terms: ReadonlyMap<string, number>): number {
  let length = 0;
  for (const times of terms.values()) length += times;
  return length;
}
