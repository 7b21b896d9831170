import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/chat/message.ts';
import type { Limit, Way } from '../../src/chat/platform.ts';
import { databases } from '../support/database.ts';
import { type OutboxStageOptions, openOutbox, sent } from './stage.ts';

const names = (count: number, prefix = 'm') => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const HOUR = 3_600_000;

/** A second between two messages to one room. */
const byRoom = ({ address: { room, account } }: Delivery): Way => ({
  account: 'A',
  limits: [{ key: room ?? account!, most: 1, within: 1000 }],
});
const through =
  (...limits: Limit[]) =>
  (): Way => ({ account: 'A', limits });

describe.each(databases)('pace, on %s', (kind) => {
  let stage: Awaited<ReturnType<typeof openOutbox>>;
  afterEach(() => stage.close());

  async function open(way: (delivery: Delivery) => Way, options: OutboxStageOptions = {}) {
    stage = await openOutbox({ kind, way, ...options });
    await stage.start();
    await stage.settled();
  }

  it('a room that must wait holds no other, and keeps its order', async () => {
    await open(byRoom);
    await stage.say(['a1', 'a2', 'a3'], { room: 'a' });
    await stage.say(['b1'], { room: 'b' });
    await stage.say(['c1', 'c2'], { room: 'c', kind: 'campaign' });
    await stage.passes(0);
    expect([...stage.platform.texts].sort()).toEqual(['a1', 'b1', 'c1']);
    await stage.passes(999);
    expect(stage.platform.texts).toHaveLength(3);
    await stage.passes(1);
    expect(stage.platform.texts.slice(3).sort()).toEqual(['a2', 'c2']);
    await stage.passes(1000);
    expect(stage.platform.texts.slice(5)).toEqual(['a3']);
    expect(new Set((await stage.rows()).map(({ state, attempts }) => `${state} ${attempts}`))).toEqual(
      new Set(['sent 1']),
    );
  });

  it('replies go before service messages, those before campaigns, and campaigns in turn', async () => {
    await open(through({ key: 'k', most: 1, within: 1000 }));
    const large = await stage.campaign('large');
    const small = await stage.campaign('small');
    for (const name of names(40, 'large')) await stage.say(name, { to: name, kind: 'campaign' }, { campaignId: large });
    await stage.passes(0);
    for (const name of names(3, 'small')) await stage.say(name, { to: name, kind: 'campaign' }, { campaignId: small });
    await stage.say('service', { to: 's', kind: 'service' });
    await stage.passes(0);
    await stage.say('reply', { to: 'r' });
    await stage.passes(8000, 1000);
    const [first, ...rest] = stage.platform.texts;
    expect(first).toBe('large0');
    expect(rest.slice(0, 2)).toEqual(['reply', 'service']);
    expect(rest.slice(2).map((text) => text.replace(/\d+/, ''))).toEqual(
      expect.arrayContaining(['small', 'large', 'small', 'large', 'small', 'large']),
    );
    expect(rest.slice(2, 8).filter((text) => text.startsWith('small'))).toHaveLength(3);
  });

  it('P8: what waits for its turn is in the table, and a pause or a stop meets all of it', async () => {
    await open(through({ key: 'k', most: 1, within: 1000 }));
    const campaignId = await stage.campaign('friday');
    const amy = await stage.person('amy');
    for (const name of names(30)) await stage.say(name, { to: name, kind: 'campaign' }, { campaignId });
    await stage.say('to amy', { to: 'amy', kind: 'campaign' }, { campaignId, personId: amy });
    await stage.passes(3000, 1000);
    expect(stage.platform.texts).toHaveLength(4);
    expect((await stage.rows()).filter(({ state }) => state === 'sending')).toEqual([]);
    await stage.becomes(campaignId, 'paused');
    await stage.passes(5000, 1000);
    expect(stage.platform.texts).toHaveLength(4);
    await stage.becomes(campaignId, 'live');
    await stage.stops(amy);
    await stage.passes(30_000, 1000);
    expect(stage.platform.texts).toEqual(names(30));
    const states = (await stage.rows()).map(({ state, reason }) => `${state} ${reason}`);
    expect(states.filter((state) => state !== 'sent null')).toEqual(['suppressed stopped']);
  });

  it('a limit of an hour or more outlives a restart, one of a minute does not have to', async () => {
    const day = { key: 'day', most: 3, within: 24 * HOUR };
    await open(through({ key: 'gap', most: 1, within: 1000 }, day));
    for (const name of names(5)) await stage.say(name, { to: name, kind: 'campaign' });
    await stage.passes(10_000, 1000);
    expect(stage.platform.texts).toEqual(names(3));
    await stage.restart();
    await stage.passes(10_000, 1000);
    expect(stage.platform.texts).toHaveLength(3);
    await stage.passes(24 * HOUR - 20_000);
    await stage.passes(3000, 1000);
    expect(stage.platform.texts).toEqual(names(5));
  });

  it('control: without the mark of what was counted a restart forgets it', async () => {
    await open(through({ key: 'day', most: 1, within: 24 * HOUR }));
    await stage.say(['m0', 'm1'], { kind: 'campaign' });
    await stage.passes(0);
    await stage.perform(({ trx }) =>
      trx.updateTable('outbox').set({ reason: null }).where('state', '=', 'sent').execute(),
    );
    await stage.restart();
    await stage.passes(0);
    expect(stage.platform.texts).toEqual(['m0', 'm1']);
  });

  it('what waits at a door is found again by another process, with nobody to remember it', async () => {
    await open(byRoom);
    await stage.say(['a1', 'a2', 'a3'], { room: 'a' });
    await stage.passes(0);
    stage.crash();
    await stage.start();
    await stage.passes(3000, 1000);
    expect(stage.platform.texts).toEqual(['a1', 'a2', 'a3']);
  });

  it('a Retry-After holds what shares the first limit, and other rooms go on', async () => {
    await open((delivery) => ({
      account: 'A',
      limits: [...byRoom(delivery).limits, { key: 'all', most: 100, within: 1000 }],
    }));
    stage.platform.always = ({ address }) => (address.room === 'a' ? { type: 'retry', after: 30_000 } : sent(stage));
    await stage.say(['a1', 'a2'], { room: 'a' });
    await stage.say('to amy there', { room: 'a', to: 'amy' });
    await stage.say(['b1', 'b2'], { room: 'b' });
    await stage.passes(20_000, 1000);
    expect(stage.platform.texts.filter((text) => !text.startsWith('b'))).toEqual(['a1']);
    expect(stage.platform.texts.filter((text) => text.startsWith('b'))).toEqual(['b1', 'b2']);
    stage.platform.always = () => sent(stage);
    await stage.passes(15_000, 1000);
    expect(stage.platform.texts.slice(3)).toEqual(['a1', 'a2', 'to amy there']);
    expect((await stage.rows()).map(({ attempts }) => attempts)).toEqual([2, 1, 1, 1, 1]);
  });

  it('a platform that cannot tell its way goes slowly, and that is an incident', async () => {
    await open(() => {
      throw new Error('no way');
    });
    await stage.say(['a', 'b'], { kind: 'campaign' });
    await stage.passes(59_000, 1000);
    expect(stage.platform.texts).toEqual(['a']);
    await stage.passes(1000);
    expect(stage.platform.texts).toEqual(['a', 'b']);
    expect((await stage.incidents())[0]).toMatchObject({ error: expect.stringContaining('no way') });
  });
});

describe('whatever is said and however long it takes', () => {
  interface Said {
    room: number;
    reply: boolean;
    after: number;
  }
  const said = fc.array(
    fc.record<Said>({ room: fc.nat({ max: 2 }), reply: fc.boolean(), after: fc.nat({ max: 400 }) }),
    { minLength: 1, maxLength: 25 },
  );

  it('no window is ever exceeded, each room keeps its order, nothing is lost and nothing comes twice', async () => {
    const limits = (room: string): Limit[] => [
      { key: room, most: 2, within: 700, jitter: 300 },
      { key: 'all', most: 3, within: 500 },
    ];
    await fc.assert(
      fc.asyncProperty(said, fc.nat({ max: 99 }), async (messages, seed) => {
        let chance = seed;
        const random = () => {
          chance = (chance * 31 + 17) % 100;
          return chance / 100;
        };
        const stage = await openOutbox({
          way: ({ address }) => ({ account: '', limits: limits(address.room!) }),
          random,
        });
        const seen: { at: number; room: string; text: string }[] = [];
        stage.platform.always = ({ address, text }) => {
          seen.push({ at: stage.clock.now(), room: address.room!, text });
          return sent(stage);
        };
        await stage.start();
        for (const [index, { room, reply, after }] of messages.entries()) {
          await stage.say(`${reply ? 'r' : 'c'}${index}`, { room: `room${room}`, kind: reply ? 'reply' : 'campaign' });
          if (after > 200) await stage.passes(after, 100);
        }
        await stage.passes(messages.length * 600, 100);
        expect(seen.map(({ text }) => text).sort()).toEqual(
          (await stage.states()).map((state) => state.split(':')[0]).sort(),
        );
        expect(new Set((await stage.rows()).map(({ state }) => state))).toEqual(new Set(['sent']));
        for (const room of ['room0', 'room1', 'room2']) {
          const own = seen.filter((one) => one.room === room);
          for (const first of ['r', 'c']) {
            const order = own.filter(({ text }) => text.startsWith(first)).map(({ text }) => Number(text.slice(1)));
            expect(order).toEqual([...order].sort((one, other) => one - other));
          }
          for (const [index, { at }] of own.entries())
            if (index >= 2) expect(at - own[index - 2]!.at).toBeGreaterThanOrEqual(700);
        }
        for (const [index, { at }] of seen.entries())
          if (index >= 3) expect(at - seen[index - 3]!.at).toBeGreaterThanOrEqual(500);
        await stage.close();
      }),
      // The same cases each time: a failure is then one of the code.
      { numRuns: 12, seed: 20_261_127, endOnFailure: true },
    );
  }, 60_000);
});
