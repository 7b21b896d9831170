// A launch: claims while places are left, claims after the last, and the whole of a sale with millions who signed up before.

import { statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { sql } from 'kysely';
import { flows } from '../../flows/index.ts';
import { findCampaign } from '../../src/campaigns/store.ts';
import type { Database } from '../../src/db/open.ts';
import { isSqlite } from '../../src/db/sets.ts';
import { transaction } from '../../src/db/transaction.ts';
import { drive, type Figures, message, open, type Setting } from './harness.ts';

const IN_FLIGHT = 512;
/** One message in so many is an earlier one, delivered again. */
const AGAIN = 10;

/** A pre-order with so many places, open for claims. */
async function sale(database: Database, places: number): Promise<Setting> {
  const setting = await open(database, flows);
  const { engine } = setting;
  await engine.accept(message('boss', 'b-1', `preorder new mi --lanes "public:${places}"`));
  await openSale(setting);
  return setting;
}

async function openSale({ engine }: Setting): Promise<void> {
  await engine.accept(message('boss', 'b-2', 'preorder open mi'));
  await engine.settled();
}

/** What a claimant sends; every tenth is what somebody sent before, with the same event. */
function claimOf(index: number) {
  const again = index % AGAIN === AGAIN - 1;
  const one = again ? Math.max(0, index - 700) : index;
  return message(`p${one}`, `c-${scatter(one)}`, 'claim');
}

/** Everybody who claims gets a place. */
export async function claim(database: Database, messages: number): Promise<Figures> {
  const setting = await sale(database, messages);
  const figures = await drive(setting, messages, IN_FLIGHT, claimOf);
  return { ...figures, wrong: await wrongSale(setting, new Set(indices(messages)).size, messages) };
}

/** The last place has gone before the first of these claims. */
export async function soldOut(database: Database, messages: number): Promise<Figures> {
  const setting = await sale(database, 1);
  await setting.engine.accept(message('first', 'first', 'claim'));
  const figures = await drive(setting, messages, IN_FLIGHT, claimOf);
  return { ...figures, wrong: await wrongSale(setting, new Set(indices(messages)).size + 1, 1) };
}

const indices = (messages: number) =>
  Array.from({ length: messages }, (_, index) => (index % AGAIN === AGAIN - 1 ? Math.max(0, index - 700) : index));

/** How far the rows are from: as many with a place as there are places, everybody else with a turn. */
async function wrongSale({ database: { db }, engine }: Setting, persons: number, places: number): Promise<number> {
  await engine.settled();
  const count = async (query: string) =>
    Number((await sql<{ count: number }>`${sql.raw(query)}`.execute(db)).rows[0]!.count);
  const sold = await count(`select count(*) as count from place where entry_id is not null`);
  const confirmed = await count(`select count(*) as count from entry where state = 'confirmed'`);
  const waiting = await count(`select count(*) as count from entry where state = 'waiting'`);
  const expected = Math.min(places, persons);
  await engine.stop();
  return Math.abs(sold - expected) + Math.abs(confirmed - expected) + Math.abs(waiting - (persons - expected));
}

/** Ids as platforms give them: unique, in no order. */
function scatter(index: number): number {
  return (index * 2_654_435_761) % 4_294_967_296;
}

/** Places of the record sale. */
const UNITS = 100_000;

/** So many have signed up; `messages` of them claim, 100,000 get a place. Beside the usual figures: seconds until sold out, and the size of the database. */
export function redmi(signedUp: number) {
  return async (database: Database, messages: number): Promise<Figures> => {
    const setting = await open(database, flows);
    const { engine } = setting;
    await engine.accept(message('boss', 'b-1', `preorder new mi --lanes "public:${UNITS}"`));
    await engine.settled();
    await fill(database, signedUp);
    await openQuietly(database);
    const began = performance.now();
    let sold = 0;
    const figures = await drive(setting, messages, IN_FLIGHT, (index) => {
      // The batch that takes the last place has committed when so many more were sent.
      if (index === UNITS + IN_FLIGHT) sold = (performance.now() - began) / 1000;
      return message(`p${scatter(index) % signedUp}`, `c-${scatter(index)}`, 'claim');
    });
    const persons = new Set(Array.from({ length: messages }, (_, index) => scatter(index) % signedUp)).size;
    const wrong = await wrongSale(setting, persons, UNITS);
    return { ...figures, wrong, sold_out_s: Math.round(sold * 10) / 10, database_mb: await sizeOf(database) };
  };
}

/** Persons who signed up, with their identities: written as rows, since it is the claims that are measured. */
async function fill({ db }: Database, persons: number): Promise<void> {
  const { id } = (await findCampaign(db, 'mi'))!;
  const step = 100_000;
  for (let from = 0; from < persons; from += step) {
    const to = Math.min(persons, from + step);
    await transaction(db, async (trx) => {
      const numbers = sql`with recursive n (i) as (select cast(${from} as bigint) union all select i + 1 from n where i < ${to - 1})`;
      const key = sql.raw(
        isSqlite(db)
          ? `printf('019ac000-0000-7000-8000-%012d', i)`
          : `'019ac000-0000-7000-8000-' || lpad(cast(i as text), 12, '0')`,
      );
      await sql`insert into person (id, name, language, created_at) ${numbers} select ${key}, 'p' || i, 'en', 0 from n`.execute(
        trx,
      );
      await sql`insert into identity (platform, account, person_id, name, role, created_at)
        ${numbers} select 'terminal', 'p' || i, ${key}, 'p' || i, 'member', 0 from n`.execute(trx);
      await sql`insert into entry (id, campaign_id, lane_id, person_id, number, units, state, created_at, changed_at)
        ${numbers} select ${key}, ${id}, (select id from lane), ${key}, i + 1, 1, 'signed', 0, 0 from n`.execute(trx);
    });
  }
  await db.updateTable('quota').set({ last_number: persons }).execute();
}

/** Live, without the announcement to millions: that is another measurement. */
async function openQuietly({ db }: Database): Promise<void> {
  await db.updateTable('campaign').set({ status: 'live', opened_at: 1 }).where('slug', '=', 'mi').execute();
}

async function sizeOf({ db, file }: Database): Promise<number> {
  if (file !== undefined) return Math.round(statSync(file).size / 1_048_576);
  const total = sql<{ bytes: number }>`select sum(pg_total_relation_size(c.oid)) as bytes from pg_class c
    join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema and c.relkind = 'r'`;
  return Math.round(Number((await total.execute(db)).rows[0]!.bytes) / 1_048_576);
}
