// One process on a SQLite file. The lock is SQLite's own write lock on a file beside it, so the system lets go of it when its holder dies, however it dies.
// That file is never deleted: whoever deletes a lock file can be deleting the next one's.
import { existsSync } from 'node:fs';
import { StartError } from '../errors.ts';
import { codeOf, messageOf } from './errors.ts';
import { connect, type Sqlite3Connection } from './sqlite3-connection.ts';

export interface Lock {
  release(): Promise<void>;
}

/** Where the lock of a database file is. */
export function lockFile(file: string): string {
  return `${file}.lock`;
}

/** Takes the lock of the database `file`. Throws a StartError where another process has it, or where none can be made. */
export async function takeLock(file: string): Promise<Lock> {
  let connection: Sqlite3Connection | undefined;
  try {
    connection = await connect(lockFile(file), 'create');
    await hold(connection);
    return { release: connection.close };
  } catch (error) {
    const message = connection && codeOf(error) === 'SQLITE_BUSY' ? await taken(connection) : unusable(file, error);
    await connection?.close();
    throw new StartError(message);
  }
}

/**
 * Writing the process number ends the transaction that locks, so it takes a second one that finds the number there. Others can read it meanwhile:
 * `begin immediate` shuts out writers only.
 */
async function hold(connection: Sqlite3Connection): Promise<void> {
  await connection.all('pragma busy_timeout = 0', []);
  for (;;) {
    await connection.run('begin immediate', []);
    await connection.run('create table if not exists holder (process integer not null)', []);
    const [holder] = await connection.all('select process from holder where process = ?', [process.pid]);
    if (holder) return;
    await connection.run('delete from holder', []);
    await connection.run('insert into holder (process) values (?)', [process.pid]);
    await connection.run('commit', []);
  }
}

/** Whether a process runs on the database `file`, and its number as far as it can be told. Throws a StartError where none could take the lock. */
export async function lockHolder(file: string): Promise<'nobody' | number | undefined> {
  if (!existsSync(lockFile(file))) return 'nobody';
  let connection: Sqlite3Connection | undefined;
  try {
    connection = await connect(lockFile(file), 'write');
    await connection.all('pragma busy_timeout = 0', []);
    await connection.run('begin immediate', []);
    return 'nobody';
  } catch (error) {
    if (connection && codeOf(error) === 'SQLITE_BUSY') return await holder(connection);
    throw new StartError(unusable(file, error));
  } finally {
    await connection?.close();
  }
}

async function holder(connection: Sqlite3Connection): Promise<number | undefined> {
  const [row] = await connection.all('select process from holder', []).catch(() => []);
  return (row as { process: number } | undefined)?.process;
}

async function taken(connection: Sqlite3Connection): Promise<string> {
  const process = await holder(connection);
  const which = process === undefined ? '' : ` (process ${process})`;
  return `Canyu is already running on this database${which}. Stop it first, or use its chat commands.`;
}

function unusable(file: string, error: unknown): string {
  return `The lock ${lockFile(file)} cannot be taken (${messageOf(error)}). See that its folder can be written, and delete that file if Canyu is not running.`;
}
