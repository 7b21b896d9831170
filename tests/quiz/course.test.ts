// The course of a quiz: by itself or by staff, paused and resumed, opened and closed by hand or by the clock, through a restart.
import { afterEach, describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import { loopback } from '../support/loopback.ts';
import { createWorld, type World } from '../support/world.ts';
import { answersIn, applyQuiz, COLOURS, playQuiz, pointsIn, SUM } from './stage.ts';

let world: World;
afterEach(() => world.close());

async function start(kind: (typeof databases)[number]) {
  world = await createWorld({ kind });
  const boss = world.person('boss');
  await boss.says('language English');
  await boss.hearsAll();
  return { boss, fans: world.room('fans'), amy: world.person('amy').in('fans') };
}

describe.each(databases)('the course of a quiz (%s)', (kind) => {
  test('two questions in a row without an answer in time end it', async () => {
    const { fans, amy } = await start(kind);
    await playQuiz(world, { definition: { questions: [COLOURS, COLOURS, SUM, SUM, SUM], scoring: 'all' } });
    await amy.says('B', { edited: true });
    await world.set(15_000);
    await fans.hears('Nobody answered.');
    await amy.says('A');
    await world.set(15_000);
    await fans.hears('Nobody got it this time.');
    await world.set(15_000);
    await fans.hears('Nobody answered.');
    await world.set(15_000);
    await fans.hears('Nobody answered.');
    await fans.hears(
      '🏁 Friday quiz ends here: 2 questions in a row without an answer.\nNo points yet in Friday quiz.',
    );
    await world.set(60_000);
    await fans.hearsNothing();
  });

  test('advance by staff: the next question waits for quiz next', async () => {
    const { boss, fans, amy } = await start(kind);
    await applyQuiz(world, { definition: { advance: 'staff', scoring: 'all' } });
    await boss.says('quiz next friday');
    await boss.hears('friday is not live, so there is no next question. Open it: quiz open friday');
    await boss.says('quiz open friday');
    await boss.hears('friday is open in terminal:fans.\nAfter each question, ask the next one: quiz next friday');
    await world.set(5000);
    await boss.says('quiz next');
    await boss.hears('Question 1 of friday is still open. It ends by itself; quiz pause friday withdraws it.');
    await amy.says('B');
    await world.set(600_000);
    await fans.hears(
      '✅ amy +1\nAnswer: B. green\n🏆 Friday quiz\n1. amy · 1\nStay here: the host asks the next question.',
    );
    await fans.hearsNothing();
    await boss.says('quiz next');
    await boss.hears('The next question of friday is on its way.');
    await fans.hears('Question 2/2');
    await world.set(10_000);
    await fans.hears('🏁 Friday quiz is over.');
    await boss.says('quiz next friday');
    await boss.hears('friday is closed, so there is no next question. Make another: quiz new');
  });

  test('quiz next skips the wait for the next question', async () => {
    const { boss, fans } = await start(kind);
    await playQuiz(world, { definition: { pause: 3600 } });
    await world.set(10_000);
    await boss.in('fans').says('!quiz next');
    await fans.hears('Question 2/2');
    await world.set(10_000);
    await fans.hears('🏁 Friday quiz ends here');
    await world.set(3_600_000);
    await fans.hearsNothing();
  });

  test('a pause withdraws the open question at once; it goes on with the next', async () => {
    const { boss, fans, amy } = await start(kind);
    await playQuiz(world, { definition: { scoring: 'all' } });
    await amy.says('B');
    await fans.hears('Question 1/2');
    await boss.says('quiz pause');
    await boss.hears('friday is paused. To go on: quiz resume friday');
    expect(await fans.hearsAll()).toEqual([
      'Question 1 is withdrawn and does not count.\nFriday quiz is paused and will go on later.',
    ]);
    await world.person('bob').in('fans').says('B');
    await world.set(60_000);
    await fans.hearsNothing();
    await boss.says('quiz pause friday');
    await boss.hears('friday is already paused; nothing was changed.');
    await boss.says('quiz next');
    await boss.hears('friday is paused. Go on with it first: quiz resume friday');
    await boss.says('quiz resume');
    await fans.hears('Friday quiz goes on. Next question in 5 s.');
    await world.set(5000);
    await fans.hears('Question 2/2');
    await amy.says('3');
    await world.set(10_000);
    expect(await pointsIn(world)).toEqual(['amy 1']);
    expect(await answersIn(world)).toEqual(['amy B. green correct', 'amy 3 correct']);
  });

  test('a question that a pause withdrew before its platform took it never comes', async () => {
    world = await createWorld({ kind, platforms: (now) => [loopback('terminal', now), loopback('slack', now)] });
    const slack = world.platforms[1]!;
    slack.answer = ({ text }) =>
      text.startsWith('Question') ? { type: 'retry', after: 2000 } : { type: 'sent', at: world.clock.now() };
    await playQuiz(world, { rooms: ['terminal:fans', 'slack:C1'] });
    await world.person('boss').says('quiz pause friday');
    await world.person('boss').says('quiz resume friday');
    slack.answer = undefined;
    await world.set(20_000);
    const asked = slack.delivered.map(({ text }) => text.split('\n')[0]).filter((text) => text?.startsWith('Question'));
    expect(asked).toEqual(['Question 1 is withdrawn and does not count.', 'Question 2/2 · 10 s']);
  });

  test('closing wants the slug typed back, and can be left', async () => {
    const { boss, fans, amy } = await start(kind);
    await playQuiz(world, { definition: { scoring: 'all' } });
    await amy.says('B');
    await fans.hears('Question 1/2');
    const asks =
      /^This ends Friday quiz for good: .*\nTo do it, write: friday\nTo leave everything as it is, write: cancel$/;
    await boss.says('quiz close');
    await boss.hears(asks);
    await boss.says('thursday');
    await boss.hears('That is not “friday”.');
    await boss.says('cancel');
    await boss.says('quiz close friday --confirm thursday');
    await boss.hears(asks);
    await fans.hearsNothing();
    await boss.says('Friday');
    await boss.hears('friday is closed.');
    expect(await fans.hearsAll()).toEqual([
      [
        'Question 1 is withdrawn and does not count.',
        '🏁 Friday quiz is over. Thank you for taking part.',
        'No points yet in Friday quiz.',
      ].join('\n'),
    ]);
    await boss.says('quiz close friday');
    await boss.hears('friday is already closed; nothing was changed.');
    await boss.says('quiz open friday');
    await boss.hears('Friday quiz is closed and stays closed.');
  });

  test('in one line with --confirm, and the same by campaign close', async () => {
    const { boss, fans } = await start(kind);
    await playQuiz(world);
    await boss.says('quiz close friday --confirm friday');
    await boss.hears('friday is closed.');
    await playQuiz(world, { slug: 'again', title: 'Again' });
    await boss.says('campaign close again --confirm again');
    await fans.hears('🏁 Friday quiz is over.');
    await fans.hears('🏁 Again is over.');
  });

  test('opens and closes by the clock; what is open then does not count', async () => {
    const { fans, amy } = await start(kind);
    const definition = { scoring: 'all', questions: [COLOURS, SUM, SUM, SUM] };
    await applyQuiz(world, { opens: '2026-11-27 17:00', closes: '2026-11-27 17:00:30', definition });
    await world.set('2026-11-27T16:59:59.999+08:00');
    await fans.hearsNothing();
    await world.set(6);
    await fans.hears('🔔 Friday quiz');
    await world.set('2026-11-27T17:00:05+08:00');
    await amy.says('B');
    await world.set('2026-11-27T17:00:20+08:00');
    await fans.hears('Question 2/4');
    await amy.says('3');
    await world.set('2026-11-27T17:00:30+08:00');
    await fans.hears('🏁 Friday quiz is over. Thank you for taking part.\n🏆 Friday quiz\n1. amy · 1');
    await world.set(600_000);
    await fans.hearsNothing();
    expect(await pointsIn(world)).toEqual(['amy 1']);
  });

  test('opened by the clock while another quiz has its room: staff hear why, and it opens when the room is free', async () => {
    const { boss, fans } = await start(kind);
    await applyQuiz(world, { opens: '2026-11-27 17:00' });
    await world.set('2026-11-27T16:59:50+08:00');
    await playQuiz(world, { slug: 'long', title: 'Long', definition: { questions: [SUM], seconds: 20 } });
    await world.set('2026-11-27T17:00:00+08:00');
    await boss.hears(
      /^friday cannot be opened in terminal:fans: Long \(long\) is still being played there\. Close it[\s\S]*\nIt is tried again/,
    );
    await world.set('2026-11-27T17:00:30+08:00');
    await fans.hears('🏁 Long is over.');
    await world.set('2026-11-27T17:00:36+08:00');
    await fans.hears('🔔 Friday quiz');
    expect((await boss.hearsAll()).filter((text) => text.includes('cannot be opened'))).toEqual([]);
  });

  test('a restart in mid-question loses no answer and keeps the time', async () => {
    const { fans, amy } = await start(kind);
    await playQuiz(world, { definition: { scoring: 'all' } });
    await amy.says('B');
    await world.set(4000);
    await world.restart();
    await world.person('bob').in('fans').says('B');
    await world.set(5999);
    expect(await pointsIn(world)).toEqual([]);
    await world.set(1);
    await fans.hears('✅ amy +1, bob +1');
    await world.restart();
    await world.set(5000);
    await fans.hears('Question 2/2');
    expect((await fans.hearsAll()).length).toBe(0);
    expect(await pointsIn(world)).toEqual(['amy 1', 'bob 1']);
  });

  test('a restart after the time was up closes the question first thing, and goes on', async () => {
    const { fans, amy } = await start(kind);
    await playQuiz(world, { definition: { scoring: 'all' } });
    await amy.says('B');
    await world.engine.stop();
    world.clock.set(world.clock.now() + 3_600_000);
    await world.restart();
    await world.set(0);
    await fans.hears('✅ amy +1');
    await world.set(5000);
    await fans.hears('Question 2/2');
  });
});
