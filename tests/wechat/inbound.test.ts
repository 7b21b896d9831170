// What people wrote in WeChat, as Canyu reads it.
import { describe, expect, test } from 'vitest';
import { LONGEST_RAW } from '../../adapters/wechat/decode.ts';
import { inbound, isHasteNotice, type Reading, type WeChatEvent } from '../../adapters/wechat/inbound.ts';
import { hostile } from '../support/hostile.ts';
import { samples } from './samples.ts';

const NOW = Date.parse('2026-11-27T09:00:00Z');
const MINUTE = 60_000;

const reading = (more: Partial<Reading> = {}): Reading => ({
  account: 'canyu',
  names: ['Canyu', '参与'],
  since: NOW - 60 * MINUTE,
  arrivedAt: NOW,
  offered: false,
  ...more,
});

const event = (more: Partial<WeChatEvent> = {}): WeChatEvent => ({
  id: 'm1',
  type: 7,
  talker: 'wxid_amy',
  name: 'Amy',
  room: undefined,
  text: '抢答',
  timestamp: NOW,
  mentions: [],
  official: false,
  ...more,
});

const read = (more: Partial<WeChatEvent> = {}, also: Partial<Reading> = {}) => inbound(event(more), reading(also));
const inRoom = (text: string, more: Partial<WeChatEvent> = {}) => read({ room: 'fans@chatroom', text, ...more })!;

describe('a message', () => {
  test('in private is addressed', () => {
    expect(read()).toEqual({
      platform: 'wechat',
      event: 'm1',
      account: 'wxid_amy',
      name: 'Amy',
      text: '抢答',
      addressed: true,
      sentAt: new Date(NOW),
    });
  });

  test('in a room is not, unless it mentions us', () => {
    expect(inRoom('B')).toMatchObject({ room: 'fans@chatroom', text: 'B', addressed: false });
  });

  test.each(samples)('$name', ({ text, type = 7, said, media }) => {
    const message = read({ text, type });
    expect(message?.text).toBe(said);
    expect(message?.media).toEqual(media && [{ ...media, reference: 'm1' }]);
  });

  test('has a name with its emoji, and its account where it has none', () => {
    expect(read({ name: 'Amy<span class="emoji emoji1f602"></span>' })?.name).toBe('Amy😂');
    expect(read({ name: '' })?.name).toBe('wxid_amy');
  });
});

describe('the time of a message', () => {
  test.each([
    ['in ms', NOW, NOW],
    ['in seconds', NOW / 1000, NOW],
    ['in seconds with a part', NOW / 1000 + 0.5, NOW + 500],
    ['missing: when it arrived', 0, NOW],
    ['no number: when it arrived', Number.NaN, NOW],
    ['negative: when it arrived', -5, NOW],
  ])('%s', (_name, timestamp, sentAt) => {
    expect(read({ timestamp })?.sentAt).toEqual(new Date(sentAt));
  });

  test('before this login: it is a replay, and dropped', () => {
    const since = NOW - 10 * MINUTE;
    expect(read({ timestamp: since - 3 * MINUTE }, { since })).toBeUndefined();
    expect(read({ timestamp: (since - 3 * MINUTE) / 1000 }, { since })).toBeUndefined();
    expect(read({ timestamp: since - MINUTE }, { since })).toBeDefined();
  });
});

describe('nobody speaks', () => {
  test.each([
    ['we ourselves', { talker: 'canyu' }],
    ['nobody', { talker: '' }],
    ['the room itself', { talker: 'fans@chatroom', room: 'fans@chatroom' }],
    ['WeChat', { talker: 'weixin' }],
    ['the file helper', { talker: 'filehelper' }],
    ['an official account', { talker: 'gh_3dfda90e39d6' }],
    ['an official account of a web gateway', { official: true }],
  ])('%s', (_name, more) => {
    expect(read(more)).toBeUndefined();
  });

  test('haste is told by a notice, never by a person', () => {
    const text = '操作过于频繁，可稍后再试。';
    expect(isHasteNotice({ type: 0, text })).toBe(true);
    expect(isHasteNotice({ type: 7, text })).toBe(false);
    expect(isHasteNotice({ type: 1, text: `${text}.pdf` })).toBe(false);
    expect(isHasteNotice({ type: 0, text: '<msg/>' })).toBe(false);
    expect(read({ text })?.text).toBe(text);
  });
});

describe('a mention', () => {
  test.each([
    ['by WeChat, with U+2005', '@Canyu\u2005抢答', '抢答'],
    ['typed, with a space', '@Canyu 抢答', '抢答'],
    ['with nothing behind it', '@Canyu抢答', '抢答'],
    ['at the end', '抢答 @Canyu', '抢答'],
    ['at the end, with U+2005', '抢答@Canyu\u2005', '抢答'],
    ['in the middle', '我来 @Canyu\u2005 抢答', '我来 抢答'],
    ['with a full-width sign', '＠Canyu 抢答', '抢答'],
    ['in small letters', '@canyu 抢答', '抢答'],
    ['with a colon', '@Canyu：抢答', '抢答'],
    ['twice', '@Canyu @Canyu 抢答', '抢答'],
    ['alone', '@Canyu', ''],
    ['by another of our names', '@参与 抢答', '抢答'],
    ['beside somebody else', '@Bob\u2005@Canyu\u2005抢答', '@Bob 抢答'],
  ])('%s', (_name, text, said) => {
    expect(inRoom(text)).toMatchObject({ addressed: true, text: said });
  });

  test.each([
    ['of somebody else', '@Bob\u2005抢答'],
    ['of everybody', '@所有人\u2005抢答'],
    ['of somebody whose name begins like ours', '@Canyu2\u2005抢答'],
    ['of somebody whose Chinese name begins like ours', '@参与者 抢答'],
    ['in an address of mail', 'bob@canyu.example'],
    ['of nobody', 'Canyu 抢答'],
  ])('is none: %s', (_name, text) => {
    expect(inRoom(text)).toMatchObject({ addressed: false, text });
  });

  test('by a name that only the gateway knows', () => {
    expect(inRoom('@老名字\u2005抢答', { mentions: ['canyu'] })).toMatchObject({ addressed: true, text: '抢答' });
    expect(inRoom('@老名字\u2005抢答', { mentions: ['bob'] })).toMatchObject({ addressed: false });
  });

  test('the longest name counts, and an empty one never', () => {
    const names = ['', 'Canyu', 'Canyu Bot'];
    expect(inbound(event({ room: 'fans', text: '@Canyu Bot 抢答' }), reading({ names }))?.text).toBe('抢答');
    expect(inbound(event({ room: 'fans', text: '@ 抢答' }), reading({ names }))?.addressed).toBe(false);
  });
});

describe('0', () => {
  test.each(['0', '０', ' 0 '])('%j leaves a menu that was shown', (text) => {
    expect(read({ text }, { offered: true })?.text).toBe('取消');
    expect(read({ text })?.text).toBe(text);
    expect(inbound(event({ text, room: 'fans' }), reading({ offered: true }))?.text).toBe(text);
  });

  test('is not part of a number', () => {
    expect(read({ text: '10' }, { offered: true })?.text).toBe('10');
  });
});

describe('hostile messages', () => {
  test.each(hostile)('P10: $name, of every kind, in private and in a room', ({ text }) => {
    for (const room of [undefined, 'fans']) {
      for (const type of [0, 1, 6, 7, 14]) {
        const message = read({ text, room, type, name: text }, { names: [text.slice(0, 50), 'Canyu'] });
        if (message) expect(typeof message.text).toBe('string');
      }
    }
  });

  test.each([
    ['mentions', '@Canyu\u2005'.repeat(5000)],
    ['at signs', '@'.repeat(100_000)],
    ['tags never closed', '<img class="emoji" '.repeat(20_000)],
    ['entities', '&amp;'.repeat(50_000)],
    ['quotations', '「'.repeat(50_000)],
    ['titles', `<msg><appmsg>${'<title>'.repeat(20_000)}`],
    ['spaces before XML', `${' '.repeat(100_000)}<msg>`],
    ['names of a room', `${'a'.repeat(100_000)}:<msg>`],
    ['line feeds', '\n'.repeat(100_000)],
    ['quotes of a notice', `"${'"'.repeat(50_000)} 撤回了一条消息`],
  ])('P10: tens of thousands of %s do not freeze it', (_name, text) => {
    for (const room of [undefined, 'fans']) {
      const message = read({ text, room });
      expect(message?.text.length ?? 0).toBeLessThanOrEqual(LONGEST_RAW);
    }
  });
});
