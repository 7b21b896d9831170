// English words without their endings, lightly: "charging", "charged" and "charges" are one word. Not for showing.

/** Longest first; the number is how many letters must be left. */
const ENDINGS: readonly (readonly [string, number])[] = [
  ...(['isation', 'ization', 'ising', 'izing', 'ation', 'ating', 'ator', 'ised', 'ized', 'ated'] as const).map(
    (ending) => [ending, 4] as const,
  ),
  ...(['ise', 'ize', 'ate', 'ion', 'ly', 'er'] as const).map((ending) => [ending, 4] as const),
  ...(['ing', 'ed'] as const).map((ending) => [ending, 3] as const),
  ['e', 5],
];

/** The stem of a folded word: endings off, a doubled last letter single, a last y as i. */
export function stem(word: string): string {
  if (word.length < 4) return word;
  const plain = singular(word);
  const ending = ENDINGS.find(([end, left]) => plain.endsWith(end) && plain.length - end.length >= left);
  const bare = ending ? plain.slice(0, -ending[0].length) : plain;
  const last = bare.at(-1)!;
  if (ending && bare.length > 3 && last === bare.at(-2) && !'aeiouls'.includes(last)) return bare.slice(0, -1);
  return last === 'y' && bare.length > 3 ? `${bare.slice(0, -1)}i` : bare;
}

function singular(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
}
