import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import type { ScheduleTable } from '../../src/db/schema.ts';
import type { Job } from '../../src/engine/flow.ts';
import type { Perform } from '../../src/engine/perform.ts';
import { StartError } from '../../src/errors.ts';
import { readRule, slotsAfter } from '../../src/schedule/cron.ts';
import { scheduledJobs } from '../../src/schedule/schedules.ts';
import { overdue } from '../../src/schedule/slots.ts';
import { databases, freshDatabase } from '../support/database.ts';
import {
  at,
  clockwork,
  DAY,
  HOUR,
  heard,
  hireStaff,
  lookAt,
  MINUTE,
  meetingPoint,
  SECOND,
  scheduled,
  slotRows,
  write,
  written,
} from './clockwork.ts';

const MONDAY = at('2026-11-23T00:00:00Z');
const FRIDAY_17 = at('2026-11-27T09:00:00Z');
const fridays = (missed: 'run-late' | 'skip-and-tell') =>
  scheduled('announce', { rule: '0 17 * * 5', zone: 'Asia/Shanghai', grace: HOUR, missed });

describe.each(databases)('P6: a scheduled slot on %s', (kind) => {
  let database: Database;
  beforeEach(async () => {
    database = await freshDatabase(kind);
  });
  afterEach(() => database.close());

  test('P6: runs once, at its instant or within its grace', async () => {
    const process = clockwork(database, MONDAY, { jobs: [fridays('skip-and-tell')] });
    await lookAt(process, MONDAY, FRIDAY_17 - 1);
    expect(await written(database)).toEqual([]);
    await lookAt(process, FRIDAY_17 + HOUR, FRIDAY_17 + HOUR, FRIDAY_17 + DAY);
    expect(await written(database)).toEqual(['announce 2026-11-27T09:00']);
    expect(await slotRows(database)).toEqual(['test/announce 2026-11-27T09:00 run']);
  });

  test('P6: two processes run it once between them', async () => {
    const processes = [1, 2].map(() => clockwork(database, MONDAY, { jobs: [fridays('skip-and-tell')] }));
    await Promise.all(processes.map((process) => lookAt(process, MONDAY)));
    await Promise.all(processes.map((process) => lookAt(process, FRIDAY_17)));
    expect(await written(database)).toEqual(['announce 2026-11-27T09:00']);
    expect(processes.flatMap(({ incidents }) => incidents)).toEqual([]);
  });

  test('P6, negative control: without the unique slot row two processes would run it twice', async () => {
    await sql`drop table slot`.execute(database.db);
    await sql`create table slot (schedule text not null, at bigint not null, state text not null, ran_at bigint not null)`.execute(
      database.db,
    );
    const meeting = meetingPoint(2);
    const processes = [1, 2].map(() =>
      clockwork(database, MONDAY, { jobs: [fridays('skip-and-tell')], around: meeting }),
    );
    for (const process of processes) await process.ticker.nextDue();
    meeting.open();
    await Promise.all(processes.map((process) => lookAt(process, FRIDAY_17)));
    expect(await written(database)).toEqual(['announce 2026-11-27T09:00', 'announce 2026-11-27T09:00']);
  });

  test('P6: the control is fair: with the row, the same two processes meeting at the same point run it once', async () => {
    const meeting = meetingPoint(2);
    const processes = [1, 2].map(() =>
      clockwork(database, MONDAY, { jobs: [fridays('skip-and-tell')], around: meeting }),
    );
    for (const process of processes) await process.ticker.nextDue();
    meeting.open();
    await Promise.all(processes.map((process) => lookAt(process, FRIDAY_17)));
    expect(await written(database)).toEqual(['announce 2026-11-27T09:00']);
  });

  test("P6: doesn't run a slot twice when the clock is set back", async () => {
    const process = clockwork(database, MONDAY, { jobs: [fridays('skip-and-tell')] });
    await lookAt(process, MONDAY, FRIDAY_17, MONDAY, FRIDAY_17, FRIDAY_17 + MINUTE);
    expect(await written(database)).toEqual(['announce 2026-11-27T09:00']);
  });

  test('P6: a process killed before the commit has not run it, and the next one does', async () => {
    await lookAt(clockwork(database, MONDAY, { jobs: [fridays('skip-and-tell')] }), MONDAY);
    const around: (perform: Perform) => Perform = (perform) => (work) =>
      perform(async (scope) => {
        await work(scope);
        throw new Error('killed');
      });
    const dying = clockwork(database, MONDAY, { jobs: [fridays('skip-and-tell')], around });
    await expect(lookAt(dying, FRIDAY_17)).rejects.toThrow('killed');
    expect(await slotRows(database)).toEqual([]);
    await lookAt(clockwork(database, MONDAY, { jobs: [fridays('skip-and-tell')] }), FRIDAY_17 + MINUTE);
    expect(await written(database)).toEqual(['announce 2026-11-27T09:00']);
  });

  test('P6: later than its grace it is reported as missed under skip-and-tell, to each of the staff once, in their language', async () => {
    const process = clockwork(database, MONDAY, { jobs: [fridays('skip-and-tell')] });
    await hireStaff(process, 'boss', 'en');
    await hireStaff(process, 'lin', 'zh-CN');
    await lookAt(process, MONDAY, FRIDAY_17 + HOUR + 1, FRIDAY_17 + 2 * HOUR);
    expect(await written(database)).toEqual([]);
    expect(await slotRows(database)).toEqual(['test/announce 2026-11-27T09:00 missed']);
    expect(await heard(database, 'boss')).toEqual([
      [
        'test/announce was not run in time.',
        'Due: today 17:00 (Beijing time), 1 hour ago',
        'Nothing was done, so please check what is still needed.',
        'You hear this because you are staff.',
      ].join('\n'),
    ]);
    expect(await heard(database, 'lin')).toEqual([
      [
        'test/announce 没有按时执行。',
        '原定：今天 17:00（北京时间），1 小时前',
        '时间已经过了，所以什么都没有做，请看看还有什么要补。',
        '你是工作人员，所以收到这条消息。',
      ].join('\n'),
    ]);
  });

  test('P6: under run-late only the latest runs, and the earlier ones are reported as missed', async () => {
    const process = clockwork(database, MONDAY, { jobs: [fridays('run-late')] });
    await hireStaff(process, 'boss', 'en');
    await lookAt(process, MONDAY, FRIDAY_17 + 20 * DAY);
    expect(await written(database)).toEqual(['announce 2026-12-11T09:00']);
    expect(await slotRows(database)).toEqual([
      'test/announce 2026-11-27T09:00 missed',
      'test/announce 2026-12-04T09:00 missed',
      'test/announce 2026-12-11T09:00 run',
    ]);
    expect(await heard(database, 'boss')).toEqual([
      expect.stringMatching(/Due 2 times, from .*27 November.* to .*4 December.*latest one is made up for/s),
    ]);
  });

  test('P6: a slot whose job fails is tried again, and its row says what became of it', async () => {
    let broken = true;
    const shaky: Job = {
      ...fridays('skip-and-tell'),
      run: async (scope) => {
        await write(scope, 'announced');
        if (broken) throw new Error('out of paper');
      },
    };
    const process = clockwork(database, MONDAY, { jobs: [shaky] });
    await lookAt(process, MONDAY, FRIDAY_17);
    expect(await slotRows(database)).toEqual(['test/announce 2026-11-27T09:00 failed']);
    expect(process.incidents).toMatchObject([{ origin: 'schedule test/announce', context: { at: FRIDAY_17 } }]);
    broken = false;
    await lookAt(process, FRIDAY_17 + SECOND, FRIDAY_17 + MINUTE);
    expect(await written(database)).toEqual(['announced']);
    expect(await slotRows(database)).toEqual(['test/announce 2026-11-27T09:00 run']);
  });

  test('a new schedule counts from its first start, not from the past', async () => {
    const process = clockwork(database, FRIDAY_17, { jobs: [fridays('run-late')] });
    await lookAt(process, FRIDAY_17);
    expect(await slotRows(database)).toEqual([]);
    expect(await process.ticker.nextDue()).toBe(FRIDAY_17 + 7 * DAY);
  });

  test('a changed rule counts from now; what was overdue by the old one is reported as missed', async () => {
    const before = clockwork(database, MONDAY, { jobs: [fridays('run-late')] });
    await hireStaff(before, 'boss', 'en');
    await lookAt(before, MONDAY);
    const daily = scheduled('announce', { rule: '0 9 * * *', zone: 'Asia/Shanghai', grace: HOUR, missed: 'run-late' });
    const after = clockwork(database, FRIDAY_17 + MINUTE, { jobs: [daily] });
    await after.ticker.runDue();
    expect(await slotRows(database)).toEqual(['test/announce 2026-11-27T09:00 missed']);
    expect(await heard(database, 'boss')).toHaveLength(1);
    expect(await after.ticker.nextDue()).toBe(at('2026-11-28T01:00:00Z'));
  });

  test('a schedule that no flow has any more is gone, and comes back as a new one', async () => {
    await lookAt(clockwork(database, MONDAY, { jobs: [fridays('run-late')] }), MONDAY, FRIDAY_17);
    const without = clockwork(database, FRIDAY_17);
    await lookAt(without, FRIDAY_17);
    expect(await without.ticker.nextDue()).toBeUndefined();
    expect(await slotRows(database)).toEqual([]);
    const back = clockwork(database, FRIDAY_17 + 30 * DAY, { jobs: [fridays('run-late')] });
    await back.ticker.runDue();
    expect(await written(database)).toEqual(['announce 2026-11-27T09:00']);
  });
});

describe('what a schedule has to do', () => {
  const schedule = (over: Partial<ScheduleTable>): ScheduleTable => ({
    ...{ flow: null, job: null, payload: null, broadcasts: 0 },
    name: 'test/hourly',
    rule: '0 * * * *',
    zone: 'UTC',
    grace: 10 * MINUTE,
    missed: 'skip-and-tell',
    checked_at: MONDAY,
    ...over,
  });

  test('a slot within its grace runs under either policy, and what came before it was missed', () => {
    for (const missed of ['skip-and-tell', 'run-late'] as const) {
      expect(overdue(schedule({ missed }), MONDAY + 2 * HOUR + MINUTE)).toEqual({
        missed: [MONDAY + HOUR],
        run: MONDAY + 2 * HOUR,
      });
    }
  });

  test('a grace over several slots runs each of them', () => {
    expect(overdue(schedule({ grace: DAY }), MONDAY + 3 * HOUR)).toEqual({ missed: [], run: MONDAY + HOUR });
  });

  test('P6: however the program was up and down, each slot has one fate and none is left out', {
    timeout: 60_000,
  }, () => {
    const policies = fc.constantFrom('run-late' as const, 'skip-and-tell' as const);
    const rules = fc.constantFrom('*/15 * * * *', '30 2 * * *', '0 1-3 * * *', '0 17 * * 5');
    const graces = fc.integer({ min: 0, max: 2 * DAY });
    const looks = fc.array(fc.integer({ min: 1, max: 3 * DAY }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(policies, rules, graces, looks, (missed, rule, grace, pauses) => {
        const begin = at('2026-03-05T00:00Z');
        let row = schedule({ missed, rule, grace, zone: 'America/New_York', checked_at: begin });
        const fates: number[] = [];
        let now = begin;
        for (const pause of pauses) {
          now += pause;
          for (let due = overdue(row, now); due; due = overdue(row, now)) {
            const step = due.missed.length > 0 ? due.missed : [due.run!];
            if (due.missed.length > 0) expect(step.every((slot) => now - slot > grace)).toBe(true);
            fates.push(...step);
            row = { ...row, checked_at: step.at(-1)! };
          }
        }
        const expected: number[] = [];
        for (const slot of slotsAfter(readRule(rule), 'America/New_York', begin)) {
          if (slot > now) break;
          expected.push(slot);
        }
        expect(fates).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  test('a wrong rule or zone is refused before anything starts', () => {
    const flow = (rule: string, zone: string) => [
      {
        name: 'quiz',
        commands: [],
        words: [],
        jobs: [scheduled('nightly', { rule, zone, grace: 0, missed: 'run-late' })],
      },
    ];
    expect(() => scheduledJobs(flow('61 * * * *', 'UTC'))).toThrow(StartError);
    expect(() => scheduledJobs(flow('0 * * * *', 'Asia/Nope'))).toThrow(/quiz\/nightly.*"Asia\/Nope" is no time zone/);
  });
});
