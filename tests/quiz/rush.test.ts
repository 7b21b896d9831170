// 10,000 answers to one question from three platforms at once: the board is the pure recount of the log, for every way of scoring.
import { randomInt } from 'node:crypto';
import type { Dialect, QueryCompiler } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import type { Scoring } from '../../flows/quiz/definition.ts';
import type { Timing } from '../../flows/quiz/rules.ts';
import { databases, freshDatabase, type Kind } from '../support/database.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';
import { openRush, randomFrom, rushOf, rushPlatforms, SECONDS, violations } from './rush.ts';

/** Another one every time; SEED repeats a run that failed. */
const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31));
const AT_ONCE = 1000;

const scorings: [name: string, scoring: Scoring, tieWindow: number][] = [
  ['first', { rule: 'first', winners: 100, points: 2 }, 0],
  ['first with a tie window', { rule: 'first', winners: 100, points: 2 }, 40],
  ['podium', { rule: 'podium', points: [5, 3, 1] }, 0],
  ['speed', { rule: 'speed', most: 1000, least: 7 }, 0],
  ['all', { rule: 'all', points: 3 }, 0],
];

let world: World;
afterEach(() => world.close());

/** Plays one question under the rush, and gives what of its promises was broken. */
async function play(kind: Kind, count: number, scoring: Scoring, tieWindow: number, more: WorldOptions = {}) {
  world = await createWorld({ kind, platforms: rushPlatforms, ...more });
  const opened = await openRush(world, scoring, tieWindow);
  const rush = rushOf(count, opened, randomFrom(seed));
  for (let from = 0; from < rush.length; from += AT_ONCE)
    await Promise.all(rush.slice(from, from + AT_ONCE).map((message) => world.engine.accept(message)));
  await world.engine.settled();
  await world.set(SECONDS * 1000 + 5000);
  const timing: Timing = { tieWindow, reading: 0, duration: SECONDS * 1000 };
  return violations(world, scoring, timing, rush, opened);
}

describe.each(databases)('a rush of answers (%s)', (kind) => {
  test.each(scorings)('%s: the board is the recount of the log', { timeout: 60_000 }, async (_, scoring, tieWindow) => {
    const count = kind === 'sqlite' ? 10_000 : 2000;
    expect(await play(kind, count, scoring, tieWindow), `SEED=${seed}`).toEqual([]);
  });

  test('control: in the order of arrival alone, the wrong people win', async () => {
    const [, scoring] = scorings[0]!;
    const broken = await play(kind, 1500, scoring, 0, { wrap: rewriting(/"sent_at", "arrival"/g, '"arrival"') });
    expect(broken, `SEED=${seed}`).toContain('the ledger is the recount');
    expect(broken).toContain('the first k by time, then arrival');
  });

  test('control: where what was seen is forgotten, an answer that comes twice is two rows', async () => {
    const [, scoring] = scorings[3]!;
    const database = await freshDatabase(kind, { wrap: rewriting(/"seen"."key" = "wanted"."value"/g, 'false') });
    await database.db.schema.alterTable('seen').renameTo('seen_before').execute();
    await database.db.schema.createTable('seen').addColumn('key', 'text').addColumn('arrival', 'bigint').execute();
    const broken = await play(kind, 1500, scoring, 0, { database });
    expect(broken, `SEED=${seed}`).toContain('every answer is a row, however often it came');
  });
});

/** A dialect that says something else to the database than it was told to. */
function rewriting(said: RegExp, instead: string): (dialect: Dialect) => Dialect {
  return (dialect) => ({
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => dialect.createDriver(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler(): QueryCompiler {
      const compiler = dialect.createQueryCompiler();
      return {
        compileQuery(node, queryId) {
          const query = compiler.compileQuery(node, queryId);
          return { ...query, sql: query.sql.replace(said, instead) };
        },
      };
    },
  });
}
