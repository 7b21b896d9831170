import { type AddressInfo, createServer } from 'node:net';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { isSerializationFailure, isUniqueViolation } from '../../src/db/errors.ts';
import { openDatabase } from '../../src/db/open.ts';
import { transaction } from '../../src/db/transaction.ts';
import { StartError } from '../../src/errors.ts';
import { createPostgresDatabase, databases, freshDatabase } from '../support/database.ts';

async function refusal(url: string): Promise<string> {
  const error = await openDatabase(url, { purpose: 'run', migrations, now: () => 0 }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StartError);
  expect((error as Error).message).not.toContain('hunter2');
  return (error as Error).message;
}

/** The same server under another address. */
function changed(change: (url: URL) => void): string {
  const url = new URL(process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres');
  url.password = 'hunter2';
  change(url);
  return url.href;
}

if (!databases.includes('postgres')) {
  test.skip('nothing runs on PostgreSQL: set TEST_DATABASE_URL to one whose user may create schemas', () => {});
}

test('a PostgreSQL that is down is told in one sentence', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const url = `postgres://boss:hunter2@127.0.0.1:${port}/canyu`;
  expect(await refusal(url)).toBe(
    `No PostgreSQL answers at postgres://127.0.0.1:${port}/canyu (ECONNREFUSED). Start it, or correct host and port in DATABASE_URL.`,
  );
});

test('a server that is no PostgreSQL is told in one sentence', async () => {
  const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  expect(await refusal(`postgres://boss:hunter2@127.0.0.1:${port}/canyu`)).toMatch(
    /PostgreSQL at postgres:\/\/127.0.0.1:\d+\/canyu does not answer/,
  );
  server.close();
});

test('an unknown host is told in one sentence', async () => {
  expect(await refusal('postgres://boss:hunter2@canyu.invalid/canyu')).toMatch(
    /The host of postgres:\/\/canyu\.invalid\/canyu is not known/,
  );
});

describe.each(databases)('errors of %s', (kind) => {
  test('a row that is there already is recognised, other faults are not taken for it', async () => {
    const database = await freshDatabase(kind);
    const insert = () => database.db.insertInto('seen').values({ key: 'a', arrival: 1 }).execute();
    await insert();
    const again = await insert().catch((error: unknown) => error);
    expect(isUniqueViolation(again)).toBe(true);
    expect(isSerializationFailure(again)).toBe(false);
    const orphan = {
      platform: 'p',
      account: 'a',
      person_id: 'absent',
      name: '',
      role: 'member',
      created_at: 1,
    } as const;
    const foreign = await database.db
      .insertInto('identity')
      .values(orphan)
      .execute()
      .catch((error: unknown) => error);
    expect(foreign).toBeInstanceOf(Error);
    expect(isUniqueViolation(foreign)).toBe(false);
    await database.close();
  });
});

describe.skipIf(!databases.includes('postgres'))('on PostgreSQL', () => {
  test('a database that does not exist is told in one sentence', async () => {
    const url = changed((changing) => {
      changing.pathname = '/canyu_absent';
    });
    expect(await refusal(url)).toMatch(/PostgreSQL has no database postgres:\/\/.*\/canyu_absent\. Create it/);
  });

  test('a user that does not exist is told in one sentence', async () => {
    const url = changed((changing) => {
      changing.username = 'canyu_nobody';
    });
    expect(await refusal(url)).toMatch(/PostgreSQL refuses the user or the password/);
  });

  test('a database of another program is refused and left as it is', async () => {
    const made = await createPostgresDatabase();
    const own = await openDatabase(made.url, { purpose: 'run', migrations: [], now: () => 0 });
    await sql`drop table migration`.execute(own.db);
    await sql`create table notes (text text)`.execute(own.db);
    await own.close();
    expect(await refusal(made.url)).toMatch(
      /holds the tables of another program \(notes\)\. Create a database for Canyu/,
    );
    await made.drop();
  });

  test('two transactions that wait for each other: one is undone, and known to be worth running again', async () => {
    const { db, close } = await freshDatabase('postgres');
    await db
      .insertInto('seen')
      .values([
        { key: 'a', arrival: 1 },
        { key: 'b', arrival: 1 },
      ])
      .execute();
    const arrivals: (() => void)[] = [];
    const bothHere = (resolve: () => void) => {
      arrivals.push(resolve);
      if (arrivals.length === 2) for (const go of arrivals) go();
    };
    const take = (first: string, second: string) =>
      transaction(db, async (trx) => {
        const lock = (key: string) => trx.updateTable('seen').set({ arrival: 2 }).where('key', '=', key).execute();
        await lock(first);
        await new Promise<void>(bothHere);
        await lock(second);
      });
    const outcomes = await Promise.allSettled([take('a', 'b'), take('b', 'a')]);
    const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
    await close();
    expect(failed).toHaveLength(1);
    expect(isSerializationFailure(failed[0]!.reason)).toBe(true);
  });

  test('whole numbers beyond 2^53 are refused instead of rounded', async () => {
    const { db, close } = await freshDatabase('postgres');
    const read = sql`select 9007199254740992::bigint as number`.execute(db);
    await expect(read).rejects.toThrow(/larger than a number holds exactly/);
    const sum =
      await sql`select sum(number) as sum, avg(number) as average from (values (1::bigint), (2)) as made (number)`.execute(
        db,
      );
    expect(sum.rows).toEqual([{ sum: 3, average: 1.5 }]);
    await close();
  });

  test('a connection that is cut is replaced by another, and ends nothing else', async () => {
    const { db, close } = await freshDatabase('postgres');
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
    await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(db).catch(() => {});
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
    await close();
  });
});
