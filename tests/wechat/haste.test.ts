// What an account does when WeChat complains, and how fast it may speak at all.
import { describe, expect, test } from 'vitest';
import { failureOf } from '../../adapters/wechat/failures.ts';
import { createMenus } from '../../adapters/wechat/menus.ts';
import { limitsOf, safePace } from '../../adapters/wechat/pace.ts';
import { createRest } from '../../adapters/wechat/rest.ts';
import type { SafeText } from '../../src/chat/escape.ts';
import type { Delivery } from '../../src/chat/message.ts';
import { settableClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { memoryKeep } from '../support/keep.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.parse('2026-11-27T09:00:00Z');

describe('a complaint', () => {
  test.each([
    ['2 UNKNOWN: 操作过于频繁，请稍后再试', { type: 'haste' }],
    ['发送消息过于频繁，可稍后再试。', { type: 'haste' }],
    ['Too many attempts. Try again later', { type: 'haste' }],
    ['该账号功能已被限制使用', { type: 'haste' }],
    ['Amy 开启了朋友验证，你还不是他（她）朋友。', { type: 'refused', reason: 'not a friend' }],
    ['消息已发出，但被对方拒收了。', { type: 'refused', reason: 'blocked' }],
    ['你已被移出群聊', { type: 'refused', reason: 'not in the room' }],
    ['2 UNKNOWN: no payload found for id wxid_gone', { type: 'refused', reason: 'no such address' }],
    ['14 UNAVAILABLE: No connection established. Last error: connect ECONNREFUSED', { type: 'offline' }],
    ['2 UNKNOWN: not logged in', { type: 'offline' }],
    ['no grpc manager', { type: 'offline' }],
    ['14 UNAVAILABLE: Connection dropped', { type: 'unknown' }],
    ['4 DEADLINE_EXCEEDED', { type: 'unknown' }],
    ['2 UNKNOWN: internal error, try again later', { type: 'unknown' }],
    ['', { type: 'unknown' }],
  ])('%j', (words, failure) => {
    expect(failureOf(new Error(words))).toEqual(failure);
    expect(failureOf(words)).toEqual(failure);
  });
});

describe('a rest', () => {
  function stage() {
    const clock = settableClock();
    clock.set(NOW);
    const keep = memoryKeep();
    return { clock, keep, start: () => createRest(keep, clock, createLog('silent')) };
  }

  test('takes 15 minutes, doubles each time up to 12 hours, and is a first one again after a good day', async () => {
    const { clock, start } = stage();
    const rest = start();
    await rest.load();
    expect(rest.until()).toBeUndefined();
    const lengths: number[] = [];
    for (let time = 0; time < 8; time += 1) {
      await rest.begin();
      lengths.push((rest.until()! - clock.now()) / MINUTE);
      clock.set(rest.until()!);
      expect(rest.until()).toBeUndefined();
    }
    expect(lengths).toEqual([15, 30, 60, 120, 240, 480, 720, 720]);
    clock.set(clock.now() + 24 * HOUR);
    await rest.begin();
    expect(rest.until()! - clock.now()).toBe(15 * MINUTE);
  });

  test('is one rest for all that was under way when it began', async () => {
    const { clock, start } = stage();
    const rest = start();
    await Promise.all([rest.begin(), rest.begin(), rest.begin()]);
    clock.set(NOW + 14 * MINUTE);
    await rest.begin();
    expect(rest.until()).toBe(NOW + 15 * MINUTE);
  });

  test('is not forgotten by a restart, nor is how long the last one was', async () => {
    const { clock, start } = stage();
    await start().begin();
    const again = start();
    await again.load();
    expect(again.until()).toBe(NOW + 15 * MINUTE);
    clock.set(NOW + HOUR);
    await again.begin();
    expect(again.until()).toBe(NOW + HOUR + 30 * MINUTE);
  });

  test('what cannot be read of it is no rest', async () => {
    const { keep, start } = stage();
    await keep.write('wechat/rest', '{"until":"soon"}');
    const rest = start();
    await rest.load();
    expect(rest.until()).toBeUndefined();
  });
});

test('the pace shares one account, the shortest pause first, and without a pause there is none', () => {
  expect(limitsOf(safePace)).toEqual([
    { key: 'login/apart', most: 1, within: 1500, jitter: 2500 },
    { key: 'login/minute', most: 20, within: MINUTE },
    { key: 'login/day', most: 500, within: 24 * HOUR },
    { key: 'login/month', most: 10_000, within: 30 * 24 * HOUR },
  ]);
  expect(limitsOf({ ...safePace, apart: [0, 0] }).map(({ key }) => key)).toEqual([
    'login/minute',
    'login/day',
    'login/month',
  ]);
});

test('a menu is offered until something else is said, in private, and the oldest of very many are forgotten', () => {
  const menus = createMenus();
  const delivery = (account: string, labels: string[], room?: string): Delivery => ({
    id: 'd1',
    kind: 'reply',
    address: { platform: 'wechat', account, ...(room !== undefined && { room }) },
    text: 'x' as SafeText,
    choices: labels.map((label) => ({ label: label as SafeText, value: label })),
    attempt: 1,
  });
  menus.shown(delivery('amy', ['Yes']));
  expect(menus.offered('amy')).toBe(true);
  menus.shown(delivery('amy', [], 'fans'));
  expect(menus.offered('amy')).toBe(true);
  menus.shown(delivery('amy', []));
  expect(menus.offered('amy')).toBe(false);
  for (let index = 0; index <= 10_000; index += 1) menus.shown(delivery(`p${index}`, ['Yes']));
  expect([menus.offered('p0'), menus.offered('p1')]).toEqual([false, true]);
});
