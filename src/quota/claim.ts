// Those who ask for places get them, in order, or a turn on the waiting list: a handful of statements, however many they are.
import type { Scope } from '../engine/scope.ts';
import { type Allotted, allot } from './allot.ts';
import { type Entry, storeEntries } from './entry.ts';
import { laneById, type Quota, sourcesOf } from './lanes.ts';
import { type Moved, type Reason, storeMoves } from './moves.ts';
import { freePlaces, occupy } from './places.ts';
import { heldUntil, type Terms } from './terms.ts';

/** Somebody new: it has no number yet, and nothing is written of it. */
export function newEntry(
  scope: Pick<Scope, 'newId' | 'now'>,
  { campaignId }: Pick<Quota, 'campaignId'>,
  given: Pick<Entry, 'laneId' | 'units'> & { personId?: string; heldFor?: string },
): Entry {
  return {
    id: scope.newId(),
    campaignId,
    laneId: given.laneId,
    personId: given.personId,
    heldFor: given.heldFor,
    number: undefined,
    units: given.units,
    state: 'signed',
    place: undefined,
    turn: undefined,
    drawn: undefined,
    deadline: undefined,
    remindAt: undefined,
    steps: 0,
    createdAt: scope.now,
    changedAt: scope.now,
  };
}

/** Signs up: writes new entries, with the next numbers in their order (but for places that are kept for nobody yet). Gives them with their numbers. */
export async function enter(scope: Scope, quota: Quota, entries: readonly Entry[]): Promise<Entry[]> {
  const numbered = await number(scope, quota, entries);
  await storeEntries(scope.trx, numbered, { all: true });
  return numbered;
}

export interface Taking {
  /** No more places of these lanes are given, by id, however many are free. */
  most?: ReadonlyMap<string, number>;
  /** What is noted of the move of each. */
  note?(entry: Entry): string;
}

/**
 * Gives each of `wishes`, in this order, all its units in its lane or in one that has spilled over to it; who finds too few left gets the
 * next turn on the waiting list, and smaller ones behind may pass. New entries are written along. Gives them as they are now, in the same order.
 */
export async function takePlaces(
  scope: Scope,
  quota: Quota,
  wishes: readonly Entry[],
  terms: Terms,
  reason: Reason = 'claimed',
  { most, note }: Taking = {},
): Promise<Entry[]> {
  const numbered = await number(scope, quota, wishes);
  const allotted = await seat(scope, quota, numbered, undefined, most);
  const turns = new Map(quota.lanes.map(({ id, lastTurn }) => [id, lastTurn]));
  const until = heldUntil(terms, scope.now);
  const now = numbered.map((entry): Entry => {
    const seats = allotted.get(entry.id);
    const base = { ...entry, drawn: undefined, steps: entry.steps + 1, changedAt: scope.now };
    if (!seats) {
      const turn = turns.get(entry.laneId)! + 1;
      turns.set(entry.laneId, turn);
      return { ...base, state: 'waiting', turn };
    }
    const place = { laneId: seats.lane, number: seats.numbers[0]! };
    return until ? { ...base, ...until, state: 'held', place } : { ...base, state: 'confirmed', place };
  });
  await keepTurns(scope, quota, turns);
  await write(
    scope,
    now.map((entry) => ({ entry, reason, ...(note && { note: note(entry) }) })),
    allotted.values(),
  );
  return now;
}

/** Which places these entries can have at this moment, by entry; nothing is written. */
export async function seat(
  scope: Scope,
  quota: Quota,
  entries: readonly Pick<Entry, 'id' | 'units' | 'laneId'>[],
  sources: (laneId: string) => readonly string[] = (laneId) => sourcesOf(quota.lanes, laneId),
  most?: ReadonlyMap<string, number>,
): Promise<Map<string, Allotted>> {
  const known = new Map(quota.lanes.map(({ id }) => [id, sources(id)]));
  const wishes = entries.map(({ id, units, laneId }) => ({ id, units, lanes: known.get(laneId)! }));
  const wanted = new Map<string, number>();
  for (const { units, lanes } of wishes) for (const id of lanes) wanted.set(id, (wanted.get(id) ?? 0) + units);
  for (const [id, units] of wanted) wanted.set(id, Math.min(units, most?.get(id) ?? units));
  const free = await freePlaces(scope.trx, wanted);
  return new Map(allot(free, wishes).map((one) => [one.id, one]));
}

/** Writes entries that got places, with their moves and the places. */
export async function write(
  scope: Scope,
  moved: readonly Moved[],
  allotted: Iterable<Allotted> = [],
  options: { all?: boolean } = {},
): Promise<void> {
  await storeEntries(
    scope.trx,
    moved.map(({ entry }) => entry),
    options,
  );
  const taken = [...allotted].flatMap(({ id, lane, numbers }) =>
    numbers.map((number) => ({ laneId: lane, number, entryId: id })),
  );
  await occupy(scope.trx, taken);
  await storeMoves(scope.trx, moved, scope.now);
}

async function number(scope: Scope, quota: Quota, entries: readonly Entry[]): Promise<Entry[]> {
  const before = quota.lastNumber;
  const numbered = entries.map((entry) => {
    if (entry.number !== undefined || (entry.heldFor !== undefined && !isGuest(entry))) return entry;
    quota.lastNumber += 1;
    return { ...entry, number: quota.lastNumber };
  });
  if (quota.lastNumber > before) {
    await scope.trx
      .updateTable('quota')
      .set({ last_number: quota.lastNumber })
      .where('campaign_id', '=', quota.campaignId)
      .execute();
  }
  return numbered;
}

/** Somebody without an identity is on the list like everyone else; a place that is kept for a code is not. */
export const GUEST = 'guest/';
const isGuest = ({ heldFor }: Entry) => heldFor?.startsWith(GUEST) ?? false;

async function keepTurns(scope: Scope, quota: Quota, turns: ReadonlyMap<string, number>): Promise<void> {
  for (const [laneId, last] of turns) {
    const lane = laneById(quota, laneId);
    if (lane.lastTurn === last) continue;
    lane.lastTurn = last;
    await scope.trx.updateTable('lane').set({ last_turn: last }).where('id', '=', laneId).execute();
  }
}
