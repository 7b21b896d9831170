// What waits, and what a release brings, as rows on both databases.
import { describe, expect, test } from 'vitest';
import { type Place, waitingItems } from '../../flows/feedback/queue-find.ts';
import { reportOf } from '../../flows/feedback/report.ts';
import { findCampaign } from '../../src/campaigns/store.ts';
import type { Trx } from '../../src/db/schema.ts';
import type { Cell } from '../../src/engine/flow.ts';
import { plannedFor, shipItems } from '../../src/feedback/releases.ts';
import { databases } from '../support/database.ts';
import { createWorld, MORNING, type World } from '../support/world.ts';

async function board({ db, engine }: World): Promise<void> {
  await db
    .insertInto('person')
    .values({ id: 'amy', name: 'amy', language: null, zone: null, hidden: 0, stopped_at: null, created_at: 0 })
    .execute();
  await db
    .insertInto('identity')
    .values({
      platform: 'terminal',
      account: 'amy-1',
      person_id: 'amy',
      name: 'amy',
      role: 'member',
      created_at: 0,
    } as never)
    .execute();
  await engine.perform(async ({ trx }) => {
    await trx
      .insertInto('campaign')
      .values({
        ...{ id: 'b', kind: 'feedback', slug: 'b', title: 'b', language: 'en', zone: 'UTC', status: 'live' },
        ...{ definition: '{}', approved_hash: 'h', opens_at: null, closes_at: null },
        ...{ created_at: 0, opened_at: 0, closed_at: null },
      })
      .execute();
    await trx.insertInto('feedback_board').values({ campaign_id: 'b', terms: 0, items: 0 }).execute();
  });
}

let number = 0;
async function add(trx: Trx, more: Record<string, unknown> = {}): Promise<void> {
  number += 1;
  const row = {
    ...{ id: `i${number}`, number, campaign_id: 'b', author_id: 'amy', anonymous: 0, area: 'camera', kind: 'bug' },
    ...{ severity: 2, text: 't', state: 'received', backers: 1, heat: 0, created_at: 0, changed_at: 0 },
    ...more,
  };
  await trx
    .insertInto('feedback_item')
    .values(row as never)
    .execute();
}

describe.each(databases)('%s', (kind) => {
  test('what is due first comes first, what has no clock last, and nobody waits in the queue who was answered', async () => {
    number = 0;
    const world = await createWorld({ kind, flows: [] });
    try {
      await board(world);
      await world.engine.perform(async ({ trx }) => {
        await add(trx);
        await add(trx, { due_at: MORNING + 5 });
        await add(trx, { due_at: MORNING - 5, area: 'screen' });
        await add(trx, { due_at: 1, answered_at: 2 });
        await add(trx, { due_at: 1, held: 'review' });
        await add(trx, { due_at: 1, hidden_at: 2 });
        await add(trx, { state: 'review', due_at: MORNING });
        await add(trx, { state: 'planned', due_at: 1 });
      });
      const page = async (most: number, after?: Place, area?: string) =>
        (await waitingItems(world.db, { campaignId: 'b', after, most, area })).map((item) => item.number);
      expect(await page(10)).toEqual([3, 7, 2, 1]);
      const behind = (dueAt: number | undefined, item: number) => page(2, { dueAt, number: item });
      expect([
        await page(2),
        await behind(MORNING, 7),
        await behind(MORNING + 5, 2),
        await behind(undefined, 1),
      ]).toEqual([[3, 7], [2, 1], [1], []]);
      // Whoever was the last shown may be answered meanwhile: the next page is the same.
      expect(await behind(MORNING, 6)).toEqual([7, 2]);
      expect(await page(10, undefined, 'screen')).toEqual([3]);

      await world.engine.perform(async ({ trx }) => {
        await add(trx, { state: 'planned', release_id: 'r1' });
        await add(trx, { state: 'work', release_id: 'r1', hidden_at: 2 });
        await add(trx, { state: 'declined', reason: 'no', release_id: 'r1' });
        await add(trx, { state: 'planned', release_id: 'r2' });
      });
      expect((await plannedFor(world.db, 'r1')).map((item) => item.number)).toEqual([9]);
      const shipped = () => world.engine.perform((scope) => shipItems(scope, 'r1'));
      expect((await shipped()).map((item) => `${item.number} ${item.state}`).sort()).toEqual([
        '10 shipped',
        '9 shipped',
      ]);
      expect(await shipped()).toEqual([]);
      expect((await plannedFor(world.db, 'r2')).map((item) => item.number)).toEqual([12]);
      const events = await world.db.selectFrom('feedback_event').selectAll().orderBy('item_id').execute();
      expect(events.map(({ item_id, step, note }) => [item_id, step, note])).toEqual([
        ['i10', 1, 'shipped'],
        ['i9', 1, 'shipped'],
      ]);

      await world.engine.perform(({ trx }) => add(trx, { anonymous: 1, text: '=1+1' }));
      const { columns, rows } = reportOf(world.db, (await findCampaign(world.db, 'b'))!);
      const told: Record<string, Cell>[] = [];
      for await (const row of rows) told.push(Object.fromEntries(columns.map((name, index) => [name, row[index]!])));
      expect(told.map((row) => row.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
      expect(told[0]).toMatchObject({ name: 'amy', account: 'amy-1', platform: 'terminal' });
      expect(told[12]).toMatchObject({ name: null, account: null, platform: null, text: '=1+1' });
      expect(JSON.stringify(told[12])).not.toContain('amy');
    } finally {
      await world.close();
    }
  });
});
