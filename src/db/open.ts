// Opens the database named by DATABASE_URL: looks at it first, then migrates it, then hands out its two handles.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Dialect } from 'kysely';
import type { Migration } from './migrate.ts';
import { openPostgres } from './open-postgres.ts';
import { openSqlite } from './open-sqlite.ts';
import type { Db } from './schema.ts';
import { DEFAULT_DATABASE_URL, parseDatabaseUrl } from './url.ts';

export interface Database {
  db: Db;
  /** For reports: a connection of its own that cannot write. */
  reader: Db;
  kind: 'sqlite' | 'postgres';
  /** The absolute path; undefined on PostgreSQL. */
  file: string | undefined;
  /** The migrations that opening it ran. */
  migrated: readonly string[];
  /** Waits for what is running and lets go of everything. May be called again. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /**
   * `run` and `migrate` create what is missing, migrate it and keep other processes off a SQLite file; `read` changes nothing, needs what
   * is there to be up to date, and works beside a running process.
   */
  purpose: 'run' | 'read' | 'migrate';
  /** All of the program's, in order. */
  migrations: readonly Migration[];
  /** ms since 1970. */
  now: () => number;
  /** Goes around the dialect of the writing connection, under every guard: for tests that make it fail. Not while a SQLite file is being made. */
  wrap?: (dialect: Dialect) => Dialect;
}

/** Throws a StartError, with a sentence and its remedy, where the database cannot be used; it is then as it was. */
export async function openDatabase(url: string, options: OpenOptions): Promise<Database> {
  const parsed = parseDatabaseUrl(url);
  if (parsed.kind === 'postgres') return openPostgres(parsed, options);
  if (url === DEFAULT_DATABASE_URL && options.purpose !== 'read') mkdirSync(dirname(parsed.file), { recursive: true });
  return openSqlite(parsed.file, options);
}
