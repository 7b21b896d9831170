// Dialogs in the chat: left, interrupted, slept over, outdated; and what has to be confirmed first.
import { beforeEach, describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import type { World } from '../support/world.ts';
import { effects, formDialog, tallyFlow, tallyWorlds } from './stage.ts';

type Person = ReturnType<World['person']>;
let world: World;
let boss: Person;
let amy: Person;

const MINUTE = 60_000;
describe.each(databases)('on %s', (kind) => {
  const worlds = tallyWorlds(kind);
  beforeEach(async () => {
    world = await worlds.open();
    boss = world.person('boss');
    amy = world.person('amy');
    for (const one of [boss, amy]) {
      await one.says('language English');
      await one.hearsAll();
    }
  });
  describe('a dialog', () => {
    test('asks one thing after the other and takes the answers', async () => {
      await amy.says('join');
      await amy.hears('Your name?');
      await amy.says('Amy');
      await amy.hears('Which size?');
      await amy.says('2');
      await amy.hears('Done: Amy, l.');
      await amy.says('count after');
      await amy.hears('counted after');
      expect(await world.db.selectFrom('dialog').selectAll().execute()).toEqual([]);
    });

    test.each(['cancel', '取消', 'ＣＡＮＣＥＬ', '!cancel'])('is left by "%s"', async (text) => {
      await amy.says('join');
      await amy.says(text);
      await amy.hears('Left.');
      await amy.says('count after');
      await amy.hears('counted after');
      expect(await effects(world.db)).toEqual(['amy after']);
    });

    test('cannot be left where there is none', async () => {
      await amy.says('cancel');
      await amy.hears('not in the middle of anything');
    });

    test.each(['stop', '退订', 'TD'])('ends with "%s", which is no answer', async (text) => {
      await amy.says('join');
      await amy.says(text);
      await amy.hears('you hear nothing more');
      await amy.says('count after');
      await amy.hears('counted after');
      expect(await effects(world.db)).toEqual(['amy after']);
    });

    test('goes on after a command in the middle', async () => {
      await boss.says('join');
      await boss.says('tally add between');
      await boss.hears('added [between]');
      await boss.says('Bo');
      await boss.hears('Which size?');
      expect(await effects(world.db)).toEqual(['between', 'name Bo']);
    });

    test('goes on after a refused command and after a fault in the middle', async () => {
      await boss.says('join');
      await boss.says('tally refuse');
      await boss.says('tally break');
      await boss.says('tally add --nonsense');
      await boss.says('Bo');
      await boss.hears('Which size?');
      expect(await effects(world.db)).toEqual(['name Bo']);
    });

    test('goes on after a restart', async () => {
      await amy.says('join');
      await amy.says('Amy');
      await world.restart();
      await amy.says('Large');
      await amy.hears('Done: Amy, l.');
    });

    test('is not answered by what is said in a room', async () => {
      await amy.says('join');
      await amy.in('fans').says('Amy', { addressed: true });
      await amy.in('fans').says('Amy');
      expect(await effects(world.db)).toEqual([]);
      await amy.says('Amy');
      expect(await effects(world.db)).toEqual(['name Amy']);
    });

    test('begun in a room goes on in the direct message', async () => {
      await amy.in('fans').says('!join');
      expect((await amy.hears('Your name?')).room).toBeUndefined();
      await world.room('fans').hearsNothing();
      await amy.says('Amy');
      await amy.hears('Which size?');
    });

    test('on one platform is not answered on another', async () => {
      const elsewhere = (text: string) =>
        world.accept({ ...world.message({ account: 'amy', text }), platform: 'elsewhere' });
      await elsewhere('help');
      const { person_id } = await world.db
        .selectFrom('identity')
        .selectAll()
        .where('account', '=', 'amy')
        .where('platform', '=', 'terminal')
        .executeTakeFirstOrThrow();
      await world.db.updateTable('identity').set({ person_id }).where('platform', '=', 'elsewhere').execute();
      await amy.says('join');
      await elsewhere('Amy');
      expect(await effects(world.db)).toEqual([]);
      await amy.says('Amy');
      expect(await effects(world.db)).toEqual(['name Amy']);
    });

    test('begun anew in the middle begins at its first question', async () => {
      await boss.says('tally form');
      await boss.says('Bo');
      await boss.says('tally form');
      await boss.hearsAll();
      await boss.says('Bob');
      await boss.hears('Which size?');
      expect(await effects(world.db)).toEqual(['name Bo', 'name Bob']);
    });

    test('repeats a question whose answer does not fit', async () => {
      await amy.says('join');
      await amy.says('Amy');
      await amy.says('neither');
      await amy.hears('Which size?');
      await amy.says('Small');
      await amy.hears('Done: Amy, s.');
    });
  });

  describe('a dialog nobody went on with for half an hour', () => {
    beforeEach(async () => {
      await amy.says('join');
      await amy.says('Amy');
      await world.set(31 * MINUTE);
      await amy.hearsAll();
    });

    test('takes nothing for its answer, and asks', async () => {
      await amy.says('Large');
      const { choices } = await amy.hears('Go on, or leave it?');
      expect(choices.map(({ label }) => label)).toEqual(['Go on', 'Leave it']);
      expect(await effects(world.db)).toEqual(['name Amy']);
    });

    test.each(['1', 'go on', 'Go on', '１', '一'])('goes on where it was with "%s"', async (text) => {
      await amy.says('hello');
      await amy.says(text);
      await amy.hears('Which size?');
      await amy.says('Large');
      await amy.hears('Done: Amy, l.');
    });

    test('goes on at the press of its button', async () => {
      await amy.says('hello');
      const { choices } = await amy.hears('Go on');
      await amy.presses(choices[0]!.value);
      await amy.hears('Which size?');
    });

    test.each(['2', 'leave it', 'cancel'])('is left with "%s"', async (text) => {
      await amy.says('hello');
      await amy.says(text);
      await amy.hears('Left.');
      await amy.says('count after');
      await amy.hears('counted after');
    });

    test('makes way for a word that begins something else', async () => {
      await amy.says('hello');
      await amy.says('count instead');
      await amy.hears('counted instead');
      expect(await effects(world.db)).toEqual(['name Amy', 'amy instead']);
    });

    test('asks again on anything else, and loses nothing', async () => {
      await amy.says('hello');
      await amy.hears('Go on, or leave it?');
      await amy.says('hm');
      await amy.hears('Go on, or leave it?');
      await amy.says('go on');
      await amy.hears('Which size?');
    });

    test('does not keep a campaign from what it wants', async () => {
      await amy.says('+1');
      await amy.hears('took +1');
      await amy.says('hello');
      await amy.hears('Go on');
    });

    test('sleeps through a restart', async () => {
      await amy.says('hello');
      await world.restart();
      await amy.says('1');
      await amy.hears('Which size?');
    });
  });

  test('29 minutes are not too long', async () => {
    await amy.says('join');
    await world.set(29 * MINUTE);
    await amy.says('Amy');
    await amy.hears('Which size?');
  });

  describe('a dialog whose script has changed', () => {
    const restartWith = async (dialogs: () => ReturnType<typeof formDialog>[]) => {
      world = await worlds.open({ flows: [tallyFlow(dialogs)] });
      amy = world.person('amy');
    };

    test('begins again kindly in its new version', async () => {
      await amy.says('join');
      await amy.says('Amy');
      await restartWith(() => [formDialog(2)]);
      await amy.says('Large', { event: 'later' });
      await amy.hears('here it is again from its first question');
      await amy.hears('Your name?');
      await amy.says('Amy', { event: 'later still' });
      await amy.hears('Which size?');
    });

    test('is over where there is no such script any more', async () => {
      await amy.says('join');
      await restartWith(() => []);
      await amy.says('Amy', { event: 'later' });
      await amy.hears('Please start it again');
      await amy.says('count after', { event: 'later still' });
      await amy.hears('counted after');
    });
  });
});
