import { expect, test } from 'vitest';
import { readName, readTyped } from '../../adapters/terminal/typed.ts';

const alone = { account: 'amy', room: undefined };
const inFans = { account: 'amy', room: 'fans' };

const said: [string, typeof alone | typeof inFans, object][] = [
  ['抢答', alone, { account: 'amy', room: undefined, text: '抢答', addressed: true }],
  ['B', inFans, { account: 'amy', room: 'fans', text: 'B', addressed: false }],
  ['bob: hi there', inFans, { account: 'bob', room: undefined, text: 'hi there', addressed: true }],
  ['bob:hi', alone, { account: 'bob', text: 'hi' }],
  ['小明：抢答', alone, { account: '小明', text: '抢答' }],
  ['bob@fans: B', alone, { account: 'bob', room: 'fans', text: 'B', addressed: false }],
  ['bob＠#粉丝群： B', alone, { account: 'bob', room: '粉丝群', text: 'B' }],
  ['bob@fans: !quiz board', alone, { account: 'bob', room: 'fans', text: '!quiz board' }],
  ['bob@fans: @canyu quiz board', alone, { account: 'bob', room: 'fans', text: 'quiz board', addressed: true }],
  ['bob@fans: quiz board @Canyu', alone, { account: 'bob', text: 'quiz board', addressed: true }],
  ['@canyu抢答', inFans, { room: 'fans', text: '抢答', addressed: true }],
  ['@canyu', inFans, { text: '', addressed: true }],
  ['@canyus help', inFans, { text: '@canyus help', addressed: false }],
  ['mail me at amy@canyu.cn', inFans, { text: 'mail me at amy@canyu.cn', addressed: false }],
  ['http://mi.com', alone, { account: 'amy', text: 'http://mi.com' }],
  ['17:00', alone, { account: 'amy', text: '17:00' }],
  ['see: this', alone, { account: 'see', text: 'this' }],
  ['I see: this', alone, { account: 'amy', text: 'I see: this' }],
];

test.each(said)('%j in %j is said as it should be', (line, place, expected) => {
  expect(readTyped(line, place)).toMatchObject({ type: 'say', ...expected });
});

test.each(['', '   ', 'bob:', 'bob@fans:   '])('%j says nothing', (line) => {
  expect(readTyped(line, inFans)).toEqual({ type: 'nothing' });
});

test.each([
  ['/at fri 17:00', '/at', 'fri 17:00'],
  ['／AT  周五 17:00 ', '/at', '周五 17:00'],
  ['/', '/', ''],
])('%j is a command of the terminal', (line, command, rest) => {
  expect(readTyped(line, alone)).toEqual({ type: 'slash', command, rest });
});

test('behind a name a slash is said, not run', () => {
  expect(readTyped('bob: /help', alone)).toMatchObject({ type: 'say', text: '/help' });
});

test('a line of a million characters is cut before anything looks at it', () => {
  const typed = readTyped('a'.repeat(1_000_000), alone);
  expect(typed.type === 'say' && typed.text.length).toBe(4000);
});

test.each([
  ['boss', 'boss'],
  ['#fans', 'fans'],
  ['小明', '小明'],
  ['', undefined],
  ['two words', undefined],
  ['a'.repeat(41), undefined],
  ['\u001b[31m', undefined],
])('the name in %j is %j', (text, name) => {
  expect(readName(text)).toBe(name);
});
