// Points and lengths of time as people are told them: absolute with the zone, and relative to the moment of reading. Where the
// platform turns an instant into each reader's own zone, it is handed the instant.
import type { SafeText } from '../chat/escape.ts';
import { forReader, join, type Phrase, quote } from './phrase.ts';
import { months, timeTexts, weekdays } from './time-text.ts';
import { type LocalTime, localTime, zoneName } from './zone.ts';

export { parseInstant } from './instant.ts';
export { isZone } from './zone.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * An instant (ms) in full: "Friday 17:00 (Beijing time), in 2 hours", "today 17:00 …"; with the date when it is more than six days off.
 * Without `zone` it is the reader's. In Slack everybody sees it in the zone of their own.
 */
export function when(instant: number, zone?: string): Phrase {
  return forReader('time.when', (reader) => {
    const shownZone = zone ?? reader.zone;
    const at = timeTexts.at({
      day: dayOf(localTime(instant, shownZone), localTime(reader.now, shownZone)),
      clock: quote(clockOn(instant, shownZone, 'minutes')),
      zone: zoneName(shownZone, reader.language),
    });
    return timeTexts.when({
      at: inOwnZone(instant, '{date_short_pretty} {time}', at),
      distance: distance(instant - reader.now),
    });
  });
}

/**
 * "17:00", or "17:00:15" when it is not a whole minute, unless only `minutes` are wanted. Without `zone` it is the reader's. In Slack
 * everybody sees it in the zone of their own.
 */
export function clockTime(instant: number, zone?: string, precision?: 'minutes'): Phrase {
  return forReader('time.clock', (reader) => {
    const shown = clockOn(instant, zone ?? reader.zone, precision);
    return inOwnZone(instant, shown.length > 'hh:mm'.length ? '{time_secs}' : '{time}', quote(shown));
  });
}

function clockOn(instant: number, zone: string, precision?: 'minutes'): string {
  const { hour, minute, second } = localTime(instant, zone);
  const shown = second === 0 || precision === 'minutes' ? [hour, minute] : [hour, minute, second];
  return shown.map((part) => String(part).padStart(2, '0')).join(':');
}

/**
 * Slack's date token: its program puts the instant into the reader's zone and language by `format`, and shows `fallback` where it cannot.
 * https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
function inOwnZone(instant: number, format: string, fallback: Phrase): Phrase {
  return {
    code: fallback.code,
    render(reader) {
      const shown = fallback.render(reader);
      return reader.markup === 'mrkdwn'
        ? (`<!date^${Math.floor(instant / SECOND)}^${format}|${shown}>` as SafeText)
        : shown;
    },
  };
}

/** A length of time (ms), its two largest units: "15 s", "2 min", "1 h 30 min", "2 days". Below ten seconds with tenths: "2.5 s". */
export function duration(length: number): Phrase {
  const exact = Math.max(length, 0);
  if (exact < 10 * SECOND) return timeTexts.seconds({ n: Math.floor(exact / 100) / 10 });
  const seconds = Math.floor(exact / SECOND) * SECOND;
  const days = Math.floor(seconds / DAY);
  const hours = Math.floor((seconds % DAY) / HOUR);
  const minutes = Math.floor((seconds % HOUR) / MINUTE);
  const left = Math.floor((seconds % MINUTE) / SECOND);
  if (days > 0) return join(' ', [timeTexts.days({ n: days }), hours > 0 && timeTexts.hours({ n: hours })]);
  if (hours > 0) return join(' ', [timeTexts.hours({ n: hours }), minutes > 0 && timeTexts.minutes({ n: minutes })]);
  if (minutes > 0) return join(' ', [timeTexts.minutes({ n: minutes }), left > 0 && timeTexts.seconds({ n: left })]);
  return timeTexts.seconds({ n: left });
}

function dayOf(then: LocalTime, now: LocalTime): Phrase {
  const days = then.dayNumber - now.dayNumber;
  if (days === 0) return timeTexts.today();
  const weekday = weekdays[then.weekday]!;
  if (Math.abs(days) <= 6) return weekday();
  const date = { weekday: weekday(), day: then.day, month: months[then.month - 1]!() };
  return then.year === now.year ? timeTexts.date(date) : timeTexts.dateOfYear({ ...date, year: then.year });
}

/** Two of a unit before the next larger one is used; a single one only where it fits exactly. */
function distance(difference: number): Phrase {
  const length = Math.abs(difference);
  const seconds = Math.round(length / SECOND);
  if (seconds === 0) return timeTexts.now();
  const past = difference < 0;
  if (seconds < 120 && seconds !== 60) return (past ? timeTexts.secondsAgo : timeTexts.inSeconds)({ n: seconds });
  const minutes = Math.round(length / MINUTE);
  if (minutes < 120 && minutes !== 60) return (past ? timeTexts.minutesAgo : timeTexts.inMinutes)({ n: minutes });
  const hours = Math.round(length / HOUR);
  if (hours < 48 && hours !== 24) return (past ? timeTexts.hoursAgo : timeTexts.inHours)({ n: hours });
  return (past ? timeTexts.daysAgo : timeTexts.inDays)({ n: Math.round(length / DAY) });
}
