// Days and months of the calendar, in a zone.
import { Temporal } from 'temporal-polyfill';

export interface Span {
  /** Instants, ms: from the first of it until just before the next. */
  from: number;
  until: number;
}

/** The calendar day or month of `zone` in which an instant (ms) lies. Throws a RangeError when the zone does not exist. */
export function spanOf(at: number, unit: 'day' | 'month', zone: string): Span {
  const today = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone).startOfDay();
  const first = unit === 'day' ? today : today.with({ day: 1 }).startOfDay();
  const next = unit === 'day' ? first.add({ days: 1 }) : first.add({ months: 1 });
  return { from: first.epochMilliseconds, until: next.startOfDay().epochMilliseconds };
}
