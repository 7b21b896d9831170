import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dialect, Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import type { Migration } from '../../src/db/migrate.ts';
import { type Database, openDatabase } from '../../src/db/open.ts';
import { postgresDialect } from '../../src/db/postgres.ts';
import { readerDialect } from '../../src/db/sqlite.ts';
import { connect } from '../../src/db/sqlite3-connection.ts';
import { createPostgresDatabase, databases, temporaryFolder } from '../support/database.ts';
import { faulty, intercept } from '../support/faults.ts';

const extra: Migration = {
  name: '9001-extra',
  statements: ({ integer, strict }) => [
    `create table extra (id text not null primary key, at ${integer} not null) ${strict}`,
    `insert into extra (id, at) select id, at from incident`,
  ],
};
const broken: Migration = {
  name: '9002-broken',
  statements: () => ['create table half (id text)', `delete from incident`, 'create table half (id text)'],
};

let folder: string;
let url: Record<Database['kind'], string>;
let drop: () => Promise<void>;
const file = () => join(folder, 'canyu.db');

beforeEach(async () => {
  folder = temporaryFolder();
  const made = databases.includes('postgres') ? await createPostgresDatabase() : undefined;
  url = { sqlite: `sqlite:${file()}`, postgres: made?.url ?? '' };
  drop = made?.drop ?? (async () => {});
});
afterEach(async () => {
  await drop();
  rmSync(folder, { recursive: true, force: true });
});

type Options = Partial<Parameters<typeof openDatabase>[1]>;
const openWith = (kind: Database['kind'], list: readonly Migration[], options: Options = {}): Promise<Database> =>
  openDatabase(url[kind], { purpose: 'run', migrations: list, now: () => 42, ...options });

const incident = (id: string) => ({ id, at: 7, origin: 'test', context: '{}', error: '' });

async function withOneIncident(kind: Database['kind']): Promise<void> {
  const database = await openWith(kind, migrations);
  await database.db.insertInto('incident').values(incident('kept')).execute();
  await database.close();
}

type Tables = { incident: { id: string }; migration: { name: string; applied_at: number } };

/** All that is in the database, of the tables that matter here. */
async function state(kind: Database['kind']): Promise<unknown> {
  const db = new Kysely<Tables>(
    kind === 'sqlite' ? { dialect: readerDialect(file(), 'write') } : { dialect: postgresReader() },
  );
  const tables = await tableNames(db, kind);
  const incidents = await db.selectFrom('incident').select('id').execute();
  const applied = await db.selectFrom('migration').selectAll().orderBy('name').execute();
  await db.destroy();
  return { tables, incidents, applied };
}

async function tableNames(db: Kysely<Tables>, kind: Database['kind']): Promise<string[]> {
  const names =
    kind === 'sqlite'
      ? sql<{ name: string }>`select name from sqlite_master where type = 'table' order by name`
      : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = current_schema() order by 1`;
  return (await names.execute(db)).rows.map((row) => row.name);
}

function postgresReader(): Dialect {
  return postgresDialect({ url: url.postgres, connections: 1, statementTimeout: 5_000, readOnly: true });
}

describe.each(databases)('migrations on %s', (kind) => {
  test('a new database gets all of them, with the instant; the next opening none', async () => {
    const first = await openWith(kind, migrations);
    expect(first.migrated).toEqual(migrations.map((migration) => migration.name));
    const noted = await sql`select distinct applied_at from migration`.execute(first.db);
    expect(noted.rows).toEqual([{ applied_at: 42 }]);
    await first.close();
    const second = await openWith(kind, migrations);
    expect(second.migrated).toEqual([]);
    await second.close();
  });

  test('an older database gets what it lacks, and keeps its rows', async () => {
    await withOneIncident(kind);
    const database = await openWith(kind, [...migrations, extra]);
    expect(database.migrated).toEqual(['9001-extra']);
    expect((await sql`select id, at from extra`.execute(database.db)).rows).toEqual([{ id: 'kept', at: 7 }]);
    await database.close();
  });

  test('P14: a migration that fails leaves the database as it was, those before it in the same start included', async () => {
    await withOneIncident(kind);
    const before = await state(kind);
    await expect(openWith(kind, [...migrations, extra, broken])).rejects.toThrow(/half/);
    expect(await state(kind)).toEqual(before);
    const after = await openWith(kind, [...migrations, extra]);
    expect(after.migrated).toEqual(['9001-extra']);
    await after.close();
  });

  test('negative control: without the transaction, the same failure leaves a half migrated database', async () => {
    await withOneIncident(kind);
    const before = await state(kind);
    const wrap = intercept(async (call, proceed) => {
      if (['begin', 'commit', 'rollback'].includes(call)) return { rows: [] };
      return proceed();
    });
    await expect(openWith(kind, [...migrations, extra, broken], { wrap })).rejects.toThrow(/half/);
    expect(await state(kind)).not.toEqual(before);
  });

  test('P14: a failure before or after any call of a migration leaves it all or nothing', async () => {
    await withOneIncident(kind);
    const before = await state(kind);
    let refused = 0;
    for (const when of ['before', 'after'] as const) {
      for (let call = 1; ; call += 1) {
        const faults = faulty({ call, when, how: 'throw' });
        const opened = await openWith(kind, [...migrations, extra], { wrap: faults.wrap }).catch(() => undefined);
        await opened?.close();
        if (opened) {
          expect(faults.fired).toBe(false);
          break;
        }
        refused += 1;
        const left = (await state(kind)) as { tables: string[]; applied: unknown[] };
        if (left.tables.includes('extra')) expect(left.applied).toHaveLength(migrations.length + 1);
        else expect(left).toEqual(before);
        if (left.tables.includes('extra')) break;
      }
      if (((await state(kind)) as { tables: string[] }).tables.includes('extra')) break;
    }
    expect(refused).toBeGreaterThan(5);
  });

  test('reading an older database is refused until it is migrated', async () => {
    await withOneIncident(kind);
    const reading = openWith(kind, [...migrations, extra], { purpose: 'read' });
    await expect(reading).rejects.toThrow(/is of an earlier Canyu\. Run canyu migrate first/);
    await (await openWith(kind, [...migrations, extra], { purpose: 'migrate' })).close();
    const database = await openWith(kind, [...migrations, extra], { purpose: 'read' });
    await expect(database.db.deleteFrom('incident').execute()).rejects.toThrow(/read-?only/i);
    await database.close();
  });

  test('a database of a newer Canyu is refused', async () => {
    await (await openWith(kind, [...migrations, extra])).close();
    const before = await state(kind);
    await expect(openWith(kind, migrations)).rejects.toThrow(/written by a newer Canyu \(it knows 9001-extra\)/);
    expect(await state(kind)).toEqual(before);
  });
});

describe('the backup before a migration', () => {
  const backupFile = () => `${file()}.before-9001-extra.backup`;

  test('is a whole database of the state before', async () => {
    await withOneIncident('sqlite');
    expect(existsSync(backupFile())).toBe(false);
    await (await openWith('sqlite', [...migrations, extra])).close();
    const copy = await openDatabase(`sqlite:${backupFile()}`, { purpose: 'read', migrations, now: () => 0 });
    expect(await copy.db.selectFrom('incident').select('id').execute()).toEqual([{ id: 'kept' }]);
    await copy.close();
  });

  test('holds what a killed process left in the log', async () => {
    const running = await openWith('sqlite', migrations);
    await running.db.insertInto('incident').values(incident('in the log')).execute();
    const bytes = [readFileSync(file()), readFileSync(`${file()}-wal`)];
    await running.close();
    writeFileSync(file(), bytes[0]!);
    writeFileSync(`${file()}-wal`, bytes[1]!);
    await (await openWith('sqlite', [...migrations, extra])).close();
    const copy = await connect(backupFile(), 'still');
    expect(await copy.all('select id from incident', [])).toEqual([{ id: 'in the log' }]);
    await copy.close();
  });

  test('that cannot be made stops the migration', async () => {
    await withOneIncident('sqlite');
    const before = await state('sqlite');
    mkdirSync(join(`${backupFile()}.partial`, 'in the way'), { recursive: true });
    await expect(openWith('sqlite', [...migrations, extra])).rejects.toThrow(/No backup of .* was made/);
    expect(await state('sqlite')).toEqual(before);
  });
});

test('a first start that fails leaves no database behind', async () => {
  await expect(openWith('sqlite', [...migrations, broken])).rejects.toThrow(/half/);
  expect(readdirSync(folder)).toEqual(['canyu.db.lock']);
  const database = await openWith('sqlite', migrations);
  expect(database.migrated).toHaveLength(migrations.length);
  await database.close();
});

test('the rest of a first start that was killed is no hindrance', async () => {
  writeFileSync(`${file()}.partial`, 'half a page');
  const database = await openWith('sqlite', migrations);
  await database.close();
  expect(readdirSync(folder)).toEqual(['canyu.db', 'canyu.db.lock']);
});

describe.skipIf(!databases.includes('postgres'))('on PostgreSQL', () => {
  const openFour = (wrap?: Options['wrap']) =>
    Promise.allSettled([1, 2, 3, 4].map(() => openWith('postgres', migrations, wrap ? { wrap } : {})));

  async function closeAll(openings: PromiseSettledResult<Database>[]): Promise<void> {
    for (const opening of openings) if (opening.status === 'fulfilled') await opening.value.close();
  }

  test('four processes that start at once migrate once', async () => {
    const openings = await openFour();
    const migrated = openings.map((opening) => (opening.status === 'fulfilled' ? opening.value.migrated.length : -1));
    await closeAll(openings);
    expect(migrated.sort()).toEqual([0, 0, 0, migrations.length]);
  });

  test('negative control: without the advisory lock, some of the four fail', async () => {
    let arrived = 0;
    let go: () => void = () => {};
    const all = new Promise<void>((resolve) => {
      go = resolve;
    });
    const withoutLock = intercept(async (call, proceed) => {
      if (!call.includes('pg_advisory_xact_lock')) return proceed();
      arrived += 1;
      if (arrived === 4) go();
      await all;
      return { rows: [] };
    });
    const openings = await openFour(withoutLock);
    await closeAll(openings);
    expect(openings.some((opening) => opening.status === 'rejected')).toBe(true);
  });
});
