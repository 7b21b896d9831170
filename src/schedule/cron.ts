// The instants of a cron rule in a zone, computed from any instant. node-cron reads the rule and says which days match;
// the time of day is ours, since the library drops 02:30 on the day when clocks go forward.
import { createTask, validateDetailed } from 'node-cron';
import { Temporal } from 'temporal-polyfill';
import { StartError } from '../errors.ts';

export interface CronRule {
  text: string;
  /** Sorted. */
  hours: readonly number[];
  minutes: readonly number[];
  seconds: readonly number[];
  months: ReadonlySet<number>;
  matchesDay(year: number, month: number, day: number): boolean;
  /** Both a day of the month and a weekday are asked for. Vixie cron would take either; here a day has to be both. */
  needsBothDays: boolean;
}

/** A rule that has no slot in so many days has none: February 29 on a given weekday comes every 28 years, or 40 around 2100. */
const LONGEST_SEARCH_DAYS = 41 * 366;

const DAY = 86_400_000;

const known = new Map<string, CronRule>();

/** Reads a rule of five fields, or six with seconds first, as node-cron does. Throws a StartError that says which field is wrong. */
export function readRule(text: string): CronRule {
  const rule = known.get(text) ?? parseRule(text);
  known.set(text, rule);
  return rule;
}

/** What is wrong with a rule, in English; undefined where nothing is. */
export function ruleFault(text: string): string | undefined {
  const { fields, errors } = validateDetailed(text);
  return fields ? undefined : (errors[0]?.message ?? 'it is no cron rule');
}

function parseRule(text: string): CronRule {
  const { fields, errors } = validateDetailed(text);
  if (!fields) throw new StartError(`The cron rule "${text}" cannot be read: ${errors[0]?.message}.`);
  const hours = ascending(fields.hour);
  const minutes = ascending(fields.minute);
  const seconds = ascending(fields.second);
  const task = createTask(text, () => undefined, { timezone: 'UTC' });
  task.destroy();
  return {
    text,
    hours,
    minutes,
    seconds,
    months: new Set(fields.month),
    matchesDay: keptByShape((year, month, day) =>
      task.match(new Date(Date.UTC(year, month - 1, day, hours[0], minutes[0], seconds[0]))),
    ),
    needsBothDays: new Set(fields.dayOfMonth).size < 31 && new Set(fields.dayOfWeek).size < 7,
  };
}

/** Months of one length that begin on one weekday have the same days: asked again for each, they cost a hundred times as much. */
function keptByShape(matches: CronRule['matchesDay']): CronRule['matchesDay'] {
  const shapes = new Map<string, boolean[]>();
  return (year, month, day) => {
    const [first, last] = [new Date(Date.UTC(year, month - 1, 1)), new Date(Date.UTC(year, month, 0))];
    const shape = `${month} ${first.getUTCDay()} ${last.getUTCDate()}`;
    const days = shapes.get(shape) ?? [];
    shapes.set(shape, days);
    days[day] ??= matches(year, month, day);
    return days[day];
  };
}

/**
 * The slots of a rule later than `after`, ascending, in ms. A slot that falls into the hour which a zone skips is due at the first
 * instant after it, together with any that is due then anyway; one in an hour that comes twice is due the first time only.
 */
export function* slotsAfter(rule: CronRule, zone: string, after: number): Generator<number, void> {
  const start = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone);
  const startSecond = start.hour * 3600 + start.minute * 60 + start.second;
  const firstDay = Date.UTC(start.year, start.month - 1, start.day);
  let last = after;
  for (let passed = 0; passed < LONGEST_SEARCH_DAYS; passed += 1) {
    const date = new Date(firstDay + passed * DAY);
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    if (!rule.months.has(month) || !rule.matchesDay(year, month, day)) continue;
    for (const second of secondsOfDay(rule, passed === 0 ? startSecond : 0)) {
      const at = instantOf(zone, year, month, day, second);
      if (at <= last) continue;
      last = at;
      yield at;
    }
  }
}

/** The first slot later than `after`, or undefined for a rule that no day satisfies. */
export function nextSlot(rule: CronRule, zone: string, after: number): number | undefined {
  return slotsAfter(rule, zone, after).next().value ?? undefined;
}

function* secondsOfDay(rule: CronRule, from: number): Generator<number, void> {
  for (const hour of rule.hours) {
    if (hour * 3600 + 3599 < from) continue;
    for (const minute of rule.minutes) {
      for (const second of rule.seconds) {
        const ofDay = hour * 3600 + minute * 60 + second;
        if (ofDay >= from) yield ofDay;
      }
    }
  }
}

/** The local time as an instant. It never falls as local time grows, which is what keeps the slots in order. */
function instantOf(zone: string, year: number, month: number, day: number, second: number): number {
  const local = new Temporal.PlainDateTime(
    year,
    month,
    day,
    Math.floor(second / 3600),
    Math.floor(second / 60) % 60,
    second % 60,
  );
  const zoned = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (zoned.toPlainDateTime().equals(local)) return zoned.epochMilliseconds;
  return zoned.getTimeZoneTransition('next')!.epochMilliseconds;
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((one, other) => one - other);
}
