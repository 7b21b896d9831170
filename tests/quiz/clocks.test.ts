// The clock of a question: room by room from its confirmed delivery, with time to read, over one or several platforms.
import { afterEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/chat/platform.ts';
import { databases } from '../support/database.ts';
import { type Loopback, loopback } from '../support/loopback.ts';
import { createWorld, type World } from '../support/world.ts';
import { answersIn, applyQuiz, COLOURS, playQuiz, pointsIn, SUM, sent } from './stage.ts';

let world: World;
afterEach(() => world.close());

const both = ['terminal:fans', 'slack:C1'];

/** Two platforms; what Slack does with a question is the test's to say, by the room. */
async function twoPlatforms(kind: (typeof databases)[number], latency = 0): Promise<{ slack: Loopback }> {
  world = await createWorld({
    kind,
    platforms: (now) => [loopback('terminal', now), loopback('slack', now, { latency })],
  });
  return { slack: world.platforms[1]! };
}

/** Slack holds a question back until the function given is called; anything else goes through. */
function holdBack(slack: Loopback): (outcome: Outcome) => void {
  let release!: (outcome: Outcome) => void;
  const held = new Promise<Outcome>((resolve) => {
    release = resolve;
  });
  slack.answer = ({ text }) => (text.startsWith('Question') ? held : { type: 'sent', at: world.clock.now() });
  return release;
}

async function windows(): Promise<string[]> {
  const rows = await world.db.selectFrom('quiz_round_room').selectAll().orderBy('platform', 'desc').execute();
  return rows.map(({ platform, opened_at, closes_at }) => `${platform} ${opened_at} ${closes_at}`);
}

describe.each(databases)('the clock of a question (%s)', (kind) => {
  test('starts after the time to read it', async () => {
    world = await createWorld({ kind });
    const definition = { reading: 4, scoring: { rule: 'speed', most: 10, least: 1 }, questions: [COLOURS] };
    await playQuiz(world, { definition });
    for (const [name, ms] of [
      ['amy', 1000],
      ['bob', 4000],
      ['cat', 9000],
      ['dan', 14_000],
      ['eve', 14_001],
    ] as const)
      await world.person(name).in('fans').says('B', sent(world, ms));
    await world.set(13_999);
    expect(await pointsIn(world)).toEqual([]);
    await world.set(1);
    expect(await pointsIn(world)).toEqual(['amy 10', 'bob 10', 'cat 6', 'dan 1']);
  });

  test('goes by the length of the question where nothing is said of reading', async () => {
    world = await createWorld({ kind });
    const text = `${'读'.repeat(40)}？`;
    await playQuiz(world, { definition: { reading: 'auto', questions: [{ text, answer: 'x' }] } });
    const asked = world.clock.now();
    expect(await windows()).toEqual([`terminal ${asked} ${asked + 40 * 125 + 50 + 10_000}`]);
  });

  test('starts room by room, when the platform says that the question arrived there', async () => {
    const { slack } = await twoPlatforms(kind);
    const asked = world.clock.now() + 5000;
    slack.answer = ({ text }) => ({
      type: 'sent',
      at: text.startsWith('Question 1') ? asked + 4000 : world.clock.now(),
    });
    await playQuiz(world, { rooms: both, definition: { scoring: { rule: 'speed', most: 10, least: 0 } } });
    expect(await windows()).toEqual([`terminal ${asked} ${asked + 10_000}`, `slack ${asked + 4000} ${asked + 14_000}`]);
    const zoe = world.person('zoe', slack);
    await world.person('amy').in('fans').says('B', sent(world, 5000));
    await zoe.in('C1').says('B', sent(world, 9000));
    await world.person('bob').in('fans').says('B', sent(world, 12_000));
    await world.person('yan', slack).in('C1').says('B', sent(world, 12_000));
    await world.set(13_999);
    expect(await pointsIn(world)).toEqual([]);
    await world.set(1);
    expect(await answersIn(world)).toEqual([
      ...['amy B. green correct', 'zoe B. green correct', 'bob B. green late', 'yan B. green correct'],
    ]);
    expect(await pointsIn(world)).toEqual(['amy 5', 'zoe 5', 'yan 2']);
    const board = '🏆 Friday quiz\n1. amy · 5\n1. zoe · 5\n3. yan · 2';
    await world.room('fans').hears(board);
    await world.room('C1', slack).hears(board);
  });

  test('an answer that comes before the delivery was confirmed counts, and the clock of the room starts all the same', async () => {
    const { slack } = await twoPlatforms(kind);
    const release = holdBack(slack);
    await applyQuiz(world, { rooms: ['slack:C1'], definition: { scoring: 'all', questions: [COLOURS] } });
    await world.person('boss').says('quiz open friday');
    world.clock.set(world.clock.now() + 5000);
    await world.engine.ticker.runDue();
    await world.engine.accept(world.message({ account: 'zoe', platform: 'slack', room: 'C1', text: 'B' }));
    release({ type: 'sent', at: world.clock.now() + 3000 });
    await world.engine.settled();
    await world.set(12_999);
    expect(await pointsIn(world)).toEqual([]);
    await world.set(1);
    expect(await pointsIn(world)).toEqual(['zoe 1']);
  });

  test('a room that refuses the question plays no part in it, and holds nobody up', async () => {
    const { slack } = await twoPlatforms(kind);
    slack.answer = ({ text }) =>
      text.startsWith('Question 1') ? { type: 'refused', reason: 'gone' } : { type: 'sent', at: world.clock.now() };
    await playQuiz(world, { rooms: both, definition: { scoring: 'all' } });
    await world.person('amy').in('fans').says('B');
    await world.person('zoe', slack).in('C1').says('B');
    await world.set(10_000);
    expect(await answersIn(world)).toEqual(['amy B. green correct']);
    await world.room('C1', slack).hears('✅ amy +1');
    await world.set(5000);
    await world.person('zoe', slack).in('C1').says('3');
    await world.set(10_000);
    expect(await pointsIn(world)).toEqual(['amy 1', 'zoe 1']);
  });

  test('a question that every room refuses ends at once', async () => {
    const { slack } = await twoPlatforms(kind);
    slack.answer = ({ text }) =>
      text.startsWith('Question') ? { type: 'refused', reason: 'gone' } : { type: 'sent', at: world.clock.now() };
    await playQuiz(world, { rooms: ['slack:C1'] });
    await world.set(0);
    await world.room('C1', slack).hears('Nobody answered.');
    await world.set(5000);
    await world.room('C1', slack).hears('🏁 Friday quiz ends here: 2 questions in a row without an answer.');
  });

  test('a room whose platform does not say whether the question arrived plays; the round ends with the last window', async () => {
    const { slack } = await twoPlatforms(kind);
    slack.answer = ({ text }) =>
      text.startsWith('Question') ? { type: 'unknown' } : { type: 'sent', at: world.clock.now() };
    await playQuiz(world, { rooms: both, definition: { scoring: 'all', questions: [COLOURS] } });
    await world.person('zoe', slack).in('C1').says('B');
    await world.set(10_000);
    await world.room('C1', slack).hears('✅ zoe +1');
  });

  test('a room where the question is not confirmed at all is waited for half a minute, and no more', async () => {
    const { slack } = await twoPlatforms(kind);
    slack.answer = ({ text }) =>
      text.startsWith('Question') ? { type: 'retry', after: 5000 } : { type: 'sent', at: world.clock.now() };
    await playQuiz(world, { rooms: both, definition: { scoring: 'all', questions: [COLOURS] } });
    await world.person('amy').in('fans').says('B');
    for (let second = 1; second < 30; second += 1) await world.set(1000);
    expect(await pointsIn(world)).toEqual([]);
    // Where several processes share the outbox, each looks into it every two seconds.
    for (let second = 0; second < 3; second += 1) await world.set(1000);
    expect(await pointsIn(world)).toEqual(['amy 1']);
    await world.room('fans').hears('🏁 Friday quiz is over.');
  });

  test('a question is closed only when answers of its slowest platform can no longer be on their way', async () => {
    const { slack } = await twoPlatforms(kind, 3000);
    await playQuiz(world, { rooms: both, definition: { scoring: 'all', questions: [COLOURS] } });
    await world.set(12_900);
    await world.person('zoe', slack).in('C1').says('B', sent(world, -3000));
    await world.person('yan', slack).in('C1').says('B', sent(world, -2000));
    await world.set(100);
    expect(await answersIn(world)).toEqual(['zoe B. green correct', 'yan B. green late']);
    expect(await pointsIn(world)).toEqual(['zoe 1']);
  });

  test('a decided round waits for them too: who was first on the slow platform wins', async () => {
    const { slack } = await twoPlatforms(kind, 3000);
    await playQuiz(world, { rooms: both, definition: { scoring: 'first', questions: [COLOURS, SUM] } });
    await world.person('amy').in('fans').says('B', sent(world, 0));
    await world.set(2900);
    await world.person('zoe', slack).in('C1').says('B', sent(world, -3000));
    await world.set(100);
    await world.room('fans').hears('✅ zoe +1\n1 other was right too.');
  });
});
