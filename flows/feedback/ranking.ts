// How items are ranked, pure: what is on people's minds now (heat), and what most want (backers).
import type { Board } from './board.ts';
import { readLength } from './definition.ts';
import type { Item } from './store.ts';

/** What counts on a board, and how much. */
export interface Ranking {
  /** A backer counts half as much as one who came so much later, ms. */
  halfLife: number;
  /** How many backers who came with the item its severity is worth: of severity 1, 2, 3 and 4. */
  severity: readonly number[];
}

type Ranked = Pick<Item, 'severity' | 'createdAt'>;

/** Heat counts from here, so that its numbers stay small: 2024-01-01, ms. */
const EPOCH = Date.UTC(2024, 0, 1);
/** It is stored in billionths: one backer more shows among millions, and 100 years of half-lives of an hour are still a safe integer. */
const SCALE = 1e9;

export function rankingOf({ definition: { ranking } }: Pick<Board, 'definition'>): Ranking {
  return { halfLife: readLength(ranking.half_life)!, severity: [1, 2, 3, 4].map((n) => ranking.severity[n as 1]) };
}

/** How many backers the severity of an item is worth on the day it is written. */
export const severityWeight = ({ severity }: Ranking, item: Pick<Item, 'severity'>): number =>
  severity[item.severity - 1] ?? 0;

/**
 * The heat of an item whose backers came at these instants (ms), the earliest first: log2 of the sum of 2^((instant - epoch) / half-life), in
 * billionths; its severity counts as so many backers of the instant it was written at. What came later weighs more, so nothing has to fade: the
 * order of two items changes only when one of them gets a backer. Added up one by one, so that counting anew gives the very number that
 * `warmed` had come to.
 */
export function heatOf(ranking: Ranking, item: Ranked, instants: readonly number[]): number {
  return instants.reduce((heat, at, backers) => warmed(ranking, { ...item, heat, backers }, at), 0);
}

/** The heat after one backer more, who came last, without looking at the others. */
export function warmed(ranking: Ranking, item: Ranked & Pick<Item, 'heat' | 'backers'>, at: number): number {
  const power = (at - EPOCH) / ranking.halfLife;
  const before = item.backers > 0 ? item.heat / SCALE : bare(ranking, item);
  const most = Math.max(before, power);
  return Math.round(SCALE * (most + Math.log2(2 ** (before - most) + 2 ** (power - most))));
}

/** Before anybody backs it: its severity, or nothing at all. */
function bare(ranking: Ranking, item: Ranked): number {
  return Math.log2(severityWeight(ranking, item)) + (item.createdAt - EPOCH) / ranking.halfLife;
}

/** What the heat is worth at an instant (ms): how many backers of this moment would make the same. */
export function worth({ halfLife }: Ranking, heat: number, now: number): number {
  return 2 ** (heat / SCALE - (now - EPOCH) / halfLife);
}

/** How much of that its severity makes. */
export function severityWorth(ranking: Ranking, item: Ranked, now: number): number {
  return severityWeight(ranking, item) * 2 ** ((item.createdAt - now) / ranking.halfLife);
}
