// P8: pause and stop work in under a second, with thousands of deliveries waiting.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Delivery } from '../../src/chat/message.ts';
import { quote } from '../../src/text/phrase.ts';
import { databases } from '../support/database.ts';
import type { World } from '../support/world.ts';
import { campaign, tallyWorlds } from './stage.ts';

const WAITING = 3000;
const reader = { language: 'en', zone: 'UTC' } as const;

describe.each(databases)('P8, on %s', (kind) => {
  const worlds = tallyWorlds(kind);
  let world: World;
  let boss: ReturnType<World['person']>;
  let campaignId: string;
  let begun: Delivery[];
  /** Deliveries of the campaign that the platform has begun and not finished. */
  let underWay: (() => void)[];
  let slow: boolean;

  beforeEach(async () => {
    world = await worlds.open();
    boss = world.person('boss');
    begun = [];
    underWay = [];
    slow = true;
    campaignId = await world.engine.perform((scope) => campaign(scope, 'friday'));
    await boss.says('campaign open friday');
    world.platforms[0]!.answer = async (delivery) => {
      if (delivery.kind !== 'reply') {
        begun.push(delivery);
        if (slow) await new Promise<void>((resolve) => underWay.push(resolve));
      }
      return { type: 'sent', at: world.clock.now() };
    };
  });

  const broadcast = (kindOf: 'campaign' | 'service' = 'campaign', to = (n: number) => ({ account: `p${n}` })) =>
    world.engine.perform(async (scope) => {
      for (let n = 0; n < WAITING; n += 1) {
        const address = { platform: 'terminal', ...to(n) };
        scope.send(address, quote(`news ${n}`), { kind: kindOf, reader, campaignId, dedupe: `friday/${n}` });
      }
    });

  /** Finishes what is under way, and what begins because of that, until so many have begun. */
  async function deliver(count: number): Promise<void> {
    while (begun.length < count) {
      for (const finish of underWay.splice(0, 10)) finish();
      await new Promise(setImmediate);
    }
  }

  /** Says it, and lets what another connection had read from the table just before the commit begin. */
  async function says(text: string): Promise<void> {
    await world.engine.accept(world.message({ account: 'boss', text }));
    for (let before = -1; before < begun.length; ) {
      before = begun.length;
      for (let look = 0; look < 20; look += 1) await world.db.selectFrom('campaign').select('id').execute();
    }
  }

  /** Lets everything under way and everything after it go. */
  async function letGo(): Promise<void> {
    slow = false;
    for (const finish of underWay.splice(0)) finish();
    await world.engine.settled();
  }

  test('a pause: nothing more begins from its commit on, until resumed; then all the rest, each once', async () => {
    await broadcast();
    await deliver(200);
    await says('campaign pause friday');
    const atPause = begun.length;
    await letGo();
    expect(begun.length).toBe(atPause);
    for (let second = 0; second < 5; second += 1) await world.set(1000);
    expect(begun.length).toBe(atPause);
    await boss.says('campaign resume friday');
    await world.set(1000);
    expect(begun).toHaveLength(WAITING);
    expect(new Set(begun.map(({ text }) => text)).size).toBe(WAITING);
  });

  test('a pause holds through a restart', async () => {
    await broadcast();
    await deliver(100);
    await says('campaign pause friday');
    const atPause = begun.length;
    slow = false;
    for (const finish of underWay.splice(0)) finish();
    await world.restart();
    await world.set(5000);
    expect(begun.length).toBe(atPause);
    await boss.says('campaign resume friday');
    await world.set(1000);
    expect(begun).toHaveLength(WAITING);
  });

  test('a pause of what waits in line for one slow room', async () => {
    await broadcast('campaign', () => ({ room: 'fans' }) as never);
    await deliver(1);
    await says('campaign pause friday');
    world.clock.set(world.clock.now() + 600);
    await letGo();
    for (let second = 0; second < 3; second += 1) await world.set(1000);
    expect(begun).toHaveLength(1);
  });

  test('stop: whoever says it hears nothing more, while the others do', async () => {
    await world.person('p2999').says('help');
    const p = await world.db
      .selectFrom('identity')
      .selectAll()
      .where('account', '=', 'p2999')
      .executeTakeFirstOrThrow();
    await world.engine.perform(async (scope) => {
      for (let n = 0; n < WAITING; n += 1) {
        const personId = n === 2999 ? p.person_id : undefined;
        const address = { platform: 'terminal', account: `p${n}` };
        scope.send(address, quote(`news ${n}`), {
          kind: 'campaign',
          reader,
          campaignId,
          ...(personId && { personId }),
        });
      }
    });
    await deliver(100);
    await world.engine.accept(world.message({ account: 'p2999', text: 'stop' }));
    await letGo();
    expect(begun).toHaveLength(WAITING - 1);
    const kept = await world.db.selectFrom('outbox').selectAll().where('person_id', '=', p.person_id).execute();
    expect(kept).toMatchObject([{ state: 'suppressed', reason: 'stopped', attempts: 0 }]);
    await world.person('p2999').hears(/you hear nothing more|不会再打扰/);
  });

  test('control: what does not ask the gate goes on through the pause', async () => {
    await broadcast('service');
    await deliver(200);
    await says('campaign pause friday');
    await letGo();
    expect(begun).toHaveLength(WAITING);
  });
});
