// Sets, not rows: "a table made of these rows". The one place that knows jsonb_each (SQLite) from unnest (PostgreSQL).
import { type Expression, type Kysely, type RawBuilder, SqliteAdapter, sql } from 'kysely';
import { storableText } from './parameters.ts';
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
 * Throws a TypeError on a number that is no safe integer, and on undefined; text loses what cannot be stored (see parameters.ts).
 */
export function tableOf<C extends Columns>(
  db: Db,
  columns: C,
  rows: readonly Row<C>[],
): RawBuilder<{ [K in keyof C]: C[K] extends 'text' ? string : number }> {
  const names = Object.keys(columns);
  for (const row of rows) refuseUnsafe(names, columns, row);
  if (isSqlite(db)) return sqliteTable(names, rows);
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

export interface InsertOptions {
  /** Rows that break a unique rule are left out. */
  orIgnore?: boolean;
  /** Rows whose `key` is there already overwrite its columns `set`; with `where`, only those it is true of: the new row is `excluded`. */
  replace?: { key: readonly string[]; set: readonly string[]; where?: RawBuilder<unknown> };
}

/** Inserts all rows in one statement; gives how many were inserted, which is fewer only with `orIgnore`. */
export async function insertAll<C extends Columns>(
  trx: Trx,
  table: keyof Schema,
  columns: C,
  rows: readonly Row<C>[],
  options: InsertOptions = {},
): Promise<number> {
  if (rows.length === 0) return 0;
  const result = await insertion(trx, table, columns, rows, onConflict(options)).execute(trx);
  return Number(result.numAffectedRows ?? 0n);
}

/** Inserts those rows that break no unique rule, in one statement; gives one column of them. */
export async function insertNew<C extends Columns, Name extends keyof C & string>(
  trx: Trx,
  table: keyof Schema,
  columns: C,
  rows: readonly Row<C>[],
  name: Name,
): Promise<Row<C>[Name][]> {
  if (rows.length === 0) return [];
  const end = sql` on conflict do nothing returning ${sql.ref(name)}`;
  const inserted = await insertion(trx, table, columns, rows, end).execute(trx);
  return (inserted.rows as Row<C>[]).map((row) => row[name]);
}

function insertion<C extends Columns>(
  trx: Trx,
  table: keyof Schema,
  columns: C,
  rows: readonly Row<C>[],
  end: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const heads = sql.join(Object.keys(columns).map((name) => sql.ref(name)));
  const made = tableOf(trx, columns, rows);
  return sql`insert into ${sql.table(table)} (${heads}) select ${heads} from ${made} as made where true${end}`;
}

function onConflict({ orIgnore, replace }: InsertOptions): RawBuilder<unknown> {
  if (orIgnore) return sql` on conflict do nothing`;
  if (!replace) return sql``;
  const set = replace.set.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`);
  const where = replace.where ? sql` where ${replace.where}` : sql``;
  return sql` on conflict (${sql.join(replace.key.map((name) => sql.ref(name)))}) do update set ${sql.join(set)}${where}`;
}

/**
 * The rows of a select of many rows (more than about 50), in its order, at a third of the cost on the main thread: node-sqlite3 builds
 * each row's object there, and one text of JSON is cheaper to hand over. `columns` are all that the query selects, and hold text,
 * safe integers or null.
 */
export async function readAll<Result extends object>(
  db: Db,
  query: Expression<Result>,
  columns: readonly (keyof Result & string)[],
): Promise<Result[]> {
  if (!isSqlite(db)) return (await sql<Result>`${query}`.execute(db)).rows;
  const cells = sql.join(columns.flatMap((column) => [sql.lit(column), sql.ref(column)]));
  const whole = sql<{ json: string }>`select json_group_array(json_object(${cells})) as json from ${query}`;
  const { rows } = await whole.execute(db);
  return JSON.parse(rows[0]!.json) as Result[];
}

/** One parameter holds all rows, as a JSON array of arrays; with one column it is an array of values. */
function sqliteTable<Result>(names: readonly string[], rows: readonly Record<string, unknown>[]): RawBuilder<Result> {
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) {
    return sql`(select value as ${sql.ref(only)} from json_each(${json(rows.map((row) => row[only]))}))`;
  }
  const varying = names.filter((name) => differs(name, rows));
  const places = new Map(varying.map((name, place) => [name, place]));
  const picked = names.map((name) => {
    const place = places.get(name);
    const value = place === undefined ? sql`${rows[0]![name]}` : sql`value ->> ${sql.lit(place)}`;
    return sql`${value} as ${sql.ref(name)}`;
  });
  const cells = rows.map((row) => varying.map((name) => row[name]));
  return sql`(select ${sql.join(picked)} from jsonb_each(${json(cells)}))`;
}

/** What is the same in all rows is bound once: picking a cell out of JSON costs more than anything else about it. */
function differs(name: string, rows: readonly Record<string, unknown>[]): boolean {
  const [first] = rows;
  return first === undefined || rows.some((row) => row[name] !== first[name]);
}

/** Characters that cannot be stored come out of JSON.stringify as escapes, like all control characters. */
function json(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes('\\u')) return text;
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? storableText(inner) : inner));
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
