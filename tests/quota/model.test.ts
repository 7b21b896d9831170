// P3: whatever is done in whatever order, size = free + held + offered + confirmed, and nobody waits for what is free.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import { newEntry, takePlaces } from '../../src/quota/claim.ts';
import { type Entry, entriesOf, hasEnded, owns } from '../../src/quota/entry.ts';
import { resizeLane, spillOver } from '../../src/quota/lanes.ts';
import { offerFree } from '../../src/quota/offers.ts';
import { confirmPlaces, endEntries } from '../../src/quota/settle.ts';
import { standingOf } from '../../src/quota/standing.ts';
import { sweep } from '../../src/quota/sweep.ts';
import { databases, freshDatabase } from '../support/database.ts';
import { intercept } from '../support/faults.ts';
import { wrongIn } from '../support/quota.ts';
import { createQuota, terms as free } from './stage.ts';

const PERSONS = Array.from({ length: 12 }, (_, index) => `p${index}`);
const LANES = [
  { name: 'vip', size: 2, spillTo: 'public' },
  { name: 'public', size: 5 },
];
const terms = { ...free, claimWithin: 60_000 };

type Act =
  | { type: 'claim'; persons: readonly number[]; units: number; lane: number }
  | { type: 'confirm' | 'cancel' | 'decline'; person: number }
  | { type: 'size'; lane: number; size: number }
  | { type: 'spill' }
  | { type: 'wait'; ms: number };

const person = fc.nat(PERSONS.length - 1);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('claim' as const),
      persons: fc.uniqueArray(person, { minLength: 1, maxLength: 5 }),
      units: fc.integer({ min: 1, max: 3 }),
      lane: fc.nat(1),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constantFrom('confirm' as const, 'cancel' as const, 'decline' as const), person }),
  },
  fc.record({ type: fc.constant('size' as const), lane: fc.nat(1), size: fc.nat(8) }),
  fc.record({ type: fc.constant('spill' as const) }),
  fc.record({ type: fc.constant('wait' as const), ms: fc.constantFrom(10_000, 60_001, 3_600_001) }),
);

type Quotas = Awaited<ReturnType<typeof createQuota>>;

/** Does one act, as a flow would; gives whom a place was offered to that had just given one up. */
async function perform({ stage, work, campaignId }: Quotas, done: Act): Promise<Entry[]> {
  if (done.type === 'wait') stage.now += done.ms;
  return work(async (scope, quota) => {
    const own = await entriesOf(scope.trx, campaignId, PERSONS);
    const lane = 'lane' in done ? quota.lanes[done.lane]! : undefined;
    switch (done.type) {
      case 'claim': {
        const wishes = done.persons.flatMap((index) => {
          const known = own.get(PERSONS[index]!);
          if (known && !hasEnded(known)) return [];
          return [known ?? newEntry(scope, quota, { laneId: lane!.id, units: done.units, personId: PERSONS[index]! })];
        });
        await takePlaces(scope, quota, wishes, terms);
        return [];
      }
      case 'confirm': {
        const entry = own.get(PERSONS[done.person]!);
        if (entry && owns(entry)) await confirmPlaces(scope, [entry], 'confirmed');
        return [];
      }
      case 'cancel':
      case 'decline': {
        const entry = own.get(PERSONS[done.person]!);
        if (!entry || hasEnded(entry)) return [];
        const state = done.type === 'cancel' ? 'cancelled' : 'declined';
        const { offered } = await endEntries(scope, quota, { entries: [entry], state, reason: state }, terms);
        return offered.filter(({ id }) => id === entry.id);
      }
      case 'size':
        if ((await resizeLane(scope.trx, lane!, done.size)).type === 'resized') await offerFree(scope, quota, terms);
        return [];
      case 'spill':
        await spillOver(scope, quota, quota.lanes[0]!);
        await offerFree(scope, quota, terms);
        return [];
      case 'wait':
        for (;;) {
          const { next } = await sweep(scope, quota, terms);
          if (next !== scope.now) return [];
        }
    }
  });
}

describe.each(databases)('P3: any order of claims, answers, sizes and time (%s)', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  afterAll(() => database.close());

  test('keeps every place, number and turn where it belongs', { timeout: 60_000 }, async () => {
    const { db } = database;
    const quotas = await createQuota(database, LANES, PERSONS);
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 14 }), async (acts) => {
        for (const done of acts) {
          expect(await perform(quotas, done)).toEqual([]);
          for (const { lane, free, held, offered, confirmed } of await standingOf(db, quotas.campaignId))
            expect(free + held + offered + confirmed).toBe(lane.size);
        }
        expect(await wrongIn(db)).toEqual([]);
      }),
      { numRuns: kind === 'sqlite' ? 60 : 25 },
    );
  });
});

test('control: without the write that makes places free, conservation is lost', async () => {
  const without = intercept((call, proceed) =>
    /^update "place" set "entry_id" = null|^update "place" set "entry_id" = \?/.test(call) && call.includes('ended')
      ? Promise.resolve({ rows: [], numAffectedRows: 0n })
      : proceed(),
  );
  const database = await freshDatabase('sqlite', { wrap: without });
  const quotas = await createQuota(database, LANES, PERSONS);
  await perform(quotas, { type: 'claim', persons: [1, 2], units: 1, lane: 1 });
  await expect(perform(quotas, { type: 'cancel', person: 1 })).rejects.toThrow(/FOREIGN KEY/);
  await database.close();
});
