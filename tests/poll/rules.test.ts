import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tallyDue } from '../../flows/poll/rules.ts';

const minutes = (count: number) => count * 60_000;

test('the tally is due 30 s, 1, 2, 4, 8 minutes after the opening', () => {
  expect([0, 29_999, 30_000, minutes(1), minutes(3), minutes(4)].map((now) => tallyDue(0, now))).toEqual(
    [0.5, 0.5, 1, 2, 4, 8].map(minutes),
  );
});

test('it is always to come, and the same for all votes until then: one post, however many vote', () => {
  const elapsed = fc.integer({ min: 0, max: 400 * 24 * 3_600_000 });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2e12 }),
      elapsed,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (at, gone, part) => {
        const now = at + gone;
        const due = tallyDue(at, now);
        expect(due).toBeGreaterThan(now);
        expect(Number.isSafeInteger(due)).toBe(true);
        expect(tallyDue(at, now + Math.floor((due - now) * part * 0.999))).toBe(due);
      },
    ),
  );
});

test('a poll of a month posts fewer than twenty tallies', () => {
  let posts = 0;
  for (let now = 0; now < 31 * 24 * 3_600_000; now = tallyDue(0, now)) posts += 1;
  expect(posts).toBeLessThan(20);
});
