import { afterEach, expect, test } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

test('a quiz made in chat is played in a room, scored and ended', async () => {
  world = await createWorld();
  const boss = world.person('boss');
  const amy = world.person('amy');
  const bob = world.person('bob');
  const fans = world.room('fans');
  await boss.says('quiz new friday "Friday quiz"');
  console.log(await boss.hearsAll());
  await boss.says(
    'quiz ask friday "Which planet is closest to the sun?" --options "Venus|Mercury|Mars" --answer B --category Sky',
  );
  await boss.says('quiz ask friday "How much is two and two?" --answer 4');
  console.log(await boss.hearsAll());
  await boss.in('fans').says('!quiz open friday');
  console.log(await boss.hearsAll(), await fans.hearsAll());
  await world.set(5000);
  console.log(await fans.hearsAll());
  await amy.in('fans').says('b');
  await bob.in('fans').says('A');
  console.log(await amy.hearsAll(), await bob.hearsAll());
  await world.set(20000);
  console.log(await fans.hearsAll(), await amy.hearsAll());
  await bob.in('fans').says('four?');
  await bob.in('fans').says('四');
  await amy.in('fans').says('4');
  await world.set(30000);
  console.log(await fans.hearsAll());
  await amy.says('排行榜');
  await amy.says('help');
  console.log(await amy.hearsAll());
  await boss.says('quiz log friday');
  await boss.says('quiz check friday');
  await boss.says('incident list');
  console.log(await boss.hearsAll());
  expect(1).toBe(1);
});
