import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import { insertAll, listOf, readAll, tableOf } from '../../src/db/sets.ts';
import { transaction } from '../../src/db/transaction.ts';
import { databases, freshDatabase } from '../support/database.ts';

const columns = { number: 'integer', text: 'text', note: 'text' } as const;
type Made = { number: number | null; text: string | null; note: string | null };

/** What is stored of a text: the same on both databases. */
const stored = (text: string | null) => text?.toWellFormed().replaceAll('\0', '\ufffd') ?? null;

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
  fc.constantFrom(
    '',
    '\\',
    '\\u0000',
    '"',
    "'; drop table person; --",
    '{1,2}',
    'NULL',
    'null',
    '\ud800',
    '\0',
    '参与 🎉',
    '\u2028',
  ),
);
const anyRow = fc.record({
  number: fc.option(fc.maxSafeInteger()),
  text: fc.option(anyText),
  note: fc.option(anyText),
});

describe.each(databases)('sets on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  afterAll(() => database.close());

  test('a table made of rows gives back these rows, whatever is in them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 20 }), async (rows: Made[]) => {
        const made = tableOf(database.db, columns, rows);
        const { rows: read } = await sql<Made>`select * from ${made} as made`.execute(database.db);
        expect(read).toEqual(
          rows.map((row) => ({ number: row.number, text: stored(row.text), note: stored(row.note) })),
        );
      }),
      { numRuns: 200 },
    );
  });

  test('a list gives back its values in order, none of none', async () => {
    for (const values of [[], ['b', 'a', 'b', '参与', '\ud800']]) {
      const read = await sql<{ value: string }>`select value from ${listOf(database.db, values)} as list`.execute(
        database.db,
      );
      expect(read.rows.map((row) => row.value)).toEqual(values.map(stored));
    }
  });

  test('a bound text and a text in a set are stored alike', async () => {
    const text = 'a\0b\udc00c';
    const listed = listOf(database.db, [text]);
    const same = await sql<{ value: string }>`select value from ${listed} as list where value = ${text}`.execute(
      database.db,
    );
    expect(same.rows).toEqual([{ value: 'a\ufffdb\ufffdc' }]);
  });

  test('whole numbers are exact up to 2^53 - 1, counts and sums are numbers', async () => {
    const rows = [Number.MAX_SAFE_INTEGER, 0, Number.MIN_SAFE_INTEGER, -0].map((number) => ({ number }));
    const made = tableOf(
      database.db,
      { number: 'integer', text: 'text' },
      rows.map((row) => ({ ...row, text: '' })),
    );
    const read = await sql<{ number: number }>`select number from ${made} as made`.execute(database.db);
    expect(read.rows.map((row) => row.number)).toEqual([Number.MAX_SAFE_INTEGER, 0, Number.MIN_SAFE_INTEGER, 0]);
    const sums = await sql`select count(*) as count, sum(number) as sum from ${made} as made`.execute(database.db);
    expect(sums.rows).toEqual([{ count: 4, sum: 0 }]);
  });

  test.each([2 ** 53, -(2 ** 53), Number.NaN, Number.POSITIVE_INFINITY, 1.5])(
    'the number %d is refused in a set',
    (number) => {
      expect(() => tableOf(database.db, { number: 'integer' }, [{ number }])).toThrow(TypeError);
    },
  );

  test('a forgotten column is refused in a set', () => {
    expect(() => tableOf(database.db, columns, [{ number: 1, text: 'a' } as Made])).toThrow('note is undefined');
  });

  test.each([10n, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, undefined, new Date(0), { a: 1 }])(
    '%s is refused as a parameter, since it would be stored as something else',
    async (value) => {
      await expect(sql`select ${value} as value`.execute(database.db)).rejects.toThrow(/without changing it/);
    },
  );

  test('insertAll gives how many rows were new', async () => {
    const rows = ['x', 'y', 'z'].map((key) => ({ key, arrival: 1 }));
    const shape = { key: 'text', arrival: 'integer' } as const;
    const insert = (list: typeof rows) =>
      transaction(database.db, (trx) => insertAll(trx, 'seen', shape, list, { orIgnore: true }));
    expect([await insert([]), await insert(rows.slice(0, 2)), await insert(rows)]).toEqual([0, 2, 1]);
  });

  test('readAll gives the same rows as a plain read, in the order asked for', async () => {
    const shape = { id: 'text', at: 'integer', origin: 'text', context: 'text', error: 'text' } as const;
    const rows = Array.from({ length: 300 }, (_, number) => ({
      id: `${(number * 7) % 300}`,
      at: number % 2 ? number : Number.MAX_SAFE_INTEGER,
      origin: '参与 "quoted" \\ \n',
      context: '{"json":[1,null]}',
      error: '',
    }));
    await transaction(database.db, (trx) => insertAll(trx, 'incident', shape, rows));
    const query = database.db
      .selectFrom('incident')
      .select(['at', 'id', 'origin', 'context', 'error'])
      .orderBy('id', 'desc');
    expect(await readAll(database.db, query, ['id', 'at', 'origin', 'context', 'error'])).toEqual(
      await query.execute(),
    );
    const nothing = query.where('id', '=', 'absent');
    expect(await readAll(database.db, nothing, ['id', 'at', 'origin', 'context', 'error'])).toEqual([]);
  });
});
