// Lengths of time that count only on working days, in working hours: what is due in four hours on a Friday evening is due on Monday.
import { Temporal } from 'temporal-polyfill';
import { parseWaking, type WakingHours } from '../schedule/waking.ts';

/** Hours of a day with the days they begin on, 1 (Monday) to 7 (Sunday). Without `hours` the whole day counts. */
export interface WorkingHours {
  days: ReadonlySet<number>;
  hours: WakingHours | undefined;
}

interface Stretch {
  /** Instants, ms; `end` is no longer in it. */
  begin: number;
  end: number;
}

/**
 * The earliest instant (ms) until which, from `at` on, `length` ms of working time have passed; `at` itself for a length of 0. Hours over
 * midnight belong to the day they begin on. Throws a RangeError when the zone does not exist or no day is a working day.
 */
export function addWorking(at: number, length: number, working: WorkingHours | undefined, zone: string): number {
  if (!working || length <= 0) return at + Math.max(length, 0);
  let left = length;
  for (const { begin, end } of stretchesFrom(at, working, zone)) {
    if (left <= end - begin) return begin + left;
    left -= end - begin;
  }
  throw new RangeError('Working time never ends');
}

/** `at` itself within working hours, else the instant (ms) at which they next begin. Throws as `addWorking`. */
export function nextWorking(at: number, working: WorkingHours | undefined, zone: string): number {
  if (!working) return at;
  for (const { begin } of stretchesFrom(at, working, zone)) return begin;
  throw new RangeError('Working time never ends');
}

/** Working time from an instant on, none of it twice: an hour that the clock repeats counts twice, one that it skips not at all. */
function* stretchesFrom(at: number, { days, hours }: WorkingHours, zone: string): Generator<Stretch, void> {
  if (![1, 2, 3, 4, 5, 6, 7].some((day) => days.has(day))) throw new RangeError('No day is a working day');
  const { from, to } = hours ?? { from: 0, to: 1440 };
  const today = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone).toPlainDate();
  for (let date = today.subtract({ days: 1 }); ; date = date.add({ days: 1 })) {
    if (!days.has(date.dayOfWeek)) continue;
    const begin = Math.max(at, instantOf(date, from, zone));
    const end = instantOf(date, to > from ? to : to + 1440, zone);
    if (end > begin) yield { begin, end };
  }
}

function instantOf(date: Temporal.PlainDate, minutes: number, zone: string): number {
  const day = date.add({ days: Math.floor(minutes / 1440) });
  const time = { hour: Math.floor((minutes % 1440) / 60), minute: minutes % 60 };
  return day.toPlainDateTime(time).toZonedDateTime(zone).epochMilliseconds;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY = '(?:mon|tue|wed|thu|fri|sat|sun)';
const WORKING = new RegExp(`^(?:(${DAY}(?:-${DAY})?(?:,${DAY}(?:-${DAY})?)*)(?: +|$))?(\\S.*)?$`);
const LONGEST = 60;

/** Reads 'mon-fri 09:00-18:00', 'mon,wed,sat-sun 10:00-16:00', 'mon-fri' (all day) and '09:00-18:00' (every day); undefined for anything else. */
export function parseWorking(text: string): WorkingHours | undefined {
  if (text.length > LONGEST) return undefined;
  const match = WORKING.exec(text.normalize('NFKC').trim().toLowerCase());
  if (!match || (match[1] === undefined && match[2] === undefined)) return undefined;
  const hours = match[2] === undefined ? undefined : parseWaking(match[2]);
  if (match[2] !== undefined && !hours) return undefined;
  return { days: new Set((match[1] ?? 'mon-sun').split(',').flatMap(readDays)), hours };
}

/** Over the end of the week where the first day is the later one. */
function readDays(part: string): number[] {
  const [first, last] = part.split('-').map((day) => DAYS.indexOf(day)) as [number, number | undefined];
  const more = ((last ?? first) - first + 7) % 7;
  return Array.from({ length: more + 1 }, (_, ahead) => ((first + ahead) % 7) + 1);
}
