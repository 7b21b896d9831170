// How items are ranked, pure: what is on people's minds now (heat), and what most want (backers).

/** A backer counts half as much as one who came so much later, ms: a week. */
export const HALF_LIFE = 7 * 86_400_000;
/** Heat counts from here, so that its numbers stay small: 2024-01-01, ms. */
const EPOCH = Date.UTC(2024, 0, 1);
/** It is stored in thousandths. */
const SCALE = 1000;

/**
 * The heat of an item whose backers came at these instants (ms): log2 of the sum of 2^((instant - epoch) / half-life), in thousandths. What
 * came later weighs more, so nothing has to fade: the order of two items changes only when one of them gets a backer.
 */
export function heatOf(instants: readonly number[]): number {
  if (instants.length === 0) return 0;
  const powers = instants.map((at) => (at - EPOCH) / HALF_LIFE);
  const most = Math.max(...powers);
  const sum = powers.reduce((total, power) => total + 2 ** (power - most), 0);
  return Math.round(SCALE * (most + Math.log2(sum)));
}

/** The heat after one backer more, without looking at the others. */
export function warmed(heat: number, backers: number, at: number): number {
  const power = (at - EPOCH) / HALF_LIFE;
  if (backers === 0) return Math.round(SCALE * power);
  const before = heat / SCALE;
  const most = Math.max(before, power);
  return Math.round(SCALE * (most + Math.log2(2 ** (before - most) + 2 ** (power - most))));
}

/** What the heat is worth at an instant (ms): how many backers of this moment would make the same. */
export function worth(heat: number, now: number): number {
  return 2 ** (heat / SCALE - (now - EPOCH) / HALF_LIFE);
}
