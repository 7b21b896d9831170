// Databases for tests: migrated, temporary, one each.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dialect } from 'kysely';
import pg from 'pg';
import { migrations } from '../../migrations/index.ts';
import { type Database, openDatabase } from '../../src/db/open.ts';

export type Kind = Database['kind'];

/** The PostgreSQL to test on: any database of it, by a user who may create schemas. */
const server = process.env.TEST_DATABASE_URL;

/** The databases that tests can use here. */
export const databases: Kind[] = server ? ['sqlite', 'postgres'] : ['sqlite'];

/** For stories whose statements others prove on both: on PostgreSQL a story costs four times as much, and the suite has half an hour. */
export const oneDatabase: Kind[] = ['sqlite'];

export interface FreshOptions {
  wrap?: (dialect: Dialect) => Dialect;
  /** SQLite: this path instead of one in a temporary folder; not removed. */
  file?: string;
  /** ms since 1970; the instant the migrations are noted with. */
  now?: () => number;
}

/** A new database with all tables and no rows; `close` removes it. */
export async function freshDatabase(kind: Kind, options: FreshOptions = {}): Promise<Database> {
  const open = (url: string) =>
    openDatabase(url, {
      purpose: 'run',
      migrations,
      now: options.now ?? (() => 0),
      ...(options.wrap ? { wrap: options.wrap } : {}),
    });
  if (kind === 'postgres') {
    const made = await createPostgresDatabase();
    return closing(await open(made.url), made.drop);
  }
  if (options.file) return open(`sqlite:${options.file}`);
  const folder = temporaryFolder();
  return closing(await open(`sqlite:${join(folder, 'canyu.db')}`), async () =>
    rmSync(folder, { recursive: true, force: true }),
  );
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'canyu-test-'));
}

/** An empty place on PostgreSQL (a schema of its own), for several processes or openings to share. */
export async function createPostgresDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `canyu_test_${randomBytes(8).toString('hex')}`;
  await onServer(`create schema ${name}`);
  const url = new URL(server!);
  // The server itself is never killed here: nothing is lost by not waiting for its disk at each commit.
  url.searchParams.set('options', `-c search_path=${name} -c synchronous_commit=off`);
  return { url: url.href, drop: () => onServer(`drop schema if exists ${name} cascade`) };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function closing(database: Database, remove: () => Promise<void>): Database {
  let closed: Promise<void> | undefined;
  return {
    ...database,
    close() {
      closed ??= database.close().finally(remove);
      return closed;
    },
  };
}
