import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import { type ScheduleSetting, setSchedule } from '../../src/schedule/campaign-schedules.ts';
import { scheduleLines, scheduleTroubles } from '../../src/schedule/commands.ts';
import { type Broadcast, overBudget } from '../../src/schedule/over-budget.ts';
import { freshDatabase } from '../support/database.ts';
import { at, type Clockwork, clockwork, DAY, HOUR, lookAt, train, weekly } from './clockwork.ts';

const zone = 'Asia/Shanghai';
/** The first Friday 17:00 of 2027 in Shanghai: January has five of them. */
const FRIDAY = at('2027-01-01T09:00Z');
const fridays = (count: number, ran = 0): Broadcast[] =>
  Array.from({ length: count }, (_, week) => ({ schedule: 'a', at: FRIDAY + week * 7 * DAY, ran: week < ran }));
const day = (one: { at: number }) => new Date(one.at).toISOString().slice(0, 10);

describe('broadcasts against what platforms allow', () => {
  test('the fifth Friday of a month is one too many of four, whether the others ran or not', () => {
    for (const ran of [0, 3]) {
      expect(overBudget(fridays(9, ran), { wechat: { month: 4 }, slack: { month: 5 } }, zone)).toEqual([
        {
          ...{ schedule: 'a', at: at('2027-01-29T09:00Z'), platform: 'wechat' },
          ...{ span: 'month', most: 4, nth: 5, more: 0 },
        },
      ]);
    }
    expect(overBudget(fridays(9, 9), { wechat: { month: 4 } }, zone)).toEqual([]);
  });

  test('each month that has too many is told apart', () => {
    expect(overBudget(fridays(13), { wechat: { month: 3 } }, zone).map(day)).toEqual([
      '2027-01-22',
      '2027-02-26',
      '2027-03-26',
    ]);
  });

  test('nothing is said where there is no budget, or none that is too small', () => {
    expect(overBudget(fridays(9), {}, zone)).toEqual([]);
    expect(overBudget(fridays(9), { wechat: {} }, zone)).toEqual([]);
    expect(overBudget(fridays(9), { wechat: { month: 5, day: 1 } }, zone)).toEqual([]);
    expect(overBudget([], { wechat: { month: 0 } }, zone)).toEqual([]);
  });

  test('with a budget of 0 the first is too many, once for all that follow', () => {
    expect(overBudget(fridays(9, 1), { wechat: { month: 0 } }, zone)).toMatchObject([
      { at: FRIDAY + 7 * DAY, most: 0, nth: 2, more: 1 },
    ]);
  });

  test('two on one day of the zone, of different schedules, are too many for one a day', () => {
    const other = [0, 3].map((week) => ({ schedule: 'b', at: FRIDAY + week * 7 * DAY + 6 * HOUR, ran: false }));
    expect(overBudget([...fridays(5), ...other], { wechat: { day: 1 } }, zone)).toMatchObject([
      { schedule: 'b', at: FRIDAY + 6 * HOUR, span: 'day', most: 1, nth: 2, more: 1 },
    ]);
    const pastMidnight = [{ schedule: 'b', at: FRIDAY + 7 * HOUR, ran: false }];
    expect(overBudget([...fridays(1), ...pastMidnight], { wechat: { day: 1 } }, zone)).toEqual([]);
  });
});

describe('schedule list and doctor', () => {
  const NOVEMBER = at('2026-11-25T12:00Z');
  const flows = [{ name: 'test', commands: [], words: [], jobs: [train] }];
  let database: Database;
  let process: Clockwork;
  beforeEach(async () => {
    database = await freshDatabase('sqlite');
    process = clockwork(database, NOVEMBER, { jobs: [train] });
  });
  afterEach(() => database.close());

  const set = (change: Partial<ScheduleSetting> = {}) =>
    process.perform((scope) => setSchedule(scope, { ...weekly, ...change }));
  const list = (budgets: Parameters<typeof scheduleLines>[3], language: 'en' | 'zh-CN' = 'en') =>
    scheduleLines(database.reader, flows, { language, zone, now: process.clock.now() }, budgets);
  const doctor = async (budgets: Parameters<typeof scheduleLines>[3] = {}) => {
    const now = process.clock.now();
    const troubles = await scheduleTroubles(database.reader, { flows, now, zone, budgets });
    return troubles.map((one) => one.render({ language: 'en', zone, now, markup: 'plain' }));
  };

  test('weeks ahead the fifth Friday is shown beyond the next five slots, with what to do', async () => {
    await set();
    const five = [
      'test/orange/train: 0 17 * * 5 (Asia/Shanghai)',
      'At most 1 h late; after that it is skipped and staff are told.',
      '– Friday 17:00 (Beijing time), in 45 hours',
      '– Friday 4 December 17:00 (Beijing time), in 9 days',
      '– Friday 11 December 17:00 (Beijing time), in 16 days',
      '– Friday 18 December 17:00 (Beijing time), in 23 days',
      '– Friday 25 December 17:00 (Beijing time), in 30 days',
    ];
    const note =
      'Note: wechat allows 4 a month to each person, and this is number 5 in January. Those who had 4 by then are held back. Leave one out before, or raise CANYU_BUDGETS if wechat allows more.';
    const slot = 'Friday 29 January 2027 17:00 (Beijing time), in 65 days';
    expect(await list({})).toEqual([...five, 'No timers of campaigns are waiting.']);
    expect(await list({ wechat: { month: 4 } })).toEqual([
      ...five,
      `– ${slot}`,
      note,
      'No timers of campaigns are waiting.',
    ]);
    expect(await doctor({ wechat: { month: 4 } })).toEqual([`test/orange/train, ${slot}. ${note}`]);
    expect(await doctor({ wechat: { month: 5 } })).toEqual([]);
    expect((await list({ wechat: { month: 4 } }, 'zh-CN')).slice(-3, -1)).toEqual([
      '– 2027年1月29日 周五 17:00（北京时间），65 天后',
      '注意：wechat 每人每月最多 4 条，这是1月的第 5 次。到时已收满 4 条的人会先收不到。请在这之前少发一次；如果 wechat 允许更多，请调高 CANYU_BUDGETS。',
    ]);
  });

  test('slots that ran count, those of a schedule that was dropped too, and what writes to nobody does not', async () => {
    await set();
    await set({ name: 'test/quiet/train', rule: '0 9 * * *', broadcasts: false, grace: 90 * DAY });
    await set({ name: 'test/extra/train', rule: '0 12 1 1 *' });
    const toJanuary = [0, 1, 2, 3, 4, 5].map((week) => at('2026-11-27T09:00Z') + week * 7 * DAY);
    await lookAt(process, ...toJanuary.slice(0, 5), at('2027-01-01T04:00Z'), toJanuary[5]!, FRIDAY + 7 * DAY);
    const rows = database.db.updateTable('schedule').set({ job: null }).where('name', '=', 'test/extra/train');
    await rows.execute();
    expect(await doctor({ wechat: { month: 4 } })).toEqual([
      expect.stringMatching(/^test\/orange\/train, Friday 22 January 17:00 .* number 5 in January/),
    ]);
    expect(await doctor({ wechat: { day: 0 } })).toEqual([
      expect.stringMatching(
        /^test\/orange\/train, Friday 15 January .* allows none at all .* or of what comes after\./,
      ),
    ]);
  });

  test('two on one day, and a schedule whose job is not there, which broadcasts nothing', async () => {
    await set();
    await set({ name: 'test/second/train', rule: '0 20 * * 5' });
    expect(await list({ wechat: { day: 1 } })).toContainEqual(
      'Note: wechat allows 1 a day to each person, and this is number 2 of that day; 11 later days have too many as well. Those who had 1 by then are held back. Move one to another day, or raise CANYU_BUDGETS if wechat allows more.',
    );
    await database.db.updateTable('schedule').set({ job: 'gone' }).where('name', '=', 'test/second/train').execute();
    expect(await doctor({ wechat: { day: 1 } })).toEqual([
      'test/second/train. Nothing runs: this version of Canyu has no job test/gone. Its slots wait for a version that has it.',
    ]);
  });
});
