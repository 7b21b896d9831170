// Every answer is a row with its verdict. What is not taken is refused once, in private, and costs nothing.
import { afterEach, describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import { loopback } from '../support/loopback.ts';
import { createWorld, type World } from '../support/world.ts';
import { answersIn, COLOURS, playQuiz, pointsIn, SUM, sent } from './stage.ts';

let world: World;
afterEach(() => world.close());

async function play(kind: (typeof databases)[number], definition: Record<string, unknown> = {}) {
  world = await createWorld({ kind });
  await playQuiz(world, { definition: { scoring: 'all', ...definition } });
  const amy = world.person('amy');
  return { amy, inFans: amy.in('fans') };
}

describe.each(databases)('the verdict of an answer (%s)', (kind) => {
  test('right or wrong: taken in private without a word of which', async () => {
    const { amy, inFans } = await play(kind);
    await inFans.says('A');
    expect(await amy.hears('Got it: A. red')).toMatchObject({ room: 'fans', account: 'amy' });
    await world.person('bob').in('fans').says('B');
    await world.room('fans').hears('Question 1/2');
    expect(await answersIn(world)).toEqual(['amy A. red wrong', 'bob B. green correct']);
    expect(await world.room('fans').hearsAll()).toHaveLength(2);
  });

  test('repeated: the first try counts, the wrong one too, and the refusal is said once', async () => {
    const { amy, inFans } = await play(kind);
    for (const text of ['A', 'B', 'C', 'B']) await inFans.says(text);
    expect(await amy.hearsAll()).toEqual([
      'Got it: A. red',
      'You have already answered this question. The result comes when its time is up.',
    ]);
    expect(await answersIn(world)).toEqual([
      ...['amy A. red wrong', 'amy B. green repeated', 'amy C. blue repeated', 'amy B. green repeated'],
    ]);
    await world.set(10_000);
    expect(await pointsIn(world)).toEqual([]);
  });

  test('late: by the platform’s time, said once with the time; it never scores and never costs', async () => {
    const { amy, inFans } = await play(kind);
    await world.set(9999);
    await inFans.says('B', sent(world, 2));
    await inFans.says('B', sent(world, 3));
    await amy.hears('That question closed at 09:00:15. Be ready for the next one.');
    await amy.hearsNothing();
    await inFans.says('B', sent(world, 1));
    await amy.hears('Got it: B. green');
    await world.set(10_000);
    expect(await answersIn(world)).toEqual(['amy B. green late', 'amy B. green late', 'amy B. green correct']);
    expect(await pointsIn(world)).toEqual(['amy 1']);
  });

  test('late after the result too, for a minute, if it names an option or is right; then it is chatter', async () => {
    const { amy, inFans } = await play(kind, { pause: 300 });
    await world.set(30_000);
    for (const text of ['B', 'nice quiz']) await inFans.says(text);
    await amy.hears('That question closed at 09:00:15. Be ready for the next one.');
    await world.set(60_000);
    await inFans.says('B');
    expect(await answersIn(world)).toEqual(['amy B. green late']);
    await amy.hearsNothing();
  });

  test('late to the last question of a quiz that is over', async () => {
    const { amy, inFans } = await play(kind, { questions: [SUM] });
    await world.set(12_000);
    for (const text of ['4', 'bye all', '3']) await inFans.says(text);
    await amy.hears('That question closed at 09:00:15, and it was the last one. Write “board” for the result.');
    expect(await answersIn(world)).toEqual(['amy 3 late']);
  });

  test('edited: what was written first counts, and the refusal is said once', async () => {
    const { amy, inFans } = await play(kind);
    await inFans.says('A');
    await inFans.says('B', { edited: true });
    await inFans.says('C', { edited: true });
    expect(await amy.hearsAll()).toEqual([
      'Got it: A. red',
      'An edited answer does not count; what you wrote first does.',
    ]);
    await world.person('bob').in('fans').says('B', { edited: true });
    await world.person('bob').in('fans').says('B');
    await world.set(10_000);
    expect(await answersIn(world)).toEqual([
      ...[
        'amy A. red wrong',
        'amy B. green edited',
        'amy C. blue edited',
        'bob B. green edited',
        'bob B. green correct',
      ],
    ]);
    expect(await pointsIn(world)).toEqual(['bob 1']);
  });

  test('more tries than one: told how many are left, and wrong ones count', async () => {
    const { amy, inFans } = await play(kind, { tries: 3 });
    for (const text of ['A', 'C', 'purple', 'B', 'B']) await inFans.says(text);
    expect(await amy.hearsAll()).toEqual([
      'Not quite. 2 tries left.',
      'Not quite. 1 try left.',
      'Got it: B. green',
      'You have already answered this question. The result comes when its time is up.',
    ]);
    const bob = world.person('bob');
    for (const text of ['A', 'A', 'A', 'B']) await bob.in('fans').says(text);
    expect((await answersIn(world)).slice(4)).toEqual([
      ...['bob A. red wrong', 'bob A. red wrong', 'bob A. red wrong', 'bob B. green repeated'],
    ]);
  });

  test('one try a person, wherever they answer', async () => {
    const { amy, inFans } = await play(kind);
    await amy.says('quiz');
    await inFans.says('A');
    await amy.says('B');
    await amy.hears('You have already answered this question.');
    expect(await answersIn(world)).toEqual(['amy A. red wrong', 'amy B. green repeated']);
  });

  test('the same event twice is one answer (P2)', async () => {
    const { inFans } = await play(kind);
    for (const event of ['e-1', 'e-1']) await inFans.says('B', { event });
    expect(await answersIn(world)).toEqual(['amy B. green correct']);
  });

  test('where a platform cannot whisper, an answer is taken in silence', async () => {
    const platforms = (now: () => number) => [loopback('terminal', now, { privateReplies: false })];
    world = await createWorld({ kind, platforms });
    await playQuiz(world, { definition: { questions: [COLOURS] } });
    await world.room('fans').hearsAll();
    for (const text of ['A', 'B']) await world.person('amy').in('fans').says(text);
    expect(world.platforms[0]!.delivered.filter(({ address }) => address.account === 'amy')).toEqual([]);
    expect(await answersIn(world)).toEqual(['amy A. red wrong', 'amy B. green repeated']);
  });

  test('an old button is late for its own question, whatever is open now', async () => {
    const { amy, inFans } = await play(kind, { questions: [COLOURS, { ...COLOURS, answer: 'A' }] });
    const [, old] = (await world.room('fans').hears('Question 1/2')).choices;
    await world.set(20_000);
    await inFans.says('', { choice: old!.value });
    await amy.hears(/^That question closed at 09:00:15\./);
    await inFans.says('A');
    expect(await answersIn(world)).toEqual(['amy B. green late', 'amy A. red correct']);
  });
});
