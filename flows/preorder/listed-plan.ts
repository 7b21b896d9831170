// What a list comes to, line by line: who is signed up by it, whose units change, who stays as they are, who is refused. Pure.
import { type Entry, hasEnded } from '../../src/quota/entry.ts';
import type { JielongLine } from './jielong.ts';

/** A line of a list, with whose word it is. */
export interface ListedLine extends JielongLine {
  /** The name as it is compared. */
  key: string;
  /** The person who posted it. */
  by: string;
}

/** What is known before the list is read. */
export interface KnownList {
  /** By key: the one person who has this name here. */
  persons: ReadonlyMap<string, string>;
  /** By person. */
  entries: ReadonlyMap<string, Entry>;
  /** By key: those who are on the room's list by name alone. */
  guests: ReadonlyMap<string, Entry>;
  /** By entry: those who are on a list already, with their remark. */
  listed: ReadonlyMap<string, string>;
  /** Entries about which the person has said something themselves. */
  own: ReadonlySet<string>;
}

export interface ListRules {
  mostUnits: number;
  /** The lane somebody would stand in, by id; undefined where none is open to them. Without a person: who is there by name alone. */
  laneOf(personId: string | undefined): string | undefined;
  newEntry(given: { laneId: string; units: number; personId?: string; guest?: string }): Entry;
}

export type Outcome =
  | { type: 'added' | 'changed' | 'unchanged'; line: ListedLine; entry: Entry; own: boolean; was: Entry | undefined }
  | { type: 'refused'; line: ListedLine; why: 'units' | 'lane' | 'left' };

export type Taken = Exclude<Outcome, { type: 'refused' }>;
export const taken = (outcomes: readonly Outcome[]) =>
  outcomes.filter((outcome): outcome is Taken => outcome.type !== 'refused');

/** `merged` are guests who turned out to be somebody who takes part already: they end. */
export interface ListPlan {
  outcomes: Outcome[];
  merged: Entry[];
}

/**
 * Each key comes once in `lines`. A person's own word about themselves wins over what others write of them; what is decided (no longer
 * `signed`) is not changed by a list; who gave up is not signed up again by others.
 */
export function planList(lines: readonly ListedLine[], known: KnownList, rules: ListRules): ListPlan {
  const entries = new Map(known.entries);
  const outcomes: Outcome[] = [];
  const merged: Entry[] = [];
  for (const line of lines) {
    const personId = known.persons.get(line.key);
    const own = personId === undefined ? undefined : entries.get(personId);
    const guest = known.guests.get(line.key);
    if (guest && own && !hasEnded(own) && guest.state === 'signed') merged.push(guest);
    const adopts = guest?.state === 'signed' && personId !== undefined && !own;
    const entry = adopts
      ? { ...guest, personId, heldFor: undefined }
      : own && !(guest && hasEnded(own))
        ? own
        : (guest ?? own);
    const planned = planLine(line, entry, personId, known, rules);
    const outcome =
      adopts && planned.type !== 'refused' ? { ...planned, type: 'changed' as const, was: guest } : planned;
    outcomes.push(outcome);
    if (outcome.type !== 'refused' && outcome.entry.personId !== undefined)
      entries.set(outcome.entry.personId, outcome.entry);
  }
  return { outcomes, merged };
}

function planLine(
  line: ListedLine,
  entry: Entry | undefined,
  personId: string | undefined,
  { listed, own }: KnownList,
  { mostUnits, laneOf, newEntry }: ListRules,
): Outcome {
  const { units, remark } = line;
  const byThemselves = personId === line.by;
  if (units > mostUnits) return { type: 'refused', line, why: 'units' };
  if (entry && hasEnded(entry) && !byThemselves) return { type: 'refused', line, why: 'left' };
  if (!entry || hasEnded(entry)) {
    const laneId = laneOf(personId);
    if (laneId === undefined) return { type: 'refused', line, why: 'lane' };
    const added: Entry = entry
      ? { ...entry, laneId, units, state: 'signed' }
      : newEntry({ laneId, units, ...(personId === undefined ? { guest: line.key } : { personId }) });
    return { type: 'added', line, entry: added, own: byThemselves, was: entry };
  }
  const before = listed.get(entry.id);
  const isOwn =
    own.has(entry.id) || (entry.personId !== undefined && before === undefined && entry.heldFor === undefined);
  const stays = entry.state !== 'signed' || entry.units === units || (isOwn && !byThemselves);
  const outcome = { line, own: byThemselves || isOwn, was: entry };
  if (!stays) return { ...outcome, type: 'changed', entry: { ...entry, units } };
  const remarked = before !== undefined && before !== remark;
  return { ...outcome, type: remarked ? 'changed' : 'unchanged', entry };
}
