// What stands in the way at the moment, for `health`: set when it is seen, taken back when it is over.
import type { Health } from '../../src/chat/platform.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';

export interface Troubles {
  /** A new sentence under the same key takes the place of the old. `minor`: the platform works all the same. */
  set(key: string, phrase: Phrase, minor?: 'minor'): void;
  clear(key: string): void;
  health(): Health;
}

/** Told at once; the rest is told when these are over. */
const MOST_TOLD = 5;
/** The oldest is forgotten beyond these: a thousand archived channels are no reason to grow. */
const MOST_KEPT = 1000;

export function createTroubles(): Troubles {
  const troubles = new Map<string, { phrase: Phrase; minor: boolean }>();
  return {
    set(key, phrase, minor) {
      troubles.set(key, { phrase, minor: minor === 'minor' });
      if (troubles.size > MOST_KEPT) troubles.delete(troubles.keys().next().value!);
    },
    clear: (key) => void troubles.delete(key),
    health() {
      const all = [...troubles.values()].sort((a, b) => Number(a.minor) - Number(b.minor));
      if (all.length === 0) return { ok: true };
      const detail = lines(...all.slice(0, MOST_TOLD).map(({ phrase }) => phrase));
      const notes = all.filter(({ minor }) => minor).map(({ phrase }) => phrase);
      return { ok: notes.length === all.length, detail, notes };
    },
  };
}
