// Near-duplicates: what is likely is found in an inverted index of terms (likely.ts), and what is like a text is told by BM25 (scoring.ts).
import type { Db } from '../../src/db/schema.ts';
import { corpusOf, countItems, likely } from './likely.ts';
import { alike, placeOf, weightOf, worthShowing } from './scoring.ts';
import { sameWords, wordsOf } from './surface.ts';
import { termsOf } from './terms.ts';

export { dropTerms, storeTerms } from './term-store.ts';

export interface Similar {
  itemId: string;
  /** How much of what was asked it says too, in thousandths; above 1,000 where it says it again and again. */
  score: number;
}

/** The open items of a board that everybody may see and that say most of this text, best first: at most `most`, and none that `worthShowing` leaves out. */
export async function similarTo(db: Db, campaignId: string, text: string, most: number): Promise<Similar[]> {
  const terms = termsOf(text);
  if (terms.size === 0 || most <= 0) return [];
  const corpus = await corpusOf(db, campaignId);
  if (corpus.items === 0) return [];
  const counted = await countItems(db, campaignId, [...terms.keys()]);
  const asked = new Map([...counted].map(([term, items]) => [term, weightOf(term, items, corpus)]));
  const found = await likely(db, campaignId, counted, asked);
  const compared = found.map((item) => ({
    itemId: item.id,
    text: item.text,
    score: alike(asked, termsOf(item.text), corpus),
  }));
  const words = wordsOf(text);
  return worthShowing(compared)
    .map((item) => ({ ...item, place: placeOf(item.score, sameWords(words, wordsOf(item.text))) }))
    .sort((a, b) => b.place - a.place || (a.itemId < b.itemId ? -1 : 1))
    .slice(0, most)
    .map(({ itemId, score }) => ({ itemId, score }));
}
