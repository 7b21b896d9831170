// States and turns of duty as pure rules.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { within } from '../../flows/feedback/figures.ts';
import { judgeChange, shareWeeks, transitions } from '../../flows/feedback/rules.ts';
import type { FeedbackState } from '../../src/db/schema-feedback.ts';
import { parseWeek, weekOf, weeksFrom } from '../../src/schedule/weeks.ts';

const states = Object.keys(transitions) as FeedbackState[];

test('declining needs a reason, a duplicate comes of a merge only, and what was settled is reopened for review', () => {
  expect(judgeChange('received', 'declined', ' ')).toBe('needs-reason');
  expect(judgeChange('received', 'declined', 'no battery could')).toBe('moves');
  for (const from of states) {
    expect(judgeChange(from, from, 'why')).toBe('already');
    if (from !== 'duplicate') expect(judgeChange(from, 'duplicate', 'why')).toBe('only-merge');
    if (from !== 'duplicate') expect(judgeChange('duplicate', from, 'why')).toBe('only-unmerge');
    if (from !== 'received') expect(judgeChange(from, 'received', 'why')).not.toBe('moves');
  }
  for (const from of ['shipped', 'declined'] as const)
    expect(states.filter((to) => judgeChange(from, to, 'why') === 'moves')).toEqual(['review']);
});

test('weeks are those of the calendar in the zone of the board', () => {
  expect(weekOf(Date.parse('2026-11-29T16:30Z'), 'UTC')).toBe('2026-W48');
  expect(weekOf(Date.parse('2026-11-29T16:30Z'), 'Asia/Shanghai')).toBe('2026-W49');
  expect(weeksFrom(Date.parse('2026-12-24T12:00Z'), 'UTC', 3)).toEqual(['2026-W52', '2026-W53', '2027-W01']);
  expect(parseWeek('2026-w9')).toBe('2026-W09');
  for (const wrong of ['2026-W54', '2027-W53', '2026-W00', '2026-49', 'W49', ''])
    expect(parseWeek(wrong)).toBe(undefined);
});

test('duty is shared fairly, whoever swapped before: nobody has two weeks more than another for long', () => {
  const people = ['amy', 'bob', 'cy'];
  const swapped = new Map([['w1', 'bob']]);
  expect([...shareWeeks(people, swapped, ['w1', 'w2', 'w3', 'w4'])].map(([, who]) => who)).toEqual([
    ...['bob', 'amy', 'cy', 'amy'],
  ]);
  expect(shareWeeks([], new Map(), ['w1']).size).toBe(0);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 60 }), (count, length) => {
      const names = Array.from({ length: count }, (_, index) => `p${index}`);
      const weeks = Array.from({ length }, (_, index) => `w${index}`);
      const shared = [...shareWeeks(names, new Map(), weeks).values()];
      const had = names.map((name) => shared.filter((one) => one === name).length);
      expect(Math.max(...had) - Math.min(...had)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 50 },
  );
});

test('a median and a p90 are lengths that somebody waited', () => {
  expect([within(0.5, [9, 1, 5]), within(0.5, [4, 1, 3, 2]), within(0.9, [10, 1, 2, 3, 4, 5, 6, 7, 8, 9])]).toEqual([
    5, 2, 9,
  ]);
  expect(within(0.5, [])).toBe(undefined);
});
