import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addWaking, type WakingHours } from '../../src/schedule/waking.ts';
import { localTime } from '../../src/text/zone.ts';

const at = (text: string) => Date.parse(text);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const daytime: WakingHours = { from: 9 * 60, to: 22 * 60 };

function isWaking(instant: number, { from, to }: WakingHours, zone: string): boolean {
  const { hour, minute } = localTime(instant, zone);
  const now = hour * 60 + minute;
  return from < to ? from <= now && now < to : now >= from || now < to;
}

/** Looks at the clock every minute. */
function countMinutes(start: number, length: number, hours: WakingHours, zone: string): number {
  let left = length;
  for (let instant = start; left > 0; ) {
    const next = (Math.floor(instant / MINUTE) + 1) * MINUTE;
    if (isWaking(instant, hours, zone)) {
      if (left <= next - instant) return instant + left;
      left -= next - instant;
    }
    instant = next;
  }
  return start;
}

describe('only time within the waking hours counts', () => {
  test.each<[string, string, number, string, string]>([
    ['by day', '2026-11-27T10:00+08:00', 2 * HOUR, 'Asia/Shanghai', '2026-11-27T12:00+08:00'],
    ['until the last minute', '2026-11-27T20:00+08:00', 2 * HOUR, 'Asia/Shanghai', '2026-11-27T22:00+08:00'],
    ['over the night', '2026-11-27T21:00+08:00', 2 * HOUR, 'Asia/Shanghai', '2026-11-28T10:00+08:00'],
    ['begun at night', '2026-11-27T23:30+08:00', 30 * MINUTE, 'Asia/Shanghai', '2026-11-28T09:30+08:00'],
    ['begun before dawn', '2026-11-27T03:00+08:00', 30 * MINUTE, 'Asia/Shanghai', '2026-11-27T09:30+08:00'],
    ['a waking day', '2026-11-27T12:00+08:00', 13 * HOUR, 'Asia/Shanghai', '2026-11-28T12:00+08:00'],
    ['no time at all', '2026-11-27T03:00+08:00', 0, 'Asia/Shanghai', '2026-11-27T03:00+08:00'],
    ['the night of the long clock', '2026-10-24T21:00+02:00', 2 * HOUR, 'Europe/Berlin', '2026-10-25T10:00+01:00'],
    ['the night of the short clock', '2026-03-28T21:00+01:00', 2 * HOUR, 'Europe/Berlin', '2026-03-29T10:00+02:00'],
  ])('%s', (_, start, length, zone, expected) => {
    expect(new Date(addWaking(at(start), length, daytime, zone))).toEqual(new Date(expected));
  });

  test('without waking hours all of it does', () => {
    expect(addWaking(at('2026-11-27T21:00Z'), 2 * DAY, undefined, 'Europe/Berlin')).toBe(at('2026-11-29T21:00Z'));
  });

  test('those who wake over midnight', () => {
    const late = { from: 22 * 60, to: 2 * 60 };
    expect(addWaking(at('2026-11-27T23:00Z'), 4 * HOUR, late, 'UTC')).toBe(at('2026-11-28T23:00Z'));
    expect(addWaking(at('2026-11-27T12:00Z'), 4 * HOUR, late, 'UTC')).toBe(at('2026-11-28T02:00Z'));
  });

  test('an hour that the clock repeats counts twice, one that it skips not at all', () => {
    const small = { from: 2 * 60, to: 3 * 60 };
    expect(addWaking(at('2026-10-25T00:00Z'), 2 * HOUR, small, 'Europe/Berlin')).toBe(at('2026-10-25T02:00Z'));
    expect(addWaking(at('2026-03-28T12:00Z'), HOUR, small, 'Europe/Berlin')).toBe(at('2026-03-30T01:00Z'));
  });

  const minuteOfDay = fc.integer({ min: 0, max: 1439 });
  const hoursOf = fc
    .oneof(
      { weight: 3, arbitrary: fc.record({ from: minuteOfDay, to: fc.integer({ min: 0, max: 1440 }) }) },
      fc.constantFrom(daytime, { from: 150, to: 180 }, { from: 90, to: 150 }, { from: 0, to: 1440 }),
    )
    .filter(({ from, to }) => from % 1440 !== to % 1440 || to - from === 1440);
  const changes = fc.constantFrom<[string, string]>(
    ['Europe/Berlin', '2026-03-29T01:00Z'],
    ['Europe/Berlin', '2026-10-25T01:00Z'],
    ['America/New_York', '2026-11-01T06:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
    ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
    ['Africa/Casablanca', '2026-02-15T02:00Z'],
    ['Pacific/Apia', '2011-12-30T10:00Z'],
    ['Asia/Shanghai', '2026-06-01T00:00Z'],
    ['Asia/Kathmandu', '2026-06-01T00:00Z'],
  );

  test('as counted minute by minute, in any zone, over any change of its clocks', () => {
    const before = fc.integer({ min: -2 * DAY, max: DAY });
    const lengths = fc.oneof(
      fc.integer({ min: 0, max: DAY }),
      fc.integer({ min: 0, max: 6 * 60 }).map((m) => m * MINUTE),
    );
    fc.assert(
      fc.property(changes, before, lengths, hoursOf, ([zone, change], ahead, length, hours) => {
        fc.pre((hours.to - hours.from + 1440) % 1440 > 30 || length <= 2 * HOUR);
        const start = at(change) + ahead;
        expect(addWaking(start, length, hours, zone)).toBe(countMinutes(start, length, hours, zone));
      }),
      { numRuns: 400 },
    );
  });

  test('adding in two steps is adding at once', () => {
    const length = fc.integer({ min: 1, max: 20 * DAY });
    fc.assert(
      fc.property(changes, length, length, hoursOf, ([zone, change], first, second, hours) => {
        const start = at(change) - 5 * DAY;
        const twice = addWaking(addWaking(start, first, hours, zone), second, hours, zone);
        expect(addWaking(start, first + second, hours, zone)).toBe(twice);
      }),
    );
  });

  test('thirty waking days take no longer to add than a minute', () => {
    const add = () => addWaking(at('2026-03-01T00:00Z'), 30 * 13 * HOUR, daytime, 'Europe/Berlin');
    expect(add()).toBe(at('2026-03-30T22:00+02:00'));
    const best = Math.min(
      ...Array.from({ length: 5 }, () => {
        const start = performance.now();
        add();
        return performance.now() - start;
      }),
    );
    expect(best).toBeLessThan(5);
  });
});
