import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addWaking, parseWaking } from '../../src/schedule/waking.ts';

describe('waking hours are read as people write them', () => {
  test.each([
    ['09:00-22:00', 540, 1320],
    ['9:00–22:00', 540, 1320],
    ['9:00 — 22:00', 540, 1320],
    ['９：００～２２：００', 540, 1320],
    ['９:００－２２:００', 540, 1320],
    ['9:00至22:30', 540, 1350],
    [' 8:30到21:00 ', 510, 1260],
    ['22:00-02:00', 1320, 120],
    ['22:00-00:00', 1320, 0],
    ['00:00-24:00', 0, 1440],
  ])('%s', (text, from, to) => {
    expect(parseWaking(text)).toEqual({ from, to });
  });

  test.each([
    '',
    '9-22',
    '9:00',
    '9:00-9:00',
    '24:00-9:00',
    '9:00-24:01',
    '9:60-22:00',
    '25:00-26:00',
    '9:00-22:00 daily',
    '09:00--22:00',
    '\ufdfa'.repeat(30),
    ' '.repeat(100_000),
  ])('refuses %j', (text) => {
    expect(parseWaking(text)).toBeUndefined();
  });

  test('whatever was read can be used, and no text throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^\d{2}:\d{2}-\d{2}:\d{2}$/)), (text) => {
        const hours = parseWaking(text);
        if (hours) expect(addWaking(0, 3_600_000, hours, 'UTC')).toBeGreaterThan(0);
      }),
    );
  });
});
