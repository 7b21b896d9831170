// Which topics persons want to hear of, as they said last, and every time they said so. Nobody is in here who did not say it.
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import { insertAll, isSqlite, listOf, readAll } from '../db/sets.ts';
import type { Scope } from '../engine/scope.ts';
import { TOPIC_VERSION, type Topic, topics } from './topics.ts';

/** What a person said last of a topic. */
export interface Consent {
  given: boolean;
  /** When they said so, ms. */
  at: number;
  /** Where: `terminal:word`. */
  source: string;
}

const consentColumns = {
  topic: 'text',
  person_id: 'text',
  given: 'integer',
  at: 'integer',
  source: 'text',
  version: 'integer',
} as const;

/**
 * Notes that these persons said whether they want to hear of a topic. Who said the same before, to the same sentence, keeps that word and its
 * instant. Gives the persons for whom something changed.
 */
export async function setConsent(
  { trx, now: at, newId }: Pick<Scope, 'trx' | 'now' | 'newId'>,
  personIds: Iterable<string>,
  topic: Topic,
  given: boolean,
  source: string,
): Promise<string[]> {
  const ids = [...new Set(personIds)];
  if (ids.length === 0) return [];
  await holdPersons(trx, ids);
  const same = await saidAlready(trx, ids, topic, given);
  const changed = ids.filter((id) => !same.has(id));
  const rows = changed.map((person_id) => ({
    ...{ topic, person_id, given: given ? 1 : 0, at, source, version: TOPIC_VERSION },
  }));
  const replace = { key: ['topic', 'person_id'], set: ['given', 'at', 'source', 'version'] };
  await insertAll(trx, 'consent', consentColumns, rows, { replace });
  const history = rows.map((row) => ({ id: newId(), ...row }));
  await insertAll(trx, 'consent_change', { id: 'text', ...consentColumns }, history);
  return changed;
}

/** On PostgreSQL two who note the same of one person do so one after the other. */
async function holdPersons(trx: Trx, ids: readonly string[]): Promise<void> {
  if (isSqlite(trx)) return;
  await trx
    .selectFrom(listOf(trx, ids).as('wanted'))
    .crossJoin('person')
    .whereRef('person.id', '=', 'wanted.value')
    .select('person.id')
    .orderBy('person.id')
    .forNoKeyUpdate('person')
    .execute();
}

async function saidAlready(trx: Trx, ids: readonly string[], topic: Topic, given: boolean): Promise<Set<string>> {
  const query = trx
    .selectFrom(listOf(trx, ids).as('wanted'))
    .crossJoin('consent')
    .where('consent.topic', '=', topic)
    .whereRef('consent.person_id', '=', 'wanted.value')
    .where('consent.given', '=', given ? 1 : 0)
    .where('consent.version', '=', TOPIC_VERSION)
    .select('consent.person_id');
  return new Set((await readAll(trx, query, ['person_id'])).map(({ person_id }) => person_id));
}

/** What the person said of each topic; those of which they said nothing are not in it. */
export async function consentsOf(db: Db, personId: string): Promise<Map<Topic, Consent>> {
  const rows = await db
    .selectFrom('consent')
    .select(['topic', 'given', 'at', 'source'])
    .where('person_id', '=', personId)
    .execute();
  const said = new Map(rows.map(({ topic, given, at, source }) => [topic, { given: given === 1, at, source }]));
  return new Map(topics.flatMap((topic) => (said.has(topic) ? [[topic, said.get(topic)!]] : [])));
}

/** The topics the person wants to hear of. */
export async function topicsOn(db: Db, personId: string): Promise<Topic[]> {
  const said = await consentsOf(db, personId);
  return topics.filter((topic) => said.get(topic)?.given);
}

/** The word by which a message of that instant (ms) was wanted; undefined where there is none. */
export async function consentAt(db: Db, personId: string, topic: Topic, instant: number): Promise<Consent | undefined> {
  const row = await db
    .selectFrom('consent_change')
    .select(['at', 'source'])
    .where('person_id', '=', personId)
    .where('topic', '=', topic)
    .where('given', '=', 1)
    .where('at', '<=', instant)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { given: true, ...row };
}

/**
 * The person `from` turned out to be `to`: of each topic the later word counts, of two of one instant the no. Whoever of them said stop,
 * it holds; quiet hours are those of `to`, or else those of `from`.
 */
export async function mergeConsents(trx: Trx, from: string, to: string): Promise<void> {
  await sql`delete from consent where person_id = ${to} and exists (select 1 from consent as other
    where other.topic = consent.topic and other.person_id = ${from}
    and (other.at > consent.at or (other.at = consent.at and other.given < consent.given)))`.execute(trx);
  await sql`update consent set person_id = ${to} where person_id = ${from}
    and not exists (select 1 from consent as had where had.topic = consent.topic and had.person_id = ${to})`.execute(
    trx,
  );
  await trx.deleteFrom('consent').where('person_id', '=', from).execute();
  await trx.updateTable('consent_change').set({ person_id: to }).where('person_id', '=', from).execute();
  await sql`update person set
    stopped_at = coalesce(stopped_at, (select other.stopped_at from person as other where other.id = ${from})),
    quiet = coalesce(quiet, (select other.quiet from person as other where other.id = ${from}))
    where id = ${to}`.execute(trx);
}
