// News of a release to everybody who chose it: planning and gating a page of 1,000 persons at a time (the latencies are of pages), and handing
// the deliveries to a platform that answers at once.
import { performance } from 'node:perf_hooks';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../src/db/open.ts';
import { isSqlite } from '../../src/db/sets.ts';
import { broadcastStates, judgeAudience, nextAudience, planBroadcast } from '../../src/outbox/broadcast.ts';
import { quote } from '../../src/text/phrase.ts';
import { type Figures, figuresOf, open, type Setting } from './harness.ts';

const PAGE = 1000;
const DAY = 86_400_000;
const KEY = 'release/bench';

/** Nobody is written to: the platform of these persons is not running. One in ten said stop, and one in five has quiet hours of their own. */
export async function broadcastPlan(database: Database, persons: number): Promise<Figures> {
  const setting = await open(database, []);
  await crowd(database, persons, 'elsewhere');
  const cpu = process.cpuUsage();
  const began = performance.now();
  const latencies = await planAll(setting);
  const seconds = (performance.now() - began) / 1000;
  const figures = figuresOf({ latencies, seconds, messages: persons, cpu: process.cpuUsage(cpu) });
  const states = await broadcastStates(database.db, KEY);
  const all = states.reduce((sum, { count }) => sum + count, 0);
  const stopped = states.find(({ reason }) => reason === 'stopped')?.count ?? 0;
  await setting.engine.stop();
  return { ...figures, wrong: Math.abs(all - persons) + Math.abs(stopped - Math.ceil(persons / 10)) };
}

/** From the first page until every delivery is marked: planned, gated again, handed over, marked. */
export async function broadcast(database: Database, persons: number): Promise<Figures> {
  const setting = await open(database, []);
  await crowd(database, persons, 'terminal');
  const cpu = process.cpuUsage();
  const began = performance.now();
  const latencies = await planAll(setting);
  await setting.engine.settled();
  const seconds = (performance.now() - began) / 1000;
  const figures = figuresOf({ latencies, seconds, messages: persons, cpu: process.cpuUsage(cpu) });
  const states = await broadcastStates(database.db, KEY);
  const sent = states.find(({ state }) => state === 'sent')?.count ?? 0;
  const waiting = states.filter(({ state }) => state === 'pending' || state === 'sending');
  await setting.engine.stop();
  return { ...figures, wrong: waiting.length + Math.abs(sent - setting.delivered()) };
}

async function planAll({ engine }: Setting): Promise<number[]> {
  const about = {
    ...{ key: KEY, consent: 'release' as const, expiresAt: Date.now() + 2 * DAY },
    campaign: { id: 'bench', zone: 'Asia/Shanghai', language: 'en' as const },
  };
  const phrase = quote(
    '🚀 OS weekly, release 12, is here.\n1. Dark mode · Kim (Display)\nYou get this because you chose news of releases.',
  );
  const latencies: number[] = [];
  for (let after = '', more = true; more; ) {
    const at = performance.now();
    const page = await engine.perform(async (scope) => {
      const ids = await nextAudience(scope.trx, 'release', after, PAGE);
      const judged = await judgeAudience(scope.trx, about, ids, scope.now, {
        zone: 'Asia/Shanghai',
        contact: { quiet: 'none', caps: { all: { most: 10, within: 7 * DAY } }, budgets: {} },
      });
      planBroadcast(scope, about, judged, () => ({ phrase }));
      return ids;
    });
    latencies.push(performance.now() - at);
    more = page.length === PAGE;
    after = page.at(-1) ?? '';
  }
  return latencies;
}

/** A live campaign, and so many persons with an account on that platform who chose news of releases. */
async function crowd({ db }: Database, persons: number, platform: string): Promise<void> {
  const numbers = sql`with recursive n (i) as (select cast(0 as bigint) union all select i + 1 from n where i < ${persons - 1})`;
  const key = (place: RawBuilder<unknown>) =>
    isSqlite(db)
      ? sql`printf('019ac000-0000-7000-8000-%012d', ${place})`
      : sql`'019ac000-0000-7000-8000-' || lpad(cast(${place} as text), 12, '0')`;
  const times = { created_at: 0, opens_at: null, closes_at: null, opened_at: 0, closed_at: null };
  const about = { id: 'bench', kind: 'release', slug: 'bench', title: 'Bench', language: 'en', zone: 'Asia/Shanghai' };
  await db
    .insertInto('campaign')
    .values({ ...about, ...times, status: 'live', definition: '{}', approved_hash: 'x' })
    .execute();
  await sql`insert into person (id, name, language, stopped_at, quiet, created_at) ${numbers}
    select ${key(sql`i`)}, 'p' || i, 'en', case when i % 10 = 0 then 0 end, case when i % 5 = 1 then '22:00-08:00' end, 0 from n`.execute(
    db,
  );
  await sql`insert into identity (platform, account, person_id, name, role, created_at) ${numbers}
    select ${platform}, 'p' || i, ${key(sql`i`)}, 'p' || i, 'member', 0 from n`.execute(db);
  await sql`insert into consent (topic, person_id, given, at, source, version) ${numbers}
    select 'release', ${key(sql`i`)}, 1, 0, 'bench', 1 from n`.execute(db);
  if (!isSqlite(db)) await sql`vacuum analyze person, identity, consent`.execute(db);
}
