// The platform against a gateway that does what gateways do: it is slow, falls silent, dies, comes back, and logs the account out.
import { EventEmitter } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Connection, connect } from '../../adapters/wechat/connection.ts';
import { StartError } from '../../src/errors.ts';
import { memoryKeep } from '../support/keep.ts';
import { type Gateway, startGateway } from '../support/wechat/gateway.ts';
import { type Live, live, until } from './live.ts';

const MINUTE = 60_000;
const reader = { language: 'en', zone: 'Asia/Shanghai', markup: 'plain', now: 0 } as const;

let gateway: Gateway;
let wechat: Live;

beforeAll(async () => {
  gateway = await startGateway({ seed: 7 });
});
afterAll(() => gateway.close());

async function begin(more?: Parameters<typeof live>[1]): Promise<Live> {
  wechat = live(gateway, more);
  await wechat.start();
  return wechat;
}

beforeEach(() => gateway.reset());
afterEach(async () => {
  await gateway.freeze(false);
  await wechat.stop();
  await gateway.left();
});

const here = (): boolean => wechat.platform.health().ok;
const fault = (): string | undefined => wechat.platform.health().detail?.render({ ...reader, now: wechat.clock.now() });

const handlesNow = (): number =>
  process.getActiveResourcesInfo().filter((name) => /Socket|TLS|Timeout|Server/.test(name)).length;

/** By how much the second half goes beyond the first. A few are on their way out at any moment; what is left behind each time shows as half the length. */
function growth(counts: readonly number[]): number {
  const half = counts.length / 2;
  return Math.max(...counts.slice(half)) - Math.max(...counts.slice(0, half));
}

const listenersOf = (emitter: object): number => {
  const { eventNames, listenerCount } = EventEmitter.prototype;
  return eventNames.call(emitter).reduce((sum, name) => sum + listenerCount.call(emitter, name), 0);
};

/** A connection as the platform makes it. */
async function connected(): Promise<Connection> {
  const nothing = (): void => {};
  const { endpoint, token } = gateway;
  const connection = await connect(
    { puppet: 'wechaty-puppet-service', endpoint, token },
    { login: nothing, logout: nothing, scan: nothing, message: nothing, sign: nothing, dong: nothing, error: nothing },
  );
  expect(connection.up).toBe(true);
  return connection;
}

describe('what people write', () => {
  test('is handed over in the order of arrival, although payloads come as they like', async () => {
    await begin();
    await gateway.dawdle(60);
    const texts = Array.from({ length: 40 }, (_, index) => `${index}`);
    for (const text of texts) await gateway.say({ from: `p${Number(text) % 5}`, text });
    await until(() => wechat.accepted.length === texts.length);
    expect(wechat.accepted.map(({ text }) => text)).toEqual(texts);
  });

  test('is known by id, account, room and time; our own words and replays are dropped', async () => {
    await begin({ names: ['参与'] });
    await gateway.meet({ id: 'amy', name: 'Amy 艾米', roomAliases: {} });
    await gateway.meet({ id: 'canyu', name: 'Canyu', roomAliases: { fans: '小参' } });
    const sentAt = Math.floor(Date.now() / 1000);
    await gateway.say({ id: 'm1', from: 'amy', text: '抢答', timestamp: sentAt });
    await wechat.deliver('amy', 'our own words come back');
    await gateway.say({ id: 'm2', from: 'amy', text: 'an old one', timestamp: sentAt - 3600 });
    for (const [id, name] of [
      ['m3', '小参'],
      ['m4', '参与'],
      ['m5', 'Canyu'],
      ['m6', 'Bob'],
    ] as const) {
      await gateway.say({ id, from: 'amy', room: 'fans', text: `@${name}\u2005抢答` });
    }
    await until(() => wechat.accepted.length === 5);
    expect(wechat.accepted[0]).toEqual({
      platform: 'wechat',
      event: 'm1',
      account: 'amy',
      name: 'Amy 艾米',
      text: '抢答',
      addressed: true,
      sentAt: new Date(sentAt * 1000),
    });
    expect(wechat.accepted.slice(1).map(({ event, room, addressed }) => [event, room, addressed])).toEqual([
      ['m3', 'fans', true],
      ['m4', 'fans', true],
      ['m5', 'fans', true],
      ['m6', 'fans', false],
    ]);
  });

  test('P1: what could not be committed is handed over again, until it is', async () => {
    wechat = live(gateway);
    let broken = 3;
    await wechat.platform.start(async (message) => {
      broken -= 1;
      if (broken > 0) throw new Error('the disk is gone');
      wechat.accepted.push(message);
    });
    await gateway.say({ id: 'm1', from: 'amy', text: '抢答' });
    await until(() => broken === 2);
    await wechat.passes(() => wechat.accepted.length > 0);
    expect(wechat.accepted.map(({ event }) => event)).toEqual(['m1']);
  });

  test('0 leaves the menu that was shown last, and is a number elsewhere', async () => {
    await begin();
    await wechat.deliver('amy', '继续吗？', ['继续', '退出']);
    await gateway.settled();
    expect(gateway.heard).toEqual([{ to: 'amy', text: '继续吗？\n1 继续\n2 退出\n0 退出' }]);
    await gateway.say({ from: 'amy', text: '０' });
    await gateway.say({ from: 'bob', text: '0' });
    await until(() => wechat.accepted.length === 2);
    await wechat.deliver('amy', '几台？');
    await gateway.say({ from: 'amy', text: '0' });
    await until(() => wechat.accepted.length === 3);
    expect(wechat.accepted.map(({ text }) => text)).toEqual(['取消', '0', '0']);
  });
});

describe('what we say', () => {
  test.each([
    ['taken', { type: 'taken' }, { type: 'sent', id: expect.any(String) }],
    ['taken, by a gateway that gives no id', { type: 'taken', id: false }, { type: 'sent' }],
    [
      'not taken: no friend',
      { type: 'refused', message: '你还不是他（她）的朋友' },
      { type: 'refused', reason: 'not a friend' },
    ],
    ['not taken, and nobody knows why', { type: 'refused', message: 'strange' }, { type: 'unknown' }],
  ] as const)('%s', async (_name, answer, outcome) => {
    await begin();
    await gateway.answer(answer);
    expect(await wechat.deliver('amy')).toMatchObject(outcome);
  });

  test.each(['lost', 'silent'] as const)(
    'an answer that never comes (%s) leaves it open whether it arrived',
    async (type) => {
      await begin();
      await gateway.answer({ type });
      const outcome = wechat.deliver('amy');
      await gateway.settled();
      wechat.clock.set(wechat.clock.now() + 8000);
      expect(await outcome).toEqual({ type: 'unknown' });
      await gateway.settled();
      expect(gateway.heard).toHaveLength(type === 'lost' ? 1 : 0);
    },
  );

  test('too hastily: it rests, says so, is not made to forget by a restart, and goes on by itself', async () => {
    const keep = memoryKeep();
    await begin({ keep });
    await gateway.answer({ type: 'refused', message: '操作过于频繁，请稍后再试' });
    expect(await wechat.deliver('amy')).toEqual({ type: 'offline' });
    await gateway.answer({ type: 'taken' });
    expect(await wechat.deliver('amy')).toEqual({ type: 'offline' });
    expect(fault()).toContain('too hasty');
    const at = wechat.clock.now();
    await wechat.stop();
    await gateway.left();
    wechat = live(gateway, { keep });
    wechat.clock.set(at + 14 * MINUTE);
    await wechat.start();
    expect(await wechat.deliver('amy')).toEqual({ type: 'offline' });
    await gateway.settled();
    expect(gateway.heard).toEqual([]);
    wechat.clock.set(at + 15 * MINUTE);
    await until(here);
    expect(await wechat.deliver('amy')).toMatchObject({ type: 'sent' });
  });

  test('too hastily, as WeChat tells it in the conversation: it rests; a person who says so changes nothing', async () => {
    await begin();
    const text = '操作过于频繁，可稍后再试。';
    await gateway.say({ from: 'eve', room: 'fans', text });
    await until(() => wechat.accepted.length === 1);
    expect(await wechat.deliver('amy')).toMatchObject({ type: 'sent' });
    await gateway.say({ from: 'canyu', room: 'fans', text, type: 0 });
    await until(() => !here());
    expect(await wechat.deliver('amy')).toEqual({ type: 'offline' });
  });
});

describe('the login', () => {
  test('shows a code with its link and how long it is good for, and begins when it was scanned', async () => {
    await gateway.logout();
    wechat = live(gateway);
    const starting = wechat.start();
    await until(async () => (await gateway.count()).clients > 0);
    await gateway.scan('http://weixin.qq.com/x/code');
    await starting;
    await until(() => wechat.shown.length > 0);
    expect(wechat.shown[0]).toMatch(/▄[\s\S]*http:\/\/weixin\.qq\.com\/x\/code[\s\S]*4 分钟/);
    expect(fault()).toContain('scan the code');
    expect(await wechat.deliver('amy')).toEqual({ type: 'offline' });
    await gateway.login();
    await until(here);
    expect(await wechat.deliver('amy')).toMatchObject({ type: 'sent' });
  });

  test('ends and begins again without anything being lost', async () => {
    await begin();
    await gateway.logout();
    await until(() => !here());
    expect(fault()).toContain('logged out');
    expect(await wechat.deliver('amy')).toEqual({ type: 'offline' });
    await gateway.login('canyu-2');
    await until(here);
    expect(await wechat.deliver('amy')).toMatchObject({ type: 'sent' });
    await gateway.say({ from: 'canyu-2', text: 'our own' });
    await gateway.say({ from: 'amy', text: 'theirs' });
    await until(() => wechat.accepted.length > 0);
    expect(wechat.accepted.map(({ text }) => text)).toEqual(['theirs']);
  });
});

describe('the gateway', () => {
  test('that falls silent is found out by the probe, and used again when it answers', async () => {
    await begin();
    for (let probes = 0; probes < 3; probes += 1) {
      wechat.clock.set(wechat.clock.now() + 30_000);
      await gateway.settled();
    }
    expect(here()).toBe(true);
    await gateway.freeze(true);
    await wechat.passes(() => !here());
    expect(await wechat.deliver('amy')).toEqual({ type: 'offline' });
    await gateway.freeze(false);
    await wechat.passes(here);
    expect(await wechat.deliver('amy')).toMatchObject({ type: 'sent' });
  });

  test('that was killed is told from one that lives, and used again within 30 s of its return', async () => {
    await begin();
    expect(await wechat.deliver('amy')).toMatchObject({ type: 'sent' });
    await gateway.kill();
    await until(() => !here());
    expect(await wechat.deliver('amy')).toEqual({ type: 'offline' });
    await gateway.restart();
    const back = wechat.clock.now();
    await until(here);
    expect(wechat.clock.now() - back).toBeLessThan(30_000);
    expect(await wechat.deliver('amy')).toMatchObject({ type: 'sent' });
    await gateway.say({ from: 'amy', text: 'still there?' });
    await until(() => wechat.accepted.length === 1);
  });

  test('may report errors: none ends the process', async () => {
    await begin();
    for (let time = 0; time < 20; time += 1) await gateway.fault('strange');
    await gateway.say({ from: 'amy', text: 'hi' });
    await until(() => wechat.accepted.length === 1);
    expect(here()).toBe(true);
  });

  test('may go and come again and again', async () => {
    await begin();
    const handles: number[] = [];
    for (let time = 0; time < 20; time += 1) {
      await gateway.serve(false);
      await gateway.serve(true);
      await wechat.passes(() => !here());
      await wechat.passes(here);
      expect((await gateway.count()).clients).toBe(1);
      handles.push(handlesNow());
    }
    expect(growth(handles)).toBeLessThan(5);
    expect(await wechat.deliver('amy')).toMatchObject({ type: 'sent' });
  });

  test('100 connections, one after another, leave no listener and no handle behind', async () => {
    wechat = live(gateway);
    const listeners = new Set<number>();
    const handles: number[] = [];
    for (let time = 0; time < 100; time += 1) {
      const { puppet, close } = await connected();
      const during = listenersOf(puppet);
      await close();
      await gateway.left();
      listeners.add(during).add(listenersOf(puppet));
      handles.push(handlesNow());
    }
    // While it lasts, the same number each time; afterwards the one that keeps late errors from ending the process.
    expect([...listeners]).toEqual([expect.any(Number), 1]);
    expect(growth(handles)).toBeLessThan(5);
  });
});

test('a puppet that is not installed stops the start with a remedy', async () => {
  wechat = live(gateway, { puppet: 'wechaty-puppet-nowhere' });
  await expect(wechat.start()).rejects.toThrow(StartError);
  await expect(wechat.start()).rejects.toThrow(/npm install wechaty-puppet-nowhere/);
});
