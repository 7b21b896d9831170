import { afterAll, beforeAll, expect, test } from 'vitest';
import { AHEAD, type Killed, prepareGame } from '../faults/killed.ts';
import { canyu, type Death, live, mortal } from '../faults/lives.ts';
import { course } from '../faults/scenarios.ts';

const TIMEOUT = 120_000;
let game: Killed;
beforeAll(async () => {
  game = await prepareGame(course);
});
afterAll(() => game.remove());

/** By act and try: where the program dies then. */
const deaths: Record<string, Death> = {
  // amy answers
  '3.1': { call: 'insert into "quiz_answer"', nth: 1, when: 'before' },
  '3.2': { call: 'commit', nth: 1, when: 'after' },
  // bob decides the question
  '6.1': { call: 'commit', nth: 2, when: 'before' },
  // the question closes, the next one is asked
  '7.1': { call: 'insert into "points"', nth: 1, when: 'after' },
  '7.2': { call: 'commit', nth: 1, when: 'after' },
  '7.3': { call: 'insert into "quiz_round"', nth: 1, when: 'after' },
};

test('P1, P2, P4: killed at chosen calls of a game, it goes on where it was', { timeout: TIMEOUT }, async () => {
  const { url, check } = await game.place();
  const lives = await live(
    () => mortal(url),
    game.acts,
    AHEAD,
    async (life, act, time) => {
      const death = deaths[`${act}.${time}`];
      if (death) await life.arm(death);
    },
  );
  expect(lives.lives).toBe(Object.keys(deaths).length + 1);
  expect(await check(lives)).toEqual([]);
});

test('P1, P2, P4: the real program, killed at random in mid-question', { timeout: TIMEOUT }, async () => {
  const { url, check } = await game.place();
  const moments: number[] = [];
  const lives = await live(
    () => canyu(url),
    game.acts,
    AHEAD,
    (life, act, time) => {
      if (time > 1 || (act !== 6 && act !== 7)) return;
      const moment = Math.random() * 30;
      moments.push(moment);
      setTimeout(life.kill, moment);
    },
  );
  expect(await check(lives), `killed after ${moments.join(' and ')} ms`).toEqual([]);
});
