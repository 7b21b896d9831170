// In a direct message a typed number means what was offered there last: in a reply, or by a flow of its own accord.
import { afterEach, test } from 'vitest';
import { databases } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

async function duo(kind: (typeof databases)[number]) {
  world = await createWorld({ kind });
  const boss = world.person('boss');
  await boss.says('quiz new duo "Duo" --seconds 10');
  await boss.says('quiz ask duo "First?" --options "red|green" --answer A');
  await boss.says('quiz ask duo "Second?" --options "cat|dog" --answer B');
  await boss.says('quiz open duo terminal:fans');
  await world.set(6000);
  return { boss, amy: world.person('amy') };
}

test.for(databases)(
  '%s: a number answers the question asked last, not the one that a reply had shown',
  async (kind) => {
    const { amy } = await duo(kind);
    await amy.says('quiz');
    await amy.hears('First?');
    await amy.says('1');
    await amy.hears('Got it: A. red');
    await world.set(8000);
    await amy.hears('Second?');
    await amy.says('2');
    await amy.hears('Got it: B. dog');
  },
);

test.for(databases)('%s: a question that comes while staff are in a dialog does not end the dialog', async (kind) => {
  const { boss } = await duo(kind);
  await boss.says('quiz');
  await boss.says('quiz new');
  await boss.hears('short slug');
  await world.set(20_000);
  await boss.hears('Second?');
  await boss.says('friday');
  await boss.hears('its title');
});
