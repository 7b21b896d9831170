// A database, a clock and a small kind of campaign for the tests of this folder.
import { z } from 'zod';
import type { Campaign } from '../../src/campaigns/campaign.ts';
import type { NewCampaign } from '../../src/campaigns/store.ts';
import type { Database } from '../../src/db/open.ts';
import { transaction } from '../../src/db/transaction.ts';
import type { Flow } from '../../src/engine/flow.ts';
import { createPerform } from '../../src/engine/perform.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { uuids } from '../../src/ids.ts';
import { UNLIMITED } from '../../src/outbox/contact.ts';
import { capable } from '../support/loopback.ts';

/** Friday 27 November 2026, 09:00 in Beijing. */
export const MORNING = Date.parse('2026-11-27T09:00:00+08:00');
export const HOUR = 3_600_000;

export const gameDefinition = z.strictObject({
  rounds: z.number().int().min(1).max(100).default(3),
  mode: z.enum(['quick', 'slow']).default('quick'),
  words: z.array(z.string().min(1).max(20)).max(50).default([]),
});

/** A kind of campaign that notes what it is told. */
export function gameFlow(): Flow & { told: { event: string; campaign: Campaign }[] } {
  const told: { event: string; campaign: Campaign }[] = [];
  const note = (event: string) => async (_scope: Scope, campaign: Campaign) => {
    told.push({ event, campaign });
  };
  return {
    name: 'game',
    definition: gameDefinition,
    commands: [],
    words: [],
    opened: note('opened'),
    paused: note('paused'),
    closed: note('closed'),
    told,
  };
}

export function newGame(more: Partial<NewCampaign> = {}): NewCampaign {
  return {
    kind: 'game',
    slug: 'friday-game',
    title: 'Friday game',
    language: 'en',
    zone: 'Asia/Shanghai',
    definition: { rounds: 5 },
    ...more,
  };
}

/** Work in one transaction each, at an instant the test sets. */
export function createStage({ db }: Pick<Database, 'db'>) {
  const newId = uuids(() => stage.now);
  const perform = createPerform({
    db,
    now: () => stage.now,
    newId,
    installation: { language: 'en', zone: 'Asia/Shanghai', keyring: [], contact: UNLIMITED },
    capabilities: () => capable,
    takes: () => false,
    committed: () => {},
    wake: () => {},
    mayRerun: () => false,
  });
  const stage = {
    now: MORNING,
    perform,
    timers: () => db.selectFrom('timer').select(['key', 'job', 'due_at']).orderBy('due_at').execute(),
    said: async () => (await db.selectFrom('outbox').select('body').execute()).map(({ body }) => body),
    /** Takes every row away that a test of campaigns can have made. */
    clear: () =>
      transaction(db, async (trx) => {
        for (const table of ['outbox', 'timer', 'campaign_room', 'campaign', 'identity', 'person'] as const)
          await trx.deleteFrom(table).execute();
      }),
  };
  return stage;
}
