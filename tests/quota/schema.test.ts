// P3: the schema itself forbids to sell what is not there, or to sell it twice, whatever the code does.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import { enter, newEntry, takePlaces } from '../../src/quota/claim.ts';
import { databases, freshDatabase } from '../support/database.ts';
import { wrongIn } from '../support/quota.ts';
import { createQuota, terms } from './stage.ts';

describe.each(databases)('P3: never oversold, by the schema alone (%s)', (kind) => {
  let database: Database;
  let lane: string;
  beforeAll(async () => {
    database = await freshDatabase(kind);
    const quota = await createQuota(database, [{ name: 'public', size: 2 }], ['amy', 'bob', 'carl']);
    await quota.work(async (scope, held) => {
      lane = held.lanes[0]!.id;
      const entry = (personId: string) => newEntry(scope, held, { laneId: lane, units: 1, personId });
      await takePlaces(scope, held, [entry('amy')], terms);
      await enter(scope, held, [entry('bob'), entry('carl')]);
    });
  });
  afterAll(() => database.close());

  const run = (statement: string) => sql.raw(statement.replaceAll('LANE', `'${lane}'`)).execute(database.db);
  const bob = `where person_id = 'bob'`;

  test.each([
    ['a place above the size', `insert into place (lane_id, number, size) values (LANE, 3, 2)`],
    ['a place that claims another size', `insert into place (lane_id, number, size) values (LANE, 3, 3)`],
    ['a place twice', `insert into place (lane_id, number, size) values (LANE, 1, 2)`],
    ['a size below the places there are', `update lane set size = 1 where id = LANE`],
    ['an owner without a place', `update entry set state = 'confirmed', holder = id ${bob}`],
    [
      'an owner who is not marked as one',
      `update entry set state = 'confirmed', place_lane_id = LANE, place = 2 ${bob}`,
    ],
    [
      'an owner of somebody else’s place',
      `update entry set state = 'held', holder = id, place_lane_id = LANE, place = 1 ${bob}`,
    ],
    [
      'an owner of a place that is not there',
      `update entry set state = 'held', holder = id, place_lane_id = LANE, place = 3 ${bob}`,
    ],
    [
      'a place of somebody who only signed up',
      `update place set entry_id = (select id from entry ${bob}) where number = 2`,
    ],
    [
      'an owner who leaves and keeps the place',
      `update entry set state = 'cancelled', holder = null where person_id = 'amy'`,
    ],
    [
      'a second entry of one person',
      `insert into entry (id, campaign_id, lane_id, person_id, number, units, state, created_at, changed_at)
      select 'second', campaign_id, lane_id, person_id, 9, 1, 'signed', 0, 0 from entry ${bob}`,
    ],
    ['a number twice', `update entry set number = 1 ${bob}`],
    ['a turn of somebody who does not wait', `update entry set turn = 1 ${bob}`],
  ])('refuses %s', async (_, statement) => {
    await expect(run(statement)).rejects.toThrow();
    expect(await wrongIn(database.db)).toEqual([]);
  });

  test('control: without the key of who holds places, a place goes to somebody who only signed up', async () => {
    if (kind === 'sqlite') await sql`pragma foreign_keys = off`.execute(database.db);
    else await sql`alter table place drop constraint place_entry_id_fkey`.execute(database.db);
    await run(`update place set entry_id = (select id from entry ${bob}) where number = 2`);
    expect((await wrongIn(database.db)).join()).toMatch(/does not have the places it was promised/);
  });
});
