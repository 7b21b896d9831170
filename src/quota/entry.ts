// An entry: somebody who takes part in a campaign with places. Read and written as sets.
import type { Selectable } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import type { EntryState, EntryTable } from '../db/schema-quota.ts';
import { insertAll, listOf, readAll } from '../db/sets.ts';

export type { EntryState };

export interface Entry {
  id: string;
  campaignId: string;
  laneId: string;
  personId: string | undefined;
  /** For what a place is kept that nobody has yet. */
  heldFor: string | undefined;
  number: number | undefined;
  units: number;
  state: EntryState;
  /** The lane that its places are of, and the first of their numbers. */
  place: { laneId: string; number: number } | undefined;
  turn: number | undefined;
  drawn: number | undefined;
  /** ms */
  deadline: number | undefined;
  remindAt: number | undefined;
  steps: number;
  createdAt: number;
  changedAt: number;
}

const OWNING: readonly EntryState[] = ['held', 'offered', 'confirmed'];
const ENDED: readonly EntryState[] = ['cancelled', 'declined', 'expired', 'revoked'];

/** It has places, for good or for the time being. */
export const owns = ({ state }: Pick<Entry, 'state'>): boolean => OWNING.includes(state);

/** It takes part no more. */
export const hasEnded = ({ state }: Pick<Entry, 'state'>): boolean => ENDED.includes(state);

const columns = {
  id: 'text',
  campaign_id: 'text',
  lane_id: 'text',
  person_id: 'text',
  held_for: 'text',
  number: 'integer',
  units: 'integer',
  state: 'text',
  holder: 'text',
  place_lane_id: 'text',
  place: 'integer',
  turn: 'integer',
  drawn: 'integer',
  deadline: 'integer',
  remind_at: 'integer',
  steps: 'integer',
  created_at: 'integer',
  changed_at: 'integer',
} as const;

const names = Object.keys(columns) as (keyof EntryTable)[];
/** What a move changes; the rest stays through most of an entry's life, and rewriting it costs its indexes and keys. */
const MOVED = [
  ...[
    'lane_id',
    'units',
    'state',
    'holder',
    'place_lane_id',
    'place',
    'turn',
    'drawn',
    'deadline',
    'remind_at',
    'steps',
  ],
  'changed_at',
];
const ALL = [...MOVED, 'person_id', 'held_for', 'number'];

/**
 * Adds new entries and rewrites known ones, by id: only what a move changes, unless `all` says that somebody else or a number may have
 * come to them. Throws where a rule of the schema forbids what they say.
 */
export async function storeEntries(trx: Trx, entries: readonly Entry[], { all = false } = {}): Promise<void> {
  await insertAll(trx, 'entry', columns, entries.map(rowOf), { replace: { key: ['id'], set: all ? ALL : MOVED } });
}

/** The entries of these persons in one campaign, by person. */
export async function entriesOf(db: Db, campaignId: string, personIds: readonly string[]): Promise<Map<string, Entry>> {
  const query = db
    .selectFrom(listOf(db, personIds).as('wanted'))
    .crossJoin('entry')
    .whereRef('entry.person_id', '=', 'wanted.value')
    .where('entry.campaign_id', '=', campaignId)
    .selectAll('entry');
  const rows = await readAll(db, query, names);
  return new Map(rows.map((row) => [row.person_id!, entryOf(row)]));
}

/** Of one person, in every campaign. */
export async function entriesOfPerson(db: Db, personId: string): Promise<Entry[]> {
  const rows = await db.selectFrom('entry').selectAll().where('person_id', '=', personId).orderBy('id').execute();
  return rows.map(entryOf);
}

/** The places kept for something, in the order of their making. */
export async function entriesHeldFor(db: Db, keys: readonly string[]): Promise<Entry[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom(listOf(db, keys).as('wanted'))
    .crossJoin('entry')
    .whereRef('entry.held_for', '=', 'wanted.value')
    .selectAll('entry')
    .orderBy('entry.id')
    .execute();
  return rows.map(entryOf);
}

export async function findEntry(db: Db, id: string): Promise<Entry | undefined> {
  const row = await db.selectFrom('entry').selectAll().where('id', '=', id).executeTakeFirst();
  return row && entryOf(row);
}

export function entryOf(row: Selectable<EntryTable>): Entry {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    laneId: row.lane_id,
    personId: row.person_id ?? undefined,
    heldFor: row.held_for ?? undefined,
    number: row.number ?? undefined,
    units: row.units,
    state: row.state,
    place: row.place_lane_id === null ? undefined : { laneId: row.place_lane_id, number: row.place! },
    turn: row.turn ?? undefined,
    drawn: row.drawn ?? undefined,
    deadline: row.deadline ?? undefined,
    remindAt: row.remind_at ?? undefined,
    steps: row.steps,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}

function rowOf(entry: Entry): EntryTable {
  return {
    id: entry.id,
    campaign_id: entry.campaignId,
    lane_id: entry.laneId,
    person_id: entry.personId ?? null,
    held_for: entry.heldFor ?? null,
    number: entry.number ?? null,
    units: entry.units,
    state: entry.state,
    holder: owns(entry) ? entry.id : null,
    place_lane_id: entry.place?.laneId ?? null,
    place: entry.place?.number ?? null,
    turn: entry.turn ?? null,
    drawn: entry.drawn ?? null,
    deadline: entry.deadline ?? null,
    remind_at: entry.remindAt ?? null,
    steps: entry.steps,
    created_at: entry.createdAt,
    changed_at: entry.changedAt,
  };
}
