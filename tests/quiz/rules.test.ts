import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scoring } from '../../flows/quiz/definition.ts';
import {
  type AnswerRow,
  award,
  decidedBy,
  endsNow,
  isEmpty,
  judge,
  overAt,
  readingTime,
  recount,
  settledAt,
  speedPoints,
  standings,
  type Timing,
  timingOf,
  winners,
} from '../../flows/quiz/rules.ts';

const timing: Timing = { tieWindow: 0, reading: 0, duration: 10_000 };
const first = (count = 1): Scoring => ({ rule: 'first', winners: count, points: 1 });
const podium: Scoring = { rule: 'podium', points: [5, 3, 1] };
const speed: Scoring = { rule: 'speed', most: 10, least: 1 };
const all: Scoring = { rule: 'all', points: 2 };

/** `amy 100` is amy's right answer 100 ms after the opening; arrival goes by the order of the list. */
function log(...entries: string[]): AnswerRow[] {
  return entries.map((entry, index) => {
    const [person, elapsed, verdict = 'correct'] = entry.split(' ');
    return {
      person_id: person!,
      verdict: verdict as AnswerRow['verdict'],
      sent_at: 1_000_000 + Number(elapsed),
      elapsed: Number(elapsed),
      arrival: index + 1,
    };
  });
}

/** `amy 1. 5` is amy, first place, 5 points. */
function awarded(rule: Scoring, rows: AnswerRow[], changed: Partial<Timing> = {}): string[] {
  return award(rule, rows, { ...timing, ...changed }).map(
    ({ personId, place, points }) => `${personId} ${place}. ${points}`,
  );
}

describe('the verdict of an answer', () => {
  const open = { closed: false, closesAt: 100, tries: 1 };
  const fresh = { tries: 0, correct: false };
  const answer = { edited: false, right: true, sentAt: 50 };

  it('is correct or wrong in time, the closing instant included', () => {
    expect(judge(fresh, answer, open)).toBe('correct');
    expect(judge(fresh, { ...answer, right: false }, open)).toBe('wrong');
    expect(judge(fresh, { ...answer, sentAt: 100 }, open)).toBe('correct');
    expect(judge(fresh, answer, { ...open, closesAt: undefined })).toBe('correct');
  });

  it('is late after the room closed, and after the round closed whenever it was sent', () => {
    expect(judge(fresh, { ...answer, sentAt: 101 }, open)).toBe('late');
    expect(judge(fresh, answer, { ...open, closed: true })).toBe('late');
  });

  it('is repeated after a right answer, and once the tries are used up', () => {
    expect(judge({ tries: 1, correct: true }, answer, { ...open, tries: 3 })).toBe('repeated');
    expect(judge({ tries: 1, correct: false }, answer, open)).toBe('repeated');
    expect(judge({ tries: 1, correct: false }, answer, { ...open, tries: 2 })).toBe('correct');
    expect(judge({ tries: 2, correct: false }, answer, { ...open, tries: 2 })).toBe('repeated');
  });

  it('says edited before late, and late before repeated', () => {
    const used = { tries: 1, correct: true };
    expect(judge(used, { ...answer, edited: true, sentAt: 101 }, open)).toBe('edited');
    expect(judge(used, { ...answer, sentAt: 101 }, open)).toBe('late');
  });
});

describe('first', () => {
  it('gives points to exactly k, by the platform’s time and then by arrival', () => {
    expect(awarded(first(), log('amy 300', 'bob 200', 'cy 200'))).toEqual(['bob 1. 1']);
    expect(awarded(first(2), log('amy 300', 'bob 200', 'cy 200'))).toEqual(['bob 1. 1', 'cy 2. 1']);
    expect(awarded(first(5), log('amy 300'))).toEqual(['amy 1. 1']);
    expect(awarded(first(), [])).toEqual([]);
  });

  it('counts only what was correct', () => {
    expect(awarded(first(), log('amy 1 wrong', 'bob 2 late', 'cy 3 edited', 'dee 4 repeated', 'eve 5'))).toEqual([
      'eve 1. 1',
    ]);
  });

  it('lets those win too who are within the tie window of the last winner, and nobody behind', () => {
    const rows = log('amy 0', 'bob 100', 'cy 150', 'dee 200', 'eve 201');
    expect(awarded(first(2), rows, { tieWindow: 100 })).toEqual(['amy 1. 1', 'bob 2. 1', 'cy 2. 1', 'dee 2. 1']);
    expect(awarded(first(2), rows, { tieWindow: 0 })).toEqual(['amy 1. 1', 'bob 2. 1']);
  });
});

describe('podium', () => {
  it('gives 5, 3 and 1', () => {
    expect(awarded(podium, log('amy 10', 'bob 20', 'cy 30', 'dee 40'))).toEqual(['amy 1. 5', 'bob 2. 3', 'cy 3. 1']);
    expect(awarded(podium, log('amy 10', 'bob 10', 'cy 10', 'dee 10'))).toEqual(['amy 1. 5', 'bob 2. 3', 'cy 3. 1']);
  });

  it('shares a place inside the tie window, and takes up the places behind it', () => {
    expect(awarded(podium, log('amy 10', 'bob 20', 'cy 35', 'dee 45', 'eve 46'), { tieWindow: 10 })).toEqual([
      'amy 1. 5',
      'bob 1. 5',
      'cy 3. 1',
      'dee 3. 1',
    ]);
    expect(awarded(podium, log('a 0', 'b 1', 'c 2', 'd 3', 'e 50'), { tieWindow: 10 })).toEqual([
      'a 1. 5',
      'b 1. 5',
      'c 1. 5',
      'd 1. 5',
    ]);
  });
});

describe('speed', () => {
  it('gives more the faster, from most to least, counted from the end of the reading time', () => {
    const points = (elapsed: number) =>
      speedPoints({ rule: 'speed', most: 10, least: 1 }, elapsed, { ...timing, reading: 2000 });
    expect([-5, 0, 2000, 3111, 3112, 7000, 12_000, 99_000].map(points)).toEqual([10, 10, 10, 10, 9, 6, 1, 1]);
  });

  it('repeats the integer division of SQL', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.nat(1_000_000),
        fc.nat(700_000),
        fc.integer({ min: 1, max: 600 }),
        (a, b, elapsed, seconds) => {
          const [most, least] = [Math.max(a, b), Math.min(a, b)];
          const counted = BigInt(Math.min(elapsed, seconds * 1000));
          const expected = BigInt(most) - (BigInt(most - least) * counted) / BigInt(seconds * 1000);
          const points = speedPoints({ rule: 'speed', most, least }, elapsed, { ...timing, duration: seconds * 1000 });
          expect(BigInt(points)).toBe(expected);
        },
      ),
    );
  });

  it('shares places by points', () => {
    expect(awarded(speed, log('amy 0', 'bob 10', 'cy 5000'))).toEqual(['amy 1. 10', 'bob 1. 10', 'cy 3. 6']);
  });
});

describe('all', () => {
  it('gives everyone who was right the same', () => {
    expect(awarded(all, log('amy 0', 'bob 9000', 'cy 10 wrong'))).toEqual(['amy 1. 2', 'bob 1. 2']);
  });
});

describe('the board', () => {
  it('shares ranks: 1, 1, 3', () => {
    const rows = [
      { personId: 'amy', points: 2, at: 1 },
      { personId: 'cy', points: 3, at: 1 },
      { personId: 'bob', points: 3, at: 2 },
      { personId: 'amy', points: 1, at: 3 },
      { personId: 'dee', points: 1, at: 3 },
    ];
    expect(standings(rows)).toEqual([
      { personId: 'cy', points: 3, rank: 1 },
      { personId: 'bob', points: 3, rank: 1 },
      { personId: 'amy', points: 3, rank: 1 },
      { personId: 'dee', points: 1, rank: 4 },
    ]);
  });

  const row = fc.record<AnswerRow>({
    person_id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    verdict: fc.constantFrom('correct', 'correct', 'wrong', 'late', 'repeated', 'edited'),
    sent_at: fc.nat(50),
    elapsed: fc.nat(50),
    arrival: fc.nat(1000),
  });
  const rows = fc.uniqueArray(row, { selector: ({ arrival }) => arrival, maxLength: 40 });
  const rule = fc.constantFrom<Scoring>(first(), first(3), podium, speed, all);
  const window = fc.constantFrom(0, 0, 1, 10, 100);
  const shuffled = rows.chain((original) =>
    fc.tuple(
      fc.constant(original),
      fc.shuffledSubarray(original, { minLength: original.length }),
      original.length > 0 ? fc.array(fc.constantFrom(...original), { maxLength: 10 }) : fc.constant([]),
    ),
  );

  it('P2: one round is awarded the same from any order of its rows, and from rows that come twice', () => {
    fc.assert(
      fc.property(rule, window, shuffled, (scoring, tieWindow, [original, permuted, again]) => {
        const once = award(scoring, original, { ...timing, tieWindow, duration: 40 });
        expect(award(scoring, [...again, ...permuted], { ...timing, tieWindow, duration: 40 })).toEqual(once);
      }),
      { numRuns: 1000 },
    );
  });

  it('P2: the board is the same from any order of rounds and rows', () => {
    fc.assert(
      fc.property(rule, window, fc.array(shuffled, { maxLength: 5 }), fc.nat(), (scoring, tieWindow, games, turn) => {
        const play = (which: 0 | 1) =>
          games.map((lists, index) => ({
            rows: lists[which],
            timing: { ...timing, tieWindow, duration: 40 },
            at: index,
          }));
        const permuted = play(1);
        const cut = games.length === 0 ? 0 : turn % games.length;
        expect(recount(scoring, [...permuted.slice(cut), ...permuted.slice(0, cut)])).toEqual(
          recount(scoring, play(0)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('has exactly k winners without a tie window, however many were right', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 10 }), (original, count) => {
        const right = new Set(
          original.filter(({ verdict }) => verdict === 'correct').map(({ person_id }) => person_id),
        );
        const won = winners({ rule: 'first', winners: count, points: 1 }, original, 0);
        expect(won).toHaveLength(Math.min(count, right.size));
        expect(new Set(won.map(({ personId }) => personId)).size).toBe(won.length);
      }),
    );
  });

  it('never passes over an earlier right answer', () => {
    fc.assert(
      fc.property(rows, window, fc.constantFrom(first(2), podium), (original, tieWindow, scoring) => {
        const won = new Set(award(scoring, original, { ...timing, tieWindow }).map(({ personId }) => personId));
        const right = original.filter(({ verdict }) => verdict === 'correct');
        const earliest = (wanted: boolean) =>
          right
            .filter(({ person_id }) => won.has(person_id) === wanted)
            .map(({ person_id }) =>
              Math.min(...right.filter((other) => other.person_id === person_id).map(({ sent_at }) => sent_at)),
            );
        expect(Math.max(...earliest(true), 0)).toBeLessThanOrEqual(
          Math.min(...earliest(false), Number.POSITIVE_INFINITY),
        );
      }),
    );
  });
});

describe('the time of a round', () => {
  it('gives 8 Chinese characters or 20 Latin letters a second, and at most ten seconds', () => {
    expect(readingTime({ text: '参与的英文是哪一' })).toBe(1000);
    expect(readingTime({ text: 'abcdefghij klmnopqrst' })).toBe(1000);
    expect(readingTime({ text: '参与', options: ['take part', '选'] })).toBe(375 + 400);
    expect(readingTime({ text: '参'.repeat(500) })).toBe(10_000);
    expect(readingTime({ text: '' })).toBe(0);
  });

  it('takes a question’s own seconds before the quiz’s', () => {
    const quiz = { seconds: 15, reading: 2, tie_window_ms: 50 } as const;
    expect(timingOf(quiz, { text: 'Why?', answer: 'x' })).toEqual({ tieWindow: 50, reading: 2000, duration: 15_000 });
    expect(timingOf({ ...quiz, reading: 'auto' }, { text: 'Why?', answer: 'x', seconds: 5 })).toEqual({
      tieWindow: 50,
      reading: 200,
      duration: 5000,
    });
  });

  it('is settled once enough are right, after a wait for answers on their way', () => {
    const wait = { settle: 1000, tieWindow: 50 };
    expect(settledAt(first(2), [500, 100], wait)).toBe(1550);
    expect(settledAt(first(2), [500], wait)).toBeUndefined();
    expect(settledAt(podium, [300, 100, 200, 900], wait)).toBe(1350);
    expect(settledAt(speed, [1, 2, 3, 4], wait)).toBeUndefined();
    expect([first(2), podium, speed, all].map(decidedBy)).toEqual([2, 3, undefined, undefined]);
  });

  it('is over when it is settled or its last room closes, whichever comes first', () => {
    expect(overAt([100, 200], undefined)).toBe(200);
    expect(overAt([100, 200], 150)).toBe(150);
    expect(overAt([100, 200], 250)).toBe(200);
    expect(overAt([100, undefined], undefined)).toBeUndefined();
    expect(overAt([100, undefined], 50)).toBe(50);
    expect(overAt([], undefined)).toBeUndefined();
  });
});

describe('empty rounds', () => {
  it('are those without an answer in time', () => {
    expect(isEmpty([])).toBe(true);
    expect(isEmpty(log('amy 1 late', 'bob 2 edited'))).toBe(true);
    expect(isEmpty(log('amy 1 wrong'))).toBe(false);
    expect(isEmpty(log('amy 1'))).toBe(false);
  });

  it('end the game at the limit', () => {
    expect([0, 1, 2, 3].map((count) => endsNow(count, 2))).toEqual([false, false, true, true]);
  });
});
