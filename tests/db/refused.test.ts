// Files that Canyu must not touch: each is refused in one sentence with the remedy, and afterwards every byte is where it was.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { openDatabase } from '../../src/db/open.ts';
import { sqlite3Dialect } from '../../src/db/sqlite3-dialect.ts';
import { transaction } from '../../src/db/transaction.ts';
import { StartError } from '../../src/errors.ts';
import { runScript } from '../support/child.ts';
import { freshDatabase, temporaryFolder } from '../support/database.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, 'canyu.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Every name in the folder with its bytes' hash and the instant of its last change. */
function contents(): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const stats = statSync(path);
      const hash = stats.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'folder';
      return `${name} ${stats.mtimeMs} ${stats.size} ${hash}`;
    });
}

async function refusal(purpose: 'run' | 'read', url = `sqlite:${file}`): Promise<string> {
  const error = await openDatabase(url, { purpose, migrations, now: () => 0 }).then(
    async (database) => {
      await database.close();
      throw new Error('it was opened');
    },
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StartError);
  return (error as StartError).message;
}

async function writeCanyu(rows = 0): Promise<void> {
  const database = await freshDatabase('sqlite', { file });
  await transaction(database.db, async (trx) => {
    for (let row = 0; row < rows; row += 1)
      await trx
        .insertInto('seen')
        .values({ key: `${row}`.repeat(40), arrival: row })
        .execute();
  });
  await database.close();
  rmSync(`${file}.lock`);
}

async function write(...statements: string[]): Promise<void> {
  const db = new Kysely<unknown>({ dialect: sqlite3Dialect({ file, mode: 'create', pragmas: [] }) });
  for (const statement of statements) await sql.raw(statement).execute(db);
  await db.destroy();
}

const cases: { name: string; make: () => Promise<void> | void; says: RegExp }[] = [
  { name: 'a folder', make: () => void mkdirSync(file), says: /is a folder\. Set DATABASE_URL/ },
  { name: 'an empty file', make: () => writeFileSync(file, ''), says: /is empty\. Restore a backup, or delete it/ },
  { name: 'a short text', make: () => writeFileSync(file, 'hello\n'), says: /is not a database\. Restore a backup/ },
  {
    name: 'a long text',
    make: () => writeFileSync(file, 'hello\n'.repeat(10_000)),
    says: /is not a database\. Restore a backup/,
  },
  {
    name: 'a truncated database',
    make: async () => {
      await writeCanyu(500);
      truncateSync(file, Math.floor(statSync(file).size / 2));
    },
    says: /is damaged .*Restore a backup/,
  },
  {
    name: 'a database cut inside its first page',
    make: async () => {
      await writeCanyu();
      truncateSync(file, 1_000);
    },
    says: /Restore a backup/,
  },
  {
    name: 'a database with a page of garbage',
    make: async () => {
      await writeCanyu(500);
      const bytes = readFileSync(file);
      bytes.fill(0xab, bytes.length - 3 * 4096, bytes.length - 2 * 4096);
      writeFileSync(file, bytes);
    },
    says: /is damaged .*Restore a backup/,
  },
  {
    name: 'a database whose index misses a row',
    make: async () => {
      await writeCanyu(10);
      await write(
        'pragma writable_schema = on',
        `update sqlite_master set sql = replace(sql, '(arrival)', '(key)') where name = 'seen_arrival'`,
      );
    },
    says: /is damaged .*Restore a backup/,
  },
  {
    name: 'a database of a newer Canyu',
    make: async () => {
      await writeCanyu();
      await write(`insert into migration (name, applied_at) values ('9999-future', 0)`);
    },
    says: /written by a newer Canyu \(it knows 9999-future\)\. Start that version/,
  },
  {
    name: 'a database that lacks an earlier migration',
    make: async () => {
      await writeCanyu();
      await write(`delete from migration where name = '${migrations[0]!.name}'`);
    },
    says: /lacks 0001-kernel, .*Restore a backup/,
  },
  {
    name: 'a database of another program',
    make: () => write('create table notes (text)'),
    says: /of another program\. Set DATABASE_URL to another file/,
  },
  {
    name: 'a database of another program with a table called migration',
    make: () => write('create table migration (name text)', 'create table person (id text)'),
    says: /of another program/,
  },
  {
    name: 'a database of another program in WAL mode',
    make: () => write('pragma journal_mode = wal', 'create table notes (text)'),
    says: /of another program/,
  },
];

describe.each(['run', 'read'] as const)('to %s', (purpose) => {
  test.each(cases)('$name is refused and left as it is', async ({ make, says }) => {
    await make();
    const before = contents();
    expect(await refusal(purpose)).toMatch(says);
    expect(contents()).toEqual(before);
  });
});

test('a database of another program that is in use is refused, and its log stays', async () => {
  const other = new Kysely<unknown>({
    dialect: sqlite3Dialect({ file, mode: 'create', pragmas: ['journal_mode = wal'] }),
  });
  await sql`create table notes (text)`.execute(other);
  const names = () => readdirSync(folder).sort();
  const before = names();
  expect(await refusal('run')).toMatch(/of another program/);
  expect(names()).toEqual(before);
  await sql`insert into notes values ('still mine')`.execute(other);
  await other.destroy();
});

test('a missing file is refused to read, and not made', async () => {
  expect(await refusal('read')).toMatch(/There is no database at .*Run canyu start first/);
  expect(readdirSync(folder)).toEqual([]);
});

test('a missing folder is refused, and not made', async () => {
  expect(await refusal('run', `sqlite:${folder}/absent/canyu.db`)).toMatch(
    /The folder .*absent does not exist\. Create it/,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test('a path through a file is refused', async () => {
  writeFileSync(file, 'a file');
  const before = contents();
  expect(await refusal('run', `sqlite:${file}/canyu.db`)).toMatch(/is no folder/);
  expect(contents()).toEqual(before);
});

test('a good database is read without leaving anything beside it', async () => {
  await writeCanyu(10);
  const before = contents();
  const database = await openDatabase(`sqlite:${file}`, { purpose: 'read', migrations, now: () => 0 });
  expect(await database.db.selectFrom('seen').select('key').execute()).toHaveLength(10);
  await expect(database.db.deleteFrom('seen').execute()).rejects.toThrow(/read-?only/i);
  await database.close();
  expect(contents()).toEqual(before);
});

test('a database that its process died on is read with all its commits, and no byte of it changes', async () => {
  const running = await freshDatabase('sqlite', { file });
  await running.db.insertInto('seen').values({ key: 'in the log', arrival: 1 }).execute();
  const copy = temporaryFolder();
  for (const name of ['canyu.db', 'canyu.db-wal']) cpSync(join(folder, name), join(copy, name));
  await running.close();
  [folder, file] = [copy, join(copy, 'canyu.db')];
  const bytes = () => contents().filter((line) => !line.startsWith('canyu.db-shm'));
  const before = bytes();
  const database = await openDatabase(`sqlite:${file}`, { purpose: 'read', migrations, now: () => 0 });
  expect(await database.db.selectFrom('seen').select('key').execute()).toEqual([{ key: 'in the log' }]);
  await database.close();
  expect(bytes()).toEqual(before);
});

// Root may write everywhere, so these are looked at by a process of a user that may not.
const other = process.getuid?.() === 0 ? { uid: 65_534 } : {};

describe('as a user without the right to write', () => {
  async function refusedTo(path: string): Promise<string | undefined> {
    const child = runScript('db/opener.ts', [`sqlite:${path}`], other);
    const line = await child.line();
    await child.kill('SIGKILL');
    return line;
  }

  test('a read-only file is refused and left as it is', async () => {
    await writeCanyu();
    chmodSync(file, 0o444);
    chmodSync(folder, 0o777);
    const before = contents();
    expect(await refusedTo(file)).toMatch(/canyu\.db is read-only for this user\. Give it the right/);
    expect(contents()).toEqual(before);
  });

  test('a file in a read-only folder is refused and left as it is', async () => {
    await writeCanyu();
    chmodSync(file, 0o666);
    chmodSync(folder, 0o555);
    const before = contents();
    expect(await refusedTo(file)).toMatch(new RegExp(`${folder} is read-only for this user`));
    expect(contents()).toEqual(before);
    chmodSync(folder, 0o755);
  });

  test('a new file in a read-only folder is refused', async () => {
    chmodSync(folder, 0o555);
    expect(await refusedTo(file)).toMatch(/is read-only for this user/);
    chmodSync(folder, 0o755);
  });

  test('a file that may not be read is refused', async () => {
    await writeCanyu();
    chmodSync(file, 0o000);
    chmodSync(folder, 0o777);
    expect(await refusedTo(file)).toMatch(/may not be read by this user/);
  });
});
