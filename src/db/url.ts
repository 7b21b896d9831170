// DATABASE_URL taken apart.
import { resolve } from 'node:path';
import { StartError } from '../errors.ts';

/** Where data is kept unless the settings say otherwise; its folder is the one folder that is made when missing. */
export const DEFAULT_DATABASE_URL = 'sqlite:data/canyu.db';

export type DatabaseUrl =
  | { kind: 'sqlite'; file: string }
  /** `shown` is fit for a log: no user, no password, no options. */
  | { kind: 'postgres'; url: string; shown: string };

const REMEDY = `Set DATABASE_URL to ${DEFAULT_DATABASE_URL} or to postgres://user:password@host:5432/name`;

/** Reads `sqlite:PATH` (relative to the working folder) or `postgres://…`. Throws a StartError that never repeats what may hold a password. */
export function parseDatabaseUrl(url: string): DatabaseUrl {
  if (url.startsWith('sqlite:')) return { kind: 'sqlite', file: sqliteFile(url.slice('sqlite:'.length)) };
  if (/^postgres(ql)?:\/\//.test(url)) return { kind: 'postgres', url, shown: shownPostgres(url) };
  throw new StartError(`DATABASE_URL is of no kind Canyu knows. ${REMEDY}.`);
}

function sqliteFile(path: string): string {
  if (path === '') throw new StartError(`DATABASE_URL names no file. ${REMEDY}.`);
  if (path.startsWith(':memory:')) {
    throw new StartError(
      'A database in memory would forget everything at the next start. Set DATABASE_URL to a file, like sqlite:data/canyu.db.',
    );
  }
  if (/^\/\/[^/]/.test(path)) {
    throw new StartError(
      `sqlite:${path} is read in two ways. Write sqlite:${path.slice(2)} for a path from here, sqlite:${path.slice(1)} for one from the root.`,
    );
  }
  if (path.includes('\0')) throw new StartError(`DATABASE_URL names no file. ${REMEDY}.`);
  return resolve(path);
}

function shownPostgres(url: string): string {
  if (!URL.canParse(url)) {
    throw new StartError(
      'DATABASE_URL cannot be read: write it as postgres://user:password@host:5432/name, with special characters of the password percent-encoded.',
    );
  }
  const { host, pathname } = new URL(url);
  return `postgres://${host}${pathname}`;
}
