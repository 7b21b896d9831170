// Sets, not rows: "a table made of these rows". The one place that knows json_each (SQLite) from unnest (PostgreSQL).
import { type Kysely, type RawBuilder, SqliteAdapter, sql } from 'kysely';
import type { Db, Schema, Trx } from './schema.ts';

export type ColumnType = 'text' | 'integer';
export type Columns = Readonly<Record<string, ColumnType>>;
export type Row<C extends Columns> = {
  -readonly [K in keyof C]: (C[K] extends 'text' ? string : number) | null;
};

// biome-ignore lint/suspicious/noExplicitAny: any schema will do
export function isSqlite(db: Kysely<any>): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter;
}

/**
 * A table expression of `rows`, to be aliased and put in a `from`. Join a real table to it with `crossJoin` and a `where`:
 * SQLite then goes through the rows in order and looks each up, whatever it believes of their number.
 * Throws a TypeError on a number that is no safe integer.
 */
export function tableOf<C extends Columns>(
  db: Db,
  columns: C,
  rows: readonly Row<C>[],
): RawBuilder<{ [K in keyof C]: C[K] extends 'text' ? string : number }> {
  const names = Object.keys(columns);
  for (const row of rows) refuseUnsafe(names, columns, row);
  if (isSqlite(db)) {
    const picked = names.map((name, index) => sql`value ->> ${sql.lit(index)} as ${sql.ref(name)}`);
    const json = JSON.stringify(rows.map((row) => names.map((name) => row[name])));
    return sql`(select ${sql.join(picked)} from json_each(${json}))`;
  }
  const arrays = names.map((name) => {
    const type = columns[name] === 'text' ? sql`text[]` : sql`bigint[]`;
    return sql`${rows.map((row) => row[name])}::${type}`;
  });
  const heads = names.map((name) => sql.ref(name));
  return sql`(select * from unnest(${sql.join(arrays)}) as made (${sql.join(heads)}))`;
}

/** A table expression with one text column `value`. */
export function listOf(db: Db, values: readonly string[]): RawBuilder<{ value: string }> {
  return tableOf(
    db,
    { value: 'text' },
    values.map((value) => ({ value })),
  );
}

/** Inserts all rows in one statement; gives how many were inserted, which is fewer only with `orIgnore`. */
export async function insertAll<C extends Columns>(
  trx: Trx,
  table: keyof Schema,
  columns: C,
  rows: readonly Row<C>[],
  options: { orIgnore?: boolean } = {},
): Promise<number> {
  if (rows.length === 0) return 0;
  const heads = sql.join(Object.keys(columns).map((name) => sql.ref(name)));
  const made = tableOf(trx, columns, rows);
  const conflict = options.orIgnore ? sql` on conflict do nothing` : sql``;
  const result = await sql`insert into ${sql.table(table)} (${heads}) select ${heads} from ${made} as made where true${conflict}`.execute(
    trx,
  );
  return Number(result.numAffectedRows ?? 0n);
}

function refuseUnsafe<C extends Columns>(names: string[], columns: C, row: Row<C>): void {
  for (const name of names) {
    const value = row[name];
    if (value === undefined) throw new TypeError(`${name} is undefined`);
    if (columns[name] === 'integer' && value !== null && !Number.isSafeInteger(value)) {
      throw new TypeError(`${name} is ${String(value)}, not a safe integer`);
    }
  }
}
