// English words without their endings, lightly: "charging", "charged" and "charges" are one word. Not for showing.

/** Longest first; the number is how many letters must be left. */
const ENDINGS: readonly (readonly [string, number])[] = [
  ...(['isation', 'ization'] as const).map((ending) => [ending, 4] as const),
  ...(['ising', 'izing', 'ation', 'ating', 'ator', 'ised', 'ized', 'ated'] as const).map(
    (ending) => [ending, 4] as const,
  ),
  ...(['ise', 'ize', 'ate', 'ion'] as const).map((ending) => [ending, 4] as const),
  ...(['ing', 'ed', 'es', 'ly', 'er'] as const).map((ending) => [ending, 3] as const),
  ['s', 2],
  ['e', 2],
];

/** The stem of a folded word: endings off, a doubled last letter single, a last y as i. */
export function stem(word: string): string {
  if (word.length < 4 || word.endsWith('ss')) return word;
  const plain = word.endsWith('ies')
    ? `${word.slice(0, -3)}y`
    : word.length > 6 && word.endsWith('s')
      ? word.slice(0, -1)
      : word;
  const ending = ENDINGS.find(([end, left]) => plain.endsWith(end) && plain.length - end.length >= left);
  const bare = ending ? plain.slice(0, -ending[0].length) : plain;
  const last = bare.at(-1)!;
  if (bare.length > 3 && last === bare.at(-2) && !'aeiouls'.includes(last)) return bare.slice(0, -1);
  return last === 'y' ? `${bare.slice(0, -1)}i` : bare;
}
