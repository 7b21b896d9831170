// Where a quiz is opened, what its rooms are told before the first question, and which rooms are taken.
import { afterEach, describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';
import { applyQuiz, COLOURS, playQuiz, SUM } from './stage.ts';

let world: World;
afterEach(() => world.close());

async function start(kind: (typeof databases)[number]) {
  world = await createWorld({ kind });
  const boss = world.person('boss');
  await boss.says('language English');
  return boss;
}

describe.each(databases)('opening a quiz (%s)', (kind) => {
  test('in the room where the command is said', async () => {
    const boss = await start(kind);
    await applyQuiz(world, { rooms: [] });
    await boss.says('quiz open friday');
    await boss.hears(/^Where should friday be played\?/);
    await boss.in('lounge').says('!quiz open friday');
    expect(await boss.hears('friday is open in terminal:lounge.')).toMatchObject({ room: 'lounge' });
    await world.room('lounge').hears('🔔 Friday quiz');
    await world.set(5000);
    await world.room('lounge').hears('Question 1/2');
  });

  test('in the rooms that are named, and later in one more', async () => {
    const boss = await start(kind);
    await applyQuiz(world, { rooms: [] });
    await boss.says('quiz open friday fans');
    await boss.hears('“fans” is not a room. Write platform:room, for example terminal:fans.');
    await boss.says('quiz open friday terminal:fans terminal:lounge');
    await boss.hears('friday is open in terminal:fans, terminal:lounge.');
    for (const room of ['fans', 'lounge']) await world.room(room).hears('🔔 Friday quiz');
    await world.set(5000);
    await boss.says('quiz open friday terminal:fans terminal:attic');
    await boss.hears('friday is open in terminal:attic too, from the next question on.');
    await world.room('attic').hears('🔔 Friday quiz');
    await world.set(20_000);
    for (const room of ['fans', 'lounge', 'attic']) await world.room(room).hears('Question 2/2');
    await boss.says('quiz open friday');
    await boss.hears('friday is already live; nothing was changed.');
  });

  test('in the rooms of its file, wherever the command is said', async () => {
    const boss = await start(kind);
    await applyQuiz(world, { rooms: ['terminal:fans', 'terminal:lounge'] });
    await boss.in('staff').says('!quiz open friday');
    await boss.hears('friday is open in terminal:fans, terminal:lounge.');
    await world.set(5000);
    await world.room('staff').hearsNothing();
    await world.room('lounge').hears('Question 1/2');
  });

  test('not without questions, and then it stays a draft', async () => {
    const boss = await start(kind);
    await boss.says('quiz new friday "Friday"');
    await boss.says('quiz open friday terminal:fans');
    await boss.hears('friday has no questions yet. Add one: quiz ask friday "question" --answer "answer"');
    await boss.says('campaign show friday');
    await boss.hears(/Friday \(friday\): quiz, draft\nRooms: none yet/);
  });

  test('its rooms hear the rules and the prize before the start, in the language of the quiz', async () => {
    const boss = await start(kind);
    const prize = { prize: 'a T-shirt', prize_players: 4, tie_window_ms: 300, countdown: 90 };
    await applyQuiz(world, { definition: { ...prize, scoring: 'podium' } });
    await boss.says('quiz open friday');
    expect((await world.room('fans').hears('🔔')).text).toBe(
      [
        '🔔 Friday quiz: 2 questions, the 3 fastest right answers win 5, 3, 1 points.',
        'Answers within 0.3 s of each other count as equal.',
        'Prize: a T-shirt, for first place on the board (for each of them if it is shared), if at least 4 people take part.',
        'First question in 1 min 30 s. Just answer in the chat.',
      ].join('\n'),
    );
    await applyQuiz(world, {
      ...{ slug: 'zhouwu', title: '周五抢答', language: 'zh-CN', rooms: ['terminal:qun'] },
      definition: { ...prize, scoring: { rule: 'speed', most: 9, least: 2 } },
    });
    await boss.says('quiz open zhouwu');
    expect((await world.room('qun').hears('🔔')).text).toBe(
      [
        '🔔 周五抢答 马上开始：共 2 题，答对得 2 到 9 分，越快分越高。',
        '相差 0.3 秒以内视为同时答对。',
        '奖品：a T-shirt，归榜单第一名（并列都有）；至少 4 人参与才颁发。',
        '1 分钟 30 秒后出第一题，直接在聊天里回答即可。',
      ].join('\n'),
    );
  });

  test.each([
    [{ rule: 'first' }, 'the first right answer wins 1 point', '最先答对的人得 1 分'],
    [
      { rule: 'first', winners: 3, points: 2 },
      'the first 3 right answers win 2 points each',
      '最先答对的 3 人各得 2 分',
    ],
    [{ rule: 'podium', points: [4] }, 'the fastest right answer wins 4 points', '答对最快的人得 4 分'],
    [{ rule: 'all', points: 2 }, 'every right answer wins 2 points', '答对即得 2 分'],
  ])('the rule %j in one sentence', async (scoring, english, chinese) => {
    const boss = await start(kind);
    await applyQuiz(world, { definition: { scoring } });
    await applyQuiz(world, { slug: 'zhouwu', language: 'zh-CN', rooms: ['terminal:qun'], definition: { scoring } });
    await boss.says('quiz open friday');
    await world.room('fans').hears(english);
    await boss.says('quiz open zhouwu');
    await world.room('qun').hears(chinese);
  });

  test('two quizzes at once in different rooms keep their answers and boards apart', async () => {
    const boss = await start(kind);
    await applyQuiz(world, { slug: 'one', title: 'One' });
    await applyQuiz(world, { slug: 'two', title: 'Two', rooms: ['terminal:lounge'], definition: { questions: [SUM] } });
    await boss.says('quiz open one');
    await boss.says('quiz open two');
    await world.set(5000);
    await world.person('amy').in('fans').says('B');
    await world.person('bob').in('lounge').says('3');
    await world.person('cat').in('lounge').says('B');
    await world.set(2000);
    expect((await world.room('fans').hears('✅')).text).toBe('✅ amy +1\nAnswer: B. green\n🏆 One\n1. amy · 1');
    await world.room('lounge').hears('✅ bob +1\nAnswer: 3');
    await world.room('lounge').hears('🏁 Two is over. Thank you for taking part.\n🏆 Two\n1. bob · 1');
  });

  test('a room where a quiz is on takes no second one until that has ended', async () => {
    const boss = await start(kind);
    await playQuiz(world, { slug: 'one', title: 'One', rooms: ['terminal:fans', 'terminal:lounge'] });
    await applyQuiz(world, { slug: 'two', title: 'Two', rooms: ['terminal:attic', 'terminal:lounge'] });
    const busy =
      'two cannot be opened in terminal:lounge: One (one) is still being played there. Close it first (quiz close one), or choose another room.';
    await boss.says('quiz open two');
    await boss.hears(busy);
    await world.room('attic').hearsNothing();
    await boss.says('quiz pause one');
    await boss.says('quiz open two');
    await boss.hears(busy);
    await boss.says('quiz close one --confirm one');
    await boss.says('quiz open two');
    await boss.hears('two is open in terminal:attic, terminal:lounge.');
    await applyQuiz(world, { slug: 'three', title: 'Three', rooms: ['terminal:cellar'] });
    await boss.says('quiz open three');
    await boss.says('quiz open three terminal:attic');
    await boss.hears(
      'three cannot be opened in terminal:attic: Two (two) is still being played there. Close it first (quiz close two), or choose another room.',
    );
    await world.set(5000);
    await world.room('attic').hears('Two');
    await world.person('amy').in('attic').says('B');
    await world.set(2000);
    await world.room('attic').hears('🏆 Two\n1. amy · 1');
  });

  test('no countdown: the first question follows at once', async () => {
    await start(kind);
    await playQuiz(world, { definition: { countdown: 0, questions: [COLOURS] } });
    const [announced, asked] = await world.room('fans').hearsAll();
    expect(announced).toMatch(/Here comes the first question\. Just answer in the chat\.$/);
    expect(asked).toMatch(/^Question 1\/1 · 10 s\n/);
  });
});
