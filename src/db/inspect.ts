// Looks at a SQLite file before anything is opened for writing: what is not ours is refused in one sentence with the remedy, and left as it is to the byte.
import { accessSync, constants, existsSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartError } from '../errors.ts';
import { codeOf, messageOf } from './errors.ts';
import { pendingMigrations } from './migrate.ts';
import { APPLICATION_ID } from './sqlite.ts';
import { connect, type Sqlite3Connection } from './sqlite3-connection.ts';

/** Files up to this size are checked in full at each start (1 ms a MB); larger ones by `canyu doctor` and by each backup. */
const CHECKED_IN_FULL = 64 * 1024 * 1024;

const RESTORE = 'Restore a backup, or set DATABASE_URL to another file';

/** The migrations a file of ours still needs; `missing` where there is no file. Throws a StartError for everything else. */
export async function inspect<Known extends { name: string }>(
  file: string,
  migrations: readonly Known[],
  use: 'read' | 'write',
): Promise<'missing' | { pending: Known[] }> {
  const stats = look(file);
  if (!stats) return 'missing';
  refuseKind(file, stats);
  refuseAccess(file, use);
  const applied = await readApplied(file, stats);
  return { pending: pendingMigrations(applied, migrations, file) };
}

/** How to read a file without leaving anything beside it: a log beside it means that somebody writes, or died writing. */
export function quietMode(file: string): 'still' | 'read' {
  return existsSync(`${file}-wal`) ? 'read' : 'still';
}

function look(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return undefined;
    throw new StartError(
      `${file} cannot be looked at (${codeOf(error)}). Correct DATABASE_URL, or give this user the right to read its folder.`,
    );
  }
}

function refuseKind(file: string, stats: Stats): void {
  if (stats.isDirectory()) {
    throw new StartError(`${file} is a folder. Set DATABASE_URL to a file in it, like sqlite:${file}/canyu.db.`);
  }
  if (!stats.isFile()) throw new StartError(`${file} is no file. Set DATABASE_URL to another one.`);
  if (stats.size === 0 && quietMode(file) === 'still') {
    throw new StartError(`${file} is empty. Restore a backup, or delete it to start anew.`);
  }
}

function refuseAccess(file: string, use: 'read' | 'write'): void {
  if (!may(file, constants.R_OK)) throw new StartError(`${file} may not be read by this user. Give it the right to.`);
  if (use === 'read') return;
  const folder = dirname(file);
  const closed = !may(file, constants.W_OK) ? file : !may(folder, constants.W_OK) ? folder : undefined;
  if (closed)
    throw new StartError(
      `${closed} is read-only for this user. Give it the right to write there, or set DATABASE_URL to another file.`,
    );
}

/** Whether this user may; also false on a read-only file system. */
export function may(path: string, how: number): boolean {
  try {
    accessSync(path, how);
    return true;
  } catch {
    return false;
  }
}

async function readApplied(file: string, stats: Stats): Promise<string[]> {
  let connection: Sqlite3Connection | undefined;
  try {
    connection = await connect(file, quietMode(file));
    const tables = (await connection.all(`select name from sqlite_master where type = 'table'`, [])) as {
      name: string;
    }[];
    const [head] = (await connection.all('pragma application_id', [])) as { application_id: number }[];
    if (head?.application_id !== APPLICATION_ID || !tables.some((table) => table.name === 'migration')) {
      throw new StartError(`${file} is a database of another program. Set DATABASE_URL to another file.`);
    }
    if (stats.size <= CHECKED_IN_FULL) await checkIntegrity(connection);
    const rows = (await connection.all('select name from migration order by name', [])) as { name: string }[];
    return rows.map((row) => row.name);
  } catch (error) {
    throw explained(file, error);
  } finally {
    await connection?.close();
  }
}

/** Reads every page and index. Throws an error with the code SQLITE_CORRUPT and SQLite's first finding. */
export async function checkIntegrity(connection: Sqlite3Connection): Promise<void> {
  const [found] = (await connection.all('pragma integrity_check(1)', [])) as { integrity_check: string }[];
  if (found?.integrity_check === 'ok') return;
  const finding = found?.integrity_check.replace(/\s+/g, ' ') ?? 'no answer';
  throw Object.assign(new Error(finding), { code: 'SQLITE_CORRUPT' });
}

/** What SQLite says of a file, as a StartError with the remedy; other errors stay as they are. */
export function explained(file: string, error: unknown): unknown {
  switch (codeOf(error)) {
    case 'SQLITE_NOTADB':
      return new StartError(`${file} is not a database. ${RESTORE}.`);
    case 'SQLITE_CORRUPT':
      return new StartError(`${file} is damaged (${messageOf(error)}). ${RESTORE}.`);
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
    case 'SQLITE_IOERR':
      return new StartError(
        `${file} cannot be opened (${messageOf(error)}). See that this user may read and write it and its folder.`,
      );
    case 'SQLITE_BUSY':
      return new StartError(`${file} is held by another program. Close it there and start again.`);
    default:
      return error;
  }
}

/** Refuses a place for a new file. */
export function refusePlace(file: string): void {
  const folder = dirname(file);
  if (!existsSync(folder))
    throw new StartError(`The folder ${folder} does not exist. Create it, or set DATABASE_URL to a file elsewhere.`);
  if (!statSync(folder).isDirectory())
    throw new StartError(`${folder} is no folder. Set DATABASE_URL to a file elsewhere.`);
  if (!may(folder, constants.W_OK)) {
    throw new StartError(
      `${folder} is read-only for this user. Give it the right to write there, or set DATABASE_URL to a file elsewhere.`,
    );
  }
}
