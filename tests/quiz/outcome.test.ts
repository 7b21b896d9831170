// What a quiz leaves: prizes, boards that name nobody against their will, a rank in private, points that are given once.
import { afterEach, describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import { loopback } from '../support/loopback.ts';
import { createWorld, type World } from '../support/world.ts';
import { COLOURS, playQuiz, pointsIn, SUM, sent } from './stage.ts';

let world: World;
afterEach(() => world.close());

/** One question to everybody, and the final words. */
async function ended(kind: (typeof databases)[number], definition: Record<string, unknown>, ...answers: string[]) {
  world = await createWorld({ kind });
  await playQuiz(world, { definition: { scoring: 'all', questions: [COLOURS], ...definition } });
  for (const answer of answers) {
    const [name = '', text = ''] = answer.split(' ');
    await world.person(name).in('fans').says(text);
  }
  await world.set(10_000);
  return (await world.room('fans').hears('🏁')).text.split('\n').at(-1);
}

describe.each(databases)('the prize (%s)', (kind) => {
  const prize = 'a T-shirt';

  test('goes to the first place, and to each of those who share it', async () => {
    expect(await ended(kind, { prize }, 'amy B', 'bob A', 'cat B')).toBe('🎁 a T-shirt: amy, cat');
  });

  test('needs three people by default, wrong answers counting and late ones not', async () => {
    expect(await ended(kind, { prize }, 'amy B', 'bob A')).toBe('No prize this time: fewer than 3 people took part.');
    await world.close();
    expect(await ended(kind, { prize, prize_players: 2 }, 'amy B', 'bob A')).toBe('🎁 a T-shirt: amy');
  });

  test('goes to nobody where nobody scored', async () => {
    expect(await ended(kind, { prize }, 'amy A', 'bob A', 'cat C')).toBe('No prize this time: nobody scored.');
  });

  test('does not name a winner who does not want to be named', async () => {
    world = await createWorld({ kind });
    await world.person('amy').says('me hide');
    await playQuiz(world, { definition: { prize, prize_players: 1, questions: [COLOURS] } });
    await world.person('amy').in('fans').says('B');
    await world.set(10_000);
    await world.room('fans').hears('🎁 a T-shirt: a quiet player');
  });
});

describe.each(databases)('boards and ranks (%s)', (kind) => {
  test('who hides is named nowhere in public: not in results, not on boards, not by a command', async () => {
    world = await createWorld({ kind });
    await world.person('amy').says('我的 隐藏');
    await playQuiz(world, { definition: { scoring: 'podium', questions: [COLOURS, COLOURS] } });
    for (const name of ['amy', 'bob']) await world.person(name).in('fans').says('B');
    await world.set(15_000);
    await world.room('fans').hears('✅ a quiet player +5, bob +3');
    await world.room('fans').hears('🏆 Friday quiz\n1. a quiet player · 5\n2. bob · 3');
    await world.person('bob').in('fans').says('!board');
    await world.person('bob').hears('1. a quiet player · 5');
    await world.set(15_000);
    await world.room('fans').hears('🏁');
    const heard = world.platforms[0]!.delivered.filter(({ address }) => address.account !== 'amy');
    expect(heard.map(({ text }) => text).join('\n')).not.toContain('amy');
    await world.person('amy').hears(/你：第 1 名，5 分。$/);
  });

  test('their own rank is told to each in private: after every question, and at the end', async () => {
    world = await createWorld({ kind });
    await playQuiz(world, { definition: { scoring: 'podium', questions: [COLOURS, SUM] } });
    const [amy, bob, cat] = ['amy', 'bob', 'cat'].map((name) => world.person(name));
    await amy!.in('fans').says('A');
    await bob!.in('fans').says('B');
    await cat!.says('quiz');
    await world.set(15_000);
    expect(await amy!.hears('You have no points yet.')).toMatchObject({ room: 'fans' });
    expect(await bob!.hears('You: no. 1 with 5 points.')).toMatchObject({ room: 'fans' });
    await cat!.hears(/🏆 Friday quiz\n1\. bob · 5\nYou have no points yet\.$/);
    expect((await world.room('fans').hears('🏆')).text).not.toContain('You');
    await amy!.in('fans').says('3');
    await world.set(10_000);
    await amy!.hears('You: no. 1 with 5 points.');
    await bob!.hears('You: no. 1 with 5 points.');
    await cat!.hears(/🏁[\s\S]*You have no points yet\.$/);
  });

  test('is told to nobody where it would be read by all', async () => {
    const platforms = (now: () => number) => [loopback('terminal', now, { privateReplies: false })];
    world = await createWorld({ kind, platforms });
    await playQuiz(world, { definition: { scoring: 'all' } });
    await world.person('amy').in('fans').says('B');
    await world.set(15_000);
    await world.person('amy').in('fans').says('!board');
    const texts = await world.room('fans').hearsAll();
    expect(texts.filter((text) => text.includes('You'))).toEqual([]);
    expect(texts.at(-1)).toBe('🏆 Friday quiz\n1. amy · 1');
  });

  test('is told to nobody where more than fifty play', async () => {
    world = await createWorld({ kind });
    await playQuiz(world, { definition: { scoring: 'all' } });
    const names = Array.from({ length: 51 }, (_, index) => `p${index}`);
    await Promise.all(names.map((account) => world.engine.accept(world.message({ account, room: 'fans', text: 'B' }))));
    await world.set(15_000);
    await world.room('fans').hears('+ 46 more');
    expect(world.platforms[0]!.delivered.filter(({ text }) => text.startsWith('You'))).toEqual([]);
  });

  test('the board in a direct message, in the reader’s language, of the quiz that is named', async () => {
    expect(await ended(kind, {}, 'amy B', 'bob B', 'cat A')).toBe('1. bob · 1');
    const amy = world.person('amy');
    await amy.says('语言 中文');
    await amy.says('quiz board friday');
    await amy.hears('🏆 Friday quiz\n1. amy · 1 分\n1. bob · 1 分\n你：第 1 名，1 分。');
    await amy.says('quiz board fridax');
    await amy.hears('没有代号为「fridax」的抢答。你是想说「friday」吗？');
  });
});

describe.each(databases)('the ledger (%s)', (kind) => {
  test('points are given once: closed twice, with a restart in between', async () => {
    world = await createWorld({ kind });
    await playQuiz(world, { definition: { scoring: 'speed', questions: [COLOURS, SUM] } });
    await world.person('amy').in('fans').says('B', sent(world, 5000));
    const before = await world.db.selectFrom('timer').selectAll().execute();
    await world.set(10_000);
    expect(await pointsIn(world)).toEqual(['amy 6']);
    // The timer of a close that was committed, and whose process died before it knew.
    const again = before.find(({ job }) => job === 'close')!;
    await world.restart();
    await world.db.insertInto('timer').values(again).execute();
    await world.set(0);
    expect(await pointsIn(world)).toEqual(['amy 6']);
    const results = await world.room('fans').hearsAll();
    expect(results.filter((text) => text.startsWith('✅'))).toHaveLength(1);
    const sources = await world.db.selectFrom('points').select('source').execute();
    expect(sources).toHaveLength(1);
  });
});
