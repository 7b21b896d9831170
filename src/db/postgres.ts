// How Canyu talks to PostgreSQL: a pool of connections, whole numbers as numbers, and failures to connect in one sentence without the password.
import { type Dialect, PostgresDialect, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { StartError } from '../errors.ts';
import { codeOf, messageOf } from './errors.ts';
import { storable } from './parameters.ts';

const INT8 = 20;
const NUMERIC = 1700;

export interface PostgresDialectOptions {
  url: string;
  connections: number;
  /** ms a statement may take. */
  statementTimeout: number;
  readOnly: boolean;
}

export function postgresDialect(options: PostgresDialectOptions): Dialect {
  const pool = new pg.Pool({
    connectionString: options.readOnly ? withoutWriting(options.url) : options.url,
    max: options.connections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: options.statementTimeout,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'canyu',
    types: { getTypeParser: typeParser },
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return new PostgresDialect({
    pool: {
      options: { max: options.connections },
      end: () => pool.end(),
      async connect() {
        const client = await pool.connect();
        const known = clients.get(client) ?? poolClient(client);
        clients.set(client, known);
        return known;
      },
    } as never,
  });
}

/** What the address itself sets for its sessions stays. */
function withoutWriting(url: string): string {
  const address = new URL(url);
  const given = address.searchParams.get('options') ?? '';
  address.searchParams.set('options', `${given} -c default_transaction_read_only=on`.trim());
  return address.href;
}

function poolClient(client: pg.PoolClient): PostgresPoolClient {
  let broken = false;
  // The same for a connection that breaks in use: the statement under way fails anyway.
  client.on('error', () => {
    broken = true;
  });
  return {
    async query(sql: string, parameters: readonly unknown[]) {
      try {
        return await client.query(sql, storable(parameters));
      } catch (error) {
        broken ||= (error as pg.DatabaseError).severity === 'FATAL';
        throw error;
      }
    },
    // A connection left in the middle of a transaction would hand it on to the next one who asks.
    release: () => client.release(broken || client.getTransactionStatus() !== 'I'),
  } as unknown as PostgresPoolClient;
}

/** Whole numbers come as text, since they may be larger than a number holds; ours never are. */
function typeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (format !== 'binary' && (oid === INT8 || oid === NUMERIC)) return exactNumber;
  return pg.types.getTypeParser(oid, format as 'text') as (text: string) => unknown;
}

function exactNumber(text: string): number {
  const number = Number(text);
  if (Number.isNaN(number) || Math.abs(number) > Number.MAX_SAFE_INTEGER) {
    throw new RangeError(`${text} is larger than a number holds exactly`);
  }
  return number;
}

/** Why a database that was just opened does not answer. `shown` is how messages call it. */
export function explainPostgres(shown: string, error: unknown): unknown {
  const code = codeOf(error);
  switch (code) {
    case 'ECONNREFUSED':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENOENT':
    case '57P03':
      return new StartError(
        `No PostgreSQL answers at ${shown} (${code}). Start it, or correct host and port in DATABASE_URL.`,
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartError(`The host of ${shown} is not known. Correct it in DATABASE_URL.`);
    case '3D000':
      return new StartError(`PostgreSQL has no database ${shown}. Create it, or correct the name in DATABASE_URL.`);
    case '28P01':
    case '28000':
      return new StartError(`PostgreSQL refuses the user or the password for ${shown}. Correct them in DATABASE_URL.`);
    case '53300':
      return new StartError(
        `PostgreSQL at ${shown} has no connection left. Stop what else uses it, or raise its max_connections.`,
      );
    case '42501':
      return new StartError(`The user of DATABASE_URL may not create tables in ${shown}. Grant it that right.`);
    default:
      if (/timeout|terminated/i.test(messageOf(error))) {
        return new StartError(
          `PostgreSQL at ${shown} does not answer. See that it is up and that the network lets it through.`,
        );
      }
      return error;
  }
}
