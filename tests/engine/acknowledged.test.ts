// P1: the platform is told "received" only once the turn is committed.
import { afterEach, describe, expect, test } from 'vitest';
import { databases, type Kind } from '../support/database.ts';
import { faulty, InjectedFault, intercept } from '../support/faults.ts';
import { effects, tallyWorld } from './stage.ts';

let world: Awaited<ReturnType<typeof tallyWorld>>;
afterEach(() => world.close());

/** A world whose database can be made to fail. */
async function fragile(kind: Kind) {
  const faults = faulty();
  world = await tallyWorld({ kind, wrap: faults.wrap });
  await world.person('amy').says('help');
  // What the start and the answer leave to be done is done.
  await world.set(1000);
  await world.engine.ticker.stop();
  return faults;
}

/** Calls to the database that one turn of amy makes, begin and commit included. */
async function callsOfATurn(kind: Kind): Promise<number> {
  const faults = await fragile(kind);
  faults.arm();
  await world.engine.accept(world.message({ account: 'amy', text: 'count one' }));
  faults.disarm();
  await world.close();
  return faults.names.indexOf('commit') + 1;
}

function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { give, given };
}

describe.each(databases)('P1: nothing acknowledged is lost, on %s', (kind) => {
  test('accept resolves when the commit has, and not before', async () => {
    const commit = signal();
    const reached = signal();
    let holding = false;
    const wrap = intercept(async (call, proceed) => {
      if (holding && call === 'commit') {
        reached.give();
        await commit.given;
      }
      return proceed();
    });
    world = await tallyWorld({ kind, wrap });
    holding = true;
    let acknowledged = false;
    const accepted = world.engine.accept(world.message({ account: 'amy', text: 'count one' })).then(() => {
      acknowledged = true;
    });
    await reached.given;
    await new Promise(setImmediate);
    expect(acknowledged).toBe(false);
    holding = false;
    commit.give();
    await accepted;
    expect(await effects(world.db)).toEqual(['amy one']);
  });

  test.each(['before', 'after'] as const)(
    'a fault %s any call: acknowledged or delivered again, it counts once',
    async (when) => {
      const calls = await callsOfATurn(kind);
      expect(calls).toBeGreaterThan(5);
      const faults = await fragile(kind);
      let fired = 0;
      for (let call = 1; call <= calls; call += 1) {
        const message = world.message({ account: 'amy', text: `count ${call}` });
        faults.arm({ call, when, how: 'throw' });
        const acknowledged = await world.engine.accept(message).then(
          () => true,
          () => false,
        );
        // The first turn of a person takes more calls than the ones after it.
        if (faults.fired) fired += 1;
        faults.disarm();
        if (acknowledged) expect(await effects(world.db)).toContain(`amy ${call}`);
        await world.accept(message);
        expect((await effects(world.db)).filter((what) => what === `amy ${call}`)).toHaveLength(1);
      }
      expect(fired).toBeGreaterThan(5);
      await world.set(60_000);
      for (let call = 1; call <= calls; call += 1) await world.person('amy').hears(new RegExp(`counted ${call}$`));
      expect(await world.db.selectFrom('incident').selectAll().execute()).toEqual([]);
    },
  );

  test('a commit that nobody heard of is answered all the same, without a restart', async () => {
    let lost = 0;
    let written = false;
    const wrap = intercept(async (call, proceed) => {
      written ||= call.startsWith('insert into effect');
      const result = await proceed();
      if (call !== 'commit' || !written || lost > 0) return result;
      lost += 1;
      throw new InjectedFault('the connection went away after the commit');
    });
    world = await tallyWorld({ kind, wrap });
    const amy = world.person('amy');
    await amy.says('count one');
    expect(lost).toBe(1);
    await world.set(61_000);
    await amy.hears('counted one');
    expect(await effects(world.db)).toEqual(['amy one']);
  });

  test('while the database is gone nothing is acknowledged, and what is delivered again afterwards counts once', async () => {
    const faults = await fragile(kind);
    const messages = [1, 2, 3].map((n) => world.message({ account: `p${n}`, text: `count ${n}` }));
    faults.arm({ call: 1, when: 'before', how: 'outage' });
    const outcomes = await Promise.allSettled(messages.map((message) => world.engine.accept(message)));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    faults.disarm();
    expect(await effects(world.db)).toEqual([]);
    for (const message of messages) await world.accept(message);
    expect(await effects(world.db)).toEqual(['p1 1', 'p2 2', 'p3 3']);
  });

  test('a turn that can be marked neither done nor failed is not acknowledged, at any moment the database goes away', async () => {
    const calls = await callsOfATurn(kind);
    const faults = await fragile(kind);
    for (let call = 1; call <= calls; call += 1) {
      const message = world.message({ account: 'amy', text: `count ${call}` });
      faults.arm({ call, when: 'before', how: 'outage' });
      await expect(world.engine.accept(message)).rejects.toThrow(InjectedFault);
      faults.disarm();
      expect(await effects(world.db)).not.toContain(`amy ${call}`);
    }
  });

  test('control: a platform that acknowledges before the commit loses the message', async () => {
    const faults = await fragile(kind);
    faults.arm({ call: 1, when: 'before', how: 'outage' });
    const message = world.message({ account: 'amy', text: 'count one' });
    const tooSoon = (accept: () => Promise<void>) => {
      accept().catch(() => {});
      return 'acknowledged';
    };
    expect(tooSoon(() => world.engine.accept(message))).toBe('acknowledged');
    await world.engine.stop();
    faults.disarm();
    await world.restart();
    expect(await effects(world.db)).toEqual([]);
  });
});
