// Who wins a round, and how many points that is. The result is the same whatever order the rows come in, and a row that
// comes twice counts once.
import type { QuizAnswerTable } from '../../src/db/schema.ts';
import type { Scoring } from './definition.ts';
import { compare, ranks } from './standings.ts';

/** What the rules need of a row of `quiz_answer`. Instants and lengths in ms. */
export type AnswerRow = Pick<QuizAnswerTable, 'person_id' | 'verdict' | 'sent_at' | 'elapsed' | 'arrival'>;

/** What `award` needs of a round besides its rows, ms. */
export interface Timing {
  tieWindow: number;
  reading: number;
  /** How long it was open after the reading time. */
  duration: number;
}

export interface Award {
  personId: string;
  points: number;
  /** 1 is the best; equals share a place (1, 1, 3). */
  place: number;
}

/** Who gets how many points for a round, in the order of their answers: by the platform's time, then by arrival. */
export function award(rule: Scoring, rows: readonly AnswerRow[], timing: Timing): Award[] {
  switch (rule.rule) {
    case 'first':
      return winners(rule, rows, timing.tieWindow).map((winner) => ({ ...winner, points: rule.points }));
    case 'podium':
      return winners(rule, rows, timing.tieWindow).map((winner) => ({
        ...winner,
        points: rule.points[winner.place - 1]!,
      }));
    case 'speed':
      return byPoints(rows, (row) => speedPoints(rule, row.elapsed, timing));
    case 'all':
      return byPoints(rows, () => rule.points);
  }
}

/**
 * Who won a round with a limited number of places. `first`: exactly k by time and arrival, and those within the tie window (ms) of
 * the k-th, who share its place. `podium`: place by place, those within the window of the first at a place share it and take up
 * places behind it (1, 1, 3).
 */
export function winners(
  rule: Extract<Scoring, { rule: 'first' | 'podium' }>,
  rows: readonly AnswerRow[],
  tieWindow: number,
): { personId: string; place: number }[] {
  const right = correctInOrder(rows);
  const placed =
    rule.rule === 'first' ? placesOfFirst(right, rule.winners, tieWindow) : placesOfPodium(right, tieWindow);
  const places = placesOf(rule);
  return placed.filter(({ place }) => place <= places);
}

function placesOfFirst(right: readonly AnswerRow[], places: number, tieWindow: number) {
  const last = right[places - 1];
  return right.map((row, index) => {
    const ties = last !== undefined && index >= places && tieWindow > 0 && row.sent_at <= last.sent_at + tieWindow;
    return { personId: row.person_id, place: ties ? places : index + 1 };
  });
}

function placesOfPodium(right: readonly AnswerRow[], tieWindow: number) {
  let place = 1;
  let leader = right[0];
  return right.map((row, index) => {
    const ties = index > 0 && tieWindow > 0 && row.sent_at <= leader!.sent_at + tieWindow;
    if (!ties) {
      place = index + 1;
      leader = row;
    }
    return { personId: row.person_id, place };
  });
}

/** How many places there are to win. */
export function placesOf(rule: Extract<Scoring, { rule: 'first' | 'podium' }>): number {
  return rule.rule === 'first' ? rule.winners : rule.points.length;
}

/** Integer arithmetic that SQL repeats: most - ((most - least) * elapsed) / duration, time counted from the end of the reading. */
export function speedPoints(rule: Extract<Scoring, { rule: 'speed' }>, elapsed: number, timing: Timing): number {
  const counted = Math.min(Math.max(elapsed - timing.reading, 0), timing.duration);
  return rule.most - Math.floor(((rule.most - rule.least) * counted) / timing.duration);
}

function byPoints(rows: readonly AnswerRow[], pointsOf: (row: AnswerRow) => number): Award[] {
  const right = correctInOrder(rows).map((row) => ({ personId: row.person_id, points: pointsOf(row) }));
  const place = ranks(right.map(({ points }) => points));
  return right.map((entry) => ({ ...entry, place: place.get(entry.points)! }));
}

/** The right answers, one a person (their first), by the platform's time, then by arrival. The person's id decides only between rows that no log has. */
function correctInOrder(rows: readonly AnswerRow[]): AnswerRow[] {
  const right = rows.filter(({ verdict }) => verdict === 'correct').sort(byTime);
  const seen = new Set<string>();
  return right.filter(({ person_id }) => !seen.has(person_id) && seen.add(person_id));
}

function byTime(a: AnswerRow, b: AnswerRow): number {
  return a.sent_at - b.sent_at || a.arrival - b.arrival || compare(a.person_id, b.person_id) || a.elapsed - b.elapsed;
}
