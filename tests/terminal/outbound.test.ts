import { expect, test } from 'vitest';
import { colourPaint, plainPaint, toJsonLine, toScreen } from '../../adapters/terminal/outbound.ts';
import { choice, deliveryOf } from './room.ts';

const options = [choice('A', 'q1:a'), choice('B', 'q1:b')];

test('a direct message says to whom', () => {
  expect(toJsonLine(deliveryOf('hi', { account: 'amy' }))).toBe('{"to":"amy","text":"hi"}');
});

test('a public message says in which room', () => {
  expect(toJsonLine(deliveryOf('hi', { room: 'fans' }))).toBe('{"room":"fans","text":"hi"}');
});

test('a private word in a room says both, its choices and what it answers', () => {
  const delivery = deliveryOf('Which?', { account: 'amy', room: 'fans' }, { choices: options, re: 'e1' });
  expect(toJsonLine(delivery)).toBe(
    '{"to":"amy","room":"fans","private":true,"text":"Which?","choices":[{"label":"A","value":"q1:a"},{"label":"B","value":"q1:b"}],"re":"e1"}',
  );
});

test('whatever the text, it is one line', () => {
  expect(toJsonLine(deliveryOf('one\ntwo', { account: 'amy' }))).not.toContain('\n');
});

test('a person sees where a message appears, and the lines below it indented', () => {
  expect(toScreen(deliveryOf('Question 1\nWhich?', { room: 'fans' }), plainPaint)).toBe(
    '[#fans] Question 1\n    Which?',
  );
  expect(toScreen(deliveryOf('hi', { account: 'amy' }), plainPaint)).toBe('[→ amy] hi');
  expect(toScreen(deliveryOf('hi', { account: 'amy', room: 'fans' }), plainPaint)).toBe('[#fans → amy] hi');
});

test('choices carry the numbers to type: short ones on one line, long ones each on its own', () => {
  expect(toScreen(deliveryOf('Which?', { room: 'fans' }, { choices: options }), plainPaint)).toBe(
    '[#fans] Which?\n    [1] A   [2] B',
  );
  const long = [choice('a'.repeat(40), 'x'), choice('b'.repeat(40), 'y')];
  expect(toScreen(deliveryOf('Which?', { room: 'fans' }, { choices: long }), plainPaint)).toBe(
    `[#fans] Which?\n    [1] ${'a'.repeat(40)}\n    [2] ${'b'.repeat(40)}`,
  );
});

test('choices that the text lists already are not shown twice', () => {
  const text = 'Which?\nA\nB';
  expect(toScreen(deliveryOf(text, { room: 'fans' }, { choices: options }), plainPaint)).toBe(
    '[#fans] Which?\n    A\n    B',
  );
  expect(toJsonLine(deliveryOf(text, { room: 'fans' }, { choices: options }))).toContain('"choices":[');
});

test('colours touch the place and the numbers, never the text', () => {
  const shown = toScreen(deliveryOf('hi', { account: 'amy' }), colourPaint);
  expect(shown).toBe('\u001b[35m[→ amy]\u001b[39m hi');
});
