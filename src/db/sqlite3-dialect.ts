// Kysely on node-sqlite3: one connection handed out first come, first served, so that transactions never interleave.
import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { connect, type Mode, type Sqlite3Connection } from './sqlite3-connection.ts';

export interface Sqlite3DialectOptions {
  file: string;
  mode: Mode;
  /** Run once on the new connection, one statement each. */
  pragmas: readonly string[];
}

export function sqlite3Dialect(options: Sqlite3DialectOptions): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new Sqlite3Driver(options),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    // biome-ignore lint/suspicious/noExplicitAny: Kysely's own signature
    createIntrospector: (db: Kysely<any>): DatabaseIntrospector => new SqliteIntrospector(db),
  };
}

class Sqlite3Driver implements Driver {
  readonly #options: Sqlite3DialectOptions;
  #raw: Sqlite3Connection | undefined;
  #connection: Connection | undefined;
  #held = false;
  /** A transaction was begun and neither committed nor rolled back. */
  #open = false;
  readonly #waiting: (() => void)[] = [];

  constructor(options: Sqlite3DialectOptions) {
    this.#options = options;
  }

  async init(): Promise<void> {
    const raw = await connect(this.#options.file, this.#options.mode);
    try {
      for (const pragma of this.#options.pragmas) await raw.all(`pragma ${pragma}`, []);
    } catch (error) {
      await raw.close();
      throw error;
    }
    this.#raw = raw;
    this.#connection = new Connection(raw);
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#held) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#held = true;
    return this.#connection!;
  }

  async releaseConnection(): Promise<void> {
    if (this.#open) await this.#rollBack();
    const next = this.#waiting.shift();
    if (next) next();
    else this.#held = false;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(readsOnly(this.#options.mode) ? 'begin' : 'begin immediate'));
    this.#open = true;
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
    this.#open = false;
  }

  async rollbackTransaction(): Promise<void> {
    await this.#rollBack();
  }

  /** Waits for whoever holds the connection, and for those in line. */
  async destroy(): Promise<void> {
    await this.acquireConnection();
    await this.#raw!.close();
  }

  async #rollBack(): Promise<void> {
    this.#open = false;
    try {
      await this.#raw!.run('rollback', []);
    } catch (error) {
      // After a full disk SQLite has rolled back already; the first error is the one to hear.
      if (!String(error).includes('no transaction is active')) throw error;
    }
  }
}

class Connection implements DatabaseConnection {
  readonly #raw: Sqlite3Connection;

  constructor(raw: Sqlite3Connection) {
    this.#raw = raw;
  }

  async executeQuery<R>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<R>> {
    if (givesRows(query.kind, sql)) return { rows: (await this.#raw.all(sql, parameters)) as R[] };
    const { changes } = await this.#raw.run(sql, parameters);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  // biome-ignore lint/correctness/useYield: streaming is refused
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('node-sqlite3 cannot stream: read page by page');
  }
}

function givesRows(kind: string, sql: string): boolean {
  if (kind === 'SelectQueryNode' || /\breturning\b/i.test(sql)) return true;
  return kind === 'RawNode' && /^\s*(select|with|pragma|explain)\b/i.test(sql);
}

function readsOnly(mode: Mode): boolean {
  return mode === 'read' || mode === 'still';
}
