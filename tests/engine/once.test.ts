// P2: one effect per event, however often, late or out of order it is delivered.
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import type { World } from '../support/world.ts';
import { effects, tallyWorlds } from './stage.ts';

let world: World;

const DAY = 86_400_000;

describe.each(databases)('P2: one effect per event, on %s', (kind) => {
  const worlds = tallyWorlds(kind);

  test('the same event four times at once has one effect and one answer', async () => {
    world = await worlds.open();
    const message = world.message({ account: 'amy', text: 'count one' });
    await Promise.all([1, 2, 3, 4].map(() => world.accept({ ...message })));
    expect(await effects(world.db)).toEqual(['amy one']);
    expect(await world.person('amy').hearsAll()).toEqual(['counted one']);
  });

  test('the same event four times, one after the other, has one effect and one answer', async () => {
    world = await worlds.open();
    const message = world.message({ account: 'amy', text: 'count one' });
    for (let time = 1; time <= 4; time += 1) await world.accept({ ...message });
    expect(await effects(world.db)).toEqual(['amy one']);
    expect(await world.person('amy').hearsAll()).toEqual(['counted one']);
  });

  test('the same event in the middle of a rush of others has one effect', async () => {
    world = await worlds.open();
    const message = world.message({ account: 'amy', text: 'count one' });
    const others = Array.from({ length: 300 }, (_, n) => world.message({ account: `p${n}`, text: `+${n}` }));
    const rush = others.flatMap((other, index) => (index % 60 === 0 ? [other, { ...message }] : [other]));
    await Promise.all(rush.map((one) => world.engine.accept(one)));
    expect((await effects(world.db)).filter((what) => what === 'amy one')).toHaveLength(1);
    expect(await effects(world.db)).toHaveLength(301);
  });

  test('one post that comes as two events with a common key has one effect, whichever comes first', async () => {
    world = await worlds.open();
    const post = world.message({ account: 'amy', text: 'count one', event: 'Ev1', twin: 'C1:1.2' });
    const mention = { ...post, event: 'Ev2' };
    await Promise.all([world.accept(mention), world.accept(post)]);
    await world.accept({ ...post, twin: 'C1:1.2', event: 'Ev3' });
    expect(await effects(world.db)).toEqual(['amy one']);
  });

  test('the same key on another platform is another event', async () => {
    world = await worlds.open();
    const message = world.message({ account: 'amy', text: 'count one' });
    await world.accept(message);
    await world.accept({ ...message, platform: 'elsewhere' });
    expect(await effects(world.db)).toEqual(['amy one', 'amy one']);
  });

  test('across a restart, late, and out of order', async () => {
    world = await worlds.open();
    const first = world.message({ account: 'amy', text: 'count first' });
    const second = world.message({ account: 'amy', text: 'count second' });
    await world.accept(second);
    await world.restart();
    await world.accept(first);
    await world.accept(second);
    await world.set(30 * DAY);
    await world.restart();
    await world.accept(second);
    await world.accept(first);
    expect(await effects(world.db)).toEqual(['amy second', 'amy first']);
  });

  test('an event that was refused, or failed, is not tried again', async () => {
    world = await worlds.open();
    const boss = world.person('boss');
    for (const text of ['crash', 'tally refuse', 'tally nothing']) {
      const message = world.message({ account: 'boss', text });
      await world.accept(message);
      expect(await boss.hearsAll()).toHaveLength(1);
      await world.accept(message);
      await boss.hearsNothing();
    }
    expect(await effects(world.db)).toEqual([]);
    expect(await world.db.selectFrom('incident').selectAll().execute()).toHaveLength(1);
  });

  test('marks go after a month, not before', async () => {
    world = await worlds.open();
    await world.person('amy').says('count one');
    const marks = async () => (await world.db.selectFrom('seen').selectAll().execute()).length;
    await world.set(30 * DAY);
    expect(await marks()).toBe(1);
    await world.set(2 * DAY);
    expect(await marks()).toBe(0);
  });

  test('control: without its mark an event doubles', async () => {
    world = await worlds.open();
    const message = world.message({ account: 'amy', text: 'count one', twin: 'C1:1.2' });
    await world.accept(message);
    await world.db.deleteFrom('seen').execute();
    await world.accept(message);
    expect(await effects(world.db)).toEqual(['amy one', 'amy one']);
  });

  test('control: without the twin key the second event of a post doubles', async () => {
    world = await worlds.open();
    const post = world.message({ account: 'amy', text: 'count one' });
    await Promise.all([world.accept(post), world.accept({ ...post, event: 'Ev2' })]);
    expect(await effects(world.db)).toEqual(['amy one', 'amy one']);
  });

  test('control: marks written outside the transaction of the effect lose the event when that fails', async () => {
    world = await worlds.open();
    const message = world.message({ account: 'amy', text: 'count one' });
    await sql`insert into seen (key, arrival) values (${`${message.platform}:${message.event}`}, 1)`.execute(world.db);
    await world.accept(message);
    expect(await effects(world.db)).toEqual([]);
  });
});
