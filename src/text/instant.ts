// Instants as people, campaign files and the terminal's clock write them.
import { Temporal } from 'temporal-polyfill';
import { localTime } from './zone.ts';

/** `gap`: the clocks are put forward over that time, so none ever shows it; `instead` is that much later. Instants are in ms. */
export type ReadInstant = { type: 'instant'; at: number } | { type: 'gap'; instead: number } | { type: 'unreadable' };

/** Like `readInstant`, for callers that need not tell a gap from nonsense: ms, or undefined. */
export function parseInstant(text: string, zone: string, now: number): number | undefined {
  const read = readInstant(text, zone, now);
  return read.type === 'instant' ? read.at : undefined;
}

/**
 * Reads '2026-11-27T09:00:00Z', '2026-11-27T20:00+08:00', '2026-11-27 20:00' (in `zone`), 'fri 17:00', '周五 17:00', 'tomorrow 9:00', '明天 9:00'
 * and '17:00' (the next one after `now`), '+15s', '+2m', '+1h30m', '+1d' (24 hours). A time that comes twice when the clocks are put back is the first.
 * Unreadable is what no calendar or clock shows: 24:00, a 30th of February, a year before 1970.
 */
export function readInstant(text: string, zone: string, now: number): ReadInstant {
  if (text.length > LONGEST) return UNREADABLE;
  const folded = text.normalize('NFKC').trim().toLowerCase();
  return readDate(folded, zone) ?? readDistance(folded, now) ?? readClock(folded, zone, now) ?? UNREADABLE;
}

const LONGEST = 64;
const UNREADABLE: ReadInstant = { type: 'unreadable' };

const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?`;
const DATE = new RegExp(String.raw`^(\d{4})-(\d{2})-(\d{2})(?:t| +)${CLOCK}(z|[+-]\d{2}:\d{2})?$`);
const DAY_AND_CLOCK = new RegExp(String.raw`^(?:([a-z]{3,9}) +|(\p{Script=Han}{2,3}) *)?${CLOCK}$`, 'u');

function readDate(text: string, zone: string): ReadInstant | undefined {
  const match = DATE.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  if (date.year < 1970) return UNREADABLE;
  return instantOf(date, readTime(hour, minute, second, fraction), offset === 'z' ? 'UTC' : (offset ?? zone));
}

const UNITS: Record<string, number> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };

function readDistance(text: string, now: number): ReadInstant | undefined {
  if (!/^\+(\d{1,6}[dhms])+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+)([dhms])/g)];
  return { type: 'instant', at: parts.reduce((at, [, count, unit]) => at + Number(count) * UNITS[unit!]!, now) };
}

function readClock(text: string, zone: string, now: number): ReadInstant | undefined {
  const match = DAY_AND_CLOCK.exec(text);
  if (!match) return undefined;
  const [, englishDay, chineseDay, hour, minute, second, fraction] = match;
  const today = localTime(now, zone);
  const day = readDay(englishDay ?? chineseDay, today.weekday);
  if (!day) return UNREADABLE;
  const first = Temporal.PlainDate.from(today).add({ days: day.ahead });
  const time = readTime(hour, minute, second, fraction);
  const read = instantOf(first, time, zone);
  if (!day.every || read.type === 'unreadable') return read;
  const isAhead = (read.type === 'gap' ? read.instead : read.at) > now;
  return isAhead ? read : instantOf(first.add({ days: day.every }), time, zone);
}

/** How many days from today the first one is, and after how many days it comes again. */
function readDay(word: string | undefined, today: number): { ahead: number; every?: number } | undefined {
  if (word === undefined) return { ahead: 0, every: 1 };
  if (word === 'today' || word === '今天') return { ahead: 0 };
  if (word === 'tomorrow' || word === '明天') return { ahead: 1 };
  const weekday = readWeekday(word);
  return weekday === undefined ? undefined : { ahead: (weekday - today + 7) % 7, every: 7 };
}

/** 'fri', 'friday' and '周五' as 5; 0 is Sunday. Folded; undefined for what is no weekday. */
export function readWeekday(word: string): number | undefined {
  const weekday = WEEKDAYS.findIndex((names) => names.test(word));
  return weekday === -1 ? undefined : weekday;
}

const WEEKDAYS = [
  /^(sun(day)?|(周|星期|礼拜)[日天])$/,
  /^(mon(day)?|(周|星期|礼拜)一)$/,
  /^(tue(s|sday)?|(周|星期|礼拜)二)$/,
  /^(wed(nesday)?|(周|星期|礼拜)三)$/,
  /^(thu(r|rs|rsday)?|(周|星期|礼拜)四)$/,
  /^(fri(day)?|(周|星期|礼拜)五)$/,
  /^(sat(urday)?|(周|星期|礼拜)六)$/,
];

interface Time {
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

function readTime(hour?: string, minute?: string, second = '0', fraction = ''): Time {
  const millisecond = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return { hour: Number(hour), minute: Number(minute), second: Number(second), millisecond };
}

function instantOf(date: { year: number; month: number; day: number }, time: Time, zone: string): ReadInstant {
  try {
    const { year, month, day } = date;
    const wall = Temporal.PlainDateTime.from({ year, month, day, ...time }, { overflow: 'reject' });
    const zoned = wall.toZonedDateTime(zone, { disambiguation: 'compatible' });
    if (!zoned.toPlainDateTime().equals(wall)) return { type: 'gap', instead: zoned.epochMilliseconds };
    return { type: 'instant', at: zoned.epochMilliseconds };
  } catch (error) {
    if (error instanceof RangeError) return UNREADABLE;
    throw error;
  }
}
