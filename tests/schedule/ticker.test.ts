import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import type { Job } from '../../src/engine/flow.ts';
import type { Perform } from '../../src/engine/perform.ts';
import { cancelTimer, setTimer } from '../../src/schedule/timers.ts';
import { databases, freshDatabase } from '../support/database.ts';
import { at, clockwork, DAY, HOUR, heard, hireStaff, MINUTE, SECOND, scheduled, write, written } from './clockwork.ts';

const NOON = at('2026-11-27T12:00:00Z');
const everyHour = { rule: '0 * * * *', zone: 'UTC', grace: DAY, missed: 'skip-and-tell' } as const;

describe.each(databases)('the ticker on %s', (kind) => {
  let database: Database;
  beforeEach(async () => {
    database = await freshDatabase(kind);
  });
  afterEach(() => database.close());

  test('runs what is due, timers and slots together, in the order of due instants', async () => {
    const { clock, ticker, note } = clockwork(database, NOON, { jobs: [scheduled('hourly', everyHour)] });
    await ticker.runDue();
    await note('third', NOON + HOUR + 1);
    await note('first', NOON + HOUR - 1);
    await note('not yet', NOON + 2 * HOUR);
    clock.set(NOON + 2 * HOUR - 1);
    await ticker.runDue();
    expect(await written(database)).toEqual(['first', 'hourly 2026-11-27T13:00', 'third']);
    expect(await ticker.nextDue()).toBe(NOON + 2 * HOUR);
  });

  test('what is due at one instant runs in the order it was set', async () => {
    const { clock, ticker, note } = clockwork(database, NOON);
    for (const name of ['a', 'b', 'c']) await note(name, NOON + SECOND);
    clock.set(NOON + SECOND);
    await ticker.runDue();
    expect(await written(database)).toEqual(['a', 'b', 'c']);
    expect(await ticker.nextDue()).toBeUndefined();
  });

  test('a timer set again under its key is moved, one that is cancelled never runs', async () => {
    const { clock, ticker, note, perform, set } = clockwork(database, NOON);
    await note('moved', NOON + SECOND);
    await note('cancelled', NOON + SECOND);
    await set('note', 'moved', NOON + MINUTE, 'moved to the minute');
    await perform((scope) => cancelTimer(scope, 'cancelled'));
    clock.set(NOON + MINUTE - 1);
    await ticker.runDue();
    expect(await written(database)).toEqual([]);
    clock.set(NOON + MINUTE);
    await ticker.runDue();
    expect(await written(database)).toEqual(['moved to the minute']);
  });

  test('after a restart everything overdue is caught up in order, with what it sets in its place', async () => {
    const chain: Job = {
      name: 'chain',
      run: async (scope) => {
        await write(scope, 'question closes');
        await setTimer(scope, {
          flow: 'test',
          job: 'note',
          key: 'next',
          due: NOON + 2 * SECOND,
          payload: 'next question',
        });
      },
    };
    const before = clockwork(database, NOON, { jobs: [chain] });
    await before.note('campaign closes', NOON + 3 * SECOND);
    await before.set('chain', 'close', NOON + SECOND);
    const after = clockwork(database, NOON + HOUR, { jobs: [chain] });
    await after.ticker.runDue();
    expect(await written(database)).toEqual(['question closes', 'next question', 'campaign closes']);
  });

  test('a job that fails leaves nothing behind, is an incident, and is tried again later; the others go on', async () => {
    let broken = true;
    const shaky: Job = {
      name: 'shaky',
      run: async (scope) => {
        await write(scope, 'shaky');
        if (broken) throw new Error('out of paper');
      },
    };
    const { clock, ticker, set, note, incidents } = clockwork(database, NOON, { jobs: [shaky] });
    await set('shaky', 'shaky/1', NOON);
    await note('after it', NOON);
    await ticker.runDue();
    expect(await written(database)).toEqual(['after it']);
    expect(incidents).toMatchObject([{ origin: 'timer test/shaky', error: { message: 'out of paper' }, now: NOON }]);
    expect(await ticker.nextDue()).toBe(NOON + SECOND);
    broken = false;
    clock.set(NOON + SECOND);
    await ticker.runDue();
    expect(await written(database)).toEqual(['after it', 'shaky']);
    expect(await ticker.nextDue()).toBeUndefined();
  });

  test('it is tried again after 1 s, 5 s, 30 s, 2 min and 10 min; then it has failed for good and staff are told', async () => {
    const hopeless: Job = { name: 'hopeless', run: () => Promise.reject(new Error('never')) };
    const process = clockwork(database, NOON, { jobs: [hopeless] });
    const { clock, ticker, set, incidents } = process;
    await hireStaff(process, 'boss', 'zh-CN');
    await set('hopeless', 'hopeless/1', NOON);
    const pauses: number[] = [];
    await ticker.runDue();
    for (let due = await ticker.nextDue(); due !== undefined; due = await ticker.nextDue()) {
      pauses.push(due - clock.now());
      clock.set(due);
      await ticker.runDue();
    }
    expect(pauses).toEqual([SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE]);
    expect(incidents).toHaveLength(6);
    const told = await heard(database, 'boss');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/test\/hopeless 试了 6 次都没有成功.*20:12.*INCIDENT6/s);
  });

  test('a timer of a flow or a job that is not there is put off like one that failed', async () => {
    const { ticker, perform, set, note, incidents } = clockwork(database, NOON);
    await set('nothing', 'a', NOON);
    await perform((scope) => setTimer(scope, { flow: 'nobody', job: 'note', key: 'b', due: NOON }));
    await note('known', NOON);
    await ticker.runDue();
    expect(await written(database)).toEqual(['known']);
    expect(incidents.map(({ error }) => String(error))).toEqual([
      expect.stringContaining('no job test/nothing'),
      expect.stringContaining('no job nobody/note'),
    ]);
    expect(await ticker.nextDue()).toBe(NOON + SECOND);
  });

  test('a job that sets itself again for the same instant is stopped, and staff are told', async () => {
    let runs = 0;
    const again: Job = {
      name: 'again',
      run: async (scope) => {
        runs += 1;
        await setTimer(scope, { flow: 'test', job: 'again', key: 'again', due: NOON });
      },
    };
    const process = clockwork(database, NOON, { jobs: [again] });
    await hireStaff(process, 'boss', 'en');
    await process.set('again', 'again', NOON);
    await process.note('another', NOON);
    await process.ticker.runDue();
    expect(runs).toBe(100);
    expect(await written(database)).toEqual(['another']);
    expect(String(process.incidents[0]?.error)).toMatch(/for the same instant again and again/);
    expect(await heard(database, 'boss')).toEqual([
      expect.stringMatching(/test\/again.*will not be tried again.*INCIDENT1/s),
    ]);
    expect(await process.ticker.nextDue()).toBeUndefined();
  });

  test('two processes on one database run each timer once', async () => {
    const one = clockwork(database, NOON);
    const other = clockwork(database, NOON);
    const names = Array.from({ length: 40 }, (_, index) => `timer ${index}`);
    for (const name of names) await one.note(name, NOON);
    await Promise.all([one.ticker.runDue(), other.ticker.runDue()]);
    expect((await written(database)).sort()).toEqual(names.sort());
    expect([...one.incidents, ...other.incidents]).toEqual([]);
  });

  test.each([
    ['before the commit', dyingBeforeCommit],
    ['after the commit', dyingAfterCommit],
  ])('a process that dies %s has run the timer once when the next one is through', async (_, dying) => {
    const dead = clockwork(database, NOON, { around: dying });
    await dead.note('once', NOON);
    await expect(dead.ticker.runDue()).rejects.toThrow('killed');
    await clockwork(database, NOON).ticker.runDue();
    expect(await written(database)).toEqual(['once']);
  });

  test('a call that comes after a run has looked at the timers is not lost', async () => {
    let reach = () => {};
    const reached = new Promise<void>((resolve) => {
      reach = resolve;
    });
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    // The first thing performed is the schedules: by then no timer was due.
    const around = (perform: Perform): Perform => {
      return async (work) => {
        reach();
        await held;
        return perform(work);
      };
    };
    const { ticker, note } = clockwork(database, NOON, { around });
    const first = ticker.runDue();
    await reached;
    await note('meanwhile', NOON);
    const second = ticker.runDue();
    go();
    await Promise.all([first, second]);
    expect(await written(database)).toEqual(['meanwhile']);
  });

  test('a poke or a second call while it runs makes one more run, never two at once', async () => {
    let underway = 0;
    let most = 0;
    let runs = 0;
    const around: (perform: Perform) => Perform = (perform) => async (work) => {
      underway += 1;
      runs += 1;
      most = Math.max(most, underway);
      return perform(work).finally(() => {
        underway -= 1;
      });
    };
    const { ticker, note } = clockwork(database, NOON, { around });
    await note('a', NOON);
    const first = ticker.runDue();
    const second = ticker.runDue();
    await note('b', NOON);
    await Promise.all([first, second, ticker.runDue()]);
    expect(await written(database)).toEqual(['a', 'b']);
    expect(most).toBe(1);
    expect(runs).toBe(3); // the schedules, a, b
  });
});

/** The work is done, and the process is gone before the database has heard of the commit. */
function dyingBeforeCommit(perform: Perform): Perform {
  return (work) =>
    perform(async (scope) => {
      await work(scope);
      throw new Error('killed');
    });
}

function dyingAfterCommit(perform: Perform): Perform {
  return async (work) => {
    await perform(work);
    throw new Error('killed');
  };
}
