// The board: points to ranks. The result is the same whatever order the rows come in.

export interface Standing {
  personId: string;
  points: number;
  rank: number;
}

/** Some points of one person; `at` is the instant they were given. */
export interface PointsRow {
  personId: string;
  points: number;
  at: number;
}

/**
 * The board: sums with shared ranks (1, 1, 3). Within a rank whoever had their points first is named first, then the smaller
 * id, so that the page is the same for all; names play no part. Each row of the ledger is to be given once.
 */
export function standings(rows: readonly PointsRow[]): Standing[] {
  const sums = new Map<string, PointsRow>();
  for (const { personId, points, at } of rows) {
    const sum = sums.get(personId);
    sums.set(personId, { personId, points: points + (sum?.points ?? 0), at: Math.max(at, sum?.at ?? at) });
  }
  const sorted = [...sums.values()].sort(
    (a, b) => b.points - a.points || a.at - b.at || compare(a.personId, b.personId),
  );
  const rank = ranks(sorted.map(({ points }) => points));
  return sorted.map(({ personId, points }) => ({ personId, points, rank: rank.get(points)! }));
}

/** Points to rank: one more than there are better ones. */
export function ranks(points: readonly number[]): Map<number, number> {
  const sorted = [...points].sort((a, b) => b - a);
  const rank = new Map<number, number>();
  sorted.forEach((value, index) => {
    if (!rank.has(value)) rank.set(value, index + 1);
  });
  return rank;
}

/** By code unit: the same everywhere, whatever the language. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
