// A campaign with places and nothing around it: the quota engine alone, in transactions of its own.

import { createCampaign } from '../../src/campaigns/store.ts';
import type { Database } from '../../src/db/open.ts';
import type { Trx } from '../../src/db/schema.ts';
import { insertAll } from '../../src/db/sets.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { holdQuota, type LaneSpec, type Quota, setLanes } from '../../src/quota/lanes.ts';
import type { Terms } from '../../src/quota/terms.ts';
import { createStage } from '../campaigns/stage.ts';

export const terms: Terms = { claimWithin: undefined, hold: 3_600_000, waking: undefined, zone: 'UTC' };

/** Persons by id, each with the account `account` on the terminal. */
export async function addPeople(trx: Trx, people: readonly { id: string; account?: string }[]): Promise<void> {
  const person = { id: 'text', name: 'text', created_at: 'integer' } as const;
  const identity = {
    platform: 'text',
    account: 'text',
    person_id: 'text',
    name: 'text',
    role: 'text',
    created_at: 'integer',
  } as const;
  const named = people.map(({ id, account = id }) => ({ id, account }));
  await insertAll(
    trx,
    'person',
    person,
    named.map(({ id, account }) => ({ id, name: account, created_at: 0 })),
  );
  const rows = named.map(({ id, account }) => ({
    ...{ platform: 'terminal', account, person_id: id, name: account, role: 'member', created_at: 0 },
  }));
  await insertAll(trx, 'identity', identity, rows);
}

/** A campaign with these lanes. `work` runs in a transaction that holds its quota. */
export async function createQuota(database: Database, lanes: readonly LaneSpec[], persons: readonly string[] = []) {
  const stage = createStage(database);
  const campaignId = await stage.perform(async (scope) => {
    const made = await createCampaign(scope, {
      ...{
        kind: 'game',
        slug: `quota-${lanes.length}-${persons.length}`,
        title: 'Quota',
        language: 'en',
        zone: 'UTC',
        definition: {},
      },
    });
    await setLanes(scope, made.campaign.id, lanes);
    await addPeople(
      scope.trx,
      persons.map((id) => ({ id })),
    );
    return made.campaign.id;
  });
  return {
    stage,
    campaignId,
    work: <Result>(run: (scope: Scope, quota: Quota) => Promise<Result>) =>
      stage.perform(async (scope) => run(scope, (await holdQuota(scope.trx, campaignId))!)),
  };
}
