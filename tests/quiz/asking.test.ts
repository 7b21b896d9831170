// A question as its rooms see it, and every way of answering it.
import { afterEach, describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';
import { answersIn, COLOURS, playQuiz, pointsIn, SUM } from './stage.ts';

let world: World;
afterEach(() => world.close());

async function play(kind: (typeof databases)[number], ...questions: unknown[]): Promise<void> {
  world = await createWorld({ kind });
  await playQuiz(world, { definition: { questions, scoring: 'all' } });
}

describe.each(databases)('a question (%s)', (kind) => {
  test('says its number, category, time and options, one a line, each a button', async () => {
    await play(kind, { ...COLOURS, category: 'Art', seconds: 75 }, SUM);
    const { text, choices } = await world.room('fans').hears('Question');
    expect(text).toBe('Question 1/2 · Art · 1 min 15 s\nWhich colour?\nA. red\nB. green\nC. blue');
    expect(choices.map(({ label }) => label)).toEqual(['A. red', 'B. green', 'C. blue']);
  });

  test('is told in the language of the room, and in their own to who plays in a direct message', async () => {
    world = await createWorld({ kind });
    const amy = world.person('amy');
    await amy.says('language 中文');
    await playQuiz(world, { definition: { countdown: 60, questions: [COLOURS] } });
    await world.set(-30_000);
    await amy.says('抢答');
    await world.set(30_000);
    await world.room('fans').hears('Question 1/1 · 10 s\nWhich colour?');
    await amy.hears('第 1/1 题 · 10 秒\nWhich colour?');
  });

  test('takes a button, and the same in every guise of typing', async () => {
    await play(kind, COLOURS);
    const [, green] = (await world.room('fans').hears('Question')).choices;
    await world.person('p0').in('fans').says('', { choice: green!.value });
    const typed = ['b', 'Ｂ', '②', '2', '二', '选B', '我选 b 吧', 'option b', '第二个', 'GREEN', 'gren', 'B. green'];
    for (const [index, text] of typed.entries())
      await world
        .person(`p${index + 1}`)
        .in('fans')
        .says(text);
    for (const text of ['lovely', 'D', '22', 'b or c']) await world.person('chatter').in('fans').says(text);
    expect(await answersIn(world)).toEqual(
      Array.from({ length: typed.length + 1 }, (_, index) => `p${index} B. green correct`),
    );
    await world.person('chatter').hearsNothing();
  });

  test('takes a number for the place of an option among years, not among small numbers', async () => {
    await play(kind, { text: 'When?', options: ['2019', '2020', '2021'], answer: '2020' });
    await world.person('amy').in('fans').says('2');
    expect(await answersIn(world)).toEqual(['amy B. 2020 correct']);
  });

  test('in free text forgives case, width, punctuation, numerals and small slips, and nothing more', async () => {
    await play(kind, { text: 'How many?', answer: 3 }, { text: 'Who?', answer: ['Xiaomi', '小米'] });
    for (const text of ['三', '３', '三个', '③', '03', 'three', 'it’s 3', '4'])
      await world.person(text).in('fans').says(text);
    expect(await answersIn(world)).toEqual([
      ...['三', '３', '三个', '③', '03', 'three', 'it’s 3'].map((text) => `${text} ${text} correct`),
      '4 4 wrong',
    ]);
    await world.set(15_000);
    for (const text of ['XIAOMI!', 'Xiaomy', '小米', 'Xiami', 'Xaomy', '大米'])
      await world.person(text).in('fans').says(text);
    expect((await answersIn(world)).slice(8)).toEqual([
      ...['XIAOMI!', 'Xiaomy', '小米', 'Xiami'].map((text) => `${text} ${text} correct`),
      'Xaomy Xaomy wrong',
      '大米 大米 wrong',
    ]);
  });

  test('one of Canyu’s own words is an answer where it is the right one', async () => {
    await play(kind, { text: '公司里谁说“帮我”？', answer: '排行榜' }, COLOURS);
    const amy = world.person('amy');
    const bob = world.person('bob');
    await world.set(-1000);
    await amy.says('quiz');
    await amy.hears('公司里谁说');
    await amy.says('排行榜');
    await amy.hears('Got it: 排行榜');
    await bob.says('排行榜');
    await bob.hears(/没有人得分/);
    expect(await answersIn(world)).toEqual(['amy 排行榜 correct']);
  });

  test('in a direct message, what is no answer is said to be none, and costs no try', async () => {
    await play(kind, COLOURS, SUM);
    const amy = world.person('amy');
    await amy.says('quiz');
    await amy.says('purple');
    await amy.hears('“purple” is none of the options. Reply with a letter from A to C; this took no try.');
    await amy.says('green');
    await amy.hears('Got it: B. green');
    await world.set(16_000);
    await amy.says('I have been thinking about this for a while and cannot say');
    await amy.hears('That is too long for an answer, so it was not counted. Send just the answer.');
    expect(await answersIn(world)).toEqual(['amy B. green correct']);
  });

  test('a number typed under the options of an earlier question answers the one that is open', async () => {
    await play(kind, COLOURS, SUM);
    const amy = world.person('amy');
    await amy.says('quiz');
    await amy.hears('Which colour?');
    await world.set(15_000);
    await amy.hears('One and two?');
    await amy.says('3');
    await amy.hears('Got it: 3');
    expect(await answersIn(world)).toEqual(['amy 3 correct']);
  });

  test('what was sent before it was asked is no answer to it', async () => {
    await play(kind, COLOURS);
    await world
      .person('amy')
      .in('fans')
      .says('B', { sentAt: new Date(world.clock.now() - 60_000) });
    expect(await answersIn(world)).toEqual([]);
  });

  test('its result names who was right, the points, the answer and why; the last one is followed by the final board', async () => {
    await play(kind, { ...COLOURS, explain: 'It always is.' }, SUM);
    for (const name of ['amy', 'bob', 'cat', 'dan', 'eve', 'fay']) await world.person(name).in('fans').says('B');
    await world.set(10_000);
    expect((await world.room('fans').hears('✅')).text).toBe(
      [
        '✅ amy +1, bob +1, cat +1, dan +1, eve +1, + 1 more',
        'Answer: B. green',
        'It always is.',
        ...['🏆 Friday quiz', '1. amy · 1', '1. bob · 1', '1. cat · 1', '1. dan · 1', '1. eve · 1', '+ 1 more'],
      ].join('\n'),
    );
    await world.set(5000);
    await world.person('amy').in('fans').says('4');
    await world.set(10_000);
    await world.room('fans').hears('Nobody got it this time.\nAnswer: 3');
    await world
      .room('fans')
      .hears(/^🏁 Friday quiz is over\. Thank you for taking part\.\n🏆 Friday quiz\n1\. amy · 1\n/);
    expect(await pointsIn(world)).toHaveLength(6);
  });
});
