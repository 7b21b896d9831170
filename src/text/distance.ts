// How many typing slips lie between two words: optimal string alignment, by code points.

/**
 * The number of insertions, deletions, replacements and swaps of neighbours that make `b` of `a`, or undefined when it is more
 * than `most`. Compares as it stands: fold first. Costs at most 2 × most + 1 steps a character and stops as soon as it knows.
 */
export function distance(a: string, b: string, most: number): number | undefined {
  if (a === b) return most >= 0 ? 0 : undefined;
  if (most < 1) return undefined;
  const from = Array.from(a);
  const to = Array.from(b);
  if (Math.abs(from.length - to.length) > most) return undefined;

  const beyond = most + 1;
  // Row n of the table needs only the two rows above it, and of each row only the cells `most` away from the diagonal.
  let [before, above, here] = [0, 1, 2].map(() => new Array<number>(to.length + 2).fill(beyond)) as Rows;
  for (let column = 0; column <= Math.min(most, to.length); column++) above[column] = column;
  let leastAbove = 0;
  for (let row = 1; row <= from.length; row++) {
    const first = Math.max(1, row - most);
    const last = Math.min(to.length, row + most);
    here[first - 1] = first === 1 ? Math.min(row, beyond) : beyond;
    let least = here[first - 1]!;
    for (let column = first; column <= last; column++) {
      const same = from[row - 1] === to[column - 1];
      let steps = Math.min(above[column]! + 1, here[column - 1]! + 1, above[column - 1]! + (same ? 0 : 1), beyond);
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) steps = Math.min(steps, before[column - 2]! + 1);
      here[column] = steps;
      if (steps < least) least = steps;
    }
    here[last + 1] = beyond;
    // A swap in the next row steps over this one.
    if (least > most && leastAbove >= most) return undefined;
    leastAbove = least;
    [before, above, here] = [above, here, before];
  }
  const steps = above[to.length]!;
  return steps <= most ? steps : undefined;
}

type Rows = [number[], number[], number[]];

/** The candidate fewest slips away from `word` and at most `most`; the earliest of several. */
export function nearest(word: string, candidates: Iterable<string>, most: number): string | undefined {
  let found: string | undefined;
  let reach = most;
  for (const candidate of candidates) {
    const steps = distance(word, candidate, reach);
    if (steps === undefined) continue;
    found = candidate;
    reach = steps - 1;
    if (reach < 0) break;
  }
  return found;
}
