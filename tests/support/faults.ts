// Makes the database fail at a chosen call, or the process die there: the fault points of TESTING.md, layer 4.
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';

/** One call to the database: a statement's SQL, or `begin`, `commit`, `rollback`. */
export type Around = (call: string, proceed: () => Promise<unknown>) => Promise<unknown>;

/** A dialect wrapper that hands every call to `around`, which may go on with it or not. For `wrap` of freshDatabase. */
export function intercept(around: Around): (dialect: Dialect) => Dialect {
  return (dialect) => ({
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver: () => intercepted(dialect.createDriver(), around),
  });
}

export interface FaultPlan {
  /** 1 is the first call after `arm`. */
  call: number;
  /** `after`: the database did what it was asked to, and nobody hears of it. */
  when: 'before' | 'after';
  /** `kill` ends this process as `kill -9` does. */
  how: 'throw' | 'kill';
}

export interface Faults {
  wrap: (dialect: Dialect) => Dialect;
  /** Counts from here on, and fails once as planned; without a plan it only counts. */
  arm(plan?: FaultPlan): void;
  /** Lets everything through again; gives how many calls were counted. */
  disarm(): number;
  readonly calls: number;
  readonly fired: boolean;
}

export class InjectedFault extends Error {
  override readonly name = 'InjectedFault';
}

/** Counts the calls to the database while armed and lets the planned one fail. Starts armed when given a plan. */
export function faulty(plan?: FaultPlan): Faults {
  let armed = plan !== undefined;
  let current = plan;
  let calls = 0;
  let fired = false;

  async function fault(call: string): Promise<never> {
    fired = true;
    if (current?.how === 'throw') throw new InjectedFault(`fault ${current.when} call ${current.call}: ${call}`);
    process.kill(process.pid, 'SIGKILL');
    return new Promise<never>(() => {});
  }

  return {
    wrap: intercept(async (call, proceed) => {
      if (!armed) return proceed();
      calls += 1;
      if (fired || calls !== current?.call) return proceed();
      if (current.when === 'before') return fault(call);
      await proceed();
      return fault(call);
    }),
    arm(next) {
      armed = true;
      current = next;
      calls = 0;
      fired = false;
    },
    disarm() {
      armed = false;
      return calls;
    },
    get calls() {
      return calls;
    },
    get fired() {
      return fired;
    },
  };
}

function intercepted(driver: Driver, around: Around): Driver {
  const outer = new WeakMap<DatabaseConnection, DatabaseConnection>();
  const inner = new WeakMap<DatabaseConnection, DatabaseConnection>();

  function wrapped(connection: DatabaseConnection): DatabaseConnection {
    const known = outer.get(connection);
    if (known) return known;
    const made: DatabaseConnection = {
      executeQuery: <Row>(query: CompiledQuery) =>
        around(query.sql, () => connection.executeQuery(query)) as Promise<QueryResult<Row>>,
      streamQuery: <Row>(query: CompiledQuery, size?: number) => connection.streamQuery<Row>(query, size),
    };
    outer.set(connection, made);
    inner.set(made, connection);
    return made;
  }
  const unwrapped = (connection: DatabaseConnection): DatabaseConnection => inner.get(connection) ?? connection;
  const pass = async (call: string, proceed: () => Promise<unknown>): Promise<void> => {
    await around(call, proceed);
  };

  return {
    init: () => driver.init(),
    acquireConnection: async () => wrapped(await driver.acquireConnection()),
    releaseConnection: (connection) => driver.releaseConnection(unwrapped(connection)),
    beginTransaction: (connection, settings) =>
      pass('begin', () => driver.beginTransaction(unwrapped(connection), settings)),
    commitTransaction: (connection) => pass('commit', () => driver.commitTransaction(unwrapped(connection))),
    rollbackTransaction: (connection) => pass('rollback', () => driver.rollbackTransaction(unwrapped(connection))),
    destroy: () => driver.destroy(),
  };
}
