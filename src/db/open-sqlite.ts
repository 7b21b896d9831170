// Opens a SQLite file: inspected, locked, migrated, in this order.
import { constants, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Dialect, Kysely, sql } from 'kysely';
import { StartError } from '../errors.ts';
import { writeBackup } from './backup.ts';
import { type Database, type OpenOptions, once } from './database.ts';
import { inspect, may, quietMode, refusePlace } from './inspect.ts';
import { type Lock, lockFile, takeLock } from './lock.ts';
import { type Migration, migrate } from './migrate.ts';
import type { Db, Schema } from './schema.ts';
import { creatorDialect, readerDialect, writerDialect } from './sqlite.ts';
import type { Mode } from './sqlite3-connection.ts';
import { syncToDisk } from './sync.ts';
import { guarded } from './transaction.ts';

export async function openSqlite(file: string, options: OpenOptions): Promise<Database> {
  if (options.purpose === 'read') return openForReading(file, options.migrations);
  // Where Canyu never ran, look before the lock puts a file there; where it did, another may be at work: nothing is looked at without the lock.
  if (!existsSync(lockFile(file))) await inspectPlace(file, options.migrations);
  const lock = await takeLock(file);
  try {
    const found = await inspectPlace(file, options.migrations);
    const migrated = found === 'missing' ? await create(file, options) : await bringUp(file, found.pending, options);
    return await opened(file, options, lock, migrated);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function inspectPlace(
  file: string,
  migrations: readonly Migration[],
): Promise<'missing' | { pending: Migration[] }> {
  const found = await inspect(file, migrations, 'write');
  if (found === 'missing') refusePlace(file);
  return found;
}

async function opened(file: string, options: OpenOptions, lock: Lock, migrated: string[]): Promise<Database> {
  const db = connected(writerDialect(file), options.wrap);
  const reader = connected(readerDialect(file, 'read'));
  // A file that cannot be opened for writing is to be heard of now, and closed again.
  await sql`select 1`.execute(db).catch((error: unknown) => db.destroy().finally(() => Promise.reject(error)));
  return {
    db,
    reader,
    kind: 'sqlite',
    file,
    migrated,
    // The writer goes last: it folds the log into the file, which the reader may not.
    close: once(async () => {
      await reader.destroy();
      await db.destroy();
      await lock.release();
    }),
  };
}

async function openForReading(file: string, migrations: readonly Migration[]): Promise<Database> {
  const found = await inspect(file, migrations, 'read');
  if (found === 'missing')
    throw new StartError(`There is no database at ${file}. Run canyu start first, or correct DATABASE_URL.`);
  if (found.pending.length > 0) throw new StartError(`${file} is of an earlier Canyu. Run canyu migrate first.`);
  const db = connected(readerDialect(file, readingMode(file)));
  return { db, reader: db, kind: 'sqlite', file, migrated: [], close: once(() => db.destroy()) };
}

/**
 * A connection that may not write cannot tidy up its side files. So where there are none yet, one that could (but does not: query_only) is opened
 * and leaves nothing; where there are some, they are somebody's, and stay.
 */
function readingMode(file: string): Exclude<Mode, 'create'> {
  if (quietMode(file) === 'read') return 'read';
  return may(file, constants.W_OK) && may(dirname(file), constants.W_OK) ? 'write' : 'still';
}

/** Made under another name and renamed when whole, so that a start that was cut short leaves no half database. */
async function create(file: string, options: OpenOptions): Promise<string[]> {
  const partial = `${file}.partial`;
  removeDatabase(partial);
  const db = connected(creatorDialect(partial));
  try {
    const names = await migrate(db, options.migrations, { now: options.now(), where: file });
    await db.destroy();
    syncToDisk(partial);
    renameSync(partial, file);
    syncToDisk(dirname(file));
    return names;
  } catch (error) {
    await db.destroy();
    removeDatabase(partial);
    throw error;
  }
}

async function bringUp(file: string, pending: readonly Migration[], options: OpenOptions): Promise<string[]> {
  const [first] = pending;
  if (!first) return [];
  await writeBackup(file, `${file}.before-${first.name}.backup`);
  const db = connected(writerDialect(file), options.wrap);
  try {
    return await migrate(db, options.migrations, { now: options.now(), where: file });
  } finally {
    await db.destroy();
  }
}

function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}

function connected(dialect: Dialect, wrap: (dialect: Dialect) => Dialect = (same) => same): Db {
  return new Kysely<Schema>({ dialect: guarded(wrap(dialect)) });
}
