// Staff make a quiz in chat: in one line, step by step, question by question, or many questions pasted at once.
import { afterEach, describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';
import { applyQuiz } from './stage.ts';

let world: World;
afterEach(() => world.close());

async function start(kind: (typeof databases)[number]) {
  world = await createWorld({ kind });
  return world.person('boss');
}

async function questionsOf(slug: string): Promise<unknown[]> {
  const { definition } = await world.db
    .selectFrom('campaign')
    .select('definition')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  return JSON.parse(definition).questions;
}

describe.each(databases)('a quiz made in chat (%s)', (kind) => {
  test('in one line, in English', async () => {
    const boss = await start(kind);
    await boss.says('quiz new friday "Friday quiz" --scoring podium --seconds 20 --prize "a T-shirt"');
    await boss.hears(/^Quiz friday is made, still a draft\.\nAdd questions: quiz ask friday /);
    const row = await world.db.selectFrom('campaign').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ slug: 'friday', title: 'Friday quiz', language: 'en', status: 'draft' });
    expect(JSON.parse(row.definition)).toMatchObject({
      scoring: { rule: 'podium', points: [5, 3, 1] },
      seconds: 20,
      prize: 'a T-shirt',
    });
  });

  test('in one line, in Chinese: the title says which language its rooms hear', async () => {
    const boss = await start(kind);
    await boss.says('quiz new zhouwu “周五抢答”');
    await boss.hears('抢答 zhouwu 已建好，目前是草稿。');
    expect(await world.db.selectFrom('campaign').select(['title', 'language']).execute()).toEqual([
      { title: '周五抢答', language: 'zh-CN' },
    ]);
  });

  test.each([
    ['en', 'English', /^What should the quiz be called/, /^And its title/, /^Who gets points/, /^How many seconds/],
    ['zh-CN', '中文', /^这场抢答在命令里叫什么/, /^给大家看的标题/, /^怎么计分/, /^每题多少秒/],
  ])('by dialog, in %s', async (_, language, slug, title, scoring, seconds) => {
    const boss = await start(kind);
    await boss.says(`language ${language}`);
    await boss.says('quiz new');
    await boss.hears(slug);
    await boss.says('Friday!');
    await boss.hears(/“Friday!”|「Friday!」/);
    await boss.hears(slug);
    await boss.says('Friday');
    await boss.hears(title);
    await boss.says('Friday quiz');
    const { choices } = await boss.hears(scoring);
    expect(choices).toHaveLength(4);
    await boss.says('2');
    await boss.hears(seconds);
    await boss.says('soon');
    await boss.hears(seconds);
    await boss.says('二十');
    await boss.hears(/^(Quiz|抢答) friday /);
    const { definition } = await world.db.selectFrom('campaign').select('definition').executeTakeFirstOrThrow();
    expect(JSON.parse(definition)).toMatchObject({ scoring: { rule: 'speed' }, seconds: 20 });
  });

  test('left half-way leaves nothing', async () => {
    const boss = await start(kind);
    await boss.says('quiz new');
    await boss.says('friday');
    await boss.says('取消');
    expect(await world.db.selectFrom('campaign').select('id').execute()).toEqual([]);
  });

  test('a slug, a rule, seconds or a prize that are none are refused with what to write instead', async () => {
    const boss = await start(kind);
    await boss.says('language English');
    await boss.says('quiz new F! "Friday"');
    await boss.hears(/“F!” cannot be a slug\. Use 2 to 41 small letters/);
    await boss.says('quiz new friday "Friday" --scoring fastest');
    await boss.hears('Scoring is one of first, speed, podium, all.');
    await boss.says('quiz new friday "Friday" --seconds 601');
    await boss.hears('Please write a whole number from 1 to 600.');
    await boss.says('quiz new friday "Friday" --prize ""');
    await boss.hears(/^A prize is a text/);
    await boss.says('quiz new friday "Friday"');
    await boss.says('quiz new FRIDAY "Another"');
    await boss.hears('“friday” is taken. Choose another slug, or look at it: campaign show friday');
    expect(await world.db.selectFrom('campaign').select('title').execute()).toEqual([{ title: 'Friday' }]);
  });

  test('question by question, with options or free text', async () => {
    const boss = await start(kind);
    await boss.says('quiz new friday "Friday"');
    await boss.says(
      'quiz ask friday "Which colour?" --options "red|green|blue" --answer green --category Art --seconds 9',
    );
    await boss.hears('Question 1 added to friday: Which colour?');
    await boss.says('quiz ask friday “吉祥物叫什么？” ——answer 米兔|Mitu ——explain “就是它。”');
    await boss.hears('Question 2 added to friday: 吉祥物叫什么？');
    expect(await questionsOf('friday')).toEqual([
      { text: 'Which colour?', options: ['red', 'green', 'blue'], answer: 'green', category: 'Art', seconds: 9 },
      { text: '吉祥物叫什么？', answer: ['米兔', 'Mitu'], explain: '就是它。' },
    ]);
    await boss.says('quiz ask friday "Which colour?" --options "red|green" --answer C');
    await boss.hears(
      /^That question cannot be asked: answer: “C” is not among the options\. Fix: Write a letter from A to B/,
    );
    await boss.says('quiz ask friday "Which colour?"');
    await boss.hears(/^Write: quiz ask <slug>/);
    await boss.says('quiz ask fridya "Which?" --answer x');
    await boss.hears('There is no quiz “fridya”. Did you mean “friday”?');
    expect(await questionsOf('friday')).toHaveLength(2);
  });

  test('many at once, one a line; what looks like an option of the command is only text', async () => {
    const boss = await start(kind);
    await boss.says('quiz new friday "Friday"');
    await boss.says(
      'quiz import friday\n1 + 2? | 3\n\n哪个是水果？｜*苹果｜石头\n——MIUI 的吉祥物？ | 米兔\nWhat does --all show? | everything',
    );
    await boss.hears('4 questions added to friday; it has 4 now.');
    expect(await questionsOf('friday')).toEqual([
      { text: '1 + 2?', answer: '3' },
      { text: '哪个是水果？', options: ['苹果', '石头'], answer: ['A'] },
      { text: '——MIUI 的吉祥物？', answer: '米兔' },
      { text: 'What does --all show?', answer: 'everything' },
    ]);
  });

  test.each([
    ['a line without an answer', 'Why?', /^Line 2 cannot be a question, so nothing was added\. It has no answer/],
    ['options without a star', 'Why? | a | b', /^Line 2 .*Put a star in front of the right option/],
    ['the same option twice', 'Why? | *a | A', /^Line 2 .*This is the same as option A/],
    ['more than fits into one message', `Why? | ${'x'.repeat(4000)}`, /loses its end, so nothing was added/],
  ])('%s changes nothing', async (_, line, refusal) => {
    const boss = await start(kind);
    await boss.says('quiz new friday "Friday"');
    await boss.says(`quiz import friday\n1 + 2? | 3\n${line}\n2 + 2? | 4`);
    await boss.hears(refusal);
    expect(await questionsOf('friday')).toEqual([]);
  });

  test('a quiz that has been opened keeps its questions, and one on a timer loses it with a warning', async () => {
    const boss = await start(kind);
    await applyQuiz(world, { opens: '2026-11-27 17:00' });
    await boss.says('language English');
    await boss.says('quiz ask friday "More?" --answer yes');
    await boss.hears(
      /^Question 3 added to friday: More\?\nThe change took friday off its timer\. Open it by hand .*quiz open friday$/,
    );
    await boss.says('quiz open friday');
    await boss.says('quiz ask friday "Still more?" --answer yes');
    await boss.hears('friday has been opened, so its questions stay as they are. Make another: quiz new');
    expect(await questionsOf('friday')).toHaveLength(3);
  });
});
