// What changes much asks first: alone with the bot the id is typed back, in a room the whole command is written again.
import { afterEach, test } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

async function trio() {
  world = await createWorld();
  const boss = world.person('boss');
  await boss.says('quiz new trio "Trio"');
  await boss.hears('trio');
  return boss;
}

test('alone with the bot the id is typed back', async () => {
  const boss = await trio();
  await boss.says('campaign close trio');
  await boss.hears(/ends Trio .*for good.*\nTo do it, write: trio\n/);
  await boss.says('troi');
  await boss.hears('That is not “trio”.');
  await boss.says('trio');
  await boss.hears('Trio is closed now.');
});

test('in a room the answer says the whole line to write, and no message to the bot elsewhere is taken for the id', async () => {
  const boss = await trio();
  await boss.in('fans').says('!campaign close trio');
  await boss.hears(/for good.*\nTo do it, write: !campaign close trio --confirm trio$/);
  await boss.says('me');
  await boss.hears('boss · 0 points');
  await boss.in('fans').says('!campaign close trio --confirm trio');
  await boss.hears('Trio is closed now.');
});
