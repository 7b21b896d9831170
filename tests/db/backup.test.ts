import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { backup } from '../../src/db/backup.ts';
import { type Database, openDatabase } from '../../src/db/open.ts';
import { insertAll } from '../../src/db/sets.ts';
import { transaction } from '../../src/db/transaction.ts';
import { StartError } from '../../src/errors.ts';
import { freshDatabase, temporaryFolder } from '../support/database.ts';

let folder: string;
let file: string;
let target: string;
let database: Database;

beforeEach(async () => {
  folder = temporaryFolder();
  file = join(folder, 'canyu.db');
  target = join(folder, 'copy.db');
  database = await freshDatabase('sqlite', { file });
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

async function add(from: number, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, number) => ({ key: `${from + number}`, arrival: from + number }));
  await transaction(database.db, (trx) => insertAll(trx, 'seen', { key: 'text', arrival: 'integer' }, rows));
}

test('P13: a backup of a running database is a database with all that was committed', async () => {
  await add(0, 1_000);
  const made = await backup(file, target);
  expect(made).toMatchObject({ file: target, rows: 1_000 + migrations.length });
  const restored = await openDatabase(`sqlite:${target}`, { purpose: 'run', migrations, now: () => 0 });
  const { count } = await restored.db
    .selectFrom('seen')
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  await restored.close();
  expect(count).toBe(1_000);
});

test('P13: a backup while rows are being written is whole too', async () => {
  await add(0, 20_000);
  const copying = backup(file, target);
  let stop = false;
  const writing = (async () => {
    for (let batch = 1; !stop; batch += 1) await add(batch * 20_000, 100);
  })();
  const made = await copying.finally(() => {
    stop = true;
  });
  await writing;
  expect(made.rows).toBeGreaterThanOrEqual(20_000);
});

test('P13: a backup that is not the same is none: a damaged database gives an error and no file', async () => {
  await add(0, 5_000);
  await database.close();
  const bytes = readFileSync(file);
  const page = bytes.readUInt16BE(16);
  bytes.fill(0, bytes.length - 10 * page, bytes.length - 9 * page);
  writeFileSync(file, bytes);
  await expect(backup(file, target)).rejects.toThrow(StartError);
  expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([]);
});

test('an existing file is never overwritten', async () => {
  writeFileSync(target, 'dear to somebody');
  await expect(backup(file, target)).rejects.toThrow(/exists\. Name another file/);
  expect(readFileSync(target, 'utf8')).toBe('dear to somebody');
});

test('a target that cannot be written is refused with the remedy', async () => {
  await expect(backup(file, join(folder, 'absent', 'copy.db'))).rejects.toThrow(
    /No backup of .* was made.*See that there is space/,
  );
  expect(existsSync(join(folder, 'absent'))).toBe(false);
});

test('a source that is not there is an error, not an empty backup', async () => {
  await expect(backup(join(folder, 'absent.db'), target)).rejects.toThrow(StartError);
  expect(existsSync(target)).toBe(false);
});
