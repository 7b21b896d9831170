// Writing, backing and moving an item on: a fault at any statement leaves nothing of it, and hostile words harm nobody.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addBackers } from '../../flows/feedback/backing.ts';
import { type Board, findBoard } from '../../flows/feedback/board.ts';
import { definitionSchema } from '../../flows/feedback/definition.ts';
import { ensureBoard, receive } from '../../flows/feedback/intake.ts';
import { changeState } from '../../flows/feedback/status.ts';
import { findItem, holdItems } from '../../flows/feedback/store.ts';
import { createCampaign } from '../../src/campaigns/store.ts';
import type { Database } from '../../src/db/open.ts';
import type { Db } from '../../src/db/schema.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { createStage } from '../campaigns/stage.ts';
import { withoutTransactions } from '../faults/unprotected.ts';
import { addPeople } from '../quota/stage.ts';
import { databases, freshDatabase } from '../support/database.ts';
import { faulty } from '../support/faults.ts';
import { hostile } from '../support/hostile.ts';
import { remains } from '../support/sweep.ts';
import { createWorld } from '../support/world.ts';
import { itemsIn, openIdeas, WORKING, wrongIn } from './stage.ts';

const TABLES = [
  'feedback_item',
  'feedback_backer',
  'feedback_event',
  'feedback_term',
  'feedback_news',
  'feedback_board',
];
const wrong = (db: Db) => wrongIn({ db });

async function createBoard(database: Database) {
  const stage = createStage(database);
  const board = await stage.perform(async (scope) => {
    const made = await createCampaign(scope, {
      ...{ kind: 'feedback', slug: 'ideas', title: 'Ideas', language: 'en', zone: 'UTC' },
      definition: definitionSchema.parse({ areas: [{ name: 'camera' }] }),
    });
    const found = (await findBoard(scope.trx, made.campaign.id))!;
    await ensureBoard(scope, found);
    await addPeople(scope.trx, [{ id: 'amy' }, { id: 'bob' }]);
    return found;
  });
  return { stage, board };
}

const course: readonly (readonly [string, (scope: Scope, board: Board) => Promise<unknown>])[] = [
  [
    'writing',
    (scope, board) => receive(scope, board, [{ text: 'the camera is slow', anonymous: false, authorId: 'amy' }]),
  ],
  [
    'backing',
    async (scope) => {
      const { id } = (await findItem(scope.trx, 1))!;
      await addBackers(scope, await holdItems(scope.trx, [id]), [{ itemId: id, personId: 'bob' }]);
    },
  ],
  [
    'moving it on',
    async (scope) => changeState(scope, (await findItem(scope.trx, 1))!, 'planned', { personId: 'bob' }),
  ],
  ['declining it', async (scope) => changeState(scope, (await findItem(scope.trx, 1))!, 'declined', { reason: 'no' })],
];

describe.each(databases)('a fault at every statement (%s)', (kind) => {
  const faults = faulty();
  faults.disarm();
  let database: Database;
  let made: Awaited<ReturnType<typeof createBoard>>;
  beforeAll(async () => {
    database = await freshDatabase(kind, { wrap: faults.wrap });
    made = await createBoard(database);
  });
  afterAll(() => database.close());

  test.each(course)('of %s', async (_, work) => {
    const run = () => made.stage.perform((scope) => work(scope, made.board));
    expect(await remains({ database, faults, tables: TABLES, run, wrongIn: wrong })).toEqual([]);
  });
});

test('control: without transactions half of it remains', async () => {
  const faults = faulty();
  faults.disarm();
  const database = await freshDatabase('sqlite', { wrap: (dialect) => withoutTransactions(faults.wrap(dialect)) });
  const { stage, board } = await createBoard(database);
  const run = () => stage.perform((scope) => course[0]![1](scope, board));
  const found = await remains({ database, faults, tables: TABLES, run, wrongIn: wrong });
  expect(found.join()).toContain('something of it happened');
  await database.close();
});

test('P10: hostile words become items or clear refusals, and are shown as they are', { timeout: 60_000 }, async () => {
  const world = await createWorld({ at: WORKING });
  await openIdeas(world);
  for (const [index, { text }] of hostile.entries()) {
    await world.person(`h${index}`).says(`feedback ${text}`);
    await world.person(`h${index}`).says('no, post mine');
  }
  for (const line of ['top', 'top --all-time --why', 'queue', 'digest'])
    await world.person('boss').says(`feedback ${line}`);
  expect(await world.db.selectFrom('incident').selectAll().execute()).toEqual([]);
  expect((await itemsIn(world)).length).toBeGreaterThan(10);
  expect(await wrongIn(world)).toEqual([]);
  await world.close();
});
