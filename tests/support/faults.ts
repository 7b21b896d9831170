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
  /**
   * `throw` fails this call; `outage` this one and all that follow, until `disarm`; `kill` ends this process as `kill -9` does;
   * `freeze` stands for it where the process has to live on: nothing goes through any more, see `frozen`.
   */
  how: 'throw' | 'outage' | 'kill' | 'freeze';
}

export interface Faults {
  wrap: (dialect: Dialect) => Dialect;
  /** Counts from here on, and fails once as planned; without a plan it only counts. */
  arm(plan?: FaultPlan): void;
  /** Lets everything through again; gives how many calls were counted. */
  disarm(): number;
  /** From now on no call is answered, as if this process had just died. */
  freeze(): void;
  /** Resolves when a freeze has begun: the rows are then what a killed process leaves. */
  readonly frozen: Promise<void>;
  /** Ends a freeze by failing all that waits and all that follows, so that the remains can be cleared away. */
  bury(): void;
  readonly calls: number;
  /** The calls counted since `arm`. */
  readonly names: readonly string[];
  readonly fired: boolean;
  /** True from the first call of an outage until `disarm`. */
  readonly down: boolean;
}

export class InjectedFault extends Error {
  override readonly name = 'InjectedFault';
}

/** Counts the calls to the database while armed and lets the planned one fail. Starts armed when given a plan. */
export function faulty(plan?: FaultPlan): Faults {
  let armed = plan !== undefined;
  let current = plan;
  let names: string[] = [];
  let fired = false;
  const frozen = gate();
  const buried = gate();

  async function fault(call: string): Promise<never> {
    fired = true;
    if (current?.how === 'kill') {
      process.kill(process.pid, 'SIGKILL');
      return new Promise<never>(() => {});
    }
    if (current?.how === 'freeze') {
      frozen.open();
      await buried.opened;
    }
    throw new InjectedFault(`fault ${current?.when} call ${names.length}: ${call}`);
  }

  async function around(call: string, proceed: () => Promise<unknown>): Promise<unknown> {
    if (frozen.isOpen()) {
      await buried.opened;
      throw new InjectedFault(`after the end: ${call}`);
    }
    if (!armed) return proceed();
    names.push(call);
    if (fired) return current?.how === 'outage' ? fault(call) : proceed();
    if (names.length !== current?.call) return proceed();
    if (current.when === 'before') return fault(call);
    await proceed();
    return fault(call);
  }

  return {
    wrap: intercept(around),
    arm(next) {
      armed = true;
      current = next;
      names = [];
      fired = false;
    },
    disarm() {
      armed = false;
      return names.length;
    },
    freeze: frozen.open,
    frozen: frozen.opened,
    bury: buried.open,
    get calls() {
      return names.length;
    },
    get names() {
      return names;
    },
    get fired() {
      return fired;
    },
    get down() {
      return armed && fired && current?.how === 'outage';
    },
  };
}

function gate() {
  let open!: () => void;
  let isOpen = false;
  const opened = new Promise<void>((resolve) => {
    open = () => {
      isOpen = true;
      resolve();
    };
  });
  return { open, opened, isOpen: () => isOpen };
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
