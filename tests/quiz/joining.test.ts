// Playing in a direct message: joining before, during and after, with one quiz on or several, and leaving again.
import { afterEach, describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import { loopback } from '../support/loopback.ts';
import { createWorld, type World } from '../support/world.ts';
import { answersIn, applyQuiz, COLOURS, playQuiz, pointsIn, SUM, sent } from './stage.ts';

let world: World;
afterEach(() => world.close());

async function start(kind: (typeof databases)[number]) {
  world = await createWorld({ kind });
  const amy = world.person('amy');
  await amy.says('language English');
  await amy.hearsAll();
  return { amy, boss: world.person('boss') };
}

const JOINED =
  'You are in: the questions of Friday quiz come here too. Answer with a letter, a number or the words. To leave, write “cancel”.';

describe.each(databases)('joining in a direct message (%s)', (kind) => {
  test('before: nothing is on, or it is said when the next one opens', async () => {
    const { amy } = await start(kind);
    await amy.says('quiz');
    await amy.hears('No quiz is live right now. When one opens, its rooms will hear of it.');
    await applyQuiz(world, { slug: 'later', title: 'Later', opens: '2026-11-28 17:00' });
    await applyQuiz(world, { title: '周五抢答', opens: '2026-11-27 17:00' });
    await amy.says('quiz');
    await amy.hears('No quiz is live right now. 周五抢答 opens today 17:00 (Beijing time), in 8 hours.');
    const bob = world.person('bob');
    await bob.says('抢答');
    await bob.hears('现在没有正在进行的抢答。周五抢答 将于今天 17:00（北京时间），8 小时后开始。');
  });

  test('before the first question: it comes by itself, and an answer until then is told that none is open', async () => {
    const { amy, boss } = await start(kind);
    await applyQuiz(world);
    await boss.says('quiz open friday');
    await amy.says('quiz');
    await amy.hears(JOINED);
    await amy.says('B');
    await amy.hears('No question is open right now. The next one comes here by itself.');
    await world.set(5000);
    await amy.hears('Question 1/2 · 10 s\nWhich colour?');
    await amy.says('b');
    await amy.hears('Got it: B. green');
    await world.set(1000);
    await amy.hears('✅ amy +1\nAnswer: B. green\n🏆 Friday quiz\n1. amy · 1\nYou: no. 1 with 1 point.');
    await world.room('fans').hears(/1\. amy · 1$/);
    await amy.says('quiz');
    await amy.hears('You are in Friday quiz. The next question comes here by itself. To leave, write “cancel”.');
  });

  test('during a question: with the time that is left, and the number of an option means it', async () => {
    const { amy } = await start(kind);
    await playQuiz(world, { definition: { scoring: 'all' } });
    await world.set(6000);
    await amy.says('抢答');
    await amy.hears(JOINED);
    await amy.hears('Which colour?');
    await amy.says('2', sent(world, 4000));
    await amy.hears('Got it: B. green');
    const late = world.person('late');
    await late.says('quiz');
    await late.says('B', sent(world, 4001));
    await world.set(4000);
    expect(await answersIn(world)).toEqual(['amy B. green correct', 'late B. green late']);
    expect(await pointsIn(world)).toEqual(['amy 1']);
  });

  test('after: nothing is on, and the board is that of the last one', async () => {
    const { amy } = await start(kind);
    await amy.says('board');
    await amy.hears('There is no quiz to show a board of yet.');
    await playQuiz(world, { definition: { questions: [COLOURS], scoring: 'all' } });
    await amy.in('fans').says('B');
    await world.set(10_000);
    await amy.says('quiz');
    await amy.hears('No quiz is live right now.');
    await amy.says('排行榜');
    await amy.hears('🏆 Friday quiz\n1. amy · 1\nYou: no. 1 with 1 point.');
  });

  test('cancel leaves: no more questions, the points stay, and coming back is one word', async () => {
    const { amy } = await start(kind);
    await playQuiz(world, { definition: { questions: [COLOURS, SUM, SUM], scoring: 'all' } });
    await amy.says('quiz');
    await amy.says('B');
    await amy.says('取消');
    await amy.hears(
      'You left Friday quiz: its questions no longer come here, and your points stay. To come back, write “quiz”.',
    );
    await world.set(15_000);
    await amy.hearsNothing();
    await amy.says('3');
    await amy.hears('I do not know “3”.');
    await amy.says('cancel');
    await amy.hears('You are not in the middle of anything.');
    await amy.says('quiz');
    await amy.hears('One and two?');
    await world.set(15_000);
    await amy.hears('Question 3/3');
    expect(await pointsIn(world)).toEqual(['amy 1']);
  });

  test('whoever leaves before the question reached them holds nobody up', async () => {
    const { amy } = await start(kind);
    await playQuiz(world, { definition: { scoring: 'all', countdown: 10 } });
    await amy.says('quiz');
    await amy.says('cancel');
    await world.person('bob').in('fans').says('B');
    await world.set(10_000);
    expect(await pointsIn(world)).toEqual(['bob 1']);
  });

  test('stop leaves too: nothing comes of our own accord, no question waits for them, and joining needs start', async () => {
    const { amy } = await start(kind);
    await playQuiz(world, { definition: { questions: [COLOURS, SUM, SUM], scoring: 'all' } });
    await amy.says('quiz');
    await amy.says('stop');
    await world.person('bob').in('fans').says('B');
    await amy.hearsAll();
    await world.set(15_000);
    await amy.hearsNothing();
    await world.person('bob').in('fans').says('3');
    await world.set(10_000);
    expect(await pointsIn(world)).toEqual(['bob 2']);
    await amy.says('quiz');
    await amy.hears(
      'You asked to hear nothing from us, so questions could not reach you. Write “start” first, then “quiz”.',
    );
    await amy.says('start');
    await amy.says('quiz');
    await world.set(5000);
    await amy.hears('Question 3/3');
  });

  test('a paused quiz is joined for when it goes on', async () => {
    const { amy, boss } = await start(kind);
    await playQuiz(world);
    await boss.says('quiz pause friday');
    await amy.says('quiz');
    await amy.hears(`${JOINED}\nIt is paused right now; the next question comes when it goes on.`);
    await boss.says('quiz resume friday');
    await world.set(5000);
    await amy.hears('Question 2/2');
  });

  test('of several, one is chosen by button, number or slug; another may be chosen later', async () => {
    const { amy } = await start(kind);
    await playQuiz(world, { slug: 'one', title: 'One' });
    await playQuiz(world, { slug: 'two', title: 'Two', rooms: ['terminal:lounge'], definition: { questions: [SUM] } });
    await amy.says('quiz');
    const { choices } = await amy.hears('Several quizzes are live. Which one do you want to play?');
    expect(choices.map(({ label }) => label)).toEqual(['Two', 'One']);
    await amy.says('1');
    await amy.hears('the questions of Two come here too');
    await amy.hears('One and two?');
    await amy.says('quiz join one');
    await amy.hears('You left Two and are in One now: its questions come here. To leave, write “cancel”.');
    await amy.hears('Which colour?');
    await amy.says('B');
    await amy.hears('Got it: B. green');
    await amy.says('quiz join three');
    await amy.hears('No quiz “three” is live. Write “quiz” to see what is.');
    const bob = world.person('bob');
    await bob.says('排行榜');
    await bob.presses((await bob.hears('你想看哪一场的榜单？')).choices[1]!.value);
    await bob.hears('One 还没有人得分。');
    expect(await answersIn(world)).toEqual(['amy B. green correct']);
  });

  test('in a room: answer here, or in a direct message where that room does not play', async () => {
    const { amy } = await start(kind);
    await playQuiz(world);
    await amy.in('fans').says('!quiz');
    expect(await amy.hears('Friday quiz is live. Answer right here.')).toMatchObject({ room: 'fans' });
    await amy.in('lounge').says('!抢答');
    await amy.hears('Friday quiz is live, but not in this room. Write “quiz” to me in a direct message to play.');
  });

  test('a direct message on one platform and a room on another play on one board', async () => {
    world = await createWorld({ kind, platforms: (now) => [loopback('terminal', now), loopback('slack', now)] });
    const slack = world.platforms[1]!;
    await playQuiz(world, { rooms: ['slack:C1'], definition: { scoring: 'all' } });
    await world.person('zoe', slack).in('C1').says('B');
    await world.person('amy').says('quiz');
    await world.person('amy').says('B');
    await world.set(10_000);
    await world.room('C1', slack).hears('✅ zoe +1, amy +1');
    expect(await pointsIn(world)).toEqual(['amy 1', 'zoe 1']);
  });
});
