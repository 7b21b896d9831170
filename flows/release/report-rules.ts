// The four-box report: when it is taken, what it says, how reports count, and who gets the Popcorn award. Pure.
import type { Definition } from './definition.ts';

type AwardRule = Definition['award'];

/** What is answered in a box: a number, nothing, or what was told before. */
export type Box = number | 'skip' | 'keep';

/** The mood, and the numbers of items of the train. */
export interface Boxes {
  mood: Box;
  best: Box;
  worst: Box;
  hope: Box;
}

/** A report: a mood from 1 to 5, and items by id. */
export interface Told {
  mood: number;
  best: string | null;
  worst: string | null;
  hope: string | null;
}

export type Flaw = 'mood' | 'best' | 'worst' | 'hope' | 'same';

type Numbered = ReadonlyMap<number, string>;

/** What somebody's boxes come to, after what they told before: `shipped` and `planned` are the items to choose from, ids by number. */
export function settleReport(
  boxes: Boxes,
  before: Told | undefined,
  shipped: Numbered,
  planned: Numbered,
): { type: 'told'; told: Told } | { type: 'flaw'; flaw: Flaw } {
  const flawed = (flaw: Flaw) => ({ type: 'flaw', flaw }) as const;
  const mood = boxes.mood === 'keep' ? before?.mood : boxes.mood;
  if (typeof mood !== 'number' || !Number.isInteger(mood) || mood < 1 || mood > 5) return flawed('mood');
  const best = idIn(boxes.best, before?.best, shipped);
  if (best === undefined) return flawed('best');
  const worst = idIn(boxes.worst, before?.worst, shipped);
  if (worst === undefined) return flawed('worst');
  if (best !== null && best === worst) return flawed('same');
  const hope = idIn(boxes.hope, before?.hope, planned);
  return hope === undefined ? flawed('hope') : { type: 'told', told: { mood, best, worst, hope } };
}

/** Null: nothing. Undefined: none of these. */
function idIn(box: Box, before: string | null | undefined, items: Numbered): string | null | undefined {
  if (box === 'skip') return null;
  return box === 'keep' ? (before ?? null) : items.get(box);
}

/** The window of a release's reports, as it is stored; instants in ms. */
export interface Window {
  reports_from: number | null;
  reports_until: number | null;
  result: string | null;
}

/** `none`: there is no window yet · `over`: it is past, and the result is about to be counted · `counted`: that is done. */
export type Phase = 'none' | 'before' | 'open' | 'over' | 'counted';

export function phaseOf({ reports_from: from, reports_until: until, result }: Window, now: number): Phase {
  if (from === null || until === null) return 'none';
  if (result !== null) return 'counted';
  if (now < from) return 'before';
  return now < until ? 'open' : 'over';
}

/** So many reports that say the same, items by number. */
export interface Alike {
  mood: number;
  best: number | null;
  worst: number | null;
  reports: number;
}

/** What came out for one item. */
export interface Figures {
  number: number;
  /** Reports that named it as the best. */
  loves: number;
  /** Reports that named it as the worst. */
  hates: number;
  respondents: number;
  /** loves / respondents, 0 where nobody named it. */
  share: number;
  /** What the share is at least, by Wilson: few respondents prove little. */
  bound: number;
}

export interface Count {
  reports: number;
  /** How many had mood 1, 2, 3, 4, 5. */
  moods: number[];
  items: Figures[];
}

/** Counts reports on these items, which come out in the order given; what reports say of others is not counted. */
export function countReports(items: readonly number[], reports: readonly Alike[]): Count {
  const sum = (which: (one: Alike) => boolean) =>
    reports.reduce((all, one) => (which(one) ? all + one.reports : all), 0);
  return {
    reports: sum(() => true),
    moods: [1, 2, 3, 4, 5].map((mood) => sum((one) => one.mood === mood)),
    items: items.map((number) => {
      const loves = sum(({ best }) => best === number);
      const hates = sum(({ worst }) => worst === number);
      return figuresOf(number, loves, hates);
    }),
  };
}

export function figuresOf(number: number, loves: number, hates: number): Figures {
  const respondents = loves + hates;
  const share = respondents === 0 ? 0 : loves / respondents;
  return { number, loves, hates, respondents, share, bound: lowerBound(loves, respondents) };
}

/** For 95 % of a normal distribution. */
const Z = 1.96;

/** The lower bound of Wilson's score interval. https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval */
export function lowerBound(loves: number, respondents: number): number {
  if (loves === 0) return 0;
  const share = loves / respondents;
  const square = (Z * Z) / respondents;
  const margin = Z * Math.sqrt((share * (1 - share) + square / 4) / respondents);
  return Math.max((share + square / 2 - margin) / (1 + square), 0);
}

export type Award =
  | { type: 'award'; numbers: number[] }
  /** Fewer reports than the rule wants. */
  | { type: 'few'; minimum: number }
  /** Nobody named a best item. */
  | { type: 'nobody' };

/** Who gets the award by the rule, of an item that somebody named as the best. */
export function awardOf(items: readonly Figures[], rule: AwardRule, reports: number): Award {
  if (reports < rule.minimum) return { type: 'few', minimum: rule.minimum };
  const loved = items.filter(({ loves }) => loves > 0);
  if (loved.length === 0) return { type: 'nobody' };
  const measure = measures[rule.metric];
  const most = Math.max(...loved.map(measure));
  const tied = loved.filter((one) => measure(one) === most);
  if (rule.ties === 'shared') return { type: 'award', numbers: tied.map(({ number }) => number).sort(upwards) };
  const order = rule.ties === 'loves' ? byLoves : byNumber;
  return { type: 'award', numbers: [[...tied].sort(order)[0]!.number] };
}

const measures: Readonly<Record<AwardRule['metric'], (one: Figures) => number>> = {
  wilson: ({ bound }) => bound,
  loves: ({ loves }) => loves,
  share: ({ share }) => share,
};

const upwards = (one: number, other: number): number => one - other;
const byNumber = (one: Figures, other: Figures): number => one.number - other.number;
const byLoves = (one: Figures, other: Figures): number => other.loves - one.loves || byNumber(one, other);

/** The best first, as the award's rule measures them. */
export function ranked(items: readonly Figures[], metric: AwardRule['metric']): Figures[] {
  const measure = measures[metric];
  return [...items].sort((one, other) => measure(other) - measure(one) || byLoves(one, other));
}

/** The number of the item that most reports named as the worst; of several the one with the lower share, then the lower number. */
export function worstOf(items: readonly Figures[]): number | undefined {
  const [worst] = [...items].sort(
    (one, other) => other.hates - one.hates || one.share - other.share || byNumber(one, other),
  );
  return worst === undefined || worst.hates === 0 ? undefined : worst.number;
}
