// Two persons turn out to be one, a room gets another id: nobody loses their place, and nothing is sold twice by it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flows } from '../../flows/index.ts';
import { mergePersons } from '../../src/people/merge.ts';
import { oneDatabase } from '../support/database.ts';
import { wrongIn } from '../support/quota.ts';
import { createWorld, type World } from '../support/world.ts';
import { makeMi, openMi, placesIn, waitingIn } from './stage.ts';

describe.each(oneDatabase)('who and where change (%s)', (kind) => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld({ kind });
  });
  afterEach(async () => {
    expect(await wrongIn(world.db)).toEqual([]);
    await world.close();
  });

  const idOf = async (account: string) =>
    (await world.db.selectFrom('identity').select('person_id').where('account', '=', account).executeTakeFirstOrThrow())
      .person_id;
  const merge = async (from: string, to: string) => {
    const [lost, kept] = [await idOf(from), await idOf(to)];
    await world.engine.perform(async (scope) => {
      await scope.trx.updateTable('identity').set({ person_id: kept }).where('account', '=', from).execute();
      await mergePersons(scope, flows, lost, kept);
    });
    await world.set(0);
  };

  test('of two places of one person one stays, and the other goes to the next in line', async () => {
    await openMi(world, { lanes: [{ name: 'public', size: 2 }] });
    for (const name of ['amy', 'amy2', 'bob']) await world.person(name).says('claim');
    await merge('amy2', 'amy');
    await world.person('bob').hears('Place 2 in public of Mi phone came free');
    expect(await placesIn(world)).toEqual(['amy public 1 confirmed', 'bob public 2 offered']);
  });

  test('a place is better than a turn, whoever had it', async () => {
    await openMi(world, { lanes: [{ name: 'public', size: 1 }] });
    for (const name of ['old', 'amy']) await world.person(name).says('claim');
    await merge('old', 'amy');
    expect(await placesIn(world)).toEqual(['amy public 1 confirmed']);
    expect(await waitingIn(world)).toEqual([]);
    await world.person('amy').says('claim');
    await world.person('amy').hears('Place 1 in public of Mi phone is yours');
  });

  test('the list of a room goes on in the room it has become, guests too', async () => {
    await makeMi(world);
    await world.person('amy').in('fans').says('#接龙\n1. 张三\n2. 李四');
    await world.person('boss').says('room moved fans attic --confirm fans');
    await world.person('amy').in('attic').says('#接龙\n1. 张三\n2. 李四\n3. 王五');
    const { text } = await world.room('attic').hears('王五');
    expect(text.match(/\d\. /g)).toHaveLength(3);
    expect(await world.db.selectFrom('entry').select('id').execute()).toHaveLength(3);
  });
});
