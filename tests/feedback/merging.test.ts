import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mergeItems, mergeOf, standsFor, unmergeItems } from '../../flows/feedback/merge-store.ts';
import { noteNews } from '../../flows/feedback/news.ts';
import { addEvent, itemsOf } from '../../flows/feedback/store.ts';
import { databases } from '../support/database.ts';
import { backersIn, type KeepingWorld, keepingWorld, rowsOf } from './rows.ts';

const PEOPLE = ['amy', 'bob', 'cat', 'dan', 'eve'];

describe.each(databases)('merging on %s', (kind) => {
  let world: KeepingWorld;
  beforeAll(async () => {
    world = await keepingWorld(PEOPLE, { kind });
  });
  afterAll(() => world.close());

  const two = () =>
    world.engine.perform(async (scope) => [
      await world.write(scope, 'The battery drains overnight', ['amy', 'bob', 'cat']),
      await world.write(scope, 'Battery empty in the morning', ['dan', 'cat']),
    ]);

  test('shows both texts and who moves, asks first, and moves nobody twice', async () => {
    const [from, to] = await two();
    const boss = world.person('boss');
    await boss.says(`feedback merge #${from!.number} #${to!.number}`);
    const { text } = await boss.hears('duplicate');
    expect(text).toContain('drains overnight');
    expect(text).toContain('empty in the morning');
    expect(text).toContain('2 backers move');
    expect(await backersIn(world, to!.id)).toEqual(['cat', 'dan']);
    await boss.says(String(from!.number));
    await boss.hears('4 persons back');
    expect(await backersIn(world, to!.id)).toEqual(['amy', 'bob', 'cat', 'dan']);
    expect(await backersIn(world, from!.id)).toEqual([]);
    const items = await itemsOf(world.db, [from!.id, to!.id]);
    expect(items.get(from!.id)).toMatchObject({
      state: 'duplicate',
      duplicateOf: to!.id,
      backers: 0,
      text: from!.text,
    });
    expect(items.get(to!.id)).toMatchObject({ backers: 4 });
    expect((await standsFor(world.db, items.get(from!.id)!)).id).toBe(to!.id);
    const terms = await world.db.selectFrom('feedback_term').selectAll().where('item_id', '=', from!.id).execute();
    expect(terms).toEqual([]);
    await boss.says(`feedback merge #${from!.number} #${to!.number}`);
    await boss.hears('duplicate of');
    await boss.says(`feedback merge #${to!.number} #${from!.number}`);
    await boss.hears('one item already');
    await boss.says(`feedback unmerge #${from!.number}`);
    await boss.hears('3 backers');
    await boss.says(`feedback unmerge #${from!.number}`);
    await boss.hears('nothing to undo');
  });

  test('is for staff, and refuses what is not there', async () => {
    await world.person('amy').says('feedback merge #1 #2');
    expect((await world.person('amy').hearsAll()).join()).not.toContain('duplicate');
    await world.person('boss').says('feedback merge #1 #9999');
    await world.person('boss').hears('no item #9999');
  });

  test('the middle of a chain is undone last', async () => {
    const [a, b] = await two();
    const c = await world.engine.perform((scope) => world.write(scope, 'Charge does not last', ['eve']));
    await world.engine.perform((scope) => mergeItems(scope, a!.id, b!.id, world.idOf('boss')));
    await world.engine.perform((scope) => mergeItems(scope, b!.id, c.id, world.idOf('boss')));
    await world.person('boss').says(`feedback unmerge #${a!.number}`);
    await world.person('boss').hears(`feedback unmerge #${b!.number}`);
    expect(await backersIn(world, c.id)).toEqual([...PEOPLE]);
  });

  test('merge then unmerge leaves every row as it was, whoever backs what', { timeout: 60_000 }, async () => {
    const some = fc.uniqueArray(fc.constantFrom(...PEOPLE), { minLength: 1, maxLength: 5 });
    const story = fc.record({
      backers: fc.tuple(some, some, some),
      shape: fc.constantFrom('chain', 'both', 'both, first out first'),
      late: fc.uniqueArray(fc.constantFrom(...PEOPLE), { maxLength: 3 }),
      waiting: fc.boolean(),
    });
    const undone = async ({
      backers,
      shape,
      late,
      waiting,
    }: typeof story extends fc.Arbitrary<infer S> ? S : never) => {
      const { engine } = world;
      const [a, b, c] = await engine.perform(async (scope) => {
        const made = [];
        for (const names of backers) made.push(await world.write(scope, `words of ${names.join(' ')}`, names));
        return made.map(({ id }) => id) as [string, string, string];
      });
      if (waiting) {
        await engine.perform(async (scope) => {
          const item = (await itemsOf(scope.trx, [a])).get(a)!;
          await noteNews(scope, [await addEvent(scope, item, 'answered', { note: 'soon' })]);
        });
      }
      const before = await rowsOf(world);
      const [first, second] =
        shape === 'chain'
          ? ([
              [a, b],
              [b, c],
            ] as const)
          : ([
              [a, c],
              [b, c],
            ] as const);
      await engine.perform((scope) => mergeItems(scope, ...first, world.idOf('boss')));
      await engine.perform((scope) => mergeItems(scope, ...second, world.idOf('boss')));
      const merged = await backersIn(world, c);
      expect(merged).toEqual([...new Set(backers.flat())].sort());
      const came = late.filter((name) => !merged.includes(name));
      await engine.perform((scope) => world.back(scope, c, late));
      const order = shape === 'both, first out first' ? [a, b] : [b, a];
      for (const [index, id] of order.entries()) {
        await engine.perform(async (scope) => {
          await unmergeItems(scope, (await mergeOf(scope.trx, id))!, world.idOf('boss'));
        });
        if (index > 0 || shape === 'chain') continue;
        const other = id === a ? backers[1] : backers[0];
        expect(await backersIn(world, c)).toEqual([...new Set([...backers[2], ...other, ...came])].sort());
      }
      // Who came meanwhile stays; taken off again by hand, nothing tells that there was a merge.
      expect(await backersIn(world, c)).toEqual([...new Set([...backers[2], ...came])].sort());
      await engine.perform(async (scope) => {
        for (const name of came) {
          await scope.trx
            .deleteFrom('feedback_backer')
            .where('item_id', '=', c)
            .where('person_id', '=', world.idOf(name))
            .execute();
        }
        await world.back(scope, c, backers[2]);
      });
      expect(await rowsOf(world)).toEqual(before);
    };
    await fc.assert(fc.asyncProperty(story, undone), { numRuns: kind === 'sqlite' ? 25 : 12 });
  });
});
