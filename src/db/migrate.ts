// Brings a database to the schema of this program: everything that is pending in one transaction, or nothing (P14).
import { sql } from 'kysely';
import { StartError } from '../errors.ts';
import type { Db, Trx } from './schema.ts';
import { isSqlite } from './sets.ts';
import { transaction } from './transaction.ts';

/** The words in which SQL for tables differs between the two databases. */
export interface Words {
  integer: string;
  strict: string;
  keyed: string;
}

export interface Migration {
  name: string;
  statements(words: Words): string[];
}

const SQLITE_WORDS: Words = { integer: 'integer', strict: 'strict', keyed: 'strict, without rowid' };
const POSTGRES_WORDS: Words = { integer: 'bigint', strict: '', keyed: '' };

/** PostgreSQL's advisory lock, one for each schema, under which processes that start together take turns. */
const MIGRATION_LOCK = 0x436e7975;

/**
 * What of `migrations` a database still needs that has had `applied`, in order.
 * Throws a StartError where the database is ahead of this program, or took another way.
 */
export function pendingMigrations<Known extends { name: string }>(
  applied: readonly string[],
  migrations: readonly Known[],
  where: string,
): Known[] {
  const unknown = applied.find((name) => !migrations.some((migration) => migration.name === name));
  if (unknown !== undefined) {
    throw new StartError(
      `${where} was written by a newer Canyu (it knows ${unknown}). Start that version, or restore the backup made before it.`,
    );
  }
  const skipped = migrations.slice(0, applied.length).find((migration) => !applied.includes(migration.name));
  if (skipped) {
    throw new StartError(`${where} lacks ${skipped.name}, which came before others it has. Restore a backup.`);
  }
  return migrations.slice(applied.length);
}

/** Runs what is pending and gives its names. `where` is how messages call the database. Throws what failed, with nothing changed. */
export async function migrate(
  db: Db,
  migrations: readonly Migration[],
  options: { now: number; where: string },
): Promise<string[]> {
  return transaction(db, async (trx) => {
    if (!isSqlite(trx)) await waitForTurn(trx);
    const words = isSqlite(trx) ? SQLITE_WORDS : POSTGRES_WORDS;
    await sql`create table if not exists migration (name text not null primary key, applied_at ${sql.raw(words.integer)} not null) ${sql.raw(words.strict)}`.execute(
      trx,
    );
    const pending = pendingMigrations(await appliedMigrations(trx), migrations, options.where);
    for (const migration of pending) {
      for (const statement of migration.statements(words)) await sql.raw(statement).execute(trx);
      await sql`insert into migration (name, applied_at) values (${migration.name}, ${options.now})`.execute(trx);
    }
    return pending.map((migration) => migration.name);
  });
}

/** The names in the table `migration`, which must exist. */
export async function appliedMigrations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(db);
  return rows.map((row) => row.name);
}

async function waitForTurn(trx: Trx): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(trx);
  await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}, hashtext(current_schema()))`.execute(trx);
}
