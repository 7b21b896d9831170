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
    const known = keeping()?.pop();
    const made = known ?? (await createPostgresDatabase());
    const opened = await open(made.url);
    const place = known ?? { ...made, shape: await shapeOf(made.url) };
    return closing(opened, () => giveBack(place));
  }
  if (options.file) return open(`sqlite:${options.file}`);
  const folder = temporaryFolder();
  return closing(await open(`sqlite:${join(folder, 'canyu.db')}`), async () =>
    rmSync(folder, { recursive: true, force: true }),
  );
}

/** An emptied place on PostgreSQL, for the next test of the same file: making one takes half a second. */
interface Kept {
  url: string;
  shape: string;
  drop(): Promise<void>;
}

/** Where test files keep them (kept.ts drops them at the end of the file); elsewhere nothing is kept. */
const keeping = (): Kept[] | undefined => (globalThis as { canyuKept?: Kept[] }).canyuKept;

/** Empties a place and keeps it; one whose tables were changed, or that somebody still holds, goes. */
async function giveBack(place: Kept): Promise<void> {
  const kept = keeping();
  const emptied = kept !== undefined && (await empty(place).catch(() => false));
  if (emptied) kept.push(place);
  else await place.drop();
}

async function empty({ url, shape }: Kept): Promise<boolean> {
  if ((await shapeOf(url)) !== shape) return false;
  await inPlace(
    url,
    `set lock_timeout = '2s'; set session_replication_role = replica; do $$ declare name text; begin
      for name in select tablename from pg_tables where schemaname = current_schema() and tablename <> 'migration' loop
        execute format('delete from %I', name);
      end loop; end $$`,
  );
  return true;
}

/** How many tables, columns and rules there are. */
async function shapeOf(url: string): Promise<string> {
  const here = 'current_schema()::regnamespace';
  const { rows } = await inPlace(
    url,
    `select (select count(*) from pg_class where relnamespace = ${here}) || ' '
      || (select sum(relnatts) from pg_class where relnamespace = ${here}) || ' '
      || (select count(*) from pg_constraint where connamespace = ${here}) as shape`,
  );
  return (rows[0] as { shape: string }).shape;
}

async function inPlace(url: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
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
