import { afterAll, beforeAll, expect, test } from 'vitest';
import { AHEAD, type Killed, prepareGame } from './killed.ts';
import { canyu, type Death, live, mortal } from './lives.ts';
import { course } from './scenarios.ts';

// A handful; games full of kills are in tests/long.
const TIMEOUT = 120_000;
let game: Killed;
beforeAll(async () => {
  game = await prepareGame(course);
}, TIMEOUT);
afterAll(() => game.remove());

const ANSWERED = 3;
const DECIDED = 6;
const CLOSED = 7;

/** By act and try: where the program dies then. */
const deaths: Record<string, Death> = {
  [`${ANSWERED}.1`]: { call: 'commit', nth: 1, when: 'before' },
  [`${DECIDED}.1`]: { call: 'commit', nth: 1, when: 'after' },
  [`${CLOSED}.1`]: { call: 'insert into "points"', nth: 1, when: 'after' },
};

test('P1, P2, P4: killed with -9 at chosen calls of a game, it goes on where it was', {
  timeout: TIMEOUT,
}, async () => {
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

test('P1, P2, P4: the real program, killed with -9 in mid-question', { timeout: TIMEOUT }, async () => {
  const { url, check } = await game.place();
  const moment = Math.random() * 10;
  const lives = await live(
    () => canyu(url),
    game.acts,
    AHEAD,
    (life, act, time) => {
      if (act === DECIDED && time === 1) setTimeout(life.kill, moment);
    },
  );
  expect(lives.lives).toBe(2);
  expect(await check(lives), `killed after ${moment} ms`).toEqual([]);
});
