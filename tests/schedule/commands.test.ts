import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import type { Flow } from '../../src/engine/flow.ts';
import { describeSchedules, scheduleFlow, scheduleLines } from '../../src/schedule/commands.ts';
import { databases, freshDatabase } from '../support/database.ts';
import { at, clockwork, HOUR, MINUTE, scheduled } from './clockwork.ts';

const WEDNESDAY = at('2026-11-25T12:00:00Z');
const reader = { language: 'en', zone: 'Asia/Shanghai', now: WEDNESDAY } as const;
const announce = scheduled('announce', { rule: '0 17 * * 5', zone: 'Asia/Shanghai', grace: HOUR, missed: 'run-late' });
const nightly = scheduled('nightly', {
  rule: '30 2 1-7 * 0',
  zone: 'America/New_York',
  grace: 90 * MINUTE,
  missed: 'skip-and-tell',
});
const flows: Flow[] = [{ name: 'release', commands: [], words: [], jobs: [announce, nightly] }];

describe.each(databases)('schedule list on %s', (kind) => {
  let database: Database;
  beforeEach(async () => {
    database = await freshDatabase(kind);
  });
  afterEach(() => database.close());

  test('shows each schedule with its rule in words and its next five slots, and how many timers wait', async () => {
    const { note } = clockwork(database, WEDNESDAY);
    await note('one', WEDNESDAY + HOUR);
    await note('two', WEDNESDAY + HOUR);
    expect(await scheduleLines(database.reader, flows, reader)).toEqual([
      'release/announce: 0 17 * * 5 (Asia/Shanghai)',
      'At most 1 h late; after that only the latest missed one is made up for.',
      '– Friday 17:00 (Beijing time), in 45 hours',
      '– Friday 4 December 17:00 (Beijing time), in 9 days',
      '– Friday 11 December 17:00 (Beijing time), in 16 days',
      '– Friday 18 December 17:00 (Beijing time), in 23 days',
      '– Friday 25 December 17:00 (Beijing time), in 30 days',
      'release/nightly: 30 2 1-7 * 0 (America/New_York)',
      'At most 1 h 30 min late; after that it is skipped and staff are told.',
      'Note: this rule names days of the month and weekdays. It runs only on days that are both.',
      '– Sunday 6 December 02:30 (Eastern Time), in 11 days',
      '– Sunday 3 January 2027 02:30 (Eastern Time), in 39 days',
      '– Sunday 7 February 2027 02:30 (Eastern Time), in 74 days',
      '– Sunday 7 March 2027 02:30 (Eastern Time), in 102 days',
      '– Sunday 4 April 2027 02:30 (Eastern Time), in 130 days',
      '2 timers of campaigns are waiting.',
    ]);
  });

  test('in Chinese, with nothing scheduled', async () => {
    expect(await scheduleLines(database.reader, [], { ...reader, language: 'zh-CN' })).toEqual([
      '目前没有定时任务。',
      '没有等待中的活动定时。',
    ]);
  });

  test('in Chinese, a schedule in words', async () => {
    const shown = await scheduleLines(database.reader, [{ ...flows[0]!, jobs: [announce] }], {
      ...reader,
      language: 'zh-CN',
    });
    expect(shown.slice(0, 3)).toEqual([
      'release/announce：0 17 * * 5（Asia/Shanghai）',
      '最多晚 1 小时还会照常执行；再晚就只补最近的一次。',
      '– 周五 17:00（北京时间），45 小时后',
    ]);
  });

  test('a slot that ran before the clock was set back is not shown as the next', async () => {
    const { ticker, clock } = clockwork(database, WEDNESDAY, { jobs: [announce] });
    await ticker.runDue();
    clock.set(at('2026-11-27T09:00:00Z'));
    await ticker.runDue();
    const shown = await scheduleLines(
      database.reader,
      [{ name: 'test', commands: [], words: [], jobs: [announce] }],
      reader,
    );
    expect(shown[2]).toMatch(/4 December/);
  });

  test('timers that failed for good are counted apart', async () => {
    const { note } = clockwork(database, WEDNESDAY);
    await note('one', WEDNESDAY);
    await note('two', WEDNESDAY);
    await database.db.updateTable('timer').set({ failed_at: WEDNESDAY }).where('key', '=', 'one').execute();
    const phrase = await describeSchedules(database.reader, {
      flows: [],
      now: WEDNESDAY,
      zone: reader.zone,
      budgets: {},
    });
    expect(phrase.render({ ...reader, markup: 'plain' })).toMatch(
      /1 timer of a campaign is waiting\.\n1 timer has failed for good/,
    );
  });
});

test('schedule list is for staff', () => {
  expect(scheduleFlow(flows).commands.map(({ name, role }) => [name, role])).toEqual([['schedule list', 'staff']]);
});
