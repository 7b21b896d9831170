// P5: a personal answer is delivered at least once, with the same text each time.
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import type { Delivery } from '../../src/chat/message.ts';
import type { Outcome } from '../../src/chat/platform.ts';
import { openDatabase } from '../../src/db/open.ts';
import { quote } from '../../src/text/phrase.ts';
import { runScript } from '../support/child.ts';
import { createPostgresDatabase, databases, type Kind, temporaryFolder } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';
import { effects, tallyFlow, tallyWorlds } from './stage.ts';

describe.each(databases)('P5: an answer, on %s', (kind) => {
  const worlds = tallyWorlds(kind);
  let world: World;
  let tries: Delivery[];
  beforeEach(async () => {
    world = await worlds.open();
    tries = [];
  });

  /** The platform does this with the first tries, and takes what follows. */
  function first(...outcomes: (() => Promise<Outcome> | Outcome)[]): void {
    world.platforms[0]!.answer = (delivery) => {
      tries.push(delivery);
      return outcomes[tries.length - 1]?.() ?? { type: 'sent', at: world.clock.now() };
    };
  }

  const unknown = () => ({ type: 'unknown' }) as const;
  test.each<[string, () => Promise<Outcome> | Outcome]>([
    ['does not know', unknown],
    [
      'throws',
      () => {
        throw new Error('socket hang up');
      },
    ],
    ['rejects', () => Promise.reject(new Error('ETIMEDOUT'))],
    ['says wait', () => ({ type: 'retry', after: 3000 })],
  ])('comes, in the same words, where the platform %s at first', async (_what, outcome) => {
    first(outcome, outcome, outcome);
    await world.person('amy').says('count one');
    for (let second = 0; second < 10; second += 1) await world.set(1000);
    await world.person('amy').hears('counted one');
    expect(tries.map(({ text }) => text)).toEqual(Array.from({ length: 4 }, () => 'counted one'));
    expect(new Set(tries.map(({ id }) => id)).size).toBe(1);
    expect(await effects(world.db)).toEqual(['amy one']);
  });

  test('comes where the platform never says anything, after ten seconds', async () => {
    first(() => new Promise(() => {}));
    await world.engine.accept(world.message({ account: 'amy', text: 'count one' }));
    world.clock.set(world.clock.now() + 10_000);
    await world.engine.settled();
    await world.set(1000);
    await world.person('amy').hears('counted one');
    expect(tries.map(({ text, attempt }) => `${text} ${attempt}`)).toEqual(['counted one 1', 'counted one 2']);
  });

  test('comes after an outage of five minutes, with a restart in the middle of it', async () => {
    const back = world.clock.now() + 300_000;
    world.platforms[0]!.answer = (delivery) => {
      tries.push(delivery);
      return world.clock.now() < back ? { type: 'unknown' } : { type: 'sent', at: world.clock.now() };
    };
    await world.person('amy').says('count one');
    for (let step = 0; step < 40; step += 1) {
      if (step === 15) await world.restart();
      await world.set(10_000);
    }
    await world.person('amy').hears('counted one');
    expect(tries.length).toBeGreaterThan(5);
    expect(new Set(tries.map(({ text }) => text))).toEqual(new Set(['counted one']));
  });

  test('reaches the others while one waits', async () => {
    world.platforms[0]!.answer = ({ address }) =>
      address.account === 'amy' ? { type: 'retry', after: 60_000 } : { type: 'sent', at: 0 };
    for (const account of ['amy', 'bob', 'eve']) await world.person(account).says('count one');
    await world.person('bob').hears('counted one');
    await world.person('eve').hears('counted one');
    await world.person('amy').hearsNothing();
  });

  test('control: what we say of our own accord is not sent again where nobody can tell', async () => {
    first(unknown);
    await world.engine.perform(async (scope) =>
      scope.send({ platform: 'terminal', account: 'amy' }, quote('news'), {
        kind: 'campaign',
        reader: { language: 'en', zone: 'UTC' },
      }),
    );
    await world.engine.settled();
    await world.set(600_000);
    expect(tries).toHaveLength(1);
  });
});

/** A place for a database that outlives the process which made it. */
async function place(kind: Kind): Promise<{ url: string; drop(): Promise<void> | void }> {
  if (kind === 'postgres') return createPostgresDatabase();
  const folder = temporaryFolder();
  const url = `sqlite:${join(folder, 'canyu.db')}`;
  return { url, drop: () => rmSync(folder, { recursive: true, force: true }) };
}

describe.each(databases)('P1, P2 and P5: a process killed, on %s', (kind) => {
  let world: World | undefined;
  let drop: (() => Promise<void> | void) | undefined;
  afterEach(async () => {
    await world?.close();
    await drop?.();
  });

  /** What the dying process still said, and the world after it. */
  async function survives(where: string): Promise<{ said: string | undefined; after: World }> {
    const made = await place(kind);
    drop = made.drop;
    const child = runScript('engine/dying.ts', [made.url, where]);
    const said = child.line();
    const [, signal] = await once(child.process, 'exit');
    expect(signal).toBe('SIGKILL');
    const database = await openDatabase(made.url, { purpose: 'run', migrations, now: () => 0 });
    const after = await createWorld({ database, flows: [tallyFlow()] });
    world = after;
    return { said: await said, after };
  }

  const again = (after: World) => after.message({ account: 'amy', text: 'count one', event: 'the event' });

  test('before the commit: nothing has happened, and the event delivered again has its effect and its answer', async () => {
    const { after } = await survives('before the commit');
    await after.set(61_000);
    expect(await effects(after.db)).toEqual([]);
    expect(after.platforms[0]!.delivered).toEqual([]);
    await after.accept(again(after));
    expect(await effects(after.db)).toEqual(['amy one']);
    await after.person('amy').hears('counted one');
  });

  /** A process costs seconds, and a database that survives is the same whatever wrote it: PostgreSQL shows the last moment only. */
  const moments = ['after the commit', 'before the delivery', 'after the delivery'];
  test.each(kind === 'sqlite' ? moments : moments.slice(-1))(
    '%s: the answer comes after the restart, in the same words, and the event has no second effect',
    async (where) => {
      const { said, after } = await survives(where);
      await after.set(61_000);
      const texts = after.platforms[0]!.delivered.map(({ text }) => text);
      expect(texts).toEqual(['counted one']);
      if (where === 'after the delivery') expect(said).toBe(texts[0]);
      await after.accept(again(after));
      expect(await effects(after.db)).toEqual(['amy one']);
      expect(after.platforms[0]!.delivered).toHaveLength(1);
    },
  );

  test('control: an answer that is not in the outbox is gone with the process', async () => {
    const made = await place(kind);
    drop = made.drop;
    const child = runScript('engine/dying.ts', [made.url, 'before the delivery']);
    await once(child.process, 'exit');
    const database = await openDatabase(made.url, { purpose: 'run', migrations, now: () => 0 });
    await database.db.deleteFrom('outbox').execute();
    world = await createWorld({ database, flows: [tallyFlow()] });
    await world.set(61_000);
    await world.accept(again(world));
    expect(await effects(world.db)).toEqual(['amy one']);
    expect(world.platforms[0]!.delivered).toEqual([]);
  });
});
