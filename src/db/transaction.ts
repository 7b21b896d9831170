// The one way to open a transaction, and the guard that makes a forgotten `trx` fail at once.
// Inside a transaction any other handle would wait for itself forever (SQLite) or see another world (PostgreSQL).
import { AsyncLocalStorage } from 'node:async_hooks';
import type { CompiledQuery, DatabaseConnection, Dialect } from 'kysely';
import type { Db, Trx } from './schema.ts';

const inside = new AsyncLocalStorage<{ begun: boolean; writes: number }>();

/** Runs `work` in one transaction and gives what it gives; rolls back where it throws, and rethrows that whatever the rollback says. */
export async function transaction<Result>(db: Db, work: (trx: Trx) => Promise<Result>): Promise<Result> {
  if (inside.getStore()?.begun) throw new Error('A transaction is open: pass its trx on instead of opening another');
  const state = { begun: false, writes: 0 };
  let failure: { error: unknown } | undefined;
  return inside.run(state, async () => {
    try {
      return await db.transaction().execute(async (trx) => {
        state.begun = true;
        try {
          return await work(trx);
        } catch (error) {
          failure = { error };
          throw error;
        }
      });
    } catch (error) {
      throw failure ? failure.error : error;
    } finally {
      state.begun = false;
    }
  });
}

/** How many statements of the open transaction may have written: what has written nothing can be refused without a rollback. */
export function writesSoFar(): number {
  return inside.getStore()?.writes ?? 0;
}

/** The same dialect, refusing a second connection to whoever is inside a transaction, and counting its writes. */
export function guarded(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver: () => {
      const driver = dialect.createDriver();
      const acquire = driver.acquireConnection.bind(driver);
      const counted = new WeakSet<DatabaseConnection>();
      driver.acquireConnection = async () => {
        if (inside.getStore()?.begun) throw new Error('db was used inside a transaction: use its trx');
        const connection = await acquire();
        if (!counted.has(connection)) countWrites(connection);
        counted.add(connection);
        return connection;
      };
      return driver;
    },
  };
}

function countWrites(connection: DatabaseConnection): void {
  const execute = connection.executeQuery.bind(connection);
  connection.executeQuery = (query) => {
    const state = inside.getStore();
    if (state?.begun && mayWrite(query)) state.writes += 1;
    return execute(query);
  };
}

function mayWrite({ query, sql }: CompiledQuery): boolean {
  return query.kind !== 'SelectQueryNode' && !/^\s*select\b/i.test(sql);
}
