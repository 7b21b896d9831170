// Where a person is written to of our own accord: one direct message each, in their language and zone.
import type { Address } from '../chat/message.ts';
import type { Db } from '../db/schema.ts';
import { listOf, readAll } from '../db/sets.ts';
import type { Language } from '../text/language.ts';

export interface DirectAddress {
  address: Address;
  /** Undefined where it is not known: that of the campaign or the installation then counts. */
  reader: { language: Language | undefined; zone: string | undefined };
}

export interface AddressOptions {
  /** Persons who said stop are among them. */
  stopped?: boolean;
}

/**
 * One direct-message address a person, by person: of several identities the one that was made last. Who said stop has none, unless they
 * are asked for; whether a delivery may go out is for the gate to say all the same.
 */
export async function addressesOf(
  db: Db,
  personIds: Iterable<string>,
  { stopped = false }: AddressOptions = {},
): Promise<Map<string, DirectAddress>> {
  const query = db
    .selectFrom(listOf(db, [...new Set(personIds)]).as('wanted'))
    .crossJoin('identity')
    .crossJoin('person')
    .whereRef('identity.person_id', '=', 'wanted.value')
    .whereRef('person.id', '=', 'identity.person_id')
    .select(['person.id', 'person.language', 'person.zone'])
    .select(['identity.platform', 'identity.account', 'identity.created_at'])
    .$if(!stopped, (some) => some.where('person.stopped_at', 'is', null));
  const rows = await readAll(db, query, ['id', 'language', 'zone', 'platform', 'account', 'created_at']);
  const latest = new Map<string, (typeof rows)[number]>();
  for (const row of rows) {
    const known = latest.get(row.id);
    if (!known || comesBefore(row, known)) latest.set(row.id, row);
  }
  return new Map([...latest].map(([id, row]) => [id, directAddress(row)]));
}

interface Made {
  platform: string;
  account: string;
  created_at: number;
}

/** Compared here and not in SQL: the two databases do not order text alike. */
function comesBefore(one: Made, other: Made): boolean {
  if (one.created_at !== other.created_at) return one.created_at > other.created_at;
  if (one.platform !== other.platform) return one.platform < other.platform;
  return one.account < other.account;
}

function directAddress(row: Made & { language: string | null; zone: string | null }): DirectAddress {
  const { platform, account, language, zone } = row;
  return {
    address: { platform, account },
    reader: { language: (language as Language | null) ?? undefined, zone: zone ?? undefined },
  };
}
