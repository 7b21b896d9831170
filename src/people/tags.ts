// Tags: what staff call persons, so that a campaign can let some of them in.
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import { insertAll, listOf, readAll } from '../db/sets.ts';
import type { Scope } from '../engine/scope.ts';
import { fold } from '../text/normalise.ts';

/** Letters of any script, digits and hyphens; 40 of them at most. */
const TAG = /^[a-z0-9\p{L}][\p{L}\p{N}-]{0,39}$/u;

/** A tag as it is stored, of what somebody typed; undefined where it is none. */
export function parseTag(text: string): string | undefined {
  const folded = fold(text);
  return TAG.test(folded) ? folded : undefined;
}

/** The tags of each of these persons; an empty set for those who have none. */
export async function tagsOf(db: Db, personIds: Iterable<string>): Promise<Map<string, Set<string>>> {
  const tags = new Map([...personIds].map((id) => [id, new Set<string>()]));
  const query = db
    .selectFrom(listOf(db, [...tags.keys()]).as('wanted'))
    .crossJoin('person_tag')
    .whereRef('person_tag.person_id', '=', 'wanted.value')
    .select(['person_tag.person_id', 'person_tag.tag']);
  for (const { person_id, tag } of await readAll(db, query, ['person_id', 'tag'])) tags.get(person_id)!.add(tag);
  return tags;
}

/** Gives how many of them did not have it before. */
export function addTag(
  { trx, now }: Pick<Scope, 'trx' | 'now'>,
  tag: string,
  personIds: Iterable<string>,
): Promise<number> {
  const rows = [...new Set(personIds)].map((person_id) => ({ person_id, tag, tagged_at: now }));
  return insertAll(trx, 'person_tag', { person_id: 'text', tag: 'text', tagged_at: 'integer' }, rows, {
    orIgnore: true,
  });
}

/** Gives how many of them had it. */
export async function removeTag(trx: Trx, tag: string, personIds: Iterable<string>): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('person_tag')
    .where('tag', '=', tag)
    .where('person_id', 'in', trx.selectFrom(listOf(trx, [...personIds]).as('wanted')).select('wanted.value'))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** The person `from` turned out to be `to`, who has the tags of both. */
export async function mergeTags(trx: Trx, from: string, to: string): Promise<void> {
  await sql`update person_tag set person_id = ${to} where person_id = ${from}
    and not exists (select 1 from person_tag as had where had.tag = person_tag.tag and had.person_id = ${to})`.execute(
    trx,
  );
  await trx.deleteFrom('person_tag').where('person_id', '=', from).execute();
}

/** Every tag with the number of those who have it, in the order of the alphabet. */
export async function listTags(db: Db): Promise<{ tag: string; persons: number }[]> {
  const rows = await db
    .selectFrom('person_tag')
    .select(({ fn }) => ['tag', fn.countAll().as('persons')])
    .groupBy('tag')
    .orderBy('tag')
    .execute();
  return rows.map(({ tag, persons }) => ({ tag, persons: Number(persons) }));
}

/** Who has a tag, those first who got it last; at most `most` of them. */
export function listTagged(db: Db, tag: string, most: number): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('person_tag')
    .innerJoin('person', 'person.id', 'person_tag.person_id')
    .select(['person.id', 'person.name'])
    .where('person_tag.tag', '=', tag)
    .orderBy('person_tag.tagged_at', 'desc')
    .orderBy('person.id')
    .limit(most)
    .execute();
}

export async function countTagged(db: Db, tag: string): Promise<number> {
  const row = await db
    .selectFrom('person_tag')
    .select(({ fn }) => fn.countAll().as('persons'))
    .where('tag', '=', tag)
    .executeTakeFirstOrThrow();
  return Number(row.persons);
}
