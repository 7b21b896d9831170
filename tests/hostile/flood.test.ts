import { expect, test } from 'vitest';
import { createWorld } from '../support/world.ts';

test('2,000 messages of one person at once leave the others served promptly', async () => {
  const world = await createWorld();
  const order: string[] = [];
  const say = (account: string, text: string) =>
    world.engine.accept(world.message({ account, text })).then(() => void order.push(account));
  const flood = Array.from({ length: 2000 }, (_, index) => say('eve', `help ${index}`));
  const others = Array.from({ length: 50 }, (_, index) => say(`p${index}`, 'me'));
  await Promise.all(others);
  // One message of hers a batch: those of the others, which came last, are in the first.
  expect(order.filter((account) => account === 'eve').length).toBeLessThan(10);
  await world.person('late').says('me');
  await world.person('late').hears(/late/);
  expect(order.length).toBeLessThan(2000);
  await Promise.all(flood);
  await world.engine.settled();
  expect(world.platforms[0]!.delivered.filter(({ address }) => address.account === 'eve')).toHaveLength(2000);
  expect(await world.db.selectFrom('incident').selectAll().execute()).toEqual([]);
  await world.close();
}, 60_000);

test('messages one after another, each as soon as the one before is committed, are all taken', async () => {
  const world = await createWorld();
  for (let index = 0; index < 20; index += 1) await world.engine.accept(world.message({ account: 'amy', text: 'me' }));
  await world.engine.settled();
  expect(world.platforms[0]!.delivered).toHaveLength(20);
  await world.close();
});

test('a flood in a room that asks nothing costs nobody a word', async () => {
  const world = await createWorld();
  await Promise.all(
    Array.from({ length: 1000 }, (_, index) =>
      world.engine.accept(world.message({ account: `p${index % 7}`, room: 'fans', text: 'x'.repeat(4000) })),
    ),
  );
  await world.engine.settled();
  expect(world.platforms[0]!.delivered).toEqual([]);
  await world.close();
}, 60_000);

test('256 people who all send what is slowest to read are all answered', async () => {
  const world = await createWorld();
  const slowest = `quiz ${'ﷺ'.repeat(3990)}`;
  await Promise.all(
    Array.from({ length: 256 }, (_, index) =>
      world.engine.accept(world.message({ account: `p${index}`, text: slowest })),
    ),
  );
  await world.engine.settled();
  expect(world.platforms[0]!.delivered).toHaveLength(256);
  await world.close();
}, 60_000);
