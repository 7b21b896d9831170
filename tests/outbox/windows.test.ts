import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Limit } from '../../src/chat/platform.ts';
import { createWindow } from '../../src/outbox/windows.ts';

/** What the platform saw: each delivery at some instant between its beginning and its end. */
interface Seen {
  from: number;
  to: number;
}

/** Sends as early as the window lets it, each taking so long (ms); gives when each was begun and ended. */
function sendAll(limit: Limit, lengths: readonly number[], random: () => number): Seen[] {
  const window = createWindow(limit, random);
  const underWay: Seen[] = [];
  const all: Seen[] = [];
  let now = 0;
  const endOne = () => {
    underWay.sort((one, other) => one.to - other.to);
    const first = underWay.shift()!;
    now = Math.max(now, first.to);
    window.leave(now, true);
  };
  for (const length of lengths) {
    for (;;) {
      while (underWay.some(({ to }) => to <= now)) endOne();
      if (window.free(now) > 0) break;
      const opening = window.opensAt(now);
      const ending = Math.min(...underWay.map(({ to }) => to));
      expect(Math.min(opening, ending)).toBeGreaterThan(now);
      now = Math.min(opening, ending);
    }
    expect(window.opensAt(now)).toBe(now);
    window.enter();
    const seen = { from: now, to: now + length };
    underWay.push(seen);
    all.push(seen);
  }
  return all;
}

/** True where more than `most` could have been seen within less than `within`, whenever in between each was. */
function exceeds(all: readonly Seen[], { most, within }: Limit): boolean {
  return all.some((one, index) => {
    const later = all[index + most];
    return later !== undefined && later.from - one.to < within && later.from - one.from < within;
  });
}

const limits = fc.record({
  key: fc.constant('k'),
  most: fc.integer({ min: 1, max: 6 }),
  within: fc.integer({ min: 1, max: 5000 }),
  jitter: fc.integer({ min: 0, max: 3000 }),
});
const lengths = fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 60 });

describe('a window', () => {
  it('is never exceeded, however long deliveries take and whatever chance adds', () => {
    fc.assert(
      fc.property(limits, lengths, fc.double({ min: 0, max: 0.999, noNaN: true }), (limit, times, chance) => {
        expect(
          exceeds(
            sendAll(limit, times, () => chance),
            limit,
          ),
        ).toBe(false);
      }),
    );
  });

  it('control: is exceeded where one more may pass than is allowed', () => {
    const limit = { key: 'k', most: 2, within: 1000 };
    expect(
      exceeds(
        sendAll({ ...limit, most: 3 }, Array(10).fill(0), () => 0),
        limit,
      ),
    ).toBe(true);
  });

  it('lets as many through as it may: most in each stretch of time', () => {
    const begun = sendAll({ key: 'k', most: 3, within: 1000 }, Array(9).fill(0), () => 0);
    expect(begun.map(({ from }) => from)).toEqual([0, 0, 0, 1000, 1000, 1000, 2000, 2000, 2000]);
  });

  it('waits up to its jitter longer, by chance', () => {
    const chances = [0, 0.5, 0.999, 0];
    const begun = sendAll(
      { key: 'k', most: 1, within: 1500, jitter: 2500 },
      Array(5).fill(0),
      () => chances.shift() ?? 0,
    );
    const waits = begun.slice(1).map(({ from }, index) => from - begun[index]!.from);
    expect(waits).toEqual([1500, 2750, 3998, 1500]);
  });

  it('does not count what the platform never saw', () => {
    const window = createWindow({ key: 'k', most: 1, within: 1000 }, () => 0);
    window.enter();
    expect(window.opensAt(0)).toBe(Number.POSITIVE_INFINITY);
    window.leave(0, false);
    expect(window.free(0)).toBe(1);
    expect(window.isIdle(0)).toBe(true);
  });
});
