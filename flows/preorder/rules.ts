// What is read out of what people say to a pre-order, and who may stand in which lane. Pure.
import type { LaneDefinition } from './definition.ts';

/** What a person has that a lane may ask for. */
export interface Merits {
  tags: ReadonlySet<string>;
  points: number;
  /** When they were first seen, ms. */
  since: number;
}

export type Who = LaneDefinition['who'];

/** Whether somebody may stand in a lane. `dayBegins` gives the instant (ms) at which a day (2026-01-01) begins in the campaign's zone. */
export function mayEnter(who: Who, merits: Merits, dayBegins: (day: string) => number): boolean {
  if (who === 'everyone') return true;
  if (who === 'code') return false;
  if ('tag' in who) return merits.tags.has(who.tag.toLowerCase());
  if ('points' in who) return merits.points >= who.points;
  return merits.since < dayBegins(who.since);
}

/** What somebody asks for: which pre-order, which lane, how many units. */
export interface Request {
  slug?: string;
  lane?: string;
  units?: number;
  /** They want to change what they told. */
  edit?: true;
}

const EDIT: readonly string[] = ['edit', 'change', '修改', '更改'];

export type ReadRequest = { type: 'request'; request: Request } | { type: 'unclear'; word: string };

/**
 * Reads the words behind `signup` or `claim`, in any order, folded: a slug, a lane, a number of units (2, x2, 2份, 2台). `number` reads a
 * numeral. A word that is none of them is unclear.
 */
export function readRequest(
  words: readonly string[],
  known: { slugs: readonly string[]; lanes: readonly string[] },
  number: (text: string) => number | undefined,
): ReadRequest {
  const request: Request = {};
  for (const word of words) {
    const units = number(word.replace(/^[x×*+]/, '').replace(/(份|台|个|件|部|pcs|units?)$/, ''));
    if (known.slugs.includes(word) && request.slug === undefined) request.slug = word;
    else if (known.lanes.includes(word) && request.lane === undefined) request.lane = word;
    else if (units !== undefined && request.units === undefined) request.units = units;
    else if (EDIT.includes(word)) request.edit = true;
    else return { type: 'unclear', word };
  }
  return { type: 'request', request };
}
