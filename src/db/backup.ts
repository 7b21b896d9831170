// A copy of a SQLite database that is only called a backup after it was opened as a database and checked (P13).
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartError } from '../errors.ts';
import { messageOf } from './errors.ts';
import { checkIntegrity, quietMode } from './inspect.ts';
import { connect, type Sqlite3Connection } from './sqlite3-connection.ts';
import { syncToDisk } from './sync.ts';

/** Rows by table. */
type Counts = Map<string, number>;

export interface Backup {
  file: string;
  bytes: number;
  /** Of all tables together. */
  rows: number;
}

/**
 * Copies the database `file`, which may be in use, to the new file `target`.
 * Throws a StartError where the target exists or the copy is not the same, which then is not there.
 */
export async function backup(file: string, target: string): Promise<Backup> {
  if (existsSync(target)) throw new StartError(`${target} exists. Name another file for the backup.`);
  return writeBackup(file, target);
}

/** As `backup`, but takes the place of an earlier one at the very end. */
export async function writeBackup(file: string, target: string): Promise<Backup> {
  const partial = `${target}.partial`;
  try {
    rmSync(partial, { force: true });
    const rows = await copy(file, partial);
    syncToDisk(partial);
    renameSync(partial, target);
    syncToDisk(dirname(target));
    return { file: target, bytes: statSync(target).size, rows };
  } catch (error) {
    if (statSync(partial, { throwIfNoEntry: false })?.isFile()) rmSync(partial);
    throw new StartError(
      `No backup of ${file} was made at ${target} (${messageOf(error)}). See that there is space and that this user may write there.`,
      { cause: error },
    );
  }
}

async function copy(file: string, partial: string): Promise<number> {
  const source = await connect(file, quietMode(file));
  try {
    const before = await countRows(source);
    await source.run('vacuum into ?', [partial]);
    const copied = await readBack(partial);
    compare(copied, before, await countRows(source));
    return [...copied.values()].reduce((sum, count) => sum + count, 0);
  } finally {
    await source.close();
  }
}

async function readBack(partial: string): Promise<Counts> {
  const copied = await connect(partial, 'still');
  try {
    await checkIntegrity(copied);
    return await countRows(copied);
  } finally {
    await copied.close();
  }
}

async function countRows(connection: Sqlite3Connection): Promise<Counts> {
  const tables = (await connection.all(`select name from sqlite_master where type = 'table' order by name`, [])) as {
    name: string;
  }[];
  const counts: Counts = new Map();
  for (const { name } of tables) {
    const [row] = (await connection.all(`select count(*) as rows from "${name.replaceAll('"', '""')}"`, [])) as {
      rows: number;
    }[];
    counts.set(name, row!.rows);
  }
  return counts;
}

/** Each table must hold as many rows as the source did; where it was written meanwhile, a number between before and after. */
function compare(copied: Counts, before: Counts, after: Counts): void {
  for (const [table, least] of before) {
    const bounds = [least, after.get(table) ?? least];
    const rows = copied.get(table);
    if (rows === undefined) throw new Error(`table ${table} is missing in the copy`);
    if (rows < Math.min(...bounds) || rows > Math.max(...bounds)) {
      throw new Error(`table ${table} has ${rows} rows in the copy and ${bounds.join(' to ')} in the database`);
    }
  }
}
