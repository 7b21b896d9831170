// What a newcomer finds on the first start, and on the next.
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { flows } from '../../flows/index.ts';
import { findCampaign } from '../../src/campaigns/store.ts';
import { readConfig } from '../../src/config.ts';
import { knowOwner, seedDemo } from '../../src/newcomer.ts';
import { createWorld, type World } from '../support/world.ts';

const text = readFileSync(new URL('../../flows/quiz/demo.yaml', import.meta.url), 'utf8');
const config = readConfig({ CANYU_LANGUAGE: 'en' });

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());
const seed = () => seedDemo(world.engine.perform, { flows, config, text, platforms: ['terminal'] });

test('a demo is there, in the language of the installation, once', async () => {
  expect(await seed()).toBe('demo');
  expect(await seed()).toBe('demo');
  expect(await findCampaign(world.db, 'demo')).toMatchObject({ language: 'en', status: 'approved' });
});

test('when it has been played to its end, the next start has another', async () => {
  await seed();
  const boss = world.person('boss');
  await boss.in('fans').says('!quiz open demo');
  expect(await seed()).toBe('demo');
  await boss.in('fans').says('!quiz close demo --confirm demo');
  expect(await seed()).toBe('demo-2');
  await boss.in('fans').says('!quiz open demo-2');
  await world.room('fans').hears('3');
});

test('where there are other campaigns nothing is added and nothing proposed', async () => {
  await world.person('boss').says('quiz new friday "Friday"');
  expect(await seed()).toBeUndefined();
  expect(await findCampaign(world.db, 'demo')).toBeUndefined();
});

test('the first owner is spoken to in the language of the installation until they choose another', async () => {
  await knowOwner(world.engine.perform, readConfig({ CANYU_LANGUAGE: 'zh-CN' }));
  const boss = world.person('boss');
  await boss.says('quiz open nothing');
  expect((await boss.hearsAll()).join()).toMatch(/\p{Script=Han}/u);
  await boss.says('language English');
  await boss.hearsAll();
  await knowOwner(world.engine.perform, readConfig({ CANYU_LANGUAGE: 'zh-CN' }));
  await boss.says('quiz open nothing');
  expect((await boss.hearsAll()).join()).not.toMatch(/\p{Script=Han}/u);
});
