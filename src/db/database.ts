// An open database of either kind, and what opening one takes.
import type { Dialect } from 'kysely';
import type { Migration } from './migrate.ts';
import type { Db } from './schema.ts';

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

/** The same promise however often it is asked for. */
export function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
