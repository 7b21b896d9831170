// What is not understood is answered with the nearest thing the caller may say, and only where that is near.
import { afterEach, test } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

test('a slip is understood as one, a short word is not bent into another', async () => {
  world = await createWorld();
  const amy = world.person('amy');
  await amy.says('hlep');
  await amy.hears('Did you mean “help”?');
  await amy.says('抢达');
  await amy.hears('Did you mean “抢答”?');
  for (const short of ['B', '12', 'ok']) {
    await amy.says(short);
    await amy.hears(`I do not know “${short}”. Write “help”`);
  }
});
