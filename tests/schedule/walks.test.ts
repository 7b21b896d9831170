// Random walks of the clock, with edits, drops and new starts in between: each slot that passed has one fate.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import type { ScheduleTable } from '../../src/db/schema.ts';
import { dropSchedule, setSchedule } from '../../src/schedule/campaign-schedules.ts';
import { readRule, slotsAfter } from '../../src/schedule/cron.ts';
import { overdue } from '../../src/schedule/slots.ts';
import { freshDatabase } from '../support/database.ts';
import { at, clockwork, DAY, HOUR, train, weekly, written } from './clockwork.ts';

const BEGIN = at('2026-03-02T00:00Z');

type Step =
  | { do: 'look' | 'start'; move: number }
  | { do: 'set'; move: number; rule: number }
  | { do: 'drop'; move: number };

const rules = [
  { rule: '0 17 * * 5', zone: 'Asia/Shanghai' },
  { rule: '0 17 * * 5', zone: 'America/New_York' },
  { rule: '30 2 * * 0,3', zone: 'America/New_York' },
] as const;

const move = fc.oneof(
  fc.integer({ min: -72, max: 240 }).map((hours) => hours * HOUR),
  fc.constantFrom(-2 * HOUR, -2 * DAY, 14 * DAY, 0),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('look' as const, 'start' as const), move }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('set' as const), move, rule: fc.constantFrom(0, 0, 1, 2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), move }) },
);
const walks = fc.record({
  steps: fc.array(step, { minLength: 3, maxLength: 9 }),
  missed: fc.constantFrom('run-late' as const, 'skip-and-tell' as const),
  grace: fc.constantFrom(0, HOUR, 3 * DAY),
});
type Walk = typeof walks extends fc.Arbitrary<infer Value> ? Value : never;

/** What a walk is walked on. */
interface Ground {
  set(now: number, rule: number): Promise<void> | void;
  drop(now: number): Promise<void> | void;
  look(now: number, anew: boolean): Promise<void> | void;
}

/** Walks, and gives the slots that passed while the schedule had their rule: what must have a fate. */
async function walk({ steps }: Walk, ground: Ground): Promise<number[]> {
  let now = BEGIN;
  let era: { rule: number; from: number; seen: number } | undefined;
  const passed = new Set<number>();
  const endEra = () => {
    if (!era) return;
    const { rule, zone } = rules[era.rule]!;
    for (const slot of slotsAfter(readRule(rule), zone, era.from)) {
      if (slot > era.seen) break;
      passed.add(slot);
    }
  };
  for (const one of [{ do: 'set', move: 0, rule: 0 } as const, ...steps, { do: 'look', move: 0 } as const]) {
    now += one.move;
    if (one.do === 'set') {
      const kept = era?.rule === one.rule;
      if (era && !kept) era.seen = Math.max(era.seen, now);
      if (!kept) endEra();
      if (!kept) era = { rule: one.rule, from: now, seen: now };
      await ground.set(now, one.rule);
    } else {
      if (era) era.seen = Math.max(era.seen, now);
      if (one.do === 'drop') {
        endEra();
        era = undefined;
        await ground.drop(now);
      } else await ground.look(now, one.do === 'start');
    }
  }
  endEra();
  return [...passed].sort((one, other) => one - other);
}

/** `overdue` alone, with rows and `checked_at` as the table keeps them; without `rows`, only the latter protects. */
function modelled({ missed, grace }: Walk, keepsRows: boolean) {
  const fates = new Map<number, 'run' | 'missed'>();
  const runs: number[] = [];
  let row: ScheduleTable | undefined;
  const record = (slots: readonly number[], fate: 'run' | 'missed') => {
    for (const slot of slots) {
      if (fate === 'run' && !(keepsRows && fates.has(slot))) runs.push(slot);
      if (!fates.has(slot)) fates.set(slot, fate);
    }
    row = { ...row!, checked_at: Math.max(row!.checked_at, slots.at(-1)!) };
  };
  const settle = (now: number, ending: Partial<ScheduleTable>) => {
    for (;;) {
      const due = row && overdue({ ...row, ...ending }, now);
      if (!due) return;
      const late = ending.grace === 0 && due.run !== undefined ? [...due.missed, due.run] : due.missed;
      if (late.length > 0) record(late, 'missed');
      else record([due.run!], 'run');
    }
  };
  const end = (now: number) => settle(now, { grace: 0, missed: 'skip-and-tell' });
  const ground: Ground = {
    set(now, rule) {
      const said = rules[rule]!;
      if (row && row.rule === said.rule && row.zone === said.zone) return;
      end(now);
      row = { ...weekly, ...said, missed, grace, checked_at: now, payload: null, broadcasts: 0 };
    },
    drop(now) {
      end(now);
      row = undefined;
    },
    look: (now) => settle(now, {}),
  };
  return { ground, fates, runs };
}

const doubles = (runs: readonly number[]) => runs.filter((slot, index) => runs.indexOf(slot) !== index);

describe('P6: however the clock walks', () => {
  test('P6: no slot runs twice and none is silent, by the rule of what is overdue', async () => {
    await fc.assert(
      fc.asyncProperty(walks, async (one) => {
        const { ground, fates, runs } = modelled(one, true);
        const passed = await walk(one, ground);
        expect(passed.filter((slot) => !fates.has(slot))).toEqual([]);
        expect(doubles(runs)).toEqual([]);
      }),
      { numRuns: 960 },
    );
  });

  test('P6: back over an edit no slot runs again; without the rows of slots, it would', async () => {
    const back: Walk = {
      steps: [
        { do: 'look', move: 5 * DAY },
        { do: 'set', move: -DAY, rule: 1 },
        { do: 'set', move: 0, rule: 0 },
        { do: 'look', move: DAY },
      ],
      missed: 'run-late',
      grace: 3 * DAY,
    };
    for (const keepsRows of [true, false]) {
      const { ground, runs } = modelled(back, keepsRows);
      expect(await walk(back, ground)).toEqual([at('2026-03-06T09:00Z')]);
      expect(doubles(runs)).toEqual(keepsRows ? [] : [at('2026-03-06T09:00Z')]);
    }
  });

  describe('in the database', () => {
    let database: Database;
    beforeAll(async () => {
      database = await freshDatabase('sqlite');
    });
    afterAll(() => database.close());

    test('P6: no slot runs twice and none is silent', { timeout: 60_000 }, async () => {
      let count = 0;
      await fc.assert(
        fc.asyncProperty(walks, async (one) => {
          count += 1;
          const { missed, grace } = one;
          const setting = { ...weekly, name: `test/walk ${count}/train`, missed, grace, payload: count };
          const start = (now: number) => clockwork(database, now, { jobs: [train] });
          let process = start(BEGIN);
          const passed = await walk(one, {
            async set(now, rule) {
              process.clock.set(now);
              await process.perform((scope) => setSchedule(scope, { ...setting, ...rules[rule]! }));
            },
            async drop(now) {
              process.clock.set(now);
              await process.perform((scope) => dropSchedule(scope, setting.name));
            },
            async look(now, anew) {
              if (anew) process = start(now);
              process.clock.set(now);
              await process.ticker.runDue();
            },
          });
          await process.perform((scope) => dropSchedule(scope, setting.name));
          const rows = await database.db.selectFrom('slot').selectAll().where('schedule', '=', setting.name).execute();
          const traces = (await written(database)).filter((trace) => trace.endsWith(` ${count}`));
          expect(passed.filter((slot) => rows.every((row) => row.at !== slot))).toEqual([]);
          const of = (state: string) =>
            rows.filter((row) => row.state === state).map((row) => new Date(row.at).toISOString().slice(0, 16));
          expect(of('failed')).toEqual([]);
          const own = traces.map((trace) => trace.split(' '));
          expect(own.flatMap(([what, ...slots]) => (what === 'train' ? slots.slice(0, -1) : [])).sort()).toEqual(
            of('run'),
          );
          expect(own.flatMap(([what, ...slots]) => (what === 'missed' ? slots.slice(0, -1) : [])).sort()).toEqual(
            of('missed'),
          );
        }),
        { numRuns: 40 },
      );
    });
  });
});
