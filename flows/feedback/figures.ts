// How long people waited for a first answer: pure.

/**
 * The length (ms) within which that share (0 to 1) of them were answered: the shortest one that is long enough, so that it is always one
 * that somebody waited (nearest rank). Undefined where nobody was answered. 0.5 is the median.
 */
export function within(share: number, lengths: readonly number[]): number | undefined {
  const sorted = [...lengths].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
