import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import type { Job } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { dropSchedule, type ScheduleSetting, setSchedule } from '../../src/schedule/campaign-schedules.ts';
import { describeSchedules } from '../../src/schedule/commands.ts';
import { databases, freshDatabase } from '../support/database.ts';
import {
  at,
  type Clockwork,
  clockwork,
  DAY,
  HOUR,
  heard,
  hireStaff,
  lookAt,
  MINUTE,
  SECOND,
  scheduled,
  slotRows,
  train,
  weekly,
  write,
  written,
} from './clockwork.ts';

const MONDAY = at('2026-11-23T00:00:00Z');
const FRIDAY_17 = at('2026-11-27T09:00:00Z');

describe.each(databases)('P6: a schedule of a campaign on %s', (kind) => {
  let database: Database;
  beforeEach(async () => {
    database = await freshDatabase(kind);
  });
  afterEach(() => database.close());

  const start = (now = MONDAY, jobs: readonly Job[] = [train]) => clockwork(database, now, { jobs });
  const set = (process: Clockwork, change: Partial<ScheduleSetting> = {}) =>
    process.perform((scope) => setSchedule(scope, { ...weekly, ...change }));
  const drop = (process: Clockwork) => process.perform((scope) => dropSchedule(scope, weekly.name));

  test('P6: runs its job with the slot and the payload, and a program that starts anew leaves it alone', async () => {
    const process = start();
    await set(process);
    expect(await process.ticker.nextDue()).toBe(FRIDAY_17);
    await lookAt(process, FRIDAY_17 - 1);
    const nightly = scheduled('nightly', { rule: '0 3 * * *', zone: 'UTC', grace: DAY, missed: 'run-late' });
    await lookAt(start(FRIDAY_17, [train, nightly]), FRIDAY_17, FRIDAY_17 + MINUTE);
    await lookAt(start(FRIDAY_17), FRIDAY_17 + MINUTE);
    expect(await written(database)).toEqual(['train 2026-11-27T09:00 {"line":"orange"}']);
    expect(await slotRows(database)).toEqual(['test/orange/train 2026-11-27T09:00 run']);
  });

  test('P6: set again it changes; with the same rule and zone no slot is lost, none runs twice', async () => {
    const process = start();
    await set(process);
    await lookAt(process, FRIDAY_17);
    await set(process);
    await lookAt(process, FRIDAY_17 + 7 * DAY - 1);
    process.clock.set(FRIDAY_17 + 7 * DAY + MINUTE);
    await set(process, { payload: { line: 'blue' }, grace: 2 * HOUR });
    await process.ticker.runDue();
    expect(await written(database)).toEqual([
      'train 2026-11-27T09:00 {"line":"orange"}',
      'train 2026-12-04T09:00 {"line":"blue"}',
    ]);
  });

  test('P6: edited between slots it counts from then on, by the new rule only', async () => {
    const process = start();
    await hireStaff(process, 'boss', 'en');
    await set(process);
    await lookAt(process, FRIDAY_17, FRIDAY_17 + DAY);
    await set(process, { rule: '0 18 * * 4' });
    await lookAt(process, FRIDAY_17 + 6 * DAY + HOUR, FRIDAY_17 + 8 * DAY);
    expect(await slotRows(database)).toEqual([
      'test/orange/train 2026-11-27T09:00 run',
      'test/orange/train 2026-12-03T10:00 run',
    ]);
    expect(await heard(database, 'boss')).toEqual([]);
  });

  test('P6: what was overdue by the rule before an edit is reported as missed, once, and the flow hears of it', async () => {
    const process = start();
    await hireStaff(process, 'boss', 'en');
    await set(process);
    process.clock.set(FRIDAY_17 + MINUTE);
    await set(process, { rule: '0 18 * * 5' });
    await set(process, { zone: 'UTC', rule: '0 18 * * 5' });
    await lookAt(process, FRIDAY_17 + HOUR);
    expect(await slotRows(database)).toEqual(['test/orange/train 2026-11-27T09:00 missed']);
    expect(await written(database)).toEqual(['missed 2026-11-27T09:00 {"line":"orange"}']);
    expect(await heard(database, 'boss')).toEqual([
      expect.stringMatching(/^test\/orange\/train was not run in time\./),
    ]);
    expect(await process.ticker.nextDue()).toBe(at('2026-11-27T18:00Z'));
  });

  test('P6: dropped it runs no more; what was due is reported, and set again it runs no slot that it had', async () => {
    const process = start();
    await hireStaff(process, 'boss', 'en');
    await set(process);
    await lookAt(process, FRIDAY_17);
    process.clock.set(FRIDAY_17 + 7 * DAY);
    await drop(process);
    await drop(process);
    expect(await process.ticker.nextDue()).toBeUndefined();
    await lookAt(process, FRIDAY_17 + 14 * DAY);
    expect(await heard(database, 'boss')).toHaveLength(1);
    await lookAt(process, MONDAY);
    await set(process);
    await lookAt(process, FRIDAY_17, FRIDAY_17 + 7 * DAY, FRIDAY_17 + 14 * DAY);
    expect(await written(database)).toEqual([
      'train 2026-11-27T09:00 {"line":"orange"}',
      'missed 2026-12-04T09:00 {"line":"orange"}',
      'train 2026-12-11T09:00 {"line":"orange"}',
    ]);
    expect(await heard(database, 'boss')).toHaveLength(1);
  });

  test('P6: a slot whose job fails keeps its payload for the next try, and dropped before that it was missed', async () => {
    let broken = true;
    const run: Job['run'] = async (scope, payload) => {
      if (broken) throw new Error('out of paper');
      await train.run(scope, payload);
    };
    const process = start(MONDAY, [{ ...train, run }]);
    await hireStaff(process, 'boss', 'en');
    await set(process);
    await lookAt(process, FRIDAY_17);
    expect(await slotRows(database)).toEqual(['test/orange/train 2026-11-27T09:00 failed']);
    await set(process, { payload: { line: 'blue' } });
    broken = false;
    await lookAt(process, FRIDAY_17 + SECOND);
    expect(await slotRows(database)).toEqual(['test/orange/train 2026-11-27T09:00 run']);
    broken = true;
    await lookAt(process, FRIDAY_17 + 7 * DAY);
    await drop(process);
    broken = false;
    await lookAt(process, FRIDAY_17 + 7 * DAY + MINUTE);
    expect(await written(database)).toEqual([
      'train 2026-11-27T09:00 {"line":"orange"}',
      'missed 2026-12-04T09:00 {"line":"blue"}',
    ]);
    expect((await slotRows(database)).at(-1)).toBe('test/orange/train 2026-12-04T09:00 missed');
    expect(await heard(database, 'boss')).toHaveLength(1);
    expect(await process.ticker.nextDue()).toBeUndefined();
  });

  test('P6: back within the grace it runs late, back later it is missed: staff and the flow hear of it once', async () => {
    const process = start();
    await hireStaff(process, 'boss', 'en');
    await set(process);
    await lookAt(start(), FRIDAY_17 + HOUR);
    await Promise.all([start(), start()].map((one) => lookAt(one, FRIDAY_17 + 7 * DAY + HOUR + 1)));
    await lookAt(start(), FRIDAY_17 + 8 * DAY);
    expect(await slotRows(database)).toEqual([
      'test/orange/train 2026-11-27T09:00 run',
      'test/orange/train 2026-12-04T09:00 missed',
    ]);
    expect(await written(database)).toEqual([
      'train 2026-11-27T09:00 {"line":"orange"}',
      'missed 2026-12-04T09:00 {"line":"orange"}',
    ]);
    expect(await heard(database, 'boss')).toHaveLength(1);
  });

  test('P6: with the clock two hours back and two weeks forward each slot has one fate', async () => {
    const process = start();
    await set(process);
    await lookAt(process, FRIDAY_17 + MINUTE, FRIDAY_17 + MINUTE - 2 * HOUR, FRIDAY_17, FRIDAY_17 + HOUR);
    await lookAt(process, FRIDAY_17 + 14 * DAY + HOUR, FRIDAY_17 + 14 * DAY - HOUR, FRIDAY_17 + 15 * DAY);
    expect(await slotRows(database)).toEqual([
      'test/orange/train 2026-11-27T09:00 run',
      'test/orange/train 2026-12-04T09:00 missed',
      'test/orange/train 2026-12-11T09:00 run',
    ]);
    expect(await written(database)).toHaveLength(3);
  });

  test('a flow that cannot hear of missed slots is told again, and they are missed all the same', async () => {
    let broken = true;
    const missed: Job['missed'] = async (scope, slots, payload) => {
      await write(scope, `${slots.length} missed ${JSON.stringify(payload)}`);
      if (broken) throw new Error('out of paper');
    };
    const process = start(MONDAY, [{ ...train, missed }]);
    await hireStaff(process, 'boss', 'en');
    await set(process);
    await process.note('another', FRIDAY_17 + 8 * DAY);
    await lookAt(process, FRIDAY_17 + 8 * DAY);
    expect(process.incidents).toMatchObject([{ origin: 'schedule test/orange/train' }]);
    expect(await slotRows(database)).toHaveLength(2);
    expect(await heard(database, 'boss')).toHaveLength(1);
    broken = false;
    await lookAt(process, FRIDAY_17 + 8 * DAY + SECOND, FRIDAY_17 + 8 * DAY + MINUTE);
    expect(await written(database)).toEqual(['another', '2 missed {"line":"orange"}']);
  });

  test('without its job in this version it waits, keeps nothing else from running, and schedule list says so', async () => {
    await set(start());
    const without = start(FRIDAY_17, []);
    await without.note('another', FRIDAY_17);
    await lookAt(without, FRIDAY_17 + 8 * DAY);
    expect(await written(database)).toEqual(['another']);
    expect(await without.ticker.nextDue()).toBeUndefined();
    const flows = [{ name: 'test', commands: [], words: [], jobs: [] }];
    const listed = await describeSchedules(database.reader, { flows, now: FRIDAY_17, zone: 'UTC', budgets: {} });
    expect(listed.render({ language: 'en', zone: 'UTC', now: FRIDAY_17, markup: 'plain' }).split('\n')).toEqual([
      'test/orange/train: 0 17 * * 5 (Asia/Shanghai)',
      'At most 1 h late; after that it is skipped and staff are told.',
      'Nothing runs: this version of Canyu has no job test/train. Its slots wait for a version that has it.',
      'No timers of campaigns are waiting.',
    ]);
    await lookAt(start(), FRIDAY_17 + 8 * DAY);
    expect(await slotRows(database)).toEqual([
      'test/orange/train 2026-11-27T09:00 missed',
      'test/orange/train 2026-12-04T09:00 missed',
    ]);
  });

  test('what cannot be is refused in a sentence, and changes nothing', async () => {
    const process = start();
    await set(process);
    const before = await database.db.selectFrom('schedule').selectAll().execute();
    await expect(set(process, { rule: '61 * * * *' })).rejects.toThrow(UserError);
    await expect(set(process, { rule: '0 9 1-7 * 5#5' })).rejects.toThrow(UserError);
    await expect(set(process, { zone: 'Asia/Nope' })).rejects.toThrow(UserError);
    await expect(set(process, { job: 'nothing' })).rejects.toThrow('no job test/nothing');
    await expect(set(process, { name: 'test/train' })).rejects.toThrow('not of the form test/<slug>/<job>');
    expect(await database.db.selectFrom('schedule').selectAll().execute()).toEqual(before);
  });
});
