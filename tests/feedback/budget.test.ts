// How many items a person may back in a season, where the board says so: refused clearly, given back, and never more by backing.
import { afterEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { openDatabase } from '../../src/db/open.ts';
import type { Wrap } from '../faults/stage.ts';
import { withoutLocks } from '../faults/unprotected.ts';
import { createPostgresDatabase, databases, type Kind } from '../support/database.ts';
import { intercept } from '../support/faults.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';
import { openIdeas, WORKING } from './stage.ts';

const DAY = 86_400_000;
const TEXTS = ['please add a dark mode', 'the alarm is too quiet', 'maps crash', 'wifi drops', 'torch dim'];

let worlds: World[] = [];
let drop: (() => Promise<void>) | undefined;
afterEach(async () => {
  for (const world of worlds) await world.close();
  await drop?.();
  worlds = [];
  drop = undefined;
});

/** Amy has written #1 to #5, and everybody may back two items in 30 days. */
async function withItems(options: WorldOptions, definition: object = { budget: { items: 2 } }): Promise<World> {
  const world = await createWorld({ at: WORKING, ...options });
  worlds.push(world);
  await openIdeas(world, definition);
  for (const text of TEXTS) await world.person('amy').says(`feedback ${text}`);
  return world;
}

/** What somebody hears when they have said it. */
async function said(world: World, account: string, text: string): Promise<string> {
  const person = world.person(account);
  await person.hearsAll();
  await person.says(text);
  return (await person.hearsAll()).join('\n');
}

describe.each(databases)('a budget on %s', (kind: Kind) => {
  test('is told and counted down; a refusal says what is backed and what to do, in both languages', async () => {
    const world = await withItems({ kind });
    expect(await said(world, 'bob', 'back #1')).toContain('This season you can back 1 more, of 2; the next begins ');
    await said(world, 'bob', 'back #3');
    expect(await said(world, 'bob', 'back #1')).toContain('You back #1 already');
    expect(await said(world, 'bob', 'back #2')).toMatch(
      /^#2 was not backed: on Ideas you back 2 items of 2 a season already: #1, #3\. Take one back, with “unback #1” .* the next season begins Sunday 27 December 10:00 \(Beijing time\)/,
    );
    for (const text of ['支持 #1', '支持 #3']) await said(world, 'wei', text);
    expect(await said(world, 'wei', '支持 #2')).toMatch(
      /^没有支持 #2：你本季在「Ideas」已支持 2 条（每季最多 2 条）：#1, #3。可以收回一条，比如“取消支持 #1”.*下一季开始：/,
    );
    expect(await said(world, 'bob', 'unback #1')).toContain('you can back 1 more, of 2');
    expect(await said(world, 'bob', 'back #2')).toContain('You back #2: 2 persons want it');
    // What is over no longer counts, and what one writes never did.
    for (const [state, own] of [
      ['shipped', 'the keyboard lags'],
      ['declined no', 'fonts ugly'],
    ] as const) {
      expect(await said(world, 'bob', 'back #4')).toContain('#4 was not backed');
      await said(world, 'boss', `feedback status #3 ${state}`);
      expect(await said(world, 'bob', `feedback ${own}`)).toContain('is in');
      expect(await said(world, 'bob', 'back #4')).toContain('You back #4');
      await said(world, 'bob', 'unback #4');
      await said(world, 'boss', 'feedback status #3 review');
    }
    // What staff open again counts again; nobody loses anything by it.
    await said(world, 'boss', 'feedback status #3 shipped');
    await said(world, 'bob', 'back #4');
    await said(world, 'boss', 'feedback status #3 review');
    expect(await said(world, 'bob', 'back #5')).toContain('you back 3 items of 2 a season already: #2, #3, #4');
    await world.set(30 * DAY);
    expect(await said(world, 'bob', 'back #5')).toContain('you can back 1 more, of 2');
    expect(await said(world, 'bob', 'back #2')).toContain('You back #2 already');
  });

  test('holds through merges: what moved counts as one, and what one wrote costs nothing wherever it is now', async () => {
    const world = await withItems({ kind });
    const merge = (from: number, to: number) => said(world, 'boss', `feedback merge #${from} #${to} --confirm ${from}`);
    await said(world, 'bob', 'back #1');
    await said(world, 'bob', 'back #2');
    // From one that bob backs to one that he does not: he backs that now.
    await merge(1, 3);
    expect(await said(world, 'bob', 'back #4')).toContain('already: #2, #3.');
    // Both become one.
    await merge(2, 3);
    expect(await said(world, 'bob', 'back #4')).toContain('You back #4');
    expect(await said(world, 'bob', 'back #5')).toContain('already: #3, #4.');
    await said(world, 'boss', 'feedback unmerge #2');
    expect(await said(world, 'bob', 'back #5')).toContain('you back 3 items of 2 a season already: #2, #3, #4');
    for (const number of [2, 3]) await said(world, 'bob', `unback #${number}`);
    // His own becomes part of somebody else's, and that of another.
    await said(world, 'bob', 'feedback the keyboard lags');
    await merge(6, 2);
    await merge(2, 5);
    expect(await said(world, 'bob', 'back #3')).toContain('you can back 0 more, of 2');
    expect(await said(world, 'bob', 'back #3')).toContain('You back #3 already');
    expect(await said(world, 'bob', 'unback #5')).toContain('You do not back #5 any more');
    expect(await said(world, 'bob', 'back #6')).toContain('#6 is part of #5 now: you back that');
  });
});

test('in the dialog, what was written can still be posted; and no board has a budget of itself', async () => {
  const world = await withItems({});
  await said(world, 'bob', 'back #1');
  await said(world, 'bob', 'back #3');
  await said(world, 'bob', 'feedback the alarm is so quiet');
  const answer = await said(world, 'bob', '1');
  expect(answer).toContain('#2 was not backed');
  expect(answer).toContain('Is it one of these?');
  expect(await said(world, 'bob', 'no, post mine')).toContain('#6 is in');
  const free = await withItems({}, {});
  for (const number of [1, 2, 3, 4]) expect(await said(free, 'bob', `back #${number}`)).not.toContain('season');
});

describe.runIf(databases.includes('postgres'))('two programs on one PostgreSQL', () => {
  /** Bob backs one more, twice at the same moment: the first stops before it counts what he backs, the second goes on as far as it gets. */
  async function together(wrap: Wrap): Promise<number> {
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    let go = () => {};
    const going = new Promise<void>((resolve) => {
      go = resolve;
    });
    const stopping = intercept(async (call, proceed) => {
      if (!/insert into "feedback_backer"/.test(call) || !armed) return proceed();
      armed = false;
      stop();
      await going;
      return proceed();
    });
    let armed = false;
    const place = await createPostgresDatabase();
    drop = place.drop;
    const open = () =>
      openDatabase(place.url, {
        ...{ purpose: 'run', migrations, now: () => WORKING },
        wrap: (dialect) => stopping(wrap(dialect)),
      });
    const first = await withItems({ database: await open() });
    const second = await createWorld({ at: WORKING, database: await open() });
    worlds.push(second);
    await said(first, 'bob', 'back #1');
    armed = true;
    const slow = first.person('bob').says('back #2', { event: 'slow' });
    await stopped;
    const quick = second.person('bob').says('back #3', { event: 'quick' });
    await Promise.race([quick, new Promise((resolve) => setTimeout(resolve, 300))]);
    go();
    await Promise.all([slow, quick]);
    const bob = first.db.selectFrom('identity').select('person_id').where('account', '=', 'bob');
    return (await first.db.selectFrom('feedback_backer').selectAll().where('person_id', '=', bob).execute()).length;
  }

  test('nobody backs more than the budget, whatever comes at once', async () => {
    expect(await together((dialect) => dialect)).toBe(2);
  });

  test('control: without the locks it is one more', async () => {
    expect(await together(withoutLocks)).toBe(3);
  });
});
