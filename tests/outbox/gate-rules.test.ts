// What the gate says of one message to one person, by examples and by properties.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseBudgets, parseCaps, parseQuiet, quietText } from '../../src/outbox/contact.ts';
import { capOpens, judgeReach, quietEnds, type Reach } from '../../src/outbox/gate-rules.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text: string) => Date.parse(text);
const FRIDAY = at('2026-11-27T17:00:00+08:00');
const free: Reach = {
  ...{ stopped: false, wants: true, quiet: 'none', zone: 'Asia/Shanghai' },
  ...{ capped: [], budgets: [] },
};
const reach = (over: Partial<Reach>): Reach => ({ ...free, ...over });

describe('P7: what the gate says', () => {
  it.each([
    ['nothing against it', {}, null, { type: 'send' }],
    ['they said stop', { stopped: true }, null, { type: 'suppress', reason: 'stopped' }],
    ['they never said they want it', { wants: false }, null, { type: 'suppress', reason: 'no consent' }],
    ['of no use any more', {}, FRIDAY, { type: 'suppress', reason: 'expired' }],
    [
      'a cap of 0 is not the same as no cap',
      { capped: [{ cap: { most: 0, within: 0 }, had: [] }] },
      null,
      { type: 'suppress', reason: 'cap' },
    ],
    ['no cap', { capped: [{ cap: 'none' as const, had: Array(99).fill(FRIDAY) }] }, null, { type: 'send' }],
    [
      'two in any seven days, the older five days ago: in two days',
      { capped: [{ cap: { most: 2, within: 7 * DAY }, had: [FRIDAY - DAY, FRIDAY - 5 * DAY] }] },
      null,
      { type: 'hold', until: FRIDAY + 2 * DAY, reason: 'cap' },
    ],
    [
      'the same, and too late by then',
      { capped: [{ cap: { most: 2, within: 7 * DAY }, had: [FRIDAY - DAY, FRIDAY - 5 * DAY] }] },
      FRIDAY + DAY,
      { type: 'suppress', reason: 'cap' },
    ],
    [
      'the fifth Friday',
      { budgets: [{ most: 4, used: 4, until: at('2026-12-01T00:00:00+08:00') }] },
      FRIDAY + DAY,
      { type: 'suppress', reason: 'budget' },
    ],
    [
      'at night in New York',
      { quiet: { from: 22 * 60, to: 8 * 60 }, zone: 'America/New_York' },
      null,
      { type: 'hold', until: at('2026-11-27T08:00:00-05:00'), reason: 'quiet hours' },
    ],
  ])('%s', (_name, over, expiresAt, verdict) => {
    expect(judgeReach(reach(over as Partial<Reach>), FRIDAY, expiresAt)).toEqual(verdict);
  });
});

test('a day in which clocks change has the quiet hours that its clock shows', () => {
  const quiet = { from: 60, to: 180 };
  const spring = at('2026-03-29T01:30:00+01:00');
  expect(quietEnds(quiet, 'Europe/Berlin', spring)).toBe(at('2026-03-29T03:00:00+02:00'));
  const autumn = at('2026-10-25T01:30:00+02:00');
  expect(quietEnds(quiet, 'Europe/Berlin', autumn)).toBe(at('2026-10-25T03:00:00+01:00'));
});

const minutes = fc.integer({ min: 0, max: 1439 });
const quietHours = fc.tuple(minutes, minutes).filter(([from, to]) => from !== to);
const zone = fc.constantFrom(
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
);
const instant = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2039-12-31T00:00:00Z') });

test('quiet hours end at the first minute whose clock is outside of them', () => {
  fc.assert(
    fc.property(quietHours, zone, instant, ([from, to], where, exact) => {
      const from0 = Math.floor(exact / 60_000) * 60_000;
      const format = new Intl.DateTimeFormat('en-GB', { timeZone: where, hour: '2-digit', minute: '2-digit' });
      const isQuiet = (ms: number) => {
        const [hour, minute] = format.format(ms).split(':').map(Number);
        const clock = (hour! % 24) * 60 + minute!;
        return from < to ? clock >= from && clock < to : clock >= from || clock < to;
      };
      let expected = from0;
      while (isQuiet(expected)) expected += 60_000;
      expect(quietEnds({ from, to }, where, from0)).toBe(expected);
    }),
    { numRuns: 40 },
  );
});

test('whatever a cap lets pass, no window of its length holds more than it says', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 3 * HOUR }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 12 * HOUR }), gaps, (most, within, apart) => {
      const had: number[] = [];
      let now = 0;
      for (const gap of apart) {
        now += gap;
        if (capOpens({ most, within }, had, now) <= now) had.push(now);
      }
      for (const end of had)
        expect(had.filter((one) => one > end - within && one <= end).length).toBeLessThanOrEqual(most);
      const opens = capOpens({ most, within }, had, now);
      if (Number.isFinite(opens) && opens > now) {
        expect(capOpens({ most, within }, had, opens)).toBe(opens);
        expect(capOpens({ most, within }, had, opens - 1)).toBe(opens);
      }
    }),
  );
});

describe('how it is written', () => {
  it.each([
    ['22-8', '22:00-08:00'],
    ['22:30-07:00', '22:30-07:00'],
    ['２２－８', '22:00-08:00'],
    ['22至8', '22:00-08:00'],
    ['none', 'none'],
    ['无', 'none'],
  ])('quiet hours %s', (written, text) => {
    expect(quietText(parseQuiet(written)!)).toBe(text);
  });
  it.each(['25-8', '8-8', '0-24', '22', '', '22-8-9', '-1-3', '22:60-8', '1e3-4', '🌙', '22 8'])(
    'no quiet hours: %s',
    (written) => {
      expect(parseQuiet(written)).toBeUndefined();
    },
  );
  it('caps and budgets, where 0 and none differ', () => {
    expect(parseCaps('release=2/7d, survey=0,order=none')).toEqual({
      ...{ release: { most: 2, within: 7 * DAY }, survey: { most: 0, within: 0 }, order: 'none' },
    });
    expect(parseCaps('none')).toEqual({});
    expect(parseBudgets('wechat=4/month,wechat=1/day')).toEqual({ wechat: { month: 4, day: 1 } });
    for (const wrong of ['release', 'release=-1/7d', 'release=2/7', 'nosuch=1/1d', 'all=1e9/1d', 'release=2/0d'])
      expect(parseCaps(wrong)).toBeUndefined();
    for (const wrong of ['wechat', 'wechat=4/week', 'wechat=-4/month', '=4/month'])
      expect(parseBudgets(wrong)).toBeUndefined();
  });
});
