// Zones: which names are real, what to call them, and what the clock on the wall shows there.
import { Temporal } from 'temporal-polyfill';
import type { Language } from './language.ts';

/** True for the name of an IANA zone, spelled as it should be: 'Asia/Shanghai', 'UTC'; not 'asia/shanghai', not '+08:00'. */
export function isZone(text: string): boolean {
  if (text.length > 40 || !/^[A-Z]/.test(text)) return false;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId === text;
  } catch {
    return false;
  }
}

/** What calendar and clock show in a zone. `weekday`: 0 is Sunday. `dayNumber` grows by 1 from one local day to the next. */
export interface LocalTime {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
  second: number;
  dayNumber: number;
}

const DAY = 86_400_000;

/** `instant` in ms; throws a RangeError when the zone does not exist. */
export function localTime(instant: number, zone: string): LocalTime {
  const local = instant + offset(instant, zone);
  const date = new Date(local);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    dayNumber: Math.floor(local / DAY),
  };
}

/** Clocks change on the quarter of an hour, so one offset serves for all its instants. */
const QUARTER = 900_000;
const MOST_OFFSETS = 10_000;
const offsets = new Map<string, number>();

/** How far the clock of a zone is ahead of UTC, ms. */
function offset(instant: number, zone: string): number {
  const quarter = Math.floor(instant / QUARTER);
  const key = `${quarter}${zone}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= MOST_OFFSETS) offsets.clear();
  const found =
    Temporal.Instant.fromEpochMilliseconds(quarter * QUARTER).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
  offsets.set(key, found);
  return found;
}

const zoneNames = new Map<string, string>();

/** What people call a zone: 'Beijing time', '中欧时间'; the city where the language has no name for it. */
export function zoneName(zone: string, language: Language): string {
  const key = `${language} ${zone}`;
  const known = zoneNames.get(key);
  if (known !== undefined) return known;
  const name = nameZone(zone, language);
  zoneNames.set(key, name);
  return name;
}

/** The generic name depends on whether the zone changes its clocks in that year: any recent year will do. */
const SOME_INSTANT = Date.UTC(2026, 0, 1);

function nameZone(zone: string, language: Language): string {
  if (['Asia/Shanghai', 'PRC'].includes(zone)) return language === 'en' ? 'Beijing time' : '北京时间';
  if (/^(Etc\/)?(UTC|UCT|Universal|Zulu)$/.test(zone)) return 'UTC';
  const format = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'longGeneric' });
  const name = format.formatToParts(SOME_INSTANT).find((part) => part.type === 'timeZoneName')?.value ?? zone;
  const city = zone.split('/').at(-1)!.replaceAll('_', ' ');
  return /^GMT[+-]/.test(name) && !zone.startsWith('Etc/') ? city : name;
}
