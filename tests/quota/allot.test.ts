import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Allotted, allot, type Free, type Wish } from '../../src/quota/allot.ts';

const freeOf = (lanes: Record<string, number[]>): Free => new Map(Object.entries(lanes));

describe('who comes first gets places first', () => {
  test('the lowest numbers of the first lane that has enough of them', () => {
    const free = freeOf({ vip: [2, 5], public: [1, 2, 3, 4] });
    const wishes = [
      { id: 'ada', units: 1, lanes: ['vip', 'public'] },
      { id: 'ben', units: 2, lanes: ['vip', 'public'] },
      { id: 'cai', units: 1, lanes: ['vip'] },
    ];
    expect(allot(free, wishes)).toEqual([
      { id: 'ada', lane: 'vip', numbers: [2] },
      { id: 'ben', lane: 'public', numbers: [1, 2] },
      { id: 'cai', lane: 'vip', numbers: [5] },
    ]);
    expect(free).toEqual(freeOf({ vip: [], public: [3, 4] }));
  });

  test('all units or nothing; who does not fit is passed over, and smaller ones behind may still fit', () => {
    const free = freeOf({ public: [7, 8, 9] });
    const wishes = [4, 2, 2, 1].map((units, index) => ({ id: `${index}`, units, lanes: ['public'] }));
    expect(allot(free, wishes)).toEqual([
      { id: '1', lane: 'public', numbers: [7, 8] },
      { id: '3', lane: 'public', numbers: [9] },
    ]);
  });

  test('a lane that is not there has no places', () => {
    expect(allot(new Map(), [{ id: 'ada', units: 1, lanes: ['__proto__', 'vip'] }])).toEqual([]);
    expect(allot(freeOf({ vip: [1] }), [{ id: 'ada', units: 1, lanes: [] }])).toEqual([]);
    expect(allot(freeOf({ vip: [1] }), [])).toEqual([]);
  });
});

describe('whatever is free and whoever wishes', () => {
  const names = ['a', 'b', 'c'];
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 20 });
  const lanes = fc
    .tuple(numbers, numbers, numbers)
    .map((all) => all.map((some, index) => [names[index]!, some.toSorted((one, other) => one - other)] as const));
  const wishes = fc
    .array(
      fc.record({ units: fc.integer({ min: 1, max: 6 }), lanes: fc.uniqueArray(fc.constantFrom(...names, 'none')) }),
      {
        maxLength: 25,
      },
    )
    .map((all) => all.map((wish, index): Wish => ({ id: `${index}`, ...wish })));
  const copy = (all: readonly (readonly [string, number[]])[]): Free =>
    new Map(all.map(([lane, some]) => [lane, [...some]]));

  const holds = (check: (before: Free, after: Free, all: Wish[], allotted: Allotted[]) => void) =>
    fc.assert(
      fc.property(lanes, wishes, (all, wished) => {
        const free = copy(all);
        const allotted = allot(free, wished);
        check(copy(all), free, wished, allotted);
      }),
      { numRuns: 1000 },
    );

  test('no place is given twice, and none is lost', () => {
    holds((before, after, _, allotted) => {
      for (const [lane, some] of before) {
        const given = allotted.filter((one) => one.lane === lane).flatMap((one) => one.numbers);
        expect([...given, ...after.get(lane)!]).toEqual(some);
      }
    });
  });

  test('each gets all its units, in one of its lanes, or nothing; once, in the order of the wishes', () => {
    holds((_, __, all, allotted) => {
      const order = allotted.map(({ id }) => Number(id));
      expect(order).toEqual([...new Set(order)].sort((one, other) => one - other));
      for (const { id, lane, numbers: given } of allotted) {
        expect(given).toHaveLength(all[Number(id)]!.units);
        expect(all[Number(id)]!.lanes).toContain(lane);
      }
    });
  });

  test('at the turn of each, no earlier lane had enough left, and none at all for who got nothing', () => {
    holds((before, _, all, allotted) => {
      const left = new Map([...before].map(([lane, some]) => [lane, some.length]));
      for (const { id, units, lanes: wished } of all) {
        const got = allotted.find((one) => one.id === id);
        const missed = got ? wished.slice(0, wished.indexOf(got.lane)) : wished;
        expect(missed.filter((lane) => (left.get(lane) ?? 0) >= units)).toEqual([]);
        if (got) left.set(got.lane, left.get(got.lane)! - units);
      }
    });
  });
});

test('a hundred thousand wishes for a hundred thousand places take no time to speak of', () => {
  const count = 100_000;
  const free = freeOf({ public: Array.from({ length: count }, (_, index) => index + 1) });
  const wishes = Array.from({ length: count }, (_, index) => ({ id: `${index}`, units: 1, lanes: ['vip', 'public'] }));
  const start = performance.now();
  const allotted = allot(free, wishes);
  expect(performance.now() - start).toBeLessThan(1000);
  expect(allotted.at(-1)).toEqual({ id: `${count - 1}`, lane: 'public', numbers: [count] });
  expect(free.get('public')).toEqual([]);
});
