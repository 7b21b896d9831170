// The four ways of scoring, the order of answers, ties, and what the rooms are told of it.
import { afterEach, describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';
import { COLOURS, playQuiz, pointsIn } from './stage.ts';

let world: World;
afterEach(() => world.close());

async function play(kind: (typeof databases)[number], definition: Record<string, unknown>): Promise<void> {
  world = await createWorld({ kind });
  await playQuiz(world, { definition: { questions: [COLOURS, COLOURS], ...definition } });
}

/** So many ms after the question opened, somebody answers in the room; the order here is that of arrival. */
async function answer(...entries: [name: string, ms: number, text?: string][]): Promise<void> {
  const opened = world.clock.now();
  for (const [name, ms, text = 'B'] of entries)
    await world
      .person(name)
      .in('fans')
      .says(text, { sentAt: new Date(opened + ms) });
}

/** The result of the round that is open, and the board under it. */
async function result(): Promise<string[]> {
  await world.set(10_000);
  return (await world.room('fans').hears(/Answer: B\. green/)).text
    .split('\n')
    .filter((line) => !line.startsWith('Answer'));
}

describe.each(databases)('scoring (%s)', (kind) => {
  test('first: exactly the first k right answers win', async () => {
    await play(kind, { scoring: { rule: 'first', winners: 2, points: 3 } });
    await answer(['amy', 100, 'A'], ['bob', 200], ['cat', 300], ['dan', 400], ['eve', 500]);
    expect(await result()).toEqual([
      '✅ bob +3, cat +3',
      '2 others were right too.',
      ...['🏆 Friday quiz', '1. bob · 3', '1. cat · 3'],
    ]);
    expect(await pointsIn(world)).toEqual(['bob 3', 'cat 3']);
  });

  test('podium: 5, 3, 1', async () => {
    await play(kind, { scoring: 'podium' });
    await answer(['amy', 100], ['bob', 200], ['cat', 300], ['dan', 400]);
    expect(await result()).toEqual([
      '✅ amy +5, bob +3, cat +1',
      '1 other was right too.',
      ...['🏆 Friday quiz', '1. amy · 5', '2. bob · 3', '3. cat · 1'],
    ]);
  });

  test('speed: more points the faster, down to the least at the last instant', async () => {
    await play(kind, { scoring: { rule: 'speed', most: 100, least: 10 } });
    await answer(['amy', 0], ['bob', 2500], ['cat', 9999], ['dan', 10_000], ['eve', 10_001]);
    expect(await result()).toEqual([
      '✅ amy +100, bob +78, cat +11, dan +10',
      ...['🏆 Friday quiz', '1. amy · 100', '2. bob · 78', '3. cat · 11', '4. dan · 10'],
    ]);
  });

  test('all: everyone right wins the same', async () => {
    await play(kind, { scoring: { rule: 'all', points: 2 } });
    await answer(['amy', 9000], ['bob', 100], ['cat', 50, 'C']);
    expect(await result()).toEqual(['✅ bob +2, amy +2', '🏆 Friday quiz', '1. amy · 2', '1. bob · 2']);
  });

  test('the order is that of the platform’s time: an answer sent earlier wins though it arrives later', async () => {
    await play(kind, { scoring: 'first' });
    await answer(['amy', 200], ['bob', 300]);
    await world.set(900);
    await world
      .person('cat')
      .in('fans')
      .says('B', { sentAt: new Date(world.clock.now() - 800) });
    expect((await result())[0]).toBe('✅ cat +1');
    expect(await pointsIn(world)).toEqual(['cat 1']);
  });

  test('of two answers of one instant the one that arrived first wins', async () => {
    await play(kind, { scoring: 'first' });
    await answer(['bob', 200], ['amy', 200]);
    expect((await result())[0]).toBe('✅ bob +1');
  });

  test('within the tie window of the last winner an answer counts as equal and wins, and the round says so', async () => {
    await play(kind, { scoring: { rule: 'first', winners: 2, points: 1 }, tie_window_ms: 500 });
    await answer(['amy', 100], ['bob', 400], ['cat', 900], ['dan', 901]);
    expect((await result()).slice(0, 3)).toEqual([
      '✅ amy +1, bob +1, cat +1',
      'That was close: answers within 0.5 s of each other counted as equal.',
      '1 other was right too.',
    ]);
    expect(await pointsIn(world)).toEqual(['amy 1', 'bob 1', 'cat 1']);
  });

  test('podium with a tie: 5, 5, 1 in Chinese, and nothing of a tie where none decided', async () => {
    world = await createWorld({ kind });
    const questions = [COLOURS, COLOURS];
    const definition = { scoring: 'podium', tie_window_ms: 100, questions };
    await playQuiz(world, { title: '周五抢答', language: 'zh-CN', definition });
    const fans = world.room('fans');
    await answer(['amy', 1000], ['bob', 1100], ['cat', 1500], ['dan', 2000]);
    await world.set(10_000);
    expect((await fans.hears('✅')).text).toBe(
      [
        '✅ amy +5、bob +5、cat +1',
        '快得难分先后：相差 0.1 秒以内的，按同时答对算。',
        '还有 1 人也答对了。',
        '答案：B. green',
        ...['🏆 周五抢答', '1. amy · 5 分', '1. bob · 5 分', '3. cat · 1 分'],
      ].join('\n'),
    );
    await world.set(-3000);
    await answer(['dan', 0], ['cat', 101]);
    await world.set(15_000);
    expect((await fans.hears('✅')).text).toBe('✅ dan +5、cat +3\n答案：B. green');
    await fans.hears('1. amy · 5 分\n1. bob · 5 分\n1. dan · 5 分\n4. cat · 4 分');
  });

  test('a decided round waits for answers on their way, then closes before its time', async () => {
    await play(kind, { scoring: 'first', settle_ms: 2000 });
    await answer(['amy', 0]);
    await world.set(1999);
    expect(await world.room('fans').hearsAll()).toHaveLength(2);
    await world.set(1);
    await world.room('fans').hears('✅ amy +1');
  });

  test('the board shows five and how many more, equal scores sharing a rank', async () => {
    await play(kind, { scoring: 'speed' });
    await answer(['amy', 0], ['bob', 0], ['cat', 5000], ['dan', 5000], ['eve', 6000], ['fay', 7000], ['gil', 10_000]);
    expect((await result()).slice(1)).toEqual([
      ...['🏆 Friday quiz', '1. amy · 10', '1. bob · 10', '3. cat · 6', '3. dan · 6', '5. eve · 5', '+ 2 more'],
    ]);
  });
});
