// The protections taken away, one at a time: for the controls, which must see things go wrong.
import type { CompiledQuery, DatabaseConnection, Driver } from 'kysely';
import type { Wrap } from './stage.ts';

/** Every statement is committed by itself. */
export const withoutTransactions: Wrap = changed((driver) => ({
  ...passedOn(driver),
  beginTransaction: async () => undefined,
  commitTransaction: async () => undefined,
  rollbackTransaction: async () => undefined,
}));

/** Nothing is ever marked as seen: each mark is taken for a new one. */
export const withoutSeen: Wrap = rewritten(
  /^insert into "seen" \([^)]*\) select "key", "arrival" from ([\s\S]*) on conflict do nothing returning "key"$/,
  'select "key" from $1',
);

/** The one connection of SQLite is given to all who ask, at once. */
export const withoutFifo: Wrap = changed((driver) => {
  let connection: Promise<DatabaseConnection> | undefined;
  return {
    ...passedOn(driver),
    acquireConnection() {
      connection ??= driver.acquireConnection();
      return connection;
    },
    releaseConnection: async () => undefined,
    destroy: async () => {
      if (connection) await driver.releaseConnection(await connection);
      await driver.destroy();
    },
  };
});

/** What is handed to a platform is not marked as `sending` before. */
export const withoutSending = rewritten(/case kind when 'campaign' then 'sending' else 'pending' end/, `'pending'`);

/** On PostgreSQL nobody waits for anybody. */
export const withoutLocks = rewritten(/ for (share|no key update)( of "\w+")?/, '');

/** A schedule may have been edited or dropped since it was read: nobody looks. */
export const withoutSecondLook = rewritten(
  /(from "schedule" where "name" = (?:\?|\$\d+)) and (.+?)( for no key update)?$/,
  '$1 and (true or ($2))$3',
);

function rewritten(pattern: RegExp, replacement: string): Wrap {
  return changed((driver) => {
    const known = new WeakMap<DatabaseConnection, DatabaseConnection>();
    const inner = new WeakMap<DatabaseConnection, DatabaseConnection>();
    const own = (connection: DatabaseConnection) => inner.get(connection) ?? connection;
    return {
      ...passedOn(driver),
      async acquireConnection() {
        const connection = await driver.acquireConnection();
        const made: DatabaseConnection = known.get(connection) ?? {
          executeQuery: (query: CompiledQuery) =>
            connection.executeQuery({ ...query, sql: query.sql.replace(pattern, replacement) }),
          streamQuery: (query, size) => connection.streamQuery(query, size),
        };
        known.set(connection, made);
        inner.set(made, connection);
        return made;
      },
      releaseConnection: (connection) => driver.releaseConnection(own(connection)),
      beginTransaction: (connection, settings) => driver.beginTransaction(own(connection), settings),
      commitTransaction: (connection) => driver.commitTransaction(own(connection)),
      rollbackTransaction: (connection) => driver.rollbackTransaction(own(connection)),
    };
  });
}

function changed(change: (driver: Driver) => Driver): Wrap {
  return (dialect) => ({
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver: () => change(dialect.createDriver()),
  });
}

function passedOn(driver: Driver): Driver {
  return {
    init: () => driver.init(),
    acquireConnection: () => driver.acquireConnection(),
    releaseConnection: (connection) => driver.releaseConnection(connection),
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    destroy: () => driver.destroy(),
  };
}
