import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canyu, follow, type Line } from '../faults/lives.ts';
import { temporaryFolder } from '../support/database.ts';
import { createWorld } from '../support/world.ts';

const PERSONS = 100_000;
const ROWS = 1_000_000;
const LONGEST = 2000;

const folder = temporaryFolder();
const file = join(folder, 'canyu.db');

/** The statement once for each i below `count`, in one go. */
const times = (count: number, insert: string, select: string) =>
  sql.raw(`insert into ${insert} with recursive n (i) as (select 0 union all select i + 1 from n where i < ${count - 1})
    select ${select} from n`);

beforeAll(async () => {
  const world = await createWorld({ file });
  const { db } = world;
  const now = Date.now();
  const others = (ROWS - 2 * PERSONS) / 4;
  await sql`pragma synchronous = off`.execute(db);
  await db
    .insertInto('campaign')
    .values({
      ...{
        id: 'c',
        kind: 'quiz',
        slug: 'old',
        title: 'old',
        language: 'zh-CN',
        zone: 'Asia/Shanghai',
        status: 'closed',
      },
      ...{ definition: '{}', created_at: now, opened_at: now, closed_at: now },
    })
    .execute();
  await db
    .insertInto('quiz_round')
    .values({ id: 'r', campaign_id: 'c', number: 1, question: '{}', status: 'closed', asked_at: now, closed_at: now })
    .execute();
  const person = `printf('p%08d', i % ${PERSONS})`;
  await times(PERSONS, 'person (id, name, language, created_at)', `${person}, 'n' || i, 'zh-CN', ${now}`).execute(db);
  await times(
    PERSONS,
    'identity (platform, account, person_id, name, role, created_at)',
    `'terminal', 'n' || i, ${person}, 'n' || i, 'member', ${now}`,
  ).execute(db);
  await times(others, 'seen (key, arrival)', `'terminal:x' || i, ${now - 100_000_000} * 1000 + i`).execute(db);
  await times(
    others,
    'outbox (id, kind, platform, account, body, state, attempts, next_at, created_at, sent_at)',
    `printf('o%08d', i), 'reply', 'terminal', 'n' || (i % ${PERSONS}), '{"text":"好","choices":[]}', 'sent', 1, ${now}, ${now}, ${now}`,
  ).execute(db);
  await times(
    others,
    'quiz_answer (id, round_id, person_id, platform, room, text, verdict, sent_at, elapsed, arrival)',
    `printf('a%08d', i), 'r', ${person}, 'terminal', 'fans', 'B', 'wrong', ${now}, 100, i`,
  ).execute(db);
  await times(
    others,
    'points (source, person_id, campaign_id, amount, reason, at)',
    `'quiz/r/' || i, ${person}, 'c', 1, 'answer', ${now}`,
  ).execute(db);
  await world.close();
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function startToAnswer(): Promise<number> {
  const heard: Line[] = [];
  const began = performance.now();
  const life = follow(canyu(`sqlite:${file}`), heard);
  life.send({ id: `e${began}`, from: 'n77777', text: '我的' });
  expect(await life.done(`e${began}`)).toBe(true);
  const took = performance.now() - began;
  expect(heard.at(-1)?.text).toContain('n77777');
  expect(await life.end()).toBe(0);
  return took;
}

test(`P9: with ${PERSONS} persons and ${ROWS} rows the program answers ${LONGEST} ms after its start`, async () => {
  const took: number[] = [];
  for (let time = 0; time < 3; time += 1) took.push(await startToAnswer());
  process.stdout.write(`start to first answer: ${took.map((ms) => `${ms.toFixed(0)} ms`).join(', ')}\n`);
  expect(Math.min(...took)).toBeLessThan(LONGEST);
}, 120_000);
