// Opens the database named by DATABASE_URL: looks at it first, then migrates it, then hands out its two handles.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database, OpenOptions } from './database.ts';
import { openPostgres } from './open-postgres.ts';
import { openSqlite } from './open-sqlite.ts';
import { DEFAULT_DATABASE_URL, parseDatabaseUrl } from './url.ts';

export type { Database, OpenOptions } from './database.ts';

/** Throws a StartError, with a sentence and its remedy, where the database cannot be used; it is then as it was. */
export async function openDatabase(url: string, options: OpenOptions): Promise<Database> {
  const parsed = parseDatabaseUrl(url);
  if (parsed.kind === 'postgres') return openPostgres(parsed, options);
  if (url === DEFAULT_DATABASE_URL && options.purpose !== 'read') mkdirSync(dirname(parsed.file), { recursive: true });
  return openSqlite(parsed.file, options);
}
