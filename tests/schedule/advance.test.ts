import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import type { Job } from '../../src/engine/flow.ts';
import { advance } from '../../src/schedule/advance.ts';
import { setTimer } from '../../src/schedule/timers.ts';
import { databases, freshDatabase } from '../support/database.ts';
import { at, clockwork, DAY, HOUR, MINUTE, SECOND, scheduled, write, written } from './clockwork.ts';

const NOON = at('2026-11-27T12:00:00Z');
const nothing = () => Promise.resolve();

describe.each(databases)('setting the clock on %s', (kind) => {
  let database: Database;
  beforeEach(async () => {
    database = await freshDatabase(kind);
  });
  afterEach(() => database.close());

  test('runs all that falls due on the way, each at its own instant, with what it sets in turn', async () => {
    const question: Job = {
      name: 'question',
      run: async (scope, payload) => {
        const number = Number(payload);
        await write(scope, `question ${number} after ${(scope.now - NOON) / SECOND} s`);
        if (number === 3) return;
        await setTimer(scope, {
          flow: 'test',
          job: 'question',
          key: 'question',
          due: scope.now + 15 * SECOND,
          payload: number + 1,
        });
      },
    };
    const hourly = scheduled('hourly', { rule: '0 * * * *', zone: 'UTC', grace: 0, missed: 'skip-and-tell' });
    const process = clockwork(database, NOON, { jobs: [question, hourly] });
    await process.set('question', 'question', NOON + SECOND, 1);
    await process.note('twenty seconds', NOON + 20 * SECOND);
    await advance({ ...process, settled: nothing }, NOON + 2 * HOUR + MINUTE);
    expect(await written(database)).toEqual([
      'question 1 after 1 s',
      'question 2 after 16 s',
      'twenty seconds',
      'question 3 after 31 s',
      'hourly 2026-11-27T13:00',
      'hourly 2026-11-27T14:00',
    ]);
    expect(process.clock.now()).toBe(NOON + 2 * HOUR + MINUTE);
  });

  test('what a delivery sets when it has arrived is on the way too', async () => {
    const process = clockwork(database, NOON);
    await process.note('asked', NOON + SECOND);
    let delivered = false;
    const settled = async () => {
      if (delivered || (await written(database)).length === 0) return;
      delivered = true;
      await process.note('closed', process.clock.now() + 10 * SECOND);
    };
    await advance({ ...process, settled }, NOON + MINUTE);
    expect(await written(database)).toEqual(['asked', 'closed']);
  });

  test('up to an instant includes that instant, and what is overdue runs now', async () => {
    const process = clockwork(database, NOON);
    await process.note('overdue', NOON - DAY);
    await process.note('to the second', NOON + SECOND);
    await process.note('later', NOON + SECOND + 1);
    await advance({ ...process, settled: nothing }, NOON + SECOND);
    expect(await written(database)).toEqual(['overdue', 'to the second']);
  });

  test('back, it is only set', async () => {
    const process = clockwork(database, NOON);
    await process.note('later', NOON + SECOND);
    await advance({ ...process, settled: nothing }, NOON - DAY);
    expect(process.clock.now()).toBe(NOON - DAY);
    expect(await written(database)).toEqual([]);
    expect(await process.ticker.nextDue()).toBe(NOON + SECOND);
  });

  test('an instant at which something is due again and again is refused with that instant', {
    timeout: 30_000,
  }, async () => {
    const process = clockwork(database, NOON);
    await process.note('0', NOON + SECOND);
    let count = 0;
    const settled = async () => {
      count += 1;
      await process.note(`${count}`, process.clock.now());
    };
    await expect(advance({ ...process, settled }, NOON + MINUTE)).rejects.toThrow(
      /2026-11-27T12:00:01.000Z.*again and again/,
    );
  });
});
