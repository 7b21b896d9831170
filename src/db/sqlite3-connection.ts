// One connection of node-sqlite3 in promises: prepares each statement once, and refuses what the library would silently store as something else.
import sqlite3 from 'sqlite3';

export interface Sqlite3Connection {
  all(sql: string, parameters: readonly unknown[]): Promise<unknown[]>;
  run(sql: string, parameters: readonly unknown[]): Promise<{ changes: number }>;
  close(): Promise<void>;
}

/** How many prepared statements are kept; the least recently used goes first. */
const STATEMENTS_KEPT = 256;

/** Opens `file`. Throws what SQLite says where it cannot; never creates a file unless told to. */
export async function connect(file: string, mode: 'read' | 'write' | 'create'): Promise<Sqlite3Connection> {
  const flags = {
    read: sqlite3.OPEN_READONLY,
    write: sqlite3.OPEN_READWRITE,
    create: sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE,
  };
  const database = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened: sqlite3.Database = new sqlite3.Database(file, flags[mode], (error) =>
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
      refuseUnstorable(parameters);
      const prepared = await statement(sql);
      return new Promise((resolve, reject) => {
        prepared.all(parameters, (error, rows) => (error ? reject(error) : resolve(rows)));
      });
    },
    async run(sql, parameters) {
      refuseUnstorable(parameters);
      const prepared = await statement(sql);
      return new Promise((resolve, reject) => {
        prepared.run(parameters, function (error) {
          error ? reject(error) : resolve({ changes: this.changes });
        });
      });
    },
    async close() {
      for (const prepared of statements.values()) prepared.finalize();
      statements.clear();
      await new Promise<void>((resolve, reject) => database.close((error) => (error ? reject(error) : resolve())));
    },
  };
}

/** node-sqlite3 binds a bigint and NaN as NULL and leaves undefined unbound: each would be a wrong row without a word. */
function refuseUnstorable(parameters: readonly unknown[]): void {
  for (const value of parameters) {
    if (value === null || typeof value === 'string') continue;
    if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) continue;
    if (value instanceof Uint8Array) continue;
    throw new TypeError(`SQLite cannot store ${typeof value} ${String(value)} without changing it`);
  }
}
