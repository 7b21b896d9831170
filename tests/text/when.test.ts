import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { readInstant } from '../../src/text/instant.ts';
import type { Phrase, Reader } from '../../src/text/phrase.ts';
import { clockTime, duration, isZone, parseInstant, when } from '../../src/text/when.ts';
import { localTime } from '../../src/text/zone.ts';

const at = (text: string) => Date.parse(text);
/** A Friday. */
const now = at('2026-11-27T15:00:00+08:00');
const english: Reader = { language: 'en', zone: 'Asia/Shanghai', markup: 'plain', now };
const chinese: Reader = { ...english, language: 'zh-CN' };
const both = (phrase: Phrase) => [phrase.render(english), phrase.render(chinese)];

describe('a point in time is told absolute, with its zone, and relative', () => {
  test.each([
    ['2026-11-27T15:00:00.400+08:00', 'today 15:00 (Beijing time), now', '今天 15:00（北京时间），就是现在'],
    ['2026-11-27T15:00:15+08:00', 'today 15:00 (Beijing time), in 15 seconds', '今天 15:00（北京时间），15 秒后'],
    ['2026-11-27T15:01:00+08:00', 'today 15:01 (Beijing time), in 1 minute', '今天 15:01（北京时间），1 分钟后'],
    ['2026-11-27T16:30:00+08:00', 'today 16:30 (Beijing time), in 90 minutes', '今天 16:30（北京时间），90 分钟后'],
    ['2026-11-27T17:00:00+08:00', 'today 17:00 (Beijing time), in 2 hours', '今天 17:00（北京时间），2 小时后'],
    ['2026-11-27T13:00:00+08:00', 'today 13:00 (Beijing time), 2 hours ago', '今天 13:00（北京时间），2 小时前'],
    ['2026-11-28T09:00:00+08:00', 'Saturday 09:00 (Beijing time), in 18 hours', '周六 09:00（北京时间），18 小时后'],
    ['2026-12-03T15:00:00+08:00', 'Thursday 15:00 (Beijing time), in 6 days', '周四 15:00（北京时间），6 天后'],
    [
      '2026-12-04T00:00:00+08:00',
      'Friday 4 December 00:00 (Beijing time), in 6 days',
      '12月4日 周五 00:00（北京时间），6 天后',
    ],
    ['2026-11-21T15:00:00+08:00', 'Saturday 15:00 (Beijing time), 6 days ago', '周六 15:00（北京时间），6 天前'],
    [
      '2026-11-20T15:00:00+08:00',
      'Friday 20 November 15:00 (Beijing time), 7 days ago',
      '11月20日 周五 15:00（北京时间），7 天前',
    ],
    [
      '2027-01-01T08:00:00+08:00',
      'Friday 1 January 2027 08:00 (Beijing time), in 35 days',
      '2027年1月1日 周五 08:00（北京时间），35 天后',
    ],
  ])('%s', (instant, inEnglish, inChinese) => {
    expect(both(when(at(instant)))).toEqual([inEnglish, inChinese]);
  });

  test('the Friday 17:00 of PRODUCT.md, told on the Thursday before', () => {
    const thursday = { ...english, now: at('2026-11-26T17:00:00+08:00') };
    const friday = when(at('2026-11-27T17:00:00+08:00'));
    expect(friday.render(thursday)).toBe('Friday 17:00 (Beijing time), in 1 day');
    expect(friday.render({ ...thursday, language: 'zh-CN' })).toBe('周五 17:00（北京时间），1 天后');
  });

  test.each([
    ['Europe/Berlin', 'today 10:00 (Central European Time), in 2 hours', '今天 10:00（中欧时间），2 小时后'],
    ['America/New_York', 'today 04:00 (Eastern Time), in 2 hours', '今天 04:00（北美东部时间），2 小时后'],
    ['Asia/Tokyo', 'today 18:00 (Japan Standard Time), in 2 hours', '今天 18:00（日本标准时间），2 小时后'],
    ['UTC', 'today 09:00 (UTC), in 2 hours', '今天 09:00（UTC），2 小时后'],
    ['Etc/GMT+5', 'today 04:00 (GMT-05:00), in 2 hours', '今天 04:00（GMT-05:00），2 小时后'],
  ])('in the zone of the campaign when it has one: %s', (zone, inEnglish, inChinese) => {
    expect(both(when(now + 2 * 3_600_000, zone))).toEqual([inEnglish, inChinese]);
  });

  test('in the zone of the reader otherwise, whose today may be another', () => {
    const berliner = { ...english, zone: 'Europe/Berlin', now: at('2026-11-27T23:30:00+08:00') };
    expect(when(at('2026-11-28T01:00:00+08:00')).render(berliner)).toBe(
      'today 18:00 (Central European Time), in 90 minutes',
    );
  });

  test('in Slack each reader sees the zone of their own; the campaign’s stands where that cannot be', () => {
    const inSlack = { ...english, markup: 'mrkdwn' } as const;
    const friday = at('2026-12-04T17:00:00+08:00');
    expect(when(friday, 'Asia/Shanghai').render(inSlack)).toBe(
      `<!date^${friday / 1000}^{date_short_pretty} {time}|Friday 4 December 17:00 (Beijing time)>, in 7 days`,
    );
    expect(when(friday).render({ ...inSlack, language: 'zh-CN', zone: 'Europe/Berlin' })).toBe(
      `<!date^${friday / 1000}^{date_short_pretty} {time}|12月4日 周五 10:00（中欧时间）>，7 天后`,
    );
    expect(clockTime(friday).render(inSlack)).toBe(`<!date^${friday / 1000}^{time}|17:00>`);
    expect(clockTime(friday + 7400).render(inSlack)).toBe(`<!date^${friday / 1000 + 7}^{time_secs}|17:00:07>`);
    expect(clockTime(friday + 7400, undefined, 'minutes').render(inSlack)).toBe(
      `<!date^${friday / 1000 + 7}^{time}|17:00>`,
    );
  });

  test('the bare clock has seconds only where they count', () => {
    expect(both(clockTime(at('2026-11-27T09:05:00+08:00')))).toEqual(['09:05', '09:05']);
    expect(both(clockTime(at('2026-11-27T00:05:07+08:00')))).toEqual(['00:05:07', '00:05:07']);
    expect(both(clockTime(at('2026-11-27T17:00:00Z'), 'Europe/Berlin'))).toEqual(['18:00', '18:00']);
  });

  test.each([
    [-5, '0 s', '0 秒'],
    [2_550, '2.5 s', '2.5 秒'],
    [15_000, '15 s', '15 秒'],
    [120_000, '2 min', '2 分钟'],
    [90_999, '1 min 30 s', '1 分钟 30 秒'],
    [3 * 3_600_000, '3 h', '3 小时'],
    [5_400_000, '1 h 30 min', '1 小时 30 分钟'],
    [86_400_000, '1 day', '1 天'],
    [2 * 86_400_000, '2 days', '2 天'],
    [2 * 86_400_000 + 3_600_000, '2 days 1 h', '2 天 1 小时'],
  ])('%i ms last %s', (length, inEnglish, inChinese) => {
    expect(both(duration(length))).toEqual([inEnglish, inChinese]);
  });

  test('the local time is the one of the zone database, at any instant', () => {
    const zones = [
      'Asia/Shanghai',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Pacific/Apia',
    ];
    const instants = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2050-01-01T00:00:00Z') });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        const { year, month, day, hour, minute, second, dayOfWeek } =
          Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        expect(localTime(instant, zone)).toMatchObject({
          year,
          month,
          day,
          hour,
          minute,
          second,
          weekday: dayOfWeek % 7,
        });
      }),
    );
  });
});

describe('an instant is read as people and files write it', () => {
  test.each([
    ['2026-11-27T20:00', '2026-11-27T12:00:00.000Z'],
    ['2026-11-27 20:00', '2026-11-27T12:00:00.000Z'],
    ['2026-11-27T20:00+08:00', '2026-11-27T12:00:00.000Z'],
    ['2026-11-27T20:00-05:30', '2026-11-28T01:30:00.000Z'],
    ['2026-11-27T09:00:00Z', '2026-11-27T09:00:00.000Z'],
    ['2026-11-27T09:00:00.120Z', '2026-11-27T09:00:00.120Z'],
    ['2028-02-29 20:00', '2028-02-29T12:00:00.000Z'],
    ['fri 17:00', '2026-11-27T09:00:00.000Z'],
    ['Friday 15:00', '2026-12-04T07:00:00.000Z'],
    ['thu 17:00', '2026-12-03T09:00:00.000Z'],
    ['周五 17:00', '2026-11-27T09:00:00.000Z'],
    ['周五１７：００', '2026-11-27T09:00:00.000Z'],
    ['星期天 9:30', '2026-11-29T01:30:00.000Z'],
    ['礼拜一 00:00', '2026-11-29T16:00:00.000Z'],
    ['today 17:00', '2026-11-27T09:00:00.000Z'],
    ['明天 17:00', '2026-11-28T09:00:00.000Z'],
    ['17:00', '2026-11-27T09:00:00.000Z'],
    ['15:00', '2026-11-28T07:00:00.000Z'],
    ['9:00:30', '2026-11-28T01:00:30.000Z'],
    ['+15s', '2026-11-27T07:00:15.000Z'],
    ['+2m', '2026-11-27T07:02:00.000Z'],
    ['+1h', '2026-11-27T08:00:00.000Z'],
    ['+1h30m', '2026-11-27T08:30:00.000Z'],
    ['+1d', '2026-11-28T07:00:00.000Z'],
    ['  FRI   17:00 ', '2026-11-27T09:00:00.000Z'],
  ])('%s', (text, expected) => {
    const read = parseInstant(text, 'Asia/Shanghai', now);
    expect(read === undefined ? read : new Date(read).toISOString()).toBe(expected);
  });

  test.each([
    '',
    'soon',
    '24:00',
    '17:60',
    '17',
    '2026-11-27',
    '2026-11-27T24:00',
    '2026-11-27T17:00:60',
    '2026-02-29 20:00',
    '2026-13-01 20:00',
    '2026-11-31T20:00Z',
    '0000-01-01 00:00',
    '2026-11-27T20:00+99:00',
    'someday 17:00',
    '周八 17:00',
    'fri 17:00 please',
    '+15',
    '+s',
    '-15s',
    '+1234567890123s',
    '\u0000',
    ' '.repeat(100_000),
    '+1s'.repeat(100_000),
  ])('refuses %j', (text) => {
    expect(readInstant(text, 'Asia/Shanghai', now)).toEqual({ type: 'unreadable' });
  });

  test.each([
    ['Europe/Berlin', '2026-03-29 02:30', '2026-03-29T01:30:00Z'],
    ['America/New_York', '2026-03-08T02:00', '2026-03-08T07:00:00Z'],
  ])('a time that the clocks of %s skip is refused and told from nonsense', (zone, text, instead) => {
    expect(readInstant(text, zone, now)).toEqual({ type: 'gap', instead: at(instead) });
    expect(parseInstant(text, zone, now)).toBeUndefined();
  });

  test('the edges of a gap exist', () => {
    expect(parseInstant('2026-03-29 01:59:59.999', 'Europe/Berlin', now)).toBe(at('2026-03-29T00:59:59.999Z'));
    expect(parseInstant('2026-03-29 03:00', 'Europe/Berlin', now)).toBe(at('2026-03-29T01:00:00Z'));
  });

  test('a skipped time of today is refused only as long as it is ahead', () => {
    const before = at('2026-03-29T01:00:00+01:00');
    expect(readInstant('2:30', 'Europe/Berlin', before).type).toBe('gap');
    expect(readInstant('sun 2:30', 'Europe/Berlin', before).type).toBe('gap');
    const after = at('2026-03-29T05:00:00+02:00');
    expect(parseInstant('2:30', 'Europe/Berlin', after)).toBe(at('2026-03-30T02:30:00+02:00'));
    expect(parseInstant('sun 2:30', 'Europe/Berlin', after)).toBe(at('2026-04-05T02:30:00+02:00'));
  });

  test.each([
    ['Europe/Berlin', '2026-10-25 02:30', '2026-10-25T00:30:00Z'],
    ['America/New_York', '2026-11-01 01:30', '2026-11-01T05:30:00Z'],
  ])('a time that %s has twice is the first', (zone, text, expected) => {
    expect(parseInstant(text, zone, now)).toBe(at(expected));
  });

  test('next Friday 17:00 is that on the clock, also over a change of the clocks', () => {
    const friday = at('2026-10-23T17:00:00+02:00');
    expect(parseInstant('fri 17:00', 'Europe/Berlin', friday)).toBe(at('2026-10-30T17:00:00+01:00'));
  });

  test('a weekday is always ahead, within a week, and shows that clock', () => {
    const instants = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
    fc.assert(
      fc.property(instants, fc.constantFrom('Asia/Shanghai', 'America/New_York'), (instant, zone) => {
        const read = parseInstant('周五 17:00', zone, instant)!;
        expect(read - instant).toBeGreaterThan(0);
        expect(read - instant).toBeLessThanOrEqual(7 * 86_400_000 + 3_600_000);
        expect(localTime(read, zone)).toMatchObject({ weekday: 5, hour: 17, minute: 0, second: 0 });
      }),
    );
  });

  test('no text throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(['unreadable', 'instant', 'gap']).toContain(readInstant(text, 'Asia/Shanghai', now).type);
      }),
    );
  });
});

test('a zone is an IANA name in its own spelling', () => {
  const known = [
    'Asia/Shanghai',
    'Asia/Kolkata',
    'America/Port-au-Prince',
    'Europe/Isle_of_Man',
    'Etc/GMT+5',
    'UTC',
    'PRC',
  ];
  expect(known.filter((zone) => !isZone(zone))).toEqual([]);
  expect(Intl.supportedValuesOf('timeZone').filter((zone) => !isZone(zone))).toEqual([]);
  const wrong = [
    'Asia/Nope',
    'asia/shanghai',
    'ASIA/SHANGHAI',
    'utc',
    '+08:00',
    'Beijing',
    '',
    ' UTC',
    'Z'.repeat(1_000_000),
  ];
  expect(wrong.filter(isZone)).toEqual([]);
});
