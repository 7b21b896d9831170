import { describe, expect, test } from 'vitest';
import { mergeItems, mergeOf, unmergeItems } from '../../flows/feedback/merge-store.ts';
import { itemsOf } from '../../flows/feedback/store.ts';
import { mergePersons } from '../../src/people/merge.ts';
import { databases } from '../support/database.ts';
import { backersIn, keeping, keepingWorld } from './rows.ts';

describe.each(databases)('two persons who turn out to be one, on %s', (kind) => {
  test('back nothing twice, keep what they wrote, and a merge from before can still be undone', async () => {
    const world = await keepingWorld(['amy', 'amy2', 'bob'], { kind });
    const [one, other] = await world.engine.perform(async (scope) => [
      await world.write(scope, 'A louder alarm', ['amy2', 'amy', 'bob']),
      await world.write(scope, 'Alarm louder please', ['bob']),
    ]);
    await world.engine.perform((scope) => mergeItems(scope, one!.id, other!.id, world.idOf('boss')));
    await world.engine.perform(async (scope) => {
      const { trx } = scope;
      await trx.deleteFrom('identity').where('person_id', '=', world.idOf('amy2')).execute();
      await mergePersons(scope, [keeping], world.idOf('amy2'), world.idOf('amy'));
    });
    expect(await backersIn(world, other!.id)).toEqual(['amy', 'bob']);
    const items = () => itemsOf(world.db, [one!.id, other!.id]);
    expect((await items()).get(other!.id)).toMatchObject({ backers: 2 });
    expect((await items()).get(one!.id)).toMatchObject({ authorId: world.idOf('amy') });
    await world.engine.perform(async (scope) => {
      await unmergeItems(scope, (await mergeOf(scope.trx, one!.id))!, world.idOf('boss'));
    });
    expect(await backersIn(world, one!.id)).toEqual(['amy', 'bob']);
    expect((await items()).get(one!.id)).toMatchObject({ backers: 2, state: 'received' });
    await world.close();
  });
});
