// A look at every page of a file, however large, in the time there is.
import type { Clock } from '../clock.ts';
import { codeOf } from './errors.ts';
import { checkIntegrity, explained, quietMode } from './inspect.ts';
import { connect, type Sqlite3Connection } from './sqlite3-connection.ts';

/** Reads a database that may be in use for at most `limit` ms: false where that was not enough. Throws a StartError where it is damaged. */
export async function checkFile(file: string, { clock, limit }: { clock: Clock; limit: number }): Promise<boolean> {
  let connection: Sqlite3Connection | undefined;
  let cancel: (() => void) | undefined;
  try {
    connection = await connect(file, quietMode(file));
    cancel = clock.wait(clock.now() + limit, connection.interrupt);
    await checkIntegrity(connection);
    return true;
  } catch (error) {
    if (codeOf(error) === 'SQLITE_INTERRUPT') return false;
    throw explained(file, error);
  } finally {
    cancel?.();
    await connection?.close();
  }
}
