// How reports count and who gets the award: by cases that were worked out by hand, and by properties.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readItem, readTyped } from '../../flows/release/report-line.ts';
import {
  type Alike,
  awardOf,
  countReports,
  type Figures,
  figuresOf,
  lowerBound,
  phaseOf,
  settleReport,
  worstOf,
} from '../../flows/release/report-rules.ts';

const rule = { metric: 'wilson', minimum: 10, ties: 'loves' } as const;
/** number: loves - hates */
const items = (...figures: [number, number, number][]): Figures[] => figures.map((one) => figuresOf(...one));

test.each([
  [400, 500, 0.7627],
  [5, 5, 0.5655],
  [1, 1, 0.2065],
  [1, 2, 0.0945],
  [80, 100, 0.7112],
  [0, 10, 0],
  [0, 0, 0],
])('Wilson: %i of %i is at least %d', (loves, respondents, bound) => {
  expect(lowerBound(loves, respondents)).toBeCloseTo(bound, 4);
});

test('400 of 500 beats 5 of 5, by Wilson and by loves, not by share', () => {
  const two = items([1, 5, 0], [2, 400, 100]);
  expect(awardOf(two, rule, 505)).toEqual({ type: 'award', numbers: [2] });
  expect(awardOf(two, { ...rule, metric: 'loves' }, 505)).toEqual({ type: 'award', numbers: [2] });
  expect(awardOf(two, { ...rule, metric: 'share' }, 505)).toEqual({ type: 'award', numbers: [1] });
});

test('below the minimum there is no award, and none where nobody named a best item', () => {
  expect(awardOf(items([1, 9, 0]), rule, 9)).toEqual({ type: 'few', minimum: 10 });
  expect(awardOf(items([1, 9, 0]), rule, 10)).toEqual({ type: 'award', numbers: [1] });
  expect(awardOf(items([1, 0, 9], [2, 0, 0]), rule, 20)).toEqual({ type: 'nobody' });
  expect(awardOf([], rule, 20)).toEqual({ type: 'nobody' });
});

test('ties go by the stated rule', () => {
  const tied = items([7, 2, 2], [4, 1, 1], [2, 1, 1], [9, 1, 3]);
  const won = (ties: 'loves' | 'earlier' | 'shared') => awardOf(tied, { metric: 'share', minimum: 1, ties }, 12);
  expect(won('loves')).toEqual({ type: 'award', numbers: [7] });
  expect(won('earlier')).toEqual({ type: 'award', numbers: [2] });
  expect(won('shared')).toEqual({ type: 'award', numbers: [2, 4, 7] });
  const alike = items([5, 3, 1], [3, 3, 1]);
  expect(awardOf(alike, rule, 10)).toEqual({ type: 'award', numbers: [3] });
});

test('the worst is what most like least, then what fewer love, then the earlier', () => {
  expect(worstOf(items([1, 0, 3], [2, 9, 4]))).toBe(2);
  expect(worstOf(items([1, 3, 4], [2, 1, 4]))).toBe(2);
  expect(worstOf(items([8, 1, 4], [2, 1, 4]))).toBe(2);
  expect(worstOf(items([1, 3, 0]))).toBeUndefined();
  expect(worstOf([])).toBeUndefined();
});

describe('whatever is reported', () => {
  const counts = fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 3000 }));
  const box = fc.option(fc.integer({ min: 1, max: 5 }), { nil: null });
  const one = fc.record({ mood: fc.integer({ min: 1, max: 5 }), best: box, worst: box, reports: fc.constant(1) });
  const reports = fc.array(one, { maxLength: 40 });
  const numbers = [1, 2, 3, 4];

  test('the bound lies between 0 and the share; a love never lowers it, a hate never raises it', () => {
    fc.assert(
      fc.property(counts, ([loves, hates]) => {
        const { share, bound } = figuresOf(1, loves, hates);
        expect(bound).toBeGreaterThanOrEqual(0);
        expect(bound).toBeLessThanOrEqual(share);
        expect(figuresOf(1, loves + 1, hates).bound).toBeGreaterThanOrEqual(bound);
        expect(figuresOf(1, loves, hates + 1).bound).toBeLessThanOrEqual(bound);
      }),
    );
  });

  test('the same share of more people is worth more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 50 }), (loves, hates) => {
        expect(lowerBound(2 * loves, 2 * (loves + hates))).toBeGreaterThan(lowerBound(loves, loves + hates));
      }),
    );
  });

  test('neither the order of reports nor putting those that say the same together changes anything', () => {
    fc.assert(
      fc.property(reports, (all) => {
        const together = new Map<string, Alike>();
        for (const report of all) {
          const key = `${report.mood} ${report.best} ${report.worst}`;
          together.set(key, { ...report, reports: (together.get(key)?.reports ?? 0) + 1 });
        }
        const count = countReports(numbers, all);
        expect(countReports(numbers, all.toReversed())).toEqual(count);
        expect(countReports(numbers, [...together.values()])).toEqual(count);
        expect(count.reports).toBe(all.length);
        expect(count.moods.reduce((sum, many) => sum + many, 0)).toBe(all.length);
        for (const metric of ['wilson', 'loves', 'share'] as const)
          for (const ties of ['loves', 'earlier', 'shared'] as const) {
            const by = { metric, ties, minimum: 1 };
            const award = awardOf(count.items, by, count.reports);
            expect(awardOf(count.items.toReversed(), by, count.reports)).toEqual(award);
            if (award.type === 'award' && ties !== 'shared') expect(award.numbers).toHaveLength(1);
          }
        expect(worstOf(count.items.toReversed())).toBe(worstOf(count.items));
      }),
    );
  });
});

test('a window is open from its first ms to the one before its end', () => {
  const window = { reports_from: 1000, reports_until: 2000, result: null };
  const phases = [999, 1000, 1999, 2000].map((now) => phaseOf(window, now));
  expect(phases).toEqual(['before', 'open', 'open', 'over']);
  expect(phaseOf({ ...window, result: '{}' }, 1500)).toBe('counted');
  expect(phaseOf({ reports_from: null, reports_until: null, result: null }, 1500)).toBe('none');
});

test('boxes become a report, or say which of them is none', () => {
  const [shipped, planned] = [
    new Map([
      [1, 'a'],
      [3, 'b'],
    ]),
    new Map([[7, 'c']]),
  ];
  const settle = (mood: unknown, best: unknown, worst: unknown, hope: unknown, before = false) =>
    settleReport(
      { mood, best, worst, hope } as Parameters<typeof settleReport>[0],
      before ? { mood: 2, best: 'b', worst: null, hope: 'gone' } : undefined,
      shipped,
      planned,
    );
  expect(settle(4, 1, 3, 7)).toEqual({ type: 'told', told: { mood: 4, best: 'a', worst: 'b', hope: 'c' } });
  expect(settle(4, 'skip', 'keep', 'keep')).toEqual({
    type: 'told',
    told: { mood: 4, best: null, worst: null, hope: null },
  });
  expect(settle('keep', 'keep', 1, 'keep', true)).toEqual({
    type: 'told',
    told: { mood: 2, best: 'b', worst: 'a', hope: 'gone' },
  });
  expect(settle('keep', 'keep', 3, 'keep', true)).toEqual({ type: 'flaw', flaw: 'same' });
  for (const mood of [0, 6, 1.5, 'skip', 'keep']) expect(settle(mood, 1, 3, 7)).toEqual({ type: 'flaw', flaw: 'mood' });
  expect(settle(4, 7, 3, 7)).toEqual({ type: 'flaw', flaw: 'best' });
  expect(settle(4, 1, -3, 7)).toEqual({ type: 'flaw', flaw: 'worst' });
  expect(settle(4, 1, 3, 1)).toEqual({ type: 'flaw', flaw: 'hope' });
  expect(settle(4, 1, 1, 7)).toEqual({ type: 'flaw', flaw: 'same' });
});

test.each([
  ['4 1 3 7', '4 1 3 7'],
  ['４，１，３，７', '4 1 3 7'],
  ['四 #1 ③ 0', '4 1 3 skip'],
  ['🙂 - 跳过 7', '4 skip skip 7'],
  ['5', '5 keep keep keep'],
  ['orange 5 1', 'orange: 5 1 keep keep'],
  ['orange', 'orange:'],
  ['', ''],
  ['4 1 3 7 9', ''],
  ['4 best 3 7', ''],
  ['1.5 1', '1.5: 1 keep keep keep'],
  ['4 1e309 2', ''],
  ['9'.repeat(4000), ''],
])('“%s” is read as “%s”', (rest, read) => {
  const { slug, boxes } = readTyped(rest);
  const said = boxes ? [boxes.mood, boxes.best, boxes.worst, boxes.hope].join(' ') : '';
  const shown = rest.length > 120 ? '' : [slug === undefined ? '' : `${slug}:`, said].join(' ').trim();
  expect(shown).toBe(read);
});

test('an item is named by its number or its title', () => {
  const two = [
    { number: 12, title: 'Dark mode' },
    { number: 2, title: '夜景 Night sight' },
  ];
  const read = (typed: string) => readItem(typed, two);
  expect(['12', '#12', 'dark  MODE', '夜景', 'night sight'].map(read)).toEqual([12, 12, 12, 2, 2]);
  expect(['0', '跳过', 'a', 'the first', '', '🎉'].map(read)).toEqual([
    'skip',
    'skip',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
