// How often and when people may be written to of our own accord: the settings of an installation, and how they are written.
import { type Topic, topics } from '../people/topics.ts';
import { parseWaking, type WakingHours } from '../schedule/waking.ts';
import { parseInstant } from '../text/when.ts';

/** At most `most` (0: none at all) within any `within` ms; `none`: as many as there are. */
export type Cap = 'none' | { most: number; within: number };

/** At most so many to one person on one platform in a calendar day and a calendar month, in the zone of the installation. */
export interface Budget {
  day?: number;
  month?: number;
}

export interface ContactRules {
  /** When nobody is written to who has not said otherwise, on their clock; `none`: at any time. */
  quiet: WakingHours | 'none';
  /** By class, over all channels of a person; `all`: of whatever class. What is not named is not capped. */
  caps: Readonly<Partial<Record<Topic | 'all', Cap>>>;
  /** By platform. */
  budgets: Readonly<Record<string, Budget>>;
}

/** Nothing is quiet, capped or budgeted. */
export const UNLIMITED: ContactRules = { quiet: 'none', caps: {}, budgets: {} };

/** Reads '22:00-08:00', '22-8' and 'none' (无); undefined for anything else. */
export function parseQuiet(written: string): WakingHours | 'none' | undefined {
  const text = written.normalize('NFKC').trim().toLowerCase();
  if (['none', 'off', '无', '不要', '关闭'].includes(text)) return 'none';
  const whole = text.replace(/(^|[^\d:])(\d{1,2})(?![\d:])/g, '$1$2:00');
  const hours = parseWaking(whole);
  // All day long would be never: that is what stop is for.
  return hours && hours.to - hours.from === 1440 ? undefined : hours;
}

/** As it is stored and shown: '22:00-08:00'. */
export function quietText(quiet: WakingHours | 'none'): string {
  if (quiet === 'none') return 'none';
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${clock(quiet.from)}-${clock(quiet.to)}`;
}

/** Reads 'release=2/7d,survey=0,order=none,all=10/7d'; undefined for what is not of that form. */
export function parseCaps(written: string): ContactRules['caps'] | undefined {
  const caps: Partial<Record<Topic | 'all', Cap>> = {};
  for (const part of parts(written)) {
    const [, name = '', cap = ''] = /^([a-z]+)=(\S+)$/.exec(part) ?? [];
    const read = parseCap(cap);
    if (read === undefined || (name !== 'all' && !(topics as readonly string[]).includes(name))) return undefined;
    caps[name as Topic | 'all'] = read;
  }
  return caps;
}

function parseCap(written: string): Cap | undefined {
  if (written === 'none') return 'none';
  if (written === '0') return { most: 0, within: 0 };
  const [, most, length] = /^(\d{1,4})\/(\d{1,3}[mhd])$/.exec(written) ?? [];
  const within = length === undefined ? undefined : parseInstant(`+${length}`, 'UTC', 0);
  return within ? { most: Number(most), within } : undefined;
}

/** Reads 'wechat=4/month,wechat=1/day,slack=0/month'; undefined for what is not of that form. */
export function parseBudgets(written: string): ContactRules['budgets'] | undefined {
  const budgets: Record<string, Budget> = {};
  for (const part of parts(written)) {
    const [, platform, most, span] = /^([a-z]+)=(\d{1,4})\/(day|month)$/.exec(part) ?? [];
    if (platform === undefined) return undefined;
    budgets[platform] = { ...budgets[platform], [span as 'day' | 'month']: Number(most) };
  }
  return budgets;
}

function parts(written: string): string[] {
  const text = written.normalize('NFKC').trim().toLowerCase();
  return text === '' || text === 'none' ? [] : text.split(/\s*,\s*/);
}
