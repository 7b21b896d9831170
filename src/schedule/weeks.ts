// Weeks of the calendar ('2026-W49', from Monday), in a zone.
import { Temporal } from 'temporal-polyfill';

/** The week in which an instant (ms) lies. */
export function weekOf(at: number, zone: string): string {
  return weekOfDate(Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone).toPlainDate());
}

/** So many weeks, that of the instant first. */
export function weeksFrom(at: number, zone: string, count: number): string[] {
  const date = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone).toPlainDate();
  return Array.from({ length: count }, (_, ahead) => weekOfDate(date.add({ weeks: ahead })));
}

function weekOfDate(date: Temporal.PlainDate): string {
  // A week belongs to the year in which its Thursday lies (ISO 8601).
  const thursday = date.add({ days: 4 - date.dayOfWeek });
  const week = Math.floor((thursday.dayOfYear - 1) / 7) + 1;
  return `${thursday.year}-W${String(week).padStart(2, '0')}`;
}

/** Reads '2026-W49' and '2026-w9'; undefined for what no calendar has. */
export function parseWeek(text: string): string | undefined {
  const [, year, number] = /^(\d{4})-w(\d{1,2})$/.exec(text.normalize('NFKC').trim().toLowerCase()) ?? [];
  if (year === undefined || number === undefined || Number(year) < 1970) return undefined;
  // January 4 is in the first week of its year.
  const date = new Temporal.PlainDate(Number(year), 1, 4).add({ weeks: Number(number) - 1 });
  const week = `${year}-W${number.padStart(2, '0')}`;
  return weekOfDate(date) === week ? week : undefined;
}
