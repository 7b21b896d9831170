// What becomes of places that somebody has: confirmed, given back, run out. What comes free is offered on in the same transaction.
import type { Scope } from '../engine/scope.ts';
import { write } from './claim.ts';
import { type Entry, owns } from './entry.ts';
import type { Quota } from './lanes.ts';
import type { Reason } from './moves.ts';
import { type Offers, offerFree } from './offers.ts';
import { vacate } from './places.ts';
import type { Terms } from './terms.ts';

/** Makes places theirs for good. The entries must be held or offered. */
export async function confirmPlaces(scope: Scope, entries: readonly Entry[], reason: Reason): Promise<Entry[]> {
  const confirmed = entries.map((entry): Entry => ({ ...step(scope, entry), state: 'confirmed' }));
  await write(
    scope,
    confirmed.map((entry) => ({ entry, reason })),
  );
  return confirmed;
}

export interface Ending {
  entries: readonly Entry[];
  /** The end they come to. */
  state: 'cancelled' | 'declined' | 'expired' | 'revoked';
  reason: Reason;
  note?: string;
}

/**
 * Ends these entries, whether they have places, wait or have only signed up, and offers what came free to those who wait: never to the
 * same again, since they wait no more.
 */
export async function endEntries(
  scope: Scope,
  quota: Quota,
  { entries, state, reason, note }: Ending,
  terms: Terms,
): Promise<Offers & { ended: Entry[] }> {
  const ended = entries.map((entry): Entry => ({ ...step(scope, entry), state, place: undefined, turn: undefined }));
  const owning = entries.filter(owns);
  await vacate(
    scope.trx,
    owning.map(({ id }) => id),
  );
  await write(
    scope,
    ended.map((entry) => ({ entry, reason, ...(note !== undefined && { note }) })),
  );
  const offers = owning.length > 0 ? await offerFree(scope, quota, terms) : { offered: [], more: false };
  return { ...offers, ended };
}

/** The entry after one move more: nothing runs out any more, and it is decided. */
export function step(scope: Scope, entry: Entry): Entry {
  const rest = { deadline: undefined, remindAt: undefined, drawn: undefined };
  return { ...entry, ...rest, steps: entry.steps + 1, changedAt: scope.now };
}

/** The places of `from` become those of `to`, which had none; `from` ends as `state`. */
export async function handOver(
  scope: Scope,
  from: Entry,
  to: Entry,
  ending: Pick<Ending, 'state' | 'reason' | 'note'>,
  until: { deadline: number; remindAt: number } | undefined,
): Promise<Entry> {
  const { state, reason, note } = ending;
  const numbers = await scope.trx
    .selectFrom('place')
    .select(['lane_id', 'number'])
    .where('entry_id', '=', from.id)
    .orderBy('number')
    .execute();
  await vacate(scope.trx, [from.id]);
  const noted = note === undefined ? {} : { note };
  await write(scope, [{ entry: { ...step(scope, from), state, place: undefined }, reason, ...noted }]);
  const given: Entry = {
    ...step(scope, to),
    laneId: from.laneId,
    turn: undefined,
    place: from.place,
    units: from.units,
    ...(until ? { ...until, state: 'held' } : { state: 'confirmed' }),
  };
  await write(
    scope,
    [{ entry: given, reason, ...noted }],
    [{ id: given.id, lane: numbers[0]!.lane_id, numbers: numbers.map(({ number }) => number) }],
    { all: true },
  );
  return given;
}
