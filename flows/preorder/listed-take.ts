// A list becomes sign-ups: read against what is known, decided, written and told, with a handful of statements.
import type { Scope } from '../../src/engine/scope.ts';
import { enter, GUEST, newEntry } from '../../src/quota/claim.ts';
import { type Entry, entriesOf } from '../../src/quota/entry.ts';
import type { Quota } from '../../src/quota/lanes.ts';
import { endEntries } from '../../src/quota/settle.ts';
import { fold } from '../../src/text/normalise.ts';
import { mostUnits } from './definition.ts';
import { entrances } from './entrance.ts';
import type { JielongLine } from './jielong.ts';
import { claimPlaces, isGuest } from './listed-guests.ts';
import { namesakes } from './listed-names.ts';
import { type ListedLine, type ListPlan, type Outcome, planList, taken } from './listed-plan.ts';
import {
  dropListed,
  guestsOf,
  type ListPlace,
  noteOwnWords,
  ownWords,
  remarksOf,
  storeListed,
} from './listed-store.ts';
import { tellListed } from './listed-told.ts';
import { type Preorder, takesClaims, termsOf } from './preorder.ts';

export interface PostedList {
  lines: readonly JielongLine[];
  by: { id: string; name: string };
}

/** Signs up whom these lists of one place name, the last first to count; gives what each line came to. The quota must be held. */
export async function takeLists(
  scope: Scope,
  preorder: Preorder,
  quota: Quota,
  place: ListPlace,
  lists: readonly PostedList[],
): Promise<Outcome[]> {
  const { outcomes, merged } = await plan(scope, preorder, quota, place, together(lists));
  await write(scope, preorder, quota, place, outcomes);
  if (merged.length > 0) {
    await endEntries(scope, quota, { entries: merged, state: 'cancelled', reason: 'merged' }, termsOf(preorder));
    await dropListed(
      scope.trx,
      merged.map(({ id }) => id),
    );
  }
  await tellListed(scope, preorder, outcomes, new Map(lists.map(({ by }) => [by.id, by.name])));
  return outcomes;
}

/** The last line of a name counts, but for what somebody wrote of themselves. */
function together(lists: readonly PostedList[]): ListedLine[] {
  const lines = new Map<string, ListedLine>();
  const names = new Map(lists.map(({ by }) => [by.id, fold(by.name)]));
  for (const { lines: posted, by } of lists) {
    for (const line of posted) {
      const key = fold(line.name);
      const before = lines.get(key);
      if (before && before.by !== by.id && names.get(before.by) === key) continue;
      lines.set(key, { ...line, key, by: by.id });
    }
  }
  return [...lines.values()];
}

async function plan(
  scope: Scope,
  preorder: Preorder,
  quota: Quota,
  place: ListPlace,
  lines: readonly ListedLine[],
): Promise<ListPlan> {
  const { trx } = scope;
  const names = lines.map(({ name }) => name);
  const persons = await namesakes(trx, place.platform, names);
  const personIds = [...new Set(persons.values())];
  const entries = await entriesOf(trx, preorder.id, personIds);
  const keys = lines.map(({ key }) => key);
  const guests = await guestsOf(trx, preorder.id, place, keys);
  const ids = [...entries.values(), ...guests.values()].map(({ id }) => id);
  const entranceOf = await entrances(scope, preorder, quota.lanes, personIds);
  const open = preorder.definition.lanes.find(({ who }) => who === 'everyone')?.name;
  const forGuests = quota.lanes.find(({ name }) => name === open)?.id;
  const known = { persons, entries, guests, listed: await remarksOf(trx, ids), own: await ownWords(trx, ids) };
  return planList(lines, known, {
    mostUnits: mostUnits(preorder.definition),
    laneOf(personId) {
      if (personId === undefined) return forGuests;
      const entrance = entranceOf(personId);
      return entrance.type === 'lane' ? entrance.lane.id : undefined;
    },
    newEntry: ({ guest, ...given }) =>
      newEntry(scope, quota, {
        ...given,
        ...(guest !== undefined && { heldFor: `${GUEST}${place.platform}/${place.room}/${guest}` }),
      }),
  });
}

/** Two lines may have been for one person: the last of them counts. */
async function write(
  scope: Scope,
  preorder: Preorder,
  quota: Quota,
  place: ListPlace,
  outcomes: readonly Outcome[],
): Promise<void> {
  const byEntry = new Map(taken(outcomes).map((outcome) => [outcome.entry.id, outcome]));
  const before = new Map(
    taken(outcomes)
      .map(({ entry, was }) => [entry.id, was])
      .reverse() as [string, Entry | undefined][],
  );
  const entries = [...byEntry.values()]
    .filter(({ entry }) => entry !== before.get(entry.id))
    .map(({ entry }): Entry => ({ ...entry, changedAt: scope.now }));
  const stored = await enter(scope, quota, entries);
  const listed = [...byEntry.values()];
  await storeListed(
    scope.trx,
    listed.map(({ entry, line: { name, key, remark } }) => ({ entryId: entry.id, ...place, name, key, remark })),
  );
  const own = listed.flatMap(({ entry, own }) => (own ? [entry.id] : []));
  await noteOwnWords(scope.trx, own);
  // When it is open already, nobody else claims for them.
  const late = stored.filter((entry) => isGuest(entry) && entry.state === 'signed');
  if (takesClaims(preorder) && late.length > 0) await claimPlaces(scope, preorder, quota, late);
}
