import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { type Database, openDatabase } from '../../src/db/open.ts';
import { transaction } from '../../src/db/transaction.ts';
import { runScript } from '../support/child.ts';
import { databases, freshDatabase, temporaryFolder } from '../support/database.ts';
import { faulty, InjectedFault } from '../support/faults.ts';

const pair = (database: Database) =>
  transaction(database.db, async (trx) => {
    await trx.insertInto('seen').values({ key: 'a', arrival: 1 }).execute();
    await trx.insertInto('seen').values({ key: 'b', arrival: 2 }).execute();
  });
const rowsOf = async (database: Database) => (await database.db.selectFrom('seen').select('key').execute()).length;

/** begin, two inserts, commit. */
const CALLS = 4;

describe.each(databases)('a database that fails, on %s', (kind) => {
  test.each(['before', 'after'] as const)('%s any call leaves both rows or none, and goes on working', async (when) => {
    const faults = faulty();
    const database = await freshDatabase(kind, { wrap: faults.wrap });
    faults.arm();
    await pair(database);
    expect(faults.disarm()).toBe(CALLS);
    for (let call = 1; call <= CALLS; call += 1) {
      await database.db.deleteFrom('seen').execute();
      faults.arm({ call, when, how: 'throw' });
      await expect(pair(database)).rejects.toThrow(InjectedFault);
      faults.disarm();
      expect(await rowsOf(database)).toBe(when === 'after' && call === CALLS ? 2 : 0);
    }
    await database.close();
  });
});

describe('a process that is killed', () => {
  let folder: string;
  let url: string;
  beforeEach(() => {
    folder = temporaryFolder();
    url = `sqlite:${join(folder, 'canyu.db')}`;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const points = [1, 2, 3, 4].flatMap((call) => [
    { call, when: 'before', left: 0 },
    { call, when: 'after', left: call === CALLS ? 2 : 0 },
  ]);
  test.each(points)('$when call $call of a transaction leaves $left rows', async ({ call, when, left }) => {
    const child = runScript('db/dying.ts', [url, `${call}`, when]);
    const [, signal] = await once(child.process, 'exit');
    expect(signal).toBe('SIGKILL');
    const database = await openDatabase(url, { purpose: 'run', migrations, now: () => 0 });
    expect(await rowsOf(database)).toBe(left);
    await database.close();
  });
});
