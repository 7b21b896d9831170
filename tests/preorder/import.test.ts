// `preorder import`: staff paste a list and hear what each line came to.
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { readPasted } from '../../flows/preorder/import.ts';
import { oneDatabase } from '../support/database.ts';
import { wrongIn } from '../support/quota.ts';
import { createWorld, type World } from '../support/world.ts';
import { makeMi, signedIn } from './stage.ts';

describe.each(oneDatabase)('preorder import (%s)', (kind) => {
  /** Once is enough where the database has no part in it. */
  let world: World;
  let boss: ReturnType<World['person']>;
  afterEach(async () => {
    expect(await wrongIn(world.db)).toEqual([]);
    await world.close();
  });
  const start = async () => {
    world = await createWorld({ kind });
    await makeMi(world, { per_person: 3 });
    boss = world.person('boss');
    await boss.says('language English');
  };

  test('signs up, changes and refuses line by line, says which lines, and posts nothing to the room', async () => {
    await start();
    await world.person('amy').says('hello there');
    const fans = world.room('fans');
    await fans.hearsAll();
    await boss.says('preorder import mi\nAmy 2\n\nTom,3\nAnn\t9\n张三 两份\n42');
    await boss.hears(
      'Mi phone: 3 signed up, 0 changed, 0 unchanged, 1 refused.\nLine 4: Ann (9, at most 3)\nNot read as a name: line 6',
    );
    expect(await signedIn(world)).toEqual(['1 amy 2', '2 (Tom) 3', '3 (张三) 2']);
    await world.person('amy').hears('on a list that boss posted');
    await boss.says('preorder import mi\n#接龙 Mi phone\n1. Amy 2\n2. Tom 1\n3. 张三 2');
    await boss.hears('0 signed up, 1 changed, 2 unchanged, 0 refused.');
    expect(await signedIn(world)).toEqual(['1 amy 2', '2 (Tom) 1', '3 (张三) 2']);
    await fans.hearsNothing();
  });

  test('what was imported is on the list of the room, nobody twice', async () => {
    await start();
    await boss.says('preorder import mi\nTom 2');
    await world.person('bob').in('fans').says('接龙\n1. tom 3\n2. Eve');
    expect(await signedIn(world)).toEqual(['1 (tom) 3', '2 (Eve) 1']);
  });

  test('is for staff; without lines, with too many, or when it is too late it says what to do', async () => {
    await start();
    await world.person('eve').says('preorder import mi\nTom 2');
    await boss.says('preorder import mi');
    await boss.hears('Write preorder import mi, and below it one line for each');
    await boss.says(`preorder import mi\n${'a\n'.repeat(501)}`);
    await boss.hears('That is more than 500 lines');
    await boss.says('preorder open mi');
    await boss.says('campaign close mi --confirm mi');
    await boss.says('preorder import mi\nTom 2');
    await boss.hears('Mi phone was closed');
    expect(await signedIn(world)).toEqual([]);
  });

  test('500 lines are one answer', async () => {
    await start();
    const names = Array.from({ length: 500 }, (_, index) => `n${index} 2`);
    await boss.says(`preorder import mi\n${names.join('\n')}`);
    await boss.hears('500 signed up');
    expect(await signedIn(world)).toHaveLength(500);
  });
});

describe('a pasted list', () => {
  test('is read the same with and without numbers', () => {
    const plain = readPasted('张三 2\nTom\n赵六 x3 red').list;
    expect(readPasted('1. 张三 2\n2. Tom\n3. 赵六 x3 red').list).toEqual(plain);
    expect(readPasted('1 张三 2\n2 Tom\n3 赵六 x3 red').list).toEqual(plain);
    expect(plain.map(({ name, units }) => [name, units])).toEqual([
      ['张三', 2],
      ['Tom', 1],
      ['赵六', 3],
    ]);
  });

  test('of any text gives names once, in lines that are there', () => {
    const row = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('1. Tom 2', '__proto__ 2', '=cmd', '接龙'),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        const { list, lineOf } = readPasted(rows.join('\n'));
        const places = list.map(({ name }) => lineOf(name.normalize('NFKC').toLowerCase()));
        return new Set(list.map(({ name }) => name)).size === list.length && places.every((place) => place >= 0);
      }),
      { numRuns: 100 },
    );
  });
});
