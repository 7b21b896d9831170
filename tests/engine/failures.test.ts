// What fails changes nothing, says so, and stands in nobody's way.
import { describe, expect, test } from 'vitest';
import type { InboundMessage } from '../../src/chat/message.ts';
import { databases } from '../support/database.ts';
import { faulty } from '../support/faults.ts';
import type { World } from '../support/world.ts';
import { effect, effects, tallyWorlds } from './stage.ts';

let world: World;

const rows = async (table: 'incident' | 'audit' | 'seen' | 'outbox' | 'dialog') =>
  world.db.selectFrom(table).selectAll().execute();

/** So many messages of as many persons; those in `bad` say `text`. */
function rush(count: number, bad: readonly number[], text: string, good = 'count'): InboundMessage[] {
  return Array.from({ length: count }, (_, n) =>
    world.message({ account: `p${n}`, text: bad.includes(n) ? text : `${good}${good === '+' ? '' : ' '}${n}` }),
  );
}

const acceptAll = async (messages: readonly InboundMessage[]) => {
  await Promise.all(messages.map((message) => world.engine.accept(message)));
  await world.engine.settled();
};

describe.each(databases)('what fails changes nothing, on %s', (kind) => {
  const faults = faulty();
  const worlds = tallyWorlds(kind, { wrap: faults.wrap });

  test('a refusal, thrown after writes too, leaves its sentence and its line in the audit', async () => {
    world = await worlds.open();
    const boss = world.person('boss');
    await boss.says('tally refuse');
    expect(await boss.hearsAll()).toEqual(['refused after a write']);
    expect(await effects(world.db)).toEqual([]);
    expect(await rows('incident')).toEqual([]);
    expect(await rows('audit')).toMatchObject([{ command: 'tally refuse', outcome: 'refused', account: 'boss' }]);
  });

  test('a fault gives the person a number, staff a row with the context, and leaves nothing else', async () => {
    world = await worlds.open();
    const boss = world.person('boss');
    await boss.says('tally break now');
    const [said = ''] = await boss.hearsAll();
    const [incident] = await rows('incident');
    expect(said).toContain(incident?.id);
    expect(incident).toMatchObject({ origin: 'turn', at: world.clock.now() });
    expect(JSON.parse(incident!.context)).toMatchObject({ account: 'boss', text: 'tally break now' });
    expect(incident?.error).toContain('broken on purpose');
    expect(await effects(world.db)).toEqual([]);
    expect(await rows('audit')).toMatchObject([{ command: 'tally break now', outcome: 'failed' }]);
    await boss.says('incident list');
    await boss.hears(incident!.id);
  });

  test('somebody unknown whose first message fails is known afterwards, with the audit in their name', async () => {
    world = await worlds.open();
    await world.person('amy').says('crash');
    await world.person('eve').says('tally refuse');
    const persons = await world.db.selectFrom('person').select('name').orderBy('id').execute();
    expect(persons.map(({ name }) => name)).toEqual(['boss', 'amy', 'eve']);
    const [act] = await rows('audit');
    const eve = await world.db.selectFrom('identity').selectAll().where('account', '=', 'eve').executeTakeFirst();
    expect(act).toMatchObject({ outcome: 'refused', person_id: eve?.person_id });
  });

  test('one bad turn in a batch of 200 hurts nobody else: each is committed once', async () => {
    world = await worlds.open();
    await acceptAll(rush(200, [77], 'crash'));
    const done = await effects(world.db);
    expect(done).toHaveLength(199);
    expect(new Set(done).size).toBe(199);
    expect(await rows('incident')).toHaveLength(1);
    expect(await rows('seen')).toHaveLength(200);
    const heard = world.platforms[0]!.delivered.map(({ address, text }) => `${address.account} ${text}`);
    expect(heard.filter((text) => / counted /.test(text))).toHaveLength(199);
    expect(new Set(heard).size).toBe(200);
  });

  test('the others keep their order of arrival', async () => {
    world = await worlds.open();
    await acceptAll(rush(120, [3, 60, 61, 119], 'crash'));
    const expected = Array.from({ length: 120 }, (_, n) => `p${n} ${n}`);
    for (const n of [119, 61, 60, 3]) expected.splice(n, 1);
    expect(await effects(world.db)).toEqual(expected);
  });

  test('a bulk handler that fails for one message takes all the others, in their order', async () => {
    world = await worlds.open();
    await acceptAll(rush(200, [50], '+boom', '+'));
    const expected = Array.from({ length: 200 }, (_, n) => `p${n} +${n}`);
    expected.splice(50, 1);
    expect(await effects(world.db)).toEqual(expected);
    expect(await rows('incident')).toHaveLength(1);
    await world.person('p50').hears((await rows('incident'))[0]!.id);
  });

  test('a flood of failing turns does not stop the others', async () => {
    world = await worlds.open();
    const bad = Array.from({ length: 150 }, (_, n) => n).filter((n) => n % 5 !== 0);
    await acceptAll(rush(150, bad, 'crash'));
    expect(await effects(world.db)).toHaveLength(30);
    expect(await rows('incident')).toHaveLength(120);
    expect(world.platforms[0]!.delivered).toHaveLength(150);
  });

  test('a commit that fails once for a batch is made up for, without a word', async () => {
    world = await worlds.open();
    faults.arm();
    await acceptAll(rush(1, [], ''));
    const commit = faults.names.indexOf('commit') + 1;
    faults.arm({ call: commit, when: 'before', how: 'throw' });
    await acceptAll(rush(40, [], ''));
    expect(faults.fired).toBe(true);
    faults.disarm();
    expect(new Set(await effects(world.db)).size).toBe(40);
    expect(await rows('incident')).toEqual([]);
  });

  test('control: 200 turns in one transaction that shares the fate of its worst lose 199', async () => {
    world = await worlds.open();
    const messages = rush(200, [77], 'crash');
    const shared = world.engine.perform(async (scope) => {
      for (const { text } of messages) {
        if (text === 'crash') throw new Error('broken on purpose');
        await effect(scope, text);
      }
    });
    await expect(shared).rejects.toThrow('broken on purpose');
    expect(await effects(world.db)).toEqual([]);
  });

  test('a fault in a room is told to the person alone, and not at all where nobody spoke to the bot', async () => {
    world = await worlds.open();
    await world.person('amy').in('fans').says('!crash');
    await world.person('bob').in('fans').says('+boom');
    const heard = world.platforms[0]!.delivered.map(({ address }) => address);
    expect(heard).toEqual([
      { platform: 'terminal', room: 'fans', account: 'amy' },
      { platform: 'terminal', room: 'fans', account: 'bob' },
    ]);
    world.platforms[0]!.capabilities.privateReplies = false;
    await world.person('amy').in('fans').says('!crash');
    await world.person('bob').in('fans').says('+boom');
    expect(world.platforms[0]!.delivered.slice(2).map(({ address }) => address)).toEqual([
      { platform: 'terminal', room: 'fans' },
    ]);
  });
});
