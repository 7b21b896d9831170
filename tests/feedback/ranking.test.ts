// Heat: what is said of it in flows/feedback/ranking.ts.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HALF_LIFE, heatOf, warmed, worth } from '../../flows/feedback/ranking.ts';

const START = Date.UTC(2026, 0, 1);
const instant = fc.integer({ min: START, max: START + 3650 * 86_400_000 });
const instants = fc.array(instant, { minLength: 1, maxLength: 50 });

test('two backers weigh as much as one who comes a half-life later', () => {
  expect(heatOf([START, START])).toBe(heatOf([START]) + 1000);
  expect(heatOf([START + HALF_LIFE])).toBe(heatOf([START, START]));
  expect(worth(heatOf([START, START]), START)).toBeCloseTo(2, 2);
});

test('heat is a safe integer, in whatever order backers come, and one more never cools', () => {
  fc.assert(
    fc.property(instants, instant, (all, another) => {
      const heat = heatOf(all);
      expect(Number.isSafeInteger(heat)).toBe(true);
      expect(Math.abs(heatOf([...all].reverse()) - heat)).toBeLessThanOrEqual(1);
      expect(heatOf([...all, another])).toBeGreaterThanOrEqual(heat - 1);
      expect(Math.abs(warmed(heat, all.length, another) - heatOf([...all, another]))).toBeLessThanOrEqual(1);
    }),
  );
});
