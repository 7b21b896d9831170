// Who wrote the messages of a batch: found, or made, set by set.

import { sql } from 'kysely';
import type { InboundMessage } from '../chat/message.ts';
import type { Trx } from '../db/schema.ts';
import { insertAll, isSqlite, readAll, tableOf } from '../db/sets.ts';
import type { Scope } from '../engine/scope.ts';
import { guessLanguage, type Language } from '../text/language.ts';
import type { Person, Role } from './person.ts';

export interface Author {
  person: Person;
  role: Role;
}

/** Longest name kept, characters. */
const LONGEST_NAME = 60;

const identityColumns = { platform: 'text', account: 'text' } as const;

/** The key of an identity in the maps of a batch. */
export function identityKey({ platform, account }: { platform: string; account: string }): string {
  return `${platform}:${account}`;
}

/**
 * The author of each message, by `identityKey`. Makes persons and identities of those who write for the first time,
 * and keeps a language that a message tells. On PostgreSQL the authors stay locked, in the order of their ids, until the commit.
 */
export async function loadAuthors(scope: Scope, messages: readonly InboundMessage[]): Promise<Map<string, Author>> {
  return completeAuthors(scope, messages, await findAuthors(scope.trx, messages));
}

/** The second half of it, where those who are known were found already. */
export async function completeAuthors(
  scope: Scope,
  messages: readonly InboundMessage[],
  known: ReadonlyMap<string, Author>,
): Promise<Map<string, Author>> {
  const authors = new Map(known);
  const byKey = new Map(messages.map((message) => [identityKey(message), message]));
  const strangers = [...byKey].filter(([key]) => !authors.has(key)).map(([, message]) => message);
  if (strangers.length > 0) for (const [key, author] of await create(scope, strangers)) authors.set(key, author);
  await keepNames(scope.trx, byKey, authors);
  await keepLanguages(scope.trx, byKey, authors);
  return authors;
}

/** The authors that are known, by `identityKey`. */
export async function findAuthors(trx: Trx, messages: readonly InboundMessage[]): Promise<Map<string, Author>> {
  const wanted = tableOf(
    trx,
    identityColumns,
    messages.map(({ platform, account }) => ({ platform, account })),
  );
  const query = trx
    .selectFrom(wanted.as('wanted'))
    .crossJoin('identity')
    .crossJoin('person')
    .whereRef('identity.platform', '=', 'wanted.platform')
    .whereRef('identity.account', '=', 'wanted.account')
    .whereRef('person.id', '=', 'identity.person_id')
    .select(['identity.platform', 'identity.account', 'identity.role'])
    .select(['person.id', 'person.name', 'person.language', 'person.zone', 'person.hidden', 'person.stopped_at'])
    .$if(!isSqlite(trx), (query) => query.orderBy('person.id').forNoKeyUpdate('person'));
  const rows = await readAll(trx, query, authorColumns);
  return new Map(
    rows.map((row) => [
      identityKey(row),
      {
        role: row.role,
        person: {
          id: row.id,
          name: row.name,
          language: (row.language ?? undefined) as Language | undefined,
          zone: row.zone ?? undefined,
          hidden: row.hidden === 1,
          stopped: row.stopped_at !== null,
        },
      },
    ]),
  );
}

const authorColumns = [
  'platform',
  'account',
  'role',
  'id',
  'name',
  'language',
  'zone',
  'hidden',
  'stopped_at',
] as const;

const personColumns = { id: 'text', name: 'text', language: 'text', created_at: 'integer' } as const;
const newIdentityColumns = {
  platform: 'text',
  account: 'text',
  person_id: 'text',
  name: 'text',
  role: 'text',
  created_at: 'integer',
} as const;

/** Another process may make the same identity at this moment: then ours is not inserted, and its person goes again. */
async function create(scope: Scope, messages: readonly InboundMessage[]): Promise<Map<string, Author>> {
  const { trx, now: created_at } = scope;
  const made = messages.map((message) => ({ id: scope.newId(), name: nameOf(message), message }));
  const persons = made.map(({ id, name, message }) => ({
    id,
    name,
    language: guessLanguage(message.text),
    created_at,
  }));
  const identities = made.map(({ id, name, message: { platform, account } }) => ({
    platform,
    account,
    person_id: id,
    name,
    role: 'member',
    created_at,
  }));
  const rows = persons.map((person) => ({ ...person, language: person.language ?? null }));
  await insertAll(trx, 'person', personColumns, rows);
  const inserted = await insertAll(trx, 'identity', newIdentityColumns, identities, { orIgnore: true });
  if (inserted === identities.length) {
    return new Map(identities.map((identity, place) => [identityKey(identity), stranger(persons[place]!)]));
  }
  const ids = made.map(({ id }) => id);
  const kept = trx.selectFrom('identity').select('person_id').where('person_id', 'in', ids);
  await trx.deleteFrom('person').where('id', 'in', ids).where('id', 'not in', kept).execute();
  return findAuthors(trx, messages);
}

function stranger({ id, name, language }: Pick<Person, 'id' | 'name' | 'language'>): Author {
  return { role: 'member', person: { id, name, language, zone: undefined, hidden: false, stopped: false } };
}

function nameOf({ name, account }: InboundMessage): string {
  const shown = [...name.replace(/\s+/g, ' ').trim()].slice(0, LONGEST_NAME).join('');
  return shown || account;
}

const nameColumns = { id: 'text', platform: 'text', account: 'text', name: 'text' } as const;

/** A platform that could not tell in time who wrote may tell later: a person who has gone by their account gets their name then. */
async function keepNames(
  trx: Trx,
  messages: ReadonlyMap<string, InboundMessage>,
  authors: ReadonlyMap<string, Author>,
): Promise<void> {
  const named = [...messages].flatMap(([key, message]) => {
    const person = authors.get(key)?.person;
    if (person?.name !== message.account || message.name === message.account) return [];
    person.name = nameOf(message);
    return [{ id: person.id, platform: message.platform, account: message.account, name: person.name }];
  });
  if (named.length === 0) return;
  const made = tableOf(trx, nameColumns, named);
  const name = sql`update person set name = made.name from ${made} as made where person.id = made.id`;
  await name.execute(trx);
  await sql`update identity set name = made.name from ${made} as made
    where identity.platform = made.platform and identity.account = made.account`.execute(trx);
}

const languageColumns = { id: 'text', language: 'text' } as const;

/** A person whose language was not known yet gets that of the first message that tells it. */
async function keepLanguages(
  trx: Trx,
  messages: ReadonlyMap<string, InboundMessage>,
  authors: ReadonlyMap<string, Author>,
): Promise<void> {
  const told: { id: string; language: Language }[] = [];
  for (const [key, message] of messages) {
    const person = authors.get(key)?.person;
    if (!person || person.language) continue;
    const language = guessLanguage(message.text);
    if (!language) continue;
    person.language = language;
    told.push({ id: person.id, language });
  }
  if (told.length === 0) return;
  const made = tableOf(trx, languageColumns, told);
  await trx
    .updateTable('person')
    .from(made.as('made'))
    .set((row) => ({ language: row.ref('made.language') }))
    .whereRef('person.id', '=', 'made.id')
    .execute();
}
