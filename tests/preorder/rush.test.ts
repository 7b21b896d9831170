// P1, P2, P3: a launch in which programs are killed sells every place once, whoever died when.
import { afterEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { type Database, openDatabase } from '../../src/db/open.ts';
import { canyu, mortal } from '../faults/lives.ts';
import { createPostgresDatabase, databases, temporaryFolder } from '../support/database.ts';
import { wrongIn } from '../support/quota.ts';
import { rush } from './rush-programs.ts';

const TIMEOUT = 120_000;
let database: Database | undefined;
afterEach(() => database?.close());

async function sold(url: string): Promise<{ owned: number; waiting: number; entries: number; wrong: string[] }> {
  database = await openDatabase(url, { purpose: 'run', migrations, now: Date.now });
  const { db } = database;
  const rows = await db.selectFrom('entry').select(['state', 'person_id']).execute();
  const taken = await db.selectFrom('place').select('number').where('entry_id', 'is not', null).execute();
  return {
    owned: taken.length,
    waiting: rows.filter(({ state }) => state === 'waiting').length,
    entries: new Set(rows.map(({ person_id }) => person_id)).size,
    wrong: await wrongIn(db),
  };
}

test('600 claims for 100 places, and the program killed with -9 twice: 100 sold, nobody twice, nobody forgotten', {
  timeout: TIMEOUT,
}, async () => {
  const url = `sqlite:${temporaryFolder()}/canyu.db`;
  const { lives, heard } = await rush({
    ...{ programs: 1, places: 100, persons: 600, window: 40, killsAt: [50, 300] },
    start: () => canyu(url),
  });
  expect(lives).toBe(3);
  expect(await sold(url)).toMatchObject({ owned: 100, entries: 600, wrong: [] });
  const told = new Set(heard.filter(({ text }) => /Place \d+|waiting list/.test(text)).map(({ to }) => to));
  expect(told.size).toBe(600);
});

describe.runIf(databases.includes('postgres'))('on one PostgreSQL', () => {
  test('four programs at once, one of them killed: 100 sold, nobody twice, nobody forgotten', {
    timeout: TIMEOUT,
  }, async () => {
    const { url, drop } = await createPostgresDatabase();
    await (await openDatabase(url, { purpose: 'run', migrations, now: Date.now })).close();
    const { lives } = await rush({
      ...{ programs: 4, places: 100, persons: 400, window: 10, killsAt: [120] },
      start: () => mortal(url),
    });
    expect(lives).toBe(5);
    expect(await sold(url)).toMatchObject({ owned: 100, entries: 400, wrong: [] });
    await database!.close();
    database = undefined;
    await drop();
  });
});
