// Each statement of each operation fails once: then nothing of it has happened, and the next try does the whole.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { newEntry, takePlaces } from '../../src/quota/claim.ts';
import { type Entry, entriesOf } from '../../src/quota/entry.ts';
import { type Quota, resizeLane } from '../../src/quota/lanes.ts';
import { offerFree } from '../../src/quota/offers.ts';
import { confirmPlaces, endEntries } from '../../src/quota/settle.ts';
import { sweep } from '../../src/quota/sweep.ts';
import { withoutTransactions } from '../faults/unprotected.ts';
import { databases, freshDatabase } from '../support/database.ts';
import { type Faults, faulty } from '../support/faults.ts';
import { wrongIn } from '../support/quota.ts';
import { remains } from '../support/sweep.ts';
import { createQuota, terms as free } from './stage.ts';

const PERSONS = ['amy', 'bob', 'carl', 'dora', 'eve'];
const terms = { ...free, claimWithin: 60_000 };
type Quotas = Awaited<ReturnType<typeof createQuota>>;
type Operation = (scope: Scope, quota: Quota, own: ReadonlyMap<string, Entry>) => Promise<unknown>;

const claim =
  (...names: string[]): Operation =>
  (scope, quota) =>
    takePlaces(
      scope,
      quota,
      names.map((personId) => newEntry(scope, quota, { laneId: quota.lanes[0]!.id, units: 1, personId })),
      terms,
    );
const end =
  (name: string, state: 'cancelled' | 'declined'): Operation =>
  (scope, quota, own) =>
    endEntries(scope, quota, { entries: [own.get(name)!], state, reason: state }, terms);

/** One after the other, as a launch goes: two places, five persons. */
const course: readonly (readonly [string, Operation])[] = [
  ['claim', claim('amy', 'bob', 'carl', 'dora')],
  ['confirm', (scope, _, own) => confirmPlaces(scope, [own.get('amy')!], 'confirmed')],
  ['cancel, and offer to the next', end('bob', 'cancelled')],
  ['decline, and offer to the next', end('carl', 'declined')],
  ['accept', (scope, _, own) => confirmPlaces(scope, [own.get('dora')!], 'accepted')],
  ['claim when all is taken', claim('eve')],
  [
    'give more places',
    async (scope, quota) => {
      await resizeLane(scope.trx, quota.lanes[0]!, 3);
      await offerFree(scope, quota, terms);
    },
  ],
  ['expire, with nobody to offer to', (scope, quota) => sweep({ ...scope, now: scope.now + 7_200_000 }, quota, terms)],
];

const run = ({ work, campaignId }: Quotas, operation: Operation) =>
  work(async (scope, quota) => operation(scope, quota, await entriesOf(scope.trx, campaignId, PERSONS)));

const TABLES = ['quota', 'lane', 'place', 'entry', 'entry_move'];

const sweepOf = (database: Database, quotas: Quotas, faults: Faults, operation: Operation) =>
  remains({ database, faults, tables: TABLES, run: () => run(quotas, operation), wrongIn });

describe.each(databases)('a fault at every statement (%s)', (kind) => {
  const faults = faulty();
  faults.disarm();
  let database: Database;
  let quotas: Quotas;
  beforeAll(async () => {
    database = await freshDatabase(kind, { wrap: faults.wrap });
    quotas = await createQuota(database, [{ name: 'public', size: 2 }], PERSONS);
  });
  afterAll(() => database.close());

  // The sweep of a statement ends with the one try that nothing disturbs: so the course goes on.
  test.each(course)('of: %s', async (_, operation) => {
    expect(await sweepOf(database, quotas, faults, operation)).toEqual([]);
    expect(await wrongIn(database.db)).toEqual([]);
  });
});

test('control: without transactions half an operation remains', async () => {
  const faults = faulty();
  faults.disarm();
  const database = await freshDatabase('sqlite', { wrap: (dialect) => withoutTransactions(faults.wrap(dialect)) });
  const quotas = await createQuota(database, [{ name: 'public', size: 2 }], PERSONS);
  const [, operation] = course[0]!;
  expect((await sweepOf(database, quotas, faults, operation)).join()).toContain('something of it happened');
  await database.close();
});
