// Kysely on node-sqlite3: one connection handed out first come, first served, so that transactions never interleave.
import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { connect, type Sqlite3Connection } from './sqlite3-connection.ts';

export interface Sqlite3DialectOptions {
  file: string;
  mode: 'read' | 'write' | 'create';
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
  readonly #waiting: (() => void)[] = [];

  constructor(options: Sqlite3DialectOptions) {
    this.#options = options;
  }

  async init(): Promise<void> {
    this.#raw = await connect(this.#options.file, this.#options.mode);
    this.#connection = new Connection(this.#raw);
    for (const pragma of this.#options.pragmas) await this.#raw.all(`pragma ${pragma}`, []);
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#held) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#held = true;
    return this.#connection!;
  }

  async releaseConnection(): Promise<void> {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#held = false;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.#options.mode === 'read' ? 'begin' : 'begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw('rollback'));
    } catch (error) {
      // A full disk has rolled back already; its own error is the one to hear.
      if (!String(error).includes('no transaction is active')) throw error;
    }
  }

  async destroy(): Promise<void> {
    await this.#raw?.close();
  }
}

class Connection implements DatabaseConnection {
  readonly #raw: Sqlite3Connection;

  constructor(raw: Sqlite3Connection) {
    this.#raw = raw;
  }

  async executeQuery<R>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<R>> {
    const returnsRows =
      SelectQueryNode.is(query) || /^\s*(select|with|pragma|explain)\b/i.test(sql) || /\breturning\b/i.test(sql);
    if (returnsRows) return { rows: (await this.#raw.all(sql, parameters)) as R[] };
    const { changes } = await this.#raw.run(sql, parameters);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  // biome-ignore lint/correctness/useYield: streaming is refused
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('node-sqlite3 cannot stream: read page by page');
  }
}
