// A weekday and a time, as campaign files write it, as a cron rule.
import { readWeekday } from '../text/instant.ts';

/** 'fri 17:00' and '周五 17:00' as '0 17 * * 5'; undefined for what is no weekday and time. */
export function readWeekly(written: string): string | undefined {
  const text = written.length > 30 ? '' : written.normalize('NFKC').trim().toLowerCase();
  const [, word, hours, minutes] = /^(\p{L}{2,9}) *(\d{1,2}):(\d{2})$/u.exec(text) ?? [];
  const day = word === undefined ? undefined : readWeekday(word);
  const [hour, minute] = [Number(hours), Number(minutes)];
  return day !== undefined && hour < 24 && minute < 60 ? `${minute} ${hour} * * ${day}` : undefined;
}
