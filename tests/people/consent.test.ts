// What people said of topics: noted set by set, once, with its history; and whose it is when two persons are one.
import { expect, test } from 'vitest';
import { consentsOf, mergeConsents, setConsent } from '../../src/people/consent.ts';
import type { Topic } from '../../src/people/topics.ts';
import { databases, type Kind } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';

const HOUR = 3_600_000;

async function open(kind: Kind) {
  const world = await createWorld({ kind, flows: [] });
  await Promise.all(['amy', 'bob', 'cat'].map((who) => world.person(who).says('help')));
  const rows = await world.db.selectFrom('identity').select(['account', 'person_id']).execute();
  const id = (who: string) => rows.find(({ account }) => account === who)!.person_id;
  const says = (who: readonly string[], topic: Topic, given: boolean, source = 'test:word') =>
    world.engine.perform((scope) => setConsent(scope, who.map(id), topic, given, source));
  return { world, id, says };
}

const history = async ({ db }: World) =>
  (await db.selectFrom('consent_change').selectAll().orderBy('id').execute()).map(
    ({ person_id, topic, given }) => `${person_id} ${topic} ${given}`,
  );

test.for(databases)('who says the same again keeps the first word; only changes are rows, on %s', async (kind) => {
  const { world, id, says } = await open(kind);
  expect(await says(['amy', 'bob', 'amy'], 'release', true, 'a:word')).toEqual([id('amy'), id('bob')]);
  const first = world.clock.now();
  await world.set(HOUR);
  expect(await says(['amy', 'bob', 'cat'], 'release', true, 'b:word')).toEqual([id('cat')]);
  expect(await says(['bob'], 'release', false)).toEqual([id('bob')]);
  expect(await says([], 'release', false)).toEqual([]);
  expect([...(await consentsOf(world.db, id('amy')))]).toEqual([
    ['release', { given: true, at: first, source: 'a:word' }],
  ]);
  expect((await consentsOf(world.db, id('bob'))).get('release')).toMatchObject({ given: false, at: first + HOUR });
  expect(await history(world)).toEqual([
    `${id('amy')} release 1`,
    `${id('bob')} release 1`,
    `${id('cat')} release 1`,
    `${id('bob')} release 0`,
  ]);
  await world.close();
});

test.for(databases)(
  'two who are one: the later word of each topic, every stop, and the history, on %s',
  async (kind) => {
    const { world, id, says } = await open(kind);
    await says(['amy', 'bob'], 'release', true);
    await says(['amy'], 'quiz', true);
    await says(['amy'], 'meetup', true);
    await says(['bob'], 'meetup', false);
    await says(['amy'], 'survey', false);
    await world.set(HOUR);
    await says(['amy'], 'release', false);
    await says(['bob'], 'survey', true);
    await world.person('amy').says('stop');
    await world.person('amy').says('quiet 22-8');
    const [before, others] = [await history(world), await consentsOf(world.db, id('cat'))];
    await world.engine.perform(({ trx }) => mergeConsents(trx, id('amy'), id('bob')));
    const merged = await consentsOf(world.db, id('bob'));
    expect([...merged].map(([topic, { given }]) => `${topic} ${given}`)).toEqual([
      'release false',
      'quiz true',
      'survey true',
      'meetup false',
    ]);
    expect(await consentsOf(world.db, id('amy'))).toEqual(new Map());
    expect(await consentsOf(world.db, id('cat'))).toEqual(others);
    expect(await history(world)).toEqual(before.map((line) => line.replace(id('amy'), id('bob'))));
    const person = await world.db.selectFrom('person').selectAll().where('id', '=', id('bob')).executeTakeFirst();
    expect(person).toMatchObject({ stopped_at: world.clock.now(), quiet: '22:00-08:00' });

    await world.person('bob').says('start');
    await world.person('bob').says('quiet none');
    await world.engine.perform(({ trx }) => mergeConsents(trx, id('amy'), id('bob')));
    const later = await world.db.selectFrom('person').select('quiet').where('id', '=', id('bob')).executeTakeFirst();
    expect(later).toEqual({ quiet: 'none' });
    await world.close();
  },
);
