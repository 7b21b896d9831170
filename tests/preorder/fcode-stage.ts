// Pre-orders with codes: what several stories need.
import { sql } from 'kysely';
import { flows } from '../../flows/index.ts';
import type { Db } from '../../src/db/schema.ts';
import { isSqlite } from '../../src/db/sets.ts';
import { deriveKeys } from '../../src/keep/keys.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

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

/** Every row of every table, as one text. */
export async function everything(db: Db): Promise<string> {
  const tables = isSqlite(db)
    ? await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db)
    : await sql<{
        name: string;
      }>`select table_name as name from information_schema.tables where table_schema = current_schema()`.execute(db);
  const rows = await Promise.all(
    tables.rows.map(async ({ name }) => (await sql`select * from ${sql.table(name)}`.execute(db)).rows),
  );
  return JSON.stringify(rows);
}
