// Time that counts on working days only.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addWorking, nextWorking, parseWorking } from '../../src/quota/working.ts';
import { addWaking } from '../../src/schedule/waking.ts';
import { localTime } from '../../src/text/zone.ts';

const at = (text: string) => Date.parse(text);
const HOUR = 3_600_000;
const office = parseWorking('mon-fri 09:00-18:00')!;
const ZONE = 'Asia/Shanghai';

describe('only time in working hours counts', () => {
  test.each<[string, string, number, string, string, string]>([
    ['within a day', '2026-11-27T10:00+08:00', 4 * HOUR, 'mon-fri 09:00-18:00', ZONE, '2026-11-27T14:00+08:00'],
    ['over a weekend', '2026-11-27T16:00+08:00', 4 * HOUR, 'mon-fri 09:00-18:00', ZONE, '2026-11-30T11:00+08:00'],
    ['begun on a Sunday', '2026-11-29T12:00+08:00', HOUR, 'mon-fri 09:00-18:00', ZONE, '2026-11-30T10:00+08:00'],
    ['hours over midnight', '2026-11-28T01:00+08:00', 2 * HOUR, 'fri 22:00-02:00', ZONE, '2026-12-04T23:00+08:00'],
    ['whole days', '2026-11-27T23:00+08:00', 2 * HOUR, 'mon-fri', ZONE, '2026-11-30T01:00+08:00'],
    [
      'the short night',
      '2026-03-29T00:00+01:00',
      2 * HOUR,
      'sun 01:00-05:00',
      'Europe/Berlin',
      '2026-03-29T04:00+02:00',
    ],
    [
      'the long night',
      '2026-10-25T00:00+02:00',
      2 * HOUR,
      'sun 02:00-05:00',
      'Europe/Berlin',
      '2026-10-25T03:00+01:00',
    ],
    ['no time at all', '2026-11-29T12:00+08:00', 0, 'mon-fri 09:00-18:00', ZONE, '2026-11-29T12:00+08:00'],
  ])('%s', (_, start, length, hours, zone, expected) => {
    expect(new Date(addWorking(at(start), length, parseWorking(hours), zone))).toEqual(new Date(expected));
  });

  test('on all days it is what waking hours say, and without any every ms counts', () => {
    const every = parseWorking('09:00-18:00')!;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 24 }), fc.integer({ min: 1, max: 60 * 24 }), (start, length) => {
        const from = at('2026-11-27T00:00Z') + start * HOUR;
        const waking = addWaking(from, length * HOUR, every.hours, ZONE);
        expect(addWorking(from, length * HOUR, every, ZONE)).toBe(waking);
      }),
      { numRuns: 50 },
    );
    expect(addWorking(5, 7, undefined, ZONE)).toBe(12);
  });

  test('what is due is due on a working day, and split lengths add up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 3000 }), (start, minutes) => {
        const from = at('2026-11-27T00:00Z') + start * 60_000;
        const due = addWorking(from, minutes * 60_000, office, ZONE);
        const { weekday, hour } = localTime(due - 1, ZONE);
        expect([1, 2, 3, 4, 5]).toContain(weekday);
        expect(hour >= 9 && hour < 18).toBe(true);
        const half = Math.floor(minutes / 2) * 60_000;
        expect(addWorking(addWorking(from, half, office, ZONE), minutes * 60_000 - half, office, ZONE)).toBe(due);
      }),
      { numRuns: 50 },
    );
  });

  test('what comes outside of them waits for their begin', () => {
    expect(nextWorking(at('2026-11-27T12:00+08:00'), office, ZONE)).toBe(at('2026-11-27T12:00+08:00'));
    expect(nextWorking(at('2026-11-27T18:00+08:00'), office, ZONE)).toBe(at('2026-11-30T09:00+08:00'));
  });
});

test('working hours are read as people write them, and nothing else is', () => {
  expect([...parseWorking('Sat-Mon,wed')!.days]).toEqual([6, 7, 1, 3]);
  expect(parseWorking('ｍｏｎ－ｆｒｉ ９：００-18:00')).toEqual(office);
  for (const wrong of ['', 'mon-', 'monday', 'mon fri', 'mon 25:00-26:00', 'mon,', `mon${' '.repeat(80)}`])
    expect(parseWorking(wrong), wrong).toBe(undefined);
  expect(() => addWorking(0, 1, { days: new Set(), hours: undefined }, ZONE)).toThrow(RangeError);
});
