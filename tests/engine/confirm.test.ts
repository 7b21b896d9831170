// What changes much is confirmed first, and what staff do in a dialog takes their role at every step.
import { beforeEach, describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import type { World } from '../support/world.ts';
import { effects, formDialog, tallyFlow, tallyWorlds } from './stage.ts';

let world: World;
let boss: ReturnType<World['person']>;
let amy: ReturnType<World['person']>;

const MINUTE = 60_000;
const audit = async () => {
  const acts = await world.db.selectFrom('audit').selectAll().orderBy('id').execute();
  return acts.map(({ account, command, outcome }) => `${account}: ${command} – ${outcome}`);
};

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

  describe('what has to be confirmed', () => {
    test('shows what will happen, and happens when the id is typed back', async () => {
      await boss.says('tally wipe friday');
      await boss.hears(/This wipes friday[\s\S]*friday[\s\S]*cancel/);
      expect(await effects(world.db)).toEqual([]);
      expect(await audit()).toEqual([]);
      await boss.says('FRIDAY');
      await boss.hears('wiped');
      expect(await effects(world.db)).toEqual(['wiped']);
      expect(await audit()).toEqual(['boss: tally wipe friday – done']);
      await boss.says('friday');
      expect(await effects(world.db)).toEqual(['wiped']);
    });

    test('happens in one line with --confirm, and not with the wrong id', async () => {
      await boss.says('tally wipe friday --confirm monday');
      await boss.hears('This wipes friday');
      await boss.says('cancel');
      await boss.says('tally wipe friday --confirm friday');
      expect(await effects(world.db)).toEqual(['wiped']);
    });

    test.each(['yes', '确认', 'fridays', '1', ''])('does not happen with "%s"', async (text) => {
      await boss.says('tally wipe friday');
      await boss.says(text);
      await boss.hears('That is not “friday”');
      expect(await effects(world.db)).toEqual([]);
    });

    test.each(['cancel', 'stop'])('is off with "%s"', async (text) => {
      await boss.says('tally wipe friday');
      await boss.says(text);
      await boss.says('friday');
      await boss.hears('I do not know “friday”');
      expect(await effects(world.db)).toEqual([]);
    });

    test('is off after half an hour', async () => {
      await boss.says('tally wipe friday');
      await world.set(31 * MINUTE);
      await boss.says('friday');
      await boss.hears('I do not know “friday”');
      expect(await effects(world.db)).toEqual([]);
      expect(await world.db.selectFrom('dialog').selectAll().execute()).toEqual([]);
    });

    test('is not confirmed by a button, whatever it is called', async () => {
      await boss.says('tally wipe friday');
      await boss.says('friday', { choice: 'friday' });
      await boss.says('friday', { choice: 'tally wipe monday' });
      expect(await effects(world.db)).toEqual([]);
    });

    test('is not confirmed by somebody else', async () => {
      await boss.says('tally wipe friday');
      await amy.says('friday');
      expect(await effects(world.db)).toEqual([]);
    });

    test('takes the role of the moment it is confirmed', async () => {
      await boss.says('staff add terminal:sam --owner');
      const sam = world.person('sam');
      await sam.says('tally wipe friday');
      await boss.says('staff remove terminal:sam');
      await sam.says('friday');
      await sam.hears('is for owners');
      expect(await effects(world.db)).toEqual([]);
      expect(await audit()).toContain('sam: tally wipe friday – refused');
    });

    test('in a room is confirmed in one line there, and by no other word', async () => {
      await boss.in('fans').says('!tally wipe friday');
      const { text } = await boss.hears('!tally wipe friday --confirm friday');
      await boss.in('fans').says('friday');
      await boss.says('friday');
      expect(await effects(world.db)).toEqual([]);
      await boss.in('fans').says(text.split(': ').at(-1)!);
      expect(await effects(world.db)).toEqual(['wiped']);
    });

    test('in the middle of a dialog is confirmed in one line, and the dialog goes on', async () => {
      await boss.says('join');
      await boss.says('tally wipe friday');
      const { text } = await boss.hears('tally wipe friday --confirm friday');
      await boss.says(text.split(': ').at(-1)!);
      await boss.says('Bo');
      await boss.hears('Which size?');
      expect(await effects(world.db)).toEqual(['wiped', 'name Bo']);
    });
  });

  describe('a dialog that a staff command began', () => {
    test('enters every answer in the audit', async () => {
      await boss.says('tally form');
      await boss.says('Bo');
      await boss.says('Large');
      expect(await audit()).toEqual([
        'boss: tally form – done',
        'boss: tally form … Bo – done',
        'boss: tally form … Large – done',
      ]);
    });

    test('takes nothing more from somebody who is not staff any more', async () => {
      await boss.says('staff add terminal:sam');
      const sam = world.person('sam');
      await sam.says('tally form');
      await sam.says('Sam');
      await boss.says('staff remove terminal:sam');
      await sam.says('Large');
      await sam.hears('“tally form” is for staff');
      expect(await effects(world.db)).toEqual(['name Sam']);
      expect(await audit()).toContain('sam: tally form … Large – refused');
      await sam.says('count after');
      await sam.hears('counted after');
    });

    test('nor after it was slept over', async () => {
      await boss.says('staff add terminal:sam');
      const sam = world.person('sam');
      await sam.says('tally form');
      await world.set(31 * MINUTE);
      await sam.says('hello');
      await sam.says('1');
      await boss.says('staff remove terminal:sam');
      await sam.says('Sam');
      await sam.hears('“tally form” is for staff');
      expect(await effects(world.db)).toEqual([]);
    });

    test('nor in a new version of it', async () => {
      await boss.says('staff add terminal:sam');
      await world.person('sam').says('tally form');
      world = await worlds.open({ flows: [tallyFlow(() => [formDialog(2)])] });
      const sam = world.person('sam');
      await sam.says('Sam', { event: 'later' });
      await world.person('boss').says('staff remove terminal:sam', { event: 'later still' });
      await sam.says('Sam', { event: 'in the end' });
      await sam.hears(/is for staff|仅限工作人员/);
      expect(await effects(world.db)).toEqual([]);
    });

    test('control: one that a member began asks for no role and leaves no line', async () => {
      await amy.says('join');
      await amy.says('Amy');
      expect(await effects(world.db)).toEqual(['name Amy']);
      expect(await audit()).toEqual([]);
    });
  });
});
