import type { DatabaseConnection, Dialect } from 'kysely';
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import { insertAll } from '../../src/db/sets.ts';
import { transaction } from '../../src/db/transaction.ts';
import { databases, freshDatabase } from '../support/database.ts';
import { intercept } from '../support/faults.ts';

const open: Database[] = [];
afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
});

async function fresh(kind: Database['kind'], wrap?: (dialect: Dialect) => Dialect): Promise<Database> {
  const database = await freshDatabase(kind, wrap ? { wrap } : {});
  open.push(database);
  return database;
}

const columns = { key: 'text', arrival: 'integer' } as const;

/** 60 transactions at once, each writing a pair; every third one gives up half-way. */
async function rush({ db }: Database): Promise<{ errors: unknown[]; keys: string[] }> {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 60 }, (_, number) =>
      transaction(db, async (trx) => {
        await insertAll(trx, 'seen', columns, [{ key: `${number}a`, arrival: number }]);
        if (number % 3 === 0) throw new Error('gives up');
        await insertAll(trx, 'seen', columns, [{ key: `${number}b`, arrival: number }]);
      }),
    ),
  );
  const errors = outcomes
    .map((outcome) => (outcome.status === 'rejected' ? outcome.reason : undefined))
    .filter((error) => error !== undefined && error.message !== 'gives up');
  const rows = await sql<{ key: string }>`select key from seen`.execute(db);
  return { errors, keys: rows.rows.map((row) => row.key).sort() };
}

const whole = Array.from({ length: 60 }, (_, number) => number)
  .filter((number) => number % 3 !== 0)
  .flatMap((number) => [`${number}a`, `${number}b`])
  .sort();

/** The dialect with its line of waiting taken out: everyone is handed the connection at once. */
function withoutLine(dialect: Dialect): Dialect {
  return {
    ...dialect,
    createDriver() {
      const driver = dialect.createDriver();
      const acquire = driver.acquireConnection.bind(driver);
      let shared: Promise<DatabaseConnection> | undefined;
      driver.acquireConnection = () => {
        shared ??= acquire();
        return shared;
      };
      driver.releaseConnection = async () => {};
      driver.destroy = async () => {};
      return driver;
    },
  };
}

describe.each(databases)('transactions on %s', (kind) => {
  test('60 at once neither fail nor leave half of anything', async () => {
    expect(await rush(await fresh(kind))).toEqual({ errors: [], keys: whole });
  });

  test('what a transaction wrote is gone when it throws, and its own error is heard', async () => {
    const { db } = await fresh(kind);
    const failing = transaction(db, async (trx) => {
      await insertAll(trx, 'seen', columns, [{ key: 'a', arrival: 1 }]);
      throw new Error('the reason');
    });
    await expect(failing).rejects.toThrow('the reason');
    expect(await db.selectFrom('seen').selectAll().execute()).toEqual([]);
  });

  test('a rollback that fails too does not hide the reason, nor spoil the next transaction', async () => {
    let fail = true;
    const { db } = await fresh(
      kind,
      intercept(async (call, proceed) => {
        if (call === 'rollback' && fail) throw new Error('rollback failed');
        return proceed();
      }),
    );
    const failing = transaction(db, async (trx) => {
      await insertAll(trx, 'seen', columns, [{ key: 'lost', arrival: 1 }]);
      throw new Error('the reason');
    });
    await expect(failing).rejects.toThrow('the reason');
    fail = false;
    await transaction(db, (trx) => insertAll(trx, 'seen', columns, [{ key: 'kept', arrival: 2 }]));
    expect(await db.selectFrom('seen').select('key').execute()).toEqual([{ key: 'kept' }]);
  });

  test('db inside a transaction is refused at once, instead of waiting for itself', async () => {
    const { db, reader } = await fresh(kind);
    const read = transaction(db, () => db.selectFrom('seen').selectAll().execute());
    await expect(read).rejects.toThrow('use its trx');
    const report = transaction(db, () => reader.selectFrom('seen').selectAll().execute());
    await expect(report).rejects.toThrow('use its trx');
    const nested = transaction(db, () => transaction(db, async () => {}));
    await expect(nested).rejects.toThrow('pass its trx on');
  });

  test('after a transaction db may be used again, from the same place too', async () => {
    const { db } = await fresh(kind);
    await transaction(db, (trx) => insertAll(trx, 'seen', columns, [{ key: 'a', arrival: 1 }]));
    expect(await db.selectFrom('seen').select('key').execute()).toEqual([{ key: 'a' }]);
  });

  test('the reader cannot write', async () => {
    const { reader } = await fresh(kind);
    const writing = reader.insertInto('seen').values({ key: 'a', arrival: 1 }).execute();
    await expect(writing).rejects.toThrow(/read-?only/i);
  });

  test('statements tell how many rows they changed, also behind a `with`', async () => {
    const { db } = await fresh(kind);
    await transaction(db, (trx) =>
      insertAll(trx, 'seen', columns, [
        { key: 'a', arrival: 1 },
        { key: 'b', arrival: 2 },
      ]),
    );
    const result = await db
      .with('old', (cte) => cte.selectFrom('seen').select('key').where('arrival', '<', 3))
      .deleteFrom('seen')
      .where('key', 'in', (inner) => inner.selectFrom('old').select('key'))
      .executeTakeFirst();
    expect(result.numDeletedRows).toBe(2n);
  });
});

test('negative control: without the line of waiting, the same 60 go wrong on SQLite', async () => {
  const { errors, keys } = await rush(await fresh('sqlite', withoutLine));
  expect(errors.length > 0 || keys.join() !== whole.join()).toBe(true);
});

test('closing waits for a transaction that is under way', async () => {
  const database = await freshDatabase('sqlite');
  const writing = transaction(database.db, async (trx) => {
    for (const arrival of [1, 2, 3]) await insertAll(trx, 'seen', columns, [{ key: `${arrival}`, arrival }]);
    return 'written';
  });
  const closing = database.close();
  expect(await writing).toBe('written');
  await closing;
});
