// What a migration is: a name and its statements, in words that SQLite and PostgreSQL share but for these few.

export interface Dialect {
  /** An instant or a count: 64 bits on both. */
  integer: string;
  /** Ends a `create table`: SQLite checks types only in STRICT tables. */
  strict: string;
  /** Ends a `create table` that is only ever found by its key. */
  keyed: string;
}

export interface Migration {
  name: string;
  statements(dialect: Dialect): string[];
}
