// What the export looks up for a page of entries: their places, and what a draw gave them.
import type { Db } from '../../src/db/schema.ts';
import { listOf, readAll } from '../../src/db/sets.ts';
import { type DrawNote, readDrawNote } from '../../src/quota/decide.ts';

/** The numbers of the places that these entries have. */
export async function placesOf(db: Db, entryIds: readonly string[]): Promise<Map<string, number[]>> {
  const query = db
    .selectFrom(listOf(db, entryIds).as('wanted'))
    .crossJoin('place')
    .whereRef('place.entry_id', '=', 'wanted.value')
    .select(['place.entry_id', 'place.number'])
    .orderBy('place.lane_id')
    .orderBy('place.number');
  const places = new Map<string, number[]>();
  for (const { entry_id, number } of await readAll(db, query, ['entry_id', 'number'])) {
    const known = places.get(entry_id!);
    if (known) known.push(number);
    else places.set(entry_id!, [number]);
  }
  return places;
}

export interface Drawn {
  result: 'won' | 'listed';
  note: DrawNote | undefined;
}

/** What the draw gave those of these entries that were in one. */
export async function drawsOf(db: Db, entryIds: readonly string[]): Promise<Map<string, Drawn>> {
  const query = db
    .selectFrom(listOf(db, entryIds).as('wanted'))
    .crossJoin('entry_move as move')
    .whereRef('move.entry_id', '=', 'wanted.value')
    .where('move.reason', '=', 'drawn')
    .select(['move.entry_id', 'move.state', 'move.note']);
  const moves = await readAll(db, query, ['entry_id', 'state', 'note']);
  return new Map(
    moves.map(({ entry_id, state, note }) => [
      entry_id,
      { result: state === 'waiting' ? 'listed' : 'won', note: readDrawNote(note) },
    ]),
  );
}
