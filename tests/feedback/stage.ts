// What feedback stories begin with: a board that is open, and a look at the rows they leave.

import type { Definition } from '../../flows/feedback/definition.ts';
import { flows } from '../../flows/index.ts';
import { readCampaignFile } from '../../src/campaigns/files.ts';
import { apply } from '../../src/campaigns/plan.ts';
import type { World } from '../support/world.ts';

/** Friday 27 November 2026, 10:00 in Beijing: within working hours. */
export const WORKING = Date.parse('2026-11-27T10:00:00+08:00');
export const HOUR = 3_600_000;

/** Applies the file of a board `ideas` in the room `fans` and opens it. */
export async function openIdeas(world: World, definition: { [Key in keyof Definition]?: unknown } = {}): Promise<void> {
  const text = JSON.stringify({
    ...{
      kind: 'feedback',
      slug: 'ideas',
      title: 'Ideas',
      language: 'en',
      zone: 'Asia/Shanghai',
      rooms: ['terminal:fans'],
    },
    definition: {
      areas: [
        { name: 'camera', words: ['photo', '拍照'] },
        { name: 'battery', words: ['续航'] },
      ],
      ...definition,
    },
  });
  const read = readCampaignFile(text, flows);
  if (read.type === 'faults') throw new Error(JSON.stringify(read.faults));
  await world.engine.perform((scope) => apply(scope, flows, read.file));
  await world.person('boss').says('campaign open ideas');
}

/** "#1 bug camera 3 open the camera … received 2", by number. */
export async function itemsIn({ db }: Pick<World, 'db'>): Promise<string[]> {
  const rows = await db.selectFrom('feedback_item').selectAll().orderBy('number').execute();
  return rows.map((row) => `#${row.number} ${row.kind} ${row.area || '-'} ${row.severity} ${row.state} ${row.backers}`);
}

/** What is wrong in the rows: counts that are not those of the backers. */
export async function wrongIn({ db }: Pick<World, 'db'>): Promise<string[]> {
  const rows = await db
    .selectFrom('feedback_item as item')
    .leftJoin('feedback_backer as backer', 'backer.item_id', 'item.id')
    .groupBy(['item.number', 'item.backers'])
    .select((row) => ['item.number', 'item.backers', row.fn.count<number>('backer.person_id').as('counted')])
    .execute();
  return rows.flatMap(({ number, backers, counted }) =>
    backers === Number(counted) ? [] : [`#${number} says ${backers} backers and has ${counted}`],
  );
}
