// The one way to open a transaction, and the guard that makes a forgotten `trx` fail at once.
// Inside a transaction any other handle would wait for itself forever (SQLite) or see another world (PostgreSQL).
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Dialect, Driver } from 'kysely';
import type { Db, Trx } from './schema.ts';

const inside = new AsyncLocalStorage<{ begun: boolean }>();

/** Runs `work` in one transaction and gives what it gives; rolls back and rethrows where it throws. */
export function transaction<Result>(db: Db, work: (trx: Trx) => Promise<Result>): Promise<Result> {
  if (inside.getStore()?.begun) throw new Error('A transaction is open: pass its trx on instead of opening another');
  const state = { begun: false };
  return inside.run(state, () =>
    db
      .transaction()
      .execute((trx) => {
        state.begun = true;
        return work(trx);
      })
      .finally(() => {
        state.begun = false;
      }),
  );
}

/** Runs something that outlives the transaction it was started from: a worker's loop, a listener. */
export function outside<Result>(work: () => Result): Result {
  return inside.exit(work);
}

/** The same dialect, refusing a second connection to whoever is inside a transaction. */
export function guarded(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver: () => {
      const driver = dialect.createDriver();
      const acquire = driver.acquireConnection.bind(driver);
      driver.acquireConnection = async () => {
        if (inside.getStore()?.begun) throw new Error('db was used inside a transaction: use its trx');
        return acquire();
      };
      return driver satisfies Driver;
    },
  };
}
