// Lengths of time that count only while people are awake: an offer made at night does not run out before breakfast.
import { Temporal } from 'temporal-polyfill';

/** Minutes after midnight on the clock of a zone, from `from` until just before `to`; over midnight where `from` is the greater. */
export interface WakingHours {
  from: number;
  to: number;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/**
 * The earliest instant (ms) until which, from `at` on, `length` ms have passed while the clock of `zone` showed a time within `hours`; `at`
 * itself for a length of 0. An hour that the clock repeats counts twice, one that it skips not at all. Without hours every ms counts.
 * Throws a RangeError when the zone does not exist.
 */
export function addWaking(at: number, length: number, hours: WakingHours | undefined, zone: string): number {
  if (!hours || length <= 0) return at + Math.max(length, 0);
  const span = spanOf(hours);
  let left = length;
  for (let start = at; ; ) {
    const { ahead, end } = stretchFrom(start, zone);
    // With the day begun at `from`, the waking hours are its first `span` ms.
    const shift = ahead - hours.from * MINUTE;
    const done = wakingUntil(start + shift, span);
    const reached = reach(done + left, span) - shift;
    if (reached <= end) return reached;
    left -= wakingUntil(end + shift, span) - done;
    start = end;
  }
}

/** How long people are awake a day, ms; all day where both ends are the same. */
function spanOf({ from, to }: WakingHours): number {
  return ((to - from + 1440) % 1440 || 1440) * MINUTE;
}

/** How far the clock is ahead of UTC at an instant, and until when it stays so (ms). */
function stretchFrom(instant: number, zone: string): { ahead: number; end: number } {
  const zoned = Temporal.Instant.fromEpochMilliseconds(Math.floor(instant)).toZonedDateTimeISO(zone);
  const end = zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  return { ahead: zoned.offsetNanoseconds / 1e6, end };
}

function wakingUntil(clock: number, span: number): number {
  const day = Math.floor(clock / DAY);
  return day * span + Math.min(clock - day * DAY, span);
}

/** The first reading of the clock at which `wakingUntil` is `waking`. */
function reach(waking: number, span: number): number {
  const day = Math.ceil(waking / span) - 1;
  return day * DAY + waking - day * span;
}

const HOURS = /^(\d{1,2}):(\d{2}) ?[-\u2010-\u2015\u2212~\u301c至到] ?(\d{1,2}):(\d{2})$/;
const LONGEST = 32;

/** Reads '09:00-22:00', '9:00–22:00', '９：００～２２：００', '22:00-02:00' (over midnight) and '00:00-24:00' (all day); undefined for anything else. */
export function parseWaking(text: string): WakingHours | undefined {
  if (text.length > LONGEST) return undefined;
  const match = HOURS.exec(text.normalize('NFKC').trim());
  if (!match) return undefined;
  const from = minutesOf(match[1]!, match[2]!);
  const to = minutesOf(match[3]!, match[4]!);
  return from < 1440 && to <= 1440 && from !== to ? { from, to } : undefined;
}

/** Infinite for what no clock shows; 24:00 is the end of a day. */
function minutesOf(hour: string, minute: string): number {
  const minutes = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && minutes <= 1440 ? minutes : Number.POSITIVE_INFINITY;
}
