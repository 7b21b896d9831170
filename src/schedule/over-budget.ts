// Which broadcasts are more than a platform allows to one person in a day or a month. Pure.
import type { Budget } from '../outbox/contact.ts';
import { type LocalTime, localTime } from '../text/zone.ts';

/** A slot at which all who want to hear are written to, `at` in ms. */
export interface Broadcast {
  schedule: string;
  at: number;
  /** It has been: it counts, and nothing can be changed about it. */
  ran: boolean;
}

export interface OverBudget {
  schedule: string;
  /** The first slot ahead that is too many, ms. */
  at: number;
  platform: string;
  span: keyof Budget;
  most: number;
  /** Which of its day or month it is, of all schedules; 1 is the first. */
  nth: number;
  /** In how many later days or months it is the same; told apart only of a month's budget above 0, where it is 0. */
  more: number;
}

const spans = ['day', 'month'] as const;

/** What does not fit into the budgets, by instant; days and months are those of `zone`. A broadcast reaches each person once on every platform. */
export function overBudget(
  broadcasts: readonly Broadcast[],
  budgets: Readonly<Record<string, Budget>>,
  zone: string,
): OverBudget[] {
  const ordered = broadcasts
    .map((broadcast) => ({ ...broadcast, local: localTime(broadcast.at, zone) }))
    .sort((one, other) => one.at - other.at || Number(other.ran) - Number(one.ran));
  const found = Object.entries(budgets).flatMap(([platform, budget]) =>
    spans.flatMap((span) => {
      const most = budget[span];
      if (most === undefined) return [];
      const over = firstOver(ordered, span, most).map((one) => ({ ...one, platform, span, most }));
      const [first, ...others] = over;
      return first && (span === 'day' || most === 0) ? [{ ...first, more: others.length }] : over;
    }),
  );
  return found.sort((one, other) => one.at - other.at);
}

/** Of each day or month the first broadcast ahead that is more than `most`. */
function firstOver(ordered: readonly (Broadcast & { local: LocalTime })[], span: keyof Budget, most: number) {
  const counts = new Map<number, number>();
  const told = new Set<number>();
  return ordered.flatMap(({ schedule, at, ran, local }) => {
    const period = span === 'day' ? local.dayNumber : local.year * 12 + local.month;
    const nth = (counts.get(period) ?? 0) + 1;
    counts.set(period, nth);
    if (ran || nth <= most || told.has(period)) return [];
    told.add(period);
    return [{ schedule, at, nth, more: 0 }];
  });
}
