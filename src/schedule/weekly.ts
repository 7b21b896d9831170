// A weekday and a time, as campaign files write it, as a cron rule.

const DAYS: readonly RegExp[] = [
  /^(sun(day)?|(周|星期|礼拜)[日天])$/,
  /^(mon(day)?|(周|星期|礼拜)一)$/,
  /^(tue(s|sday)?|(周|星期|礼拜)二)$/,
  /^(wed(nesday)?|(周|星期|礼拜)三)$/,
  /^(thu(r|rs|rsday)?|(周|星期|礼拜)四)$/,
  /^(fri(day)?|(周|星期|礼拜)五)$/,
  /^(sat(urday)?|(周|星期|礼拜)六)$/,
];

/** 'fri 17:00' and '周五 17:00' as '0 17 * * 5'; undefined for what is no weekday and time. */
export function readWeekly(written: string): string | undefined {
  const text = written.length > 30 ? '' : written.normalize('NFKC').trim().toLowerCase();
  const [, word, hours, minutes] = /^(\p{L}{2,9}) *(\d{1,2}):(\d{2})$/u.exec(text) ?? [];
  const day = word === undefined ? -1 : DAYS.findIndex((names) => names.test(word));
  const [hour, minute] = [Number(hours), Number(minutes)];
  return day >= 0 && hour < 24 && minute < 60 ? `${minute} ${hour} * * ${day}` : undefined;
}
