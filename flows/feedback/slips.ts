// English words with a slip in them: a letter too many, too few, wrong, or two of them swapped. Pure.

/** Shorter words with a slip are too often other words. */
const SHORTEST = 6;

/** Gives, of words of six letters and more, the one that a word is with one slip; the first of several, and never itself. */
export function slipsOf(words: Iterable<string>): (word: string) => string | undefined {
  const meant = new Map<string, string>();
  const long = [...words].filter((word) => word.length >= SHORTEST && /^[a-z]+$/.test(word));
  for (const word of long) for (const less of [word, ...shortened(word)]) if (!meant.has(less)) meant.set(less, word);
  return (word) => {
    if (word.length < SHORTEST) return undefined;
    const found = [word, ...shortened(word)].map((less) => meant.get(less)).find((other) => other?.[0] === word[0]);
    return found === word ? undefined : found;
  };
}

/** The word without one of its letters, in all ways: two words with one slip between them have one of these in common. */
function shortened(word: string): string[] {
  return Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
}

/** What slips seldom touch: the consonants, each once in a row. Undefined where too little is left. */
export function skeleton(word: string): string | undefined {
  if (word.length < SHORTEST) return undefined;
  const bare = (word[0]! + word.slice(1).replace(/[aeiouy]/g, '')).replace(/(.)\1+/g, '$1');
  return bare.length >= 4 ? bare : undefined;
}
