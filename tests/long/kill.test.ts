import { afterAll, beforeAll, expect, test } from 'vitest';
import { AHEAD, type Killed, prepareGame } from '../faults/killed.ts';
import { canyu, live, mortal } from '../faults/lives.ts';
import { course } from '../faults/scenarios.ts';

const GAMES = 10;
const TIMEOUT = 1_800_000;
let game: Killed;
beforeAll(async () => {
  game = await prepareGame(course);
});
afterAll(() => game.remove());

test('P1, P2, P4: the real program, killed at random in every act of a game, game after game', {
  timeout: TIMEOUT,
}, async () => {
  let kills = 0;
  for (let number = 1; number <= GAMES; number += 1) {
    const { url, check } = await game.place();
    const moments: string[] = [];
    const lives = await live(
      () => canyu(url),
      game.acts,
      AHEAD,
      (life, act, time) => {
        if (time > 2 || Math.random() < 0.3) return;
        const moment = Math.random() * 40;
        moments.push(`act ${act} at ${moment.toFixed(1)} ms`);
        setTimeout(life.kill, moment);
      },
    );
    kills += lives.lives - 1;
    expect(await check(lives), `killed in ${moments.join(', ')}`).toEqual([]);
  }
  expect(kills).toBeGreaterThan(GAMES);
});

test('P1, P2, P4: killed before and after every third call of one answer', { timeout: TIMEOUT }, async () => {
  const ANSWER = 3;
  for (const when of ['before', 'after'] as const) {
    for (let nth = 1; nth < 20; nth += 3) {
      const { url, check } = await game.place();
      const lives = await live(
        () => mortal(url),
        game.acts,
        AHEAD,
        async (life, act, time) => {
          if (act === ANSWER && time === 1) await life.arm({ call: '', nth, when });
        },
      );
      expect(await check(lives), `killed ${when} call ${nth}`).toEqual([]);
    }
  }
});
