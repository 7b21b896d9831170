// Opens a PostgreSQL database; any number of processes may.
import { Kysely, sql } from 'kysely';
import { StartError } from '../errors.ts';
import { type Database, type OpenOptions, once } from './database.ts';
import { appliedMigrations, migrate, pendingMigrations } from './migrate.ts';
import { explainPostgres, postgresDialect } from './postgres.ts';
import type { Db, Schema } from './schema.ts';
import { guarded } from './transaction.ts';

export async function openPostgres(at: { url: string; shown: string }, options: OpenOptions): Promise<Database> {
  const readOnly = options.purpose === 'read';
  const wrap = options.wrap ?? ((same) => same);
  const writer = postgresDialect({ url: at.url, connections: 10, statementTimeout: 30_000, readOnly });
  const reporter = postgresDialect({ url: at.url, connections: 2, statementTimeout: 120_000, readOnly: true });
  const db: Db = new Kysely<Schema>({ dialect: guarded(wrap(writer)) });
  const reader: Db = new Kysely<Schema>({ dialect: guarded(reporter) });
  const close = once(async () => {
    await reader.destroy();
    await db.destroy();
  });
  try {
    const migrated = await prepare(db, at.shown, options);
    return { db, reader, kind: 'postgres', file: undefined, migrated, close };
  } catch (error) {
    await close();
    throw explainPostgres(at.shown, error);
  }
}

async function prepare(db: Db, where: string, options: OpenOptions): Promise<string[]> {
  const tables = await tableNames(db);
  const ours = tables.includes('migration');
  if (!ours && tables.length > 0) {
    throw new StartError(
      `${where} holds the tables of another program (${tables[0]}). Create a database for Canyu and name it in DATABASE_URL.`,
    );
  }
  if (options.purpose !== 'read') return migrate(db, options.migrations, { now: options.now(), where });
  if (!ours)
    throw new StartError(`There is nothing of Canyu in ${where}. Run canyu start first, or correct DATABASE_URL.`);
  const pending = pendingMigrations(await appliedMigrations(db), options.migrations, where);
  if (pending.length > 0) throw new StartError(`${where} is of an earlier Canyu. Run canyu migrate first.`);
  return [];
}

async function tableNames(db: Db): Promise<string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select tablename as name from pg_tables where schemaname = current_schema() order by 1`.execute(db);
  return rows.map((row) => row.name);
}
