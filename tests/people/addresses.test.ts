// Where people are written to of our own accord: one address each, and none for those who said stop.
import { afterEach, describe, expect, test } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import { insertAll } from '../../src/db/sets.ts';
import { transaction } from '../../src/db/transaction.ts';
import { addressesOf } from '../../src/people/addresses.ts';
import { databases, freshDatabase } from '../support/database.ts';

let database: Database;
afterEach(() => database.close());

interface Made {
  language?: string;
  zone?: string;
  stopped?: true;
  /** `platform:account`, and when it was made. */
  identities: Record<string, number>;
}

async function make(persons: Record<string, Made>): Promise<void> {
  const { db } = database;
  for (const [id, { language, zone, stopped, identities }] of Object.entries(persons)) {
    const settings = { language: language ?? null, zone: zone ?? null, stopped_at: stopped ? 1 : null };
    await db
      .insertInto('person')
      .values({ id, name: id, hidden: 0, created_at: 0, ...settings })
      .execute();
    for (const [identity, created_at] of Object.entries(identities)) {
      const [platform, account] = identity.split(':') as [string, string];
      const row = { platform, account, person_id: id, name: id, role: 'member' as const, created_at };
      await db.insertInto('identity').values(row).execute();
    }
  }
}

describe.each(databases)('addresses, on %s', (kind) => {
  test('tell language and zone, and leave open what is not known', async () => {
    database = await freshDatabase(kind);
    await make({
      amy: { language: 'en', zone: 'Europe/Berlin', identities: { 'slack:A': 1 } },
      bob: { identities: { 'wechat:B': 1 } },
    });
    expect(await addressesOf(database.db, ['amy', 'bob', 'amy', 'nobody'])).toEqual(
      new Map([
        ['amy', { address: { platform: 'slack', account: 'A' }, reader: { language: 'en', zone: 'Europe/Berlin' } }],
        ['bob', { address: { platform: 'wechat', account: 'B' }, reader: { language: undefined, zone: undefined } }],
      ]),
    );
    expect(await addressesOf(database.db, [])).toEqual(new Map());
  });

  test('are those of the identity made last; of several made at once, of the first by platform and account', async () => {
    database = await freshDatabase(kind);
    await make({
      last: { identities: { 'slack:A': 5, 'wechat:A': 7, 'terminal:A': 6 } },
      platform: { identities: { 'wechat:B': 5, 'slack:B': 5, 'terminal:B': 4 } },
      account: { identities: { 'slack:a': 5, 'slack:C': 5, 'slack:Ä': 5 } },
    });
    const found = await addressesOf(database.db, ['last', 'platform', 'account']);
    const named = [...found].map(([id, { address }]) => `${id} ${address.platform}:${address.account}`);
    expect(named.sort()).toEqual(['account slack:C', 'last wechat:A', 'platform slack:B']);
  });

  test('of those who said stop are given only where they are asked for', async () => {
    database = await freshDatabase(kind);
    await make({
      amy: { identities: { 'slack:A': 1 } },
      bob: { stopped: true, identities: { 'slack:B': 1, 'wechat:B': 2 } },
    });
    const asked = ['amy', 'bob'];
    expect([...(await addressesOf(database.db, asked)).keys()]).toEqual(['amy']);
    const all = await addressesOf(database.db, new Set(asked), { stopped: true });
    expect([...all.keys()].sort()).toEqual(['amy', 'bob']);
  });

  test('of 20,000 persons are read at once', async () => {
    database = await freshDatabase(kind);
    const ids = Array.from({ length: 20_000 }, (_, index) => `person${index}`);
    await transaction(database.db, async (trx) => {
      const columns = { id: 'text', name: 'text', hidden: 'integer', created_at: 'integer' } as const;
      await insertAll(
        trx,
        'person',
        columns,
        ids.map((id) => ({ id, name: id, hidden: 0, created_at: 0 })),
      );
      const own = { platform: 'text', account: 'text', person_id: 'text', name: 'text', role: 'text' } as const;
      await insertAll(
        trx,
        'identity',
        { ...own, created_at: 'integer' },
        ids.map((id) => ({
          ...{ platform: 'slack', account: id, person_id: id, name: id, role: 'member', created_at: 0 },
        })),
      );
    });
    expect((await addressesOf(database.db, ids)).size).toBe(20_000);
  });
});
