import fc from 'fast-check';
import { createTask } from 'node-cron';
import { Temporal } from 'temporal-polyfill';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { StartError } from '../../src/errors.ts';
import { nextSlot, readRule, slotsAfter } from '../../src/schedule/cron.ts';

const ms = (text: string) => Temporal.Instant.from(text).epochMilliseconds;

function slots(rule: string, zone: string, after: string, count: number): string[] {
  const found: string[] = [];
  for (const at of slotsAfter(readRule(rule), zone, ms(after))) {
    found.push(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toString({ timeZoneName: 'never' }));
    if (found.length === count) break;
  }
  return found;
}

describe('the slots of a rule', () => {
  test('Friday 17:00 in Shanghai, week after week', () => {
    expect(slots('0 17 * * 5', 'Asia/Shanghai', '2026-11-25T00:00Z', 3)).toEqual([
      '2026-11-27T17:00:00+08:00',
      '2026-12-04T17:00:00+08:00',
      '2026-12-11T17:00:00+08:00',
    ]);
  });

  test('a slot is later than the instant asked for, never that instant itself', () => {
    expect(slots('0 17 * * 5', 'Asia/Shanghai', '2026-11-27T09:00Z', 1)).toEqual(['2026-12-04T17:00:00+08:00']);
    expect(slots('0 17 * * 5', 'Asia/Shanghai', '2026-11-27T08:59:59.999Z', 1)).toEqual(['2026-11-27T17:00:00+08:00']);
  });

  test('the last day of February comes in leap years too', () => {
    expect(slots('0 9 L 2 *', 'UTC', '2027-01-01T00:00Z', 2)).toEqual([
      '2027-02-28T09:00:00+00:00',
      '2028-02-29T09:00:00+00:00',
    ]);
    expect(slots('0 9 29 2 *', 'UTC', '2026-01-01T00:00Z', 1)).toEqual(['2028-02-29T09:00:00+00:00']);
  });

  test('a day of the month and a weekday have to be both, and the rule says that it asks for both', () => {
    expect(readRule('0 9 1-7 * mon').needsBothDays).toBe(true);
    expect(readRule('0 9 * * mon').needsBothDays).toBe(false);
    expect(readRule('0 9 1 * *').needsBothDays).toBe(false);
    expect(slots('0 9 1-7 * mon', 'UTC', '2026-11-03T00:00Z', 2)).toEqual([
      '2026-12-07T09:00:00+00:00',
      '2027-01-04T09:00:00+00:00',
    ]);
  });

  test('a rule that no day satisfies has no slot', () => {
    expect(nextSlot(readRule('0 9 1-7 * 5#5'), 'UTC', ms('2026-01-01T00:00Z'))).toBeUndefined();
  });

  test('a wrong rule is refused in one sentence', () => {
    expect(() => readRule('61 * * * *')).toThrow(StartError);
    expect(() => readRule('61 * * * *')).toThrow(/"61 \* \* \* \*".*minute/);
  });
});

describe('where clocks go forward', () => {
  test('a slot in the skipped hour is due at the first instant after it', () => {
    expect(slots('30 2 * * *', 'America/New_York', '2026-03-07T12:00Z', 2)).toEqual([
      '2026-03-08T03:00:00-04:00',
      '2026-03-09T02:30:00-04:00',
    ]);
  });

  test('several slots of the skipped hour, and the one due then anyway, are one slot', () => {
    expect(slots('*/20 * * * *', 'America/New_York', '2026-03-08T01:30-05:00', 4)).toEqual([
      '2026-03-08T01:40:00-05:00',
      '2026-03-08T03:00:00-04:00',
      '2026-03-08T03:20:00-04:00',
      '2026-03-08T03:40:00-04:00',
    ]);
  });

  test('asked from that very instant, the next is the next day', () => {
    expect(slots('30 2 * * *', 'America/New_York', '2026-03-08T03:00-04:00', 1)).toEqual(['2026-03-09T02:30:00-04:00']);
  });

  test('midnight may be skipped (Cairo), half an hour (Lord Howe), and a whole day (Apia)', () => {
    expect(slots('0 0 * * *', 'Africa/Cairo', '2026-04-23T12:00Z', 1)).toEqual(['2026-04-24T01:00:00+03:00']);
    expect(slots('15 2 * * *', 'Australia/Lord_Howe', '2026-10-03T12:00+10:30', 1)).toEqual([
      '2026-10-04T02:30:00+11:00',
    ]);
    expect(slots('0 9 * * *', 'Pacific/Apia', '2011-12-29T10:00-10:00', 2)).toEqual([
      '2011-12-31T00:00:00+14:00',
      '2011-12-31T09:00:00+14:00',
    ]);
  });
});

describe('where clocks go back', () => {
  test('a slot in the hour that comes twice is due the first time only', () => {
    expect(slots('30 1 * * *', 'America/New_York', '2026-10-31T12:00Z', 2)).toEqual([
      '2026-11-01T01:30:00-04:00',
      '2026-11-02T01:30:00-05:00',
    ]);
  });

  test('asked in the second pass of the hour, what the first pass had is not due again', () => {
    expect(slots('*/20 * * * *', 'America/New_York', '2026-11-01T01:10-05:00', 2)).toEqual([
      '2026-11-01T02:00:00-05:00',
      '2026-11-01T02:20:00-05:00',
    ]);
  });
});

describe('against node-cron', () => {
  afterEach(() => vi.useRealTimers());

  const field = (min: number, max: number) =>
    fc.oneof(
      fc.constant('*'),
      fc.integer({ min: 2, max: 9 }).map((step) => `*/${step}`),
      fc.array(fc.integer({ min, max }), { minLength: 1, maxLength: 3 }).map((values) => values.join(',')),
      fc.tuple(fc.integer({ min, max }), fc.integer({ min, max })).map(([from, to]) => `${from}-${to}`),
    );
  const rules = fc
    .tuple(
      field(0, 59),
      field(0, 23),
      fc.oneof({ weight: 3, arbitrary: fc.constant('*') }, field(1, 28), fc.constantFrom('L', 'L-2', '15W', 'LW')),
      fc.oneof({ weight: 2, arbitrary: fc.constant('*') }, field(1, 12)),
      fc.oneof({ weight: 2, arbitrary: fc.constant('*') }, field(0, 7), fc.constantFrom('5L', '5#2', 'mon-fri', 'FRI')),
    )
    .map((fields) => fields.join(' '));
  // Zones whose clocks stood still in those years, so that every day is an ordinary one.
  const zones = fc.constantFrom(
    'UTC',
    'Asia/Shanghai',
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'America/Phoenix',
    'Pacific/Kiritimati',
  );
  const instants = fc.integer({ min: ms('2024-01-01T00:00Z'), max: ms('2030-01-01T00:00Z') });

  test('on ordinary days its next runs are our next slots, for any rule, zone and instant', { timeout: 60_000 }, () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    fc.assert(
      fc.property(rules, zones, instants, (rule, zone, now) => {
        const read = readRule(rule);
        fc.pre(nextSlot(read, zone, now) !== undefined);
        vi.setSystemTime(now);
        const task = createTask(rule, () => undefined, { timezone: zone });
        task.destroy();
        const theirs = task.getNextRuns(3).map((run) => run.getTime());
        const ours = slotsAfter(read, zone, now);
        expect(theirs.map(() => ours.next().value)).toEqual(theirs);
      }),
      { numRuns: 150 },
    );
  });

  test('in any zone slots rise and never repeat, and asking from one of them goes on with the next', {
    timeout: 60_000,
  }, () => {
    const shifting = fc.constantFrom(
      'America/New_York',
      'Australia/Lord_Howe',
      'Africa/Cairo',
      'Europe/Dublin',
      'Africa/Casablanca',
      'America/Santiago',
    );
    fc.assert(
      fc.property(rules, shifting, instants, (text, zone, after) => {
        const rule = readRule(text);
        let last = after;
        let count = 0;
        for (const at of slotsAfter(rule, zone, after)) {
          expect(at).toBeGreaterThan(last);
          expect(nextSlot(rule, zone, last)).toBe(at);
          last = at;
          count += 1;
          if (count === 5) break;
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('against a scan of every minute', () => {
  const FROM = ms('2010-01-04T00:00Z');
  const UNTIL = ms('2030-01-07T00:00Z');
  const MINUTE = 60_000;
  const DAY = 1440 * MINUTE;

  // Weekly rules that meet the days on which the clocks of their zone change, and what they are as weekday, hour and minute.
  const cases: [zone: string, weekday: number, hour: number, minute: number][] = [
    ['America/New_York', 0, 2, 30],
    ['America/New_York', 0, 1, 30],
    ['Europe/Berlin', 0, 2, 0],
    ['Australia/Lord_Howe', 0, 2, 15],
    ['Australia/Lord_Howe', 0, 1, 45],
    ['Africa/Cairo', 5, 0, 30],
    ['America/Santiago', 0, 0, 0],
    ['America/Santiago', 6, 23, 30],
    ['Africa/Casablanca', 0, 2, 30],
    ['Asia/Tehran', 2, 0, 15],
    ['Asia/Gaza', 6, 0, 30],
    ['Pacific/Apia', 5, 9, 0],
    ['Asia/Shanghai', 5, 17, 0],
  ];

  /** How far the clock of a zone is ahead of UTC, ms, as Intl tells. */
  function aheadIn(zone: string): (instant: number) => number {
    const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    return (instant) => {
      const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(format.format(instant))!;
      return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
    };
  }

  /** Stretches of one offset: looked at day by day, and to the minute where a day begins with another than the next. */
  function stretches(zone: string): { from: number; ahead: number }[] {
    const ahead = aheadIn(zone);
    const found = [{ from: FROM, ahead: ahead(FROM) }];
    for (let day = FROM; day < UNTIL; day += DAY) {
      const last = found.at(-1)!.ahead;
      if (ahead(day + DAY) === last) continue;
      let minute = day;
      for (const step of [60 * MINUTE, MINUTE]) while (ahead(minute + step) === last) minute += step;
      found.push({ from: minute + MINUTE, ahead: ahead(minute + MINUTE) });
    }
    return found;
  }

  /** The first minute, week by week, at which the clock shows the time or is past it; `met`: how many of them lie where it is changed. */
  function scan(zone: string, weekday: number, hour: number, minute: number): { slots: number[]; met: number } {
    const slots: number[] = [];
    let met = 0;
    // January 4, 2010 is a Monday.
    let target = FROM + ((weekday + 6) % 7) * DAY + (hour * 60 + minute) * MINUTE;
    const known = stretches(zone);
    known.forEach(({ from, ahead }, index) => {
      const next = known[index + 1];
      for (let instant = from; instant < (next?.from ?? UNTIL); instant += MINUTE) {
        if (instant + ahead < target) continue;
        const twice = next && target >= next.from + next.ahead && target < next.from + ahead;
        if (twice || instant + ahead > target) met += 1;
        slots.push(instant);
        target += 7 * DAY;
      }
    });
    return { slots, met };
  }

  test('in 10 zones over 20 years each weekly slot is the first minute at which the clock has come to it', () => {
    const met: Record<string, number> = {};
    for (const [zone, weekday, hour, minute] of cases) {
      const scanned = scan(zone, weekday, hour, minute);
      const found: number[] = [];
      for (const slot of slotsAfter(readRule(`${minute} ${hour} * * ${weekday}`), zone, FROM - 1)) {
        if (slot >= UNTIL) break;
        found.push(slot);
      }
      expect(found, zone).toEqual(scanned.slots);
      met[zone] = (met[zone] ?? 0) + scanned.met;
    }
    expect(Object.keys(met)).toHaveLength(10);
    // Else nothing was put to the test.
    for (const [zone, count] of Object.entries(met)) expect(count > 0, zone).toBe(zone !== 'Asia/Shanghai');
  });
});
