import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { takeLock } from '../../src/db/lock.ts';
import { openDatabase } from '../../src/db/open.ts';
import { type Child, runScript } from '../support/child.ts';
import { temporaryFolder } from '../support/database.ts';

let folder: string;
let url: string;
const children: Child[] = [];

beforeEach(() => {
  folder = temporaryFolder();
  url = `sqlite:${join(folder, 'canyu.db')}`;
});
afterEach(async () => {
  for (const child of children.splice(0)) await child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<{ child: Child; said: string | undefined }> {
  const child = runScript('db/opener.ts', [url]);
  children.push(child);
  return { child, said: await child.line() };
}
const open = (purpose: 'run' | 'read' | 'migrate') => openDatabase(url, { purpose, migrations, now: () => 0 });

describe('one process on a SQLite file', () => {
  test('a second one is refused, told the number of the first and what to do', async () => {
    const { child, said } = await start();
    expect(said).toBe('opened');
    const sentence = `Canyu is already running on this database (process ${child.process.pid}). Stop it first, or use its chat commands.`;
    await expect(open('run')).rejects.toThrow(sentence);
    expect((await start()).said).toBe(sentence);
  });

  test('the lock dies with its holder, killed or not', async () => {
    const first = await start();
    await first.child.kill('SIGKILL');
    const second = await start();
    expect(second.said).toBe('opened');
    second.child.process.stdin!.write('stop\n');
    expect(await second.child.line()).toBeUndefined();
    const database = await open('run');
    await database.close();
  });

  test('what the killed one had committed is there', async () => {
    const { child } = await start();
    await child.kill('SIGKILL');
    const database = await open('run');
    expect(database.migrated).toEqual([]);
    expect(await database.db.selectFrom('person').selectAll().execute()).toEqual([]);
    await database.close();
  });

  test('reading beside a running one is no second one', async () => {
    const running = await open('run');
    await running.db.insertInto('seen').values({ key: 'a', arrival: 1 }).execute();
    const reading = await open('read');
    expect(await reading.db.selectFrom('seen').select('key').execute()).toEqual([{ key: 'a' }]);
    await running.db.insertInto('seen').values({ key: 'b', arrival: 2 }).execute();
    expect(await reading.db.selectFrom('seen').select('key').execute()).toHaveLength(2);
    await reading.close();
    await running.close();
  });

  test('in one process, a second opening is refused and the first goes on', async () => {
    const database = await open('run');
    await expect(open('run')).rejects.toThrow('already running');
    await expect(open('migrate')).rejects.toThrow('already running');
    await database.db.insertInto('seen').values({ key: 'a', arrival: 1 }).execute();
    await database.close();
    await database.close();
    await (await open('run')).close();
  });

  test('of many that start at once exactly one runs', async () => {
    const starts = await Promise.allSettled(Array.from({ length: 8 }, () => open('run')));
    const running = starts.filter((outcome) => outcome.status === 'fulfilled');
    expect(running).toHaveLength(1);
    for (const outcome of starts)
      if (outcome.status === 'rejected') expect(String(outcome.reason)).toContain('already running');
    for (const { value } of running) await value.close();
  });

  test('a lock file that is none is refused with the remedy', async () => {
    writeFileSync(join(folder, 'canyu.db.lock'), 'not a lock, but long enough to look at');
    await expect(takeLock(join(folder, 'canyu.db'))).rejects.toThrow(
      /cannot be taken .*delete that file if Canyu is not running/,
    );
  });
});
