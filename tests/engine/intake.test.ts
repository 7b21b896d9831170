// Everyone's own order, one message a person in a batch, and nobody crowds the others out.
import { afterEach, describe, expect, test } from 'vitest';
import type { InboundMessage } from '../../src/chat/message.ts';
import { createIntake } from '../../src/engine/intake.ts';
import type { Arrived } from '../../src/engine/turn.ts';
import { databases } from '../support/database.ts';
import { intercept } from '../support/faults.ts';
import { effects, tallyWorld } from './stage.ts';

let events = 0;
function message(account: string, text = ''): InboundMessage {
  events += 1;
  return { platform: 'p', event: `e${events}`, account, name: account, text, addressed: true, sentAt: new Date(0) };
}

/** An intake whose batches are noted; `leave` names those a batch leaves for the next. */
function noted(leave: (batch: readonly Arrived[]) => Arrived[] = () => []) {
  const batches: string[][] = [];
  const intake = createIntake({
    now: () => 1000,
    async run(arrived) {
      await new Promise(setImmediate);
      const left = leave(arrived);
      batches.push(arrived.filter((one) => !left.includes(one)).map((one) => one.message.account));
      return left;
    },
  });
  return { intake, batches, order: () => batches.flat() };
}

describe('a batch', () => {
  test('holds at most one message of a person', async () => {
    const { intake, batches } = noted();
    await Promise.all(['a', 'a', 'b', 'a', 'b', 'c'].map((account) => intake.accept(message(account))));
    expect(batches).toEqual([['a', 'b', 'c'], ['a', 'b'], ['a']]);
  });

  test('holds at most 256', async () => {
    const { intake, batches } = noted();
    await Promise.all(Array.from({ length: 600 }, (_, n) => intake.accept(message(`p${n}`))));
    expect(batches.map((batch) => batch.length)).toEqual([256, 256, 88]);
  });

  test('gives those it left the first places of the next, in their order, before any newcomer', async () => {
    const { intake, order } = noted((batch) => batch.slice(2));
    const first = ['a', 'b', 'c', 'd', 'e'].map((account) => intake.accept(message(account)));
    await new Promise(setImmediate);
    const later = ['x', 'a', 'y'].map((account) => intake.accept(message(account)));
    await Promise.all([...first, ...later]);
    expect(order()).toEqual(['a', 'b', 'c', 'd', 'e', 'x', 'a', 'y']);
  });

  test('stamps arrivals that grow, whatever the clock does', async () => {
    const arrivals: number[] = [];
    const clock = [1000, 1000, 400, 2000];
    const intake = createIntake({
      now: () => clock[arrivals.length] ?? clock.shift()!,
      async run(arrived) {
        arrivals.push(...arrived.map(({ arrival }) => arrival));
        return [];
      },
    });
    for (const account of ['a', 'b', 'c', 'd']) await intake.accept(message(account));
    expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
    expect(new Set(arrivals).size).toBe(4);
  });

  test('that could not be committed rejects all of its messages, and the next one goes on', async () => {
    let broken = true;
    const intake = createIntake({
      now: () => 0,
      run: async () => {
        if (broken) throw new Error('gone');
        return [];
      },
    });
    const both = await Promise.allSettled([intake.accept(message('a')), intake.accept(message('b'))]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken = false;
    await expect(intake.accept(message('a'))).resolves.toBeUndefined();
    await intake.idle();
  });
});

describe('a member who floods', () => {
  /** How many batches each of twenty others waits for while amy says so many things before and between them. */
  async function waits(flood: number): Promise<number[]> {
    const { intake, batches } = noted();
    const said: Promise<void>[] = [];
    for (let n = 0; n < flood; n += 1) said.push(intake.accept(message('amy')));
    for (let other = 0; other < 20; other += 1) said.push(intake.accept(message(`p${other}`)));
    for (let n = 0; n < flood; n += 1) said.push(intake.accept(message('amy')));
    await Promise.all(said);
    return Array.from({ length: 20 }, (_, other) => batches.findIndex((batch) => batch.includes(`p${other}`)));
  }

  test('with 1,000 messages keeps nobody waiting for one batch more', async () => {
    expect(await waits(1000)).toEqual(await waits(0));
  });

  test('takes one place in a batch, so a full house waits less than 20 % longer', async () => {
    const { intake, batches } = noted();
    const flood = Array.from({ length: 100 }, () => intake.accept(message('amy')));
    const others = Array.from({ length: 2550 }, (_, n) => intake.accept(message(`p${n}`)));
    await Promise.all(others);
    const alone = 2550 / 256;
    expect(batches.findIndex((batch) => batch.includes('p2549'))).toBeLessThan(alone * 1.2);
    await Promise.all(flood);
  });

  test('control: in one line for all, her 1,000 messages stand before everyone', async () => {
    const line = [...Array.from({ length: 1000 }, () => 'amy'), 'p0'];
    expect(Math.floor(line.indexOf('p0') / 256)).toBe(3);
    expect((await waits(1000))[0]).toBe(0);
  });
});

describe.each(databases)('through the whole engine, on %s', (kind) => {
  let world: Awaited<ReturnType<typeof tallyWorld>>;
  afterEach(() => world.close());

  test('what one person says is done in the order they said it, whatever others say at once', async () => {
    world = await tallyWorld({ kind });
    const accepted: Promise<void>[] = [];
    for (let n = 0; n < 20; n += 1) {
      for (const account of ['amy', 'bob', 'eve'])
        accepted.push(world.engine.accept(world.message({ account, text: `count ${n}` })));
    }
    await Promise.all(accepted);
    const done = await effects(world.db);
    for (const account of ['amy', 'bob', 'eve']) {
      const own = done.filter((what) => what.startsWith(account));
      expect(own).toEqual(Array.from({ length: 20 }, (_, n) => `${account} ${n}`));
    }
    await world.engine.settled();
    const heard = world.platforms[0]!.delivered.filter(({ address }) => address.account === 'amy');
    expect(heard.map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, n) => `counted ${n}`));
  });

  test('two identities of one person take turns, and each thing they say counts once', async () => {
    world = await tallyWorld({ kind });
    await world.person('amy').says('help');
    await world.person('amy-at-work').says('help');
    const amy = await world.db
      .selectFrom('identity')
      .selectAll()
      .where('account', '=', 'amy')
      .executeTakeFirstOrThrow();
    await world.db
      .updateTable('identity')
      .set({ person_id: amy.person_id })
      .where('account', '=', 'amy-at-work')
      .execute();
    await world.engine.accept(world.message({ account: 'amy', text: 'join' }));
    await Promise.all([
      world.engine.accept(world.message({ account: 'amy', text: 'Amy' })),
      world.engine.accept(world.message({ account: 'amy-at-work', text: 'Large' })),
      ...Array.from({ length: 10 }, (_, n) =>
        world.engine.accept(world.message({ account: `p${n}`, text: `count ${n}` })),
      ),
    ]);
    const own = (await effects(world.db)).filter((what) => !what.startsWith('p'));
    expect(own).toEqual(['name Amy', 'size l']);
  });

  test('a dialog of one person is answered in order when the answers come all at once', async () => {
    world = await tallyWorld({ kind });
    const amy = world.person('amy');
    const said = ['join', 'Amy', 'Large'].map((text) => world.message({ account: 'amy', text }));
    await Promise.all(said.map((one) => world.engine.accept(one)));
    await world.engine.settled();
    expect(await effects(world.db)).toEqual(['name Amy', 'size l']);
    await amy.hears('Done: Amy, l.');
  });

  test('a member who says 100 things at once keeps nobody waiting for one batch more', async () => {
    /** How many batches are committed before each of sixty messages of twenty others is. */
    const batches = async (flood: number): Promise<number[]> => {
      let committed = 0;
      const wrap = intercept((call, proceed) => {
        if (/^insert into "seen"/.test(call)) committed += 1;
        return proceed();
      });
      world = await tallyWorld({ kind, wrap });
      const say = (account: string, n: number) => world.engine.accept(world.message({ account, text: `+${n}` }));
      const own = Array.from({ length: flood }, (_, n) => say('amy', n));
      const others = Array.from({ length: 60 }, async (_, n) => {
        await say(`p${n % 20}`, n);
        return committed;
      });
      const waited = await Promise.all(others);
      await Promise.all(own);
      return waited;
    };
    const alone = await batches(0);
    await world.close();
    expect(Math.max(...alone)).toBe(3);
    expect(await batches(100)).toEqual(alone);
  });

  test('control: the same answers out of order make another form', async () => {
    world = await tallyWorld({ kind });
    for (const text of ['join', 'Large', 'Amy']) await world.person('amy').says(text);
    expect(await effects(world.db)).toEqual(['name Large']);
  });
});
