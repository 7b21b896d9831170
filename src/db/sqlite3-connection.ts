// One connection of node-sqlite3 in promises, which prepares each statement once.
import { pathToFileURL } from 'node:url';
import sqlite3 from 'sqlite3';
import { storable } from './parameters.ts';

export interface Sqlite3Connection {
  all(sql: string, parameters: readonly unknown[]): Promise<unknown[]>;
  run(sql: string, parameters: readonly unknown[]): Promise<{ changes: number }>;
  /** Breaks off what is running: it fails with SQLITE_INTERRUPT. */
  interrupt(): void;
  close(): Promise<void>;
}

/** How many prepared statements are kept; the least recently used goes first. */
const STATEMENTS_KEPT = 256;

/** `still` reads a file that nobody writes meanwhile: without locks, and without the side files SQLite would make and leave behind. */
export type Mode = 'still' | 'read' | 'write' | 'create';

const FLAGS: Record<Mode, number> = {
  still: sqlite3.OPEN_READONLY | sqlite3.OPEN_URI,
  read: sqlite3.OPEN_READONLY,
  write: sqlite3.OPEN_READWRITE,
  create: sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE,
};

/** Opens `file` (an absolute path). Throws what SQLite says where it cannot; never creates a file unless told to. */
export async function connect(file: string, mode: Mode): Promise<Sqlite3Connection> {
  const name = mode === 'still' ? `${pathToFileURL(file).href}?immutable=1` : file;
  const database = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened: sqlite3.Database = new sqlite3.Database(name, FLAGS[mode], (error) =>
      error ? reject(error) : resolve(opened),
    );
  });
  const statements = new Map<string, sqlite3.Statement>();

  async function statement(sql: string): Promise<sqlite3.Statement> {
    const known = statements.get(sql);
    if (known) {
      statements.delete(sql);
      statements.set(sql, known);
      return known;
    }
    const prepared = await new Promise<sqlite3.Statement>((resolve, reject) => {
      const made: sqlite3.Statement = database.prepare(sql, (error: Error | null) =>
        error ? reject(error) : resolve(made),
      );
    });
    statements.set(sql, prepared);
    if (statements.size > STATEMENTS_KEPT) {
      const [oldest, unused] = statements.entries().next().value!;
      statements.delete(oldest);
      unused.finalize();
    }
    return prepared;
  }

  return {
    async all(sql, parameters) {
      const bound = storable(parameters);
      const prepared = await statement(sql);
      return new Promise((resolve, reject) => {
        prepared.all(bound, (error, rows) => (error ? reject(error) : resolve(rows)));
      });
    },
    async run(sql, parameters) {
      const bound = storable(parameters);
      const prepared = await statement(sql);
      return new Promise((resolve, reject) => {
        prepared.run(bound, function (error) {
          error ? reject(error) : resolve({ changes: this.changes });
        });
      });
    },
    interrupt: () => database.interrupt(),
    async close() {
      for (const prepared of statements.values()) prepared.finalize();
      statements.clear();
      await new Promise<void>((resolve, reject) => database.close((error) => (error ? reject(error) : resolve())));
    },
  };
}
