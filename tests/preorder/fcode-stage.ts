// Pre-orders with codes: what several stories need.
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { flows } from '../../flows/index.ts';
import type { Database } from '../../src/db/open.ts';
import type { Db } from '../../src/db/schema.ts';
import { isSqlite } from '../../src/db/sets.ts';
import { deriveKeys } from '../../src/keep/keys.ts';
import { freshDatabase, type Kind } from '../support/database.ts';
import { createWorld, MORNING, type World, type WorldOptions } from '../support/world.ts';

export const keyring = [await deriveKeys('the secret of this installation')];
export const CODE = /[2-9A-HK-NP-Z]{4}-[2-9A-HK-NP-Z]{4}-[2-9A-HK-NP-Z]{4}/;

export const codeWorld = (options: WorldOptions = {}): Promise<World> => createWorld({ flows, keyring, ...options });

/** Issues codes and gives them as they were told. */
export async function issue(world: World, line: string): Promise<string[]> {
  const boss = world.person('boss');
  await boss.hearsAll();
  await boss.says(`fcode issue ${line}`);
  return codesIn(await boss.hearsAll());
}

export const codesIn = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => text.match(new RegExp(CODE, 'g')) ?? []);

/** How the rows stand: uses of codes, events of uses, and places by whose they are. */
export async function counts(db: Db) {
  const one = async (query: ReturnType<typeof sql<{ count: number }>>) =>
    Number((await query.execute(db)).rows[0]!.count);
  const entries = (where: string) =>
    one(sql<{ count: number }>`select count(*) as count from entry where ${sql.raw(where)}`);
  return {
    used: await one(sql`select coalesce(sum(used), 0) as count from fcode`),
    events: await one(sql`select count(*) as count from fcode_event where kind = 'used'`),
    unused: await entries(`person_id is null and state = 'held'`),
    people: await entries(`person_id is not null and state in ('held', 'confirmed')`),
    places: await one(
      sql`select count(*) as count from place join entry on entry.id = place.entry_id where entry.person_id is not null`,
    ),
    free: await one(sql`select count(*) as count from place where entry_id is null`),
  };
}

/** Worlds one after the other; on PostgreSQL, where making tables takes longer than most stories, they share one database, emptied. */
export function codeWorlds(kind: Kind, options: WorldOptions = {}) {
  let database: Database | undefined;
  let world: World | undefined;
  beforeAll(async () => {
    if (kind === 'postgres') database = await freshDatabase(kind, { now: () => MORNING });
  });
  afterAll(() => database?.close());
  return {
    async open(): Promise<World> {
      world = await codeWorld({ ...options, kind, ...(database && { database }) });
      return world;
    },
    async close(): Promise<void> {
      if (!database) return world?.close();
      await world?.engine.stop();
      const tables = (await tablesOf(database.db)).filter((name) => name !== 'migration');
      await sql`truncate ${sql.join(tables.map((name) => sql.table(name)))} cascade`.execute(database.db);
    },
  };
}

async function tablesOf(db: Db): Promise<string[]> {
  const tables = isSqlite(db)
    ? await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db)
    : await sql<{
        name: string;
      }>`select table_name as name from information_schema.tables where table_schema = current_schema()`.execute(db);
  return tables.rows.map(({ name }) => name);
}

/** Every row of every table, as one text. */
export async function everything(db: Db): Promise<string> {
  const rows = await Promise.all(
    (await tablesOf(db)).map(async (name) => (await sql`select * from ${sql.table(name)}`.execute(db)).rows),
  );
  return JSON.stringify(rows);
}
