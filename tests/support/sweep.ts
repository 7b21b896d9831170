// A fault before every statement of a piece of work: nothing of it may have happened, and who asked must have been told.
import { sql } from 'kysely';
import type { Database } from '../../src/db/open.ts';
import type { Db } from '../../src/db/schema.ts';
import { type Faults, InjectedFault } from './faults.ts';

/** The rows of these tables as one text. */
async function snapshot({ db }: Database, tables: readonly string[]): Promise<string> {
  const parts: string[][] = [];
  for (const table of tables) {
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(db);
    parts.push(rows.map((row) => JSON.stringify(row)).sort());
  }
  return JSON.stringify(parts);
}

export interface Sweep {
  database: Database;
  faults: Faults;
  /** Of which nothing may change. */
  tables: readonly string[];
  run(): Promise<unknown>;
  wrongIn(db: Db): Promise<string[]>;
}

/** What failures left behind, call by call; ends with the first try that nothing disturbs, so that the work is done once. */
export async function remains({ database, faults, tables, run, wrongIn }: Sweep): Promise<string[]> {
  const found: string[] = [];
  for (let call = 1; found.length === 0; call += 1) {
    const before = await snapshot(database, tables);
    faults.arm({ call, when: 'before', how: 'throw' });
    const failed = await run().then(
      () => false,
      (error: unknown) => error instanceof InjectedFault,
    );
    const { names, fired } = faults;
    faults.disarm();
    if (!fired) return found;
    const name = `${call} ${names[call - 1]!.slice(0, 60)}`;
    if (!failed) found.push(`${name}: was not told`);
    if ((await snapshot(database, tables)) !== before) found.push(`${name}: something of it happened`);
    for (const wrong of await wrongIn(database.db)) found.push(`${name}: ${wrong}`);
  }
  return found;
}
