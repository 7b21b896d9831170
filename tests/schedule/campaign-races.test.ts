// Who comes first, and who dies in between: schedules of campaigns, each story with its protection and without.
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import type { Perform } from '../../src/engine/perform.ts';
import { dropSchedule, setSchedule } from '../../src/schedule/campaign-schedules.ts';
import { withoutSecondLook, withoutTransactions } from '../faults/unprotected.ts';
import { databases, freshDatabase } from '../support/database.ts';
import {
  at,
  clockwork,
  HOUR,
  heard,
  hireStaff,
  lookAt,
  MINUTE,
  meetingPoint,
  slotRows,
  train,
  weekly,
  written,
} from './clockwork.ts';

const MONDAY = at('2026-11-23T00:00:00Z');
const FRIDAY_17 = at('2026-11-27T09:00:00Z');
const ran = 'train 2026-11-27T09:00 {"line":"orange"}';

const start = (database: Database, around?: (perform: Perform) => Perform) =>
  clockwork(database, MONDAY, { jobs: [train], ...(around ? { around } : {}) });

/** Two processes have both read that the slot is due before either begins: what ran. */
async function meet(database: Database): Promise<string[]> {
  const meeting = meetingPoint(2);
  const processes = [start(database, meeting), start(database, meeting)];
  await processes[0]!.perform((scope) => setSchedule(scope, weekly));
  for (const process of processes) await process.ticker.nextDue();
  meeting.open();
  await Promise.all(processes.map((process) => lookAt(process, FRIDAY_17)));
  expect(processes.flatMap(({ incidents }) => incidents)).toEqual([]);
  return written(database);
}

/** A process has read that the slot is due when another one, whose clock is a little behind, changes the schedule: the slots by 18:00. */
async function change(database: Database, edit: Parameters<Perform>[0]): Promise<string[]> {
  const other = start(database);
  let open = false;
  const process = start(database, (perform) => async (work) => {
    if (open) {
      open = false;
      await other.perform(edit);
    }
    return perform(work);
  });
  await other.perform((scope) => setSchedule(scope, weekly));
  await process.ticker.nextDue();
  other.clock.set(FRIDAY_17 - 1);
  open = true;
  await lookAt(process, FRIDAY_17, FRIDAY_17 + HOUR);
  return slotRows(database);
}

const toSix: Parameters<Perform>[0] = (scope) => setSchedule(scope, { ...weekly, rule: '0 18 * * 5' });
const dropped: Parameters<Perform>[0] = (scope) => dropSchedule(scope, weekly.name);

/** A process is killed before the commit of what it missed, and another comes after it: what staff and the flow heard. */
async function die(database: Database): Promise<{ heard: number; written: string[]; rows: string[] }> {
  const first = start(database);
  await hireStaff(first, 'boss', 'en');
  await first.perform((scope) => setSchedule(scope, weekly));
  await first.ticker.nextDue();
  const dying = start(
    database,
    (perform) => (work) =>
      perform(async (scope) => {
        const done = await work(scope);
        if (scope.now > MONDAY) throw new Error('killed');
        return done;
      }),
  );
  await dying.ticker.nextDue();
  await expect(lookAt(dying, FRIDAY_17 + 2 * HOUR)).rejects.toThrow('killed');
  await lookAt(start(database), FRIDAY_17 + 2 * HOUR + MINUTE);
  return {
    heard: (await heard(database, 'boss')).length,
    written: await written(database),
    rows: await slotRows(database),
  };
}

describe.each(databases)('P6: a scheduled slot of a campaign on %s', (kind) => {
  const on = async <Result>(story: (database: Database) => Promise<Result>, wrap = {}): Promise<Result> => {
    const database = await freshDatabase(kind, wrap);
    return story(database).finally(database.close);
  };

  test('P6: two processes that meet at it run it once; without its unique row, twice', async () => {
    expect(await on(meet)).toEqual([ran]);
    const unprotected = await on(async (database) => {
      await sql`drop table slot`.execute(database.db);
      await sql`create table slot (schedule text not null, at bigint not null, state text not null, ran_at bigint not null)`.execute(
        database.db,
      );
      return meet(database);
    });
    expect(unprotected).toEqual([ran, ran]);
  });

  test('P6: edited while somebody is about to run it, it runs by the new rule only; without the second look, by both', async () => {
    const [last, next] = ['09', '10'].map((hour) => `test/orange/train 2026-11-27T${hour}:00 run`);
    expect(await on((database) => change(database, toSix))).toEqual([next]);
    expect(await on((database) => change(database, toSix), { wrap: withoutSecondLook })).toEqual([last, next]);
  });

  test('P6: dropped while somebody is about to run it, nothing happens; without the second look, it fails', async () => {
    expect(await on((database) => change(database, dropped))).toEqual([]);
    const unprotected = await on((database) => change(database, dropped), { wrap: withoutSecondLook });
    expect(unprotected).toEqual(['test/orange/train 2026-11-27T09:00 failed']);
  });

  test('P6: killed while it is recorded as missed, staff and the flow hear of it once; without a transaction, staff never', async () => {
    const once = {
      written: ['missed 2026-11-27T09:00 {"line":"orange"}'],
      rows: ['test/orange/train 2026-11-27T09:00 missed'],
    };
    expect(await on(die)).toEqual({ heard: 1, ...once });
    if (kind === 'sqlite') expect(await on(die, { wrap: withoutTransactions })).toEqual({ heard: 0, ...once });
  });
});
