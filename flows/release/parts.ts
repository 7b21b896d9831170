// Who had a part in what shipped: voted on it, or wrote or backs the feedback that asked for it.
import { sql } from 'kysely';
import type { Db } from '../../src/db/schema.ts';
import { listOf, readAll } from '../../src/db/sets.ts';
import type { Item } from './store.ts';

/** What of the release a person had a part in: numbers of items. */
export interface Part {
  voted: readonly number[];
  asked: readonly number[];
}

/** Those of these persons who voted on an item of the release, or wrote or back the feedback that asked for it. */
export async function partsOf(
  db: Db,
  items: readonly Item[],
  personIds: readonly string[],
): Promise<Map<string, Part>> {
  const parts = new Map<string, { voted: number[]; asked: number[] }>();
  const of = (personId: string) => {
    const part = parts.get(personId) ?? { voted: [], asked: [] };
    parts.set(personId, part);
    return part;
  };
  for (const { person_id, number, kind } of await readAll(db, partRows(db, items, personIds), [
    'person_id',
    'number',
    'kind',
  ]))
    of(person_id)[kind === 'voted' ? 'voted' : 'asked'].push(number);
  for (const part of parts.values()) {
    part.voted.sort((one, other) => one - other);
    part.asked.sort((one, other) => one - other);
  }
  return parts;
}

function partRows(db: Db, items: readonly Item[], personIds: readonly string[]) {
  const wanted = listOf(db, personIds);
  const ids = items.map(({ id }) => id);
  return sql<{ person_id: string; number: number; kind: string }>`(
    select vote.person_id, item.number, 'voted' as kind from ${wanted} as wanted
      cross join release_vote as vote cross join release_item as item
      where vote.person_id = wanted.value and item.id = vote.item_id and item.id in (${sql.join(ids)})
    union all
    select backer.person_id, item.number, 'asked' as kind from ${wanted} as wanted
      cross join feedback_backer as backer cross join release_item as item
      where backer.person_id = wanted.value and item.feedback_id = backer.item_id and item.id in (${sql.join(ids)})
  )`;
}

/** The next persons, by id, who had a part in any of these items. */
export async function nextWithPart(db: Db, items: readonly Item[], after: string, most: number): Promise<string[]> {
  const ids = items.map(({ id }) => id);
  const feedback = items.flatMap(({ feedback_id }) => feedback_id ?? []);
  const voters = db
    .selectFrom('release_vote')
    .select('person_id')
    .where('item_id', 'in', ids)
    .where('person_id', '>', after);
  const backers = db
    .selectFrom('feedback_backer')
    .select('person_id')
    .where('item_id', 'in', [...feedback, ''])
    .where('person_id', '>', after);
  const rows = await voters.union(backers).orderBy('person_id').limit(most).execute();
  return rows.map(({ person_id }) => person_id);
}
