import { describe, expect, test } from 'vitest';
import { type Input, type MessageLine, readInput, toMessage } from '../../adapters/terminal/inbound.ts';
import { readInstant } from '../../adapters/terminal/instant.ts';
import type { Reader } from '../../src/text/phrase.ts';

const NOW = Date.parse('2026-11-27T09:00:00Z');
const reader: Reader = { language: 'en', zone: 'Asia/Shanghai', markup: 'plain', now: NOW };

const read = (text: string): Input => readInput({ type: 'text', text });

function message(fields: object) {
  const input = read(JSON.stringify(fields));
  if (input.type !== 'message') throw new Error(`not a message: ${JSON.stringify(input)}`);
  return toMessage(input.message as MessageLine, 'fresh', NOW);
}

describe('a message line', () => {
  test('needs no more than who and what: it is a direct message, addressed, of now, with a fresh event', () => {
    expect(message({ from: 'amy', text: '抢答' })).toEqual({
      platform: 'terminal',
      event: 'fresh',
      account: 'amy',
      name: 'amy',
      text: '抢答',
      addressed: true,
      sentAt: new Date(NOW),
    });
  });

  test('in a room is not addressed unless it says so', () => {
    expect(message({ from: 'amy', room: 'fans', text: 'B' }).addressed).toBe(false);
    expect(message({ from: 'amy', room: 'fans', text: 'B', addressed: true }).addressed).toBe(true);
  });

  test('may say everything the contract knows', () => {
    const line =
      '{"id":"e1","from":"amy","room":"fans","text":"抢答","addressed":true,"choice":"b1","at":"2026-11-27T09:00:00.120Z"}';
    const input = read(line);
    expect(input.type).toBe('message');
    expect(message(JSON.parse(line))).toEqual({
      platform: 'terminal',
      event: 'e1',
      account: 'amy',
      name: 'amy',
      room: 'fans',
      text: '抢答',
      choice: 'b1',
      addressed: true,
      sentAt: new Date('2026-11-27T09:00:00.120Z'),
    });
  });

  test('may carry media, and no text', () => {
    const media = [
      { kind: 'photo', reference: 'r1' },
      { kind: 'file', reference: 'r2', name: 'log.txt' },
    ];
    expect(message({ from: 'amy', text: '', media })).toMatchObject({ text: '', media });
    expect(message({ from: 'amy', text: 'hi', media: [] })).not.toHaveProperty('media');
  });

  test.each([
    ['nothing', ''],
    ['40,000 characters', '很'.repeat(40_000)],
    ['40,000 brackets, commas, quotes and backslashes', '{[,"\\'.repeat(8000)],
    ['NUL and escape codes', '\u0000\u001b[31m'],
    ['a template', '{{vars.x}} <script>'],
  ])('hands on a text of %s as it stands: what to make of it is the intake’s', (_name, text) => {
    expect(message({ from: 'amy', text }).text).toBe(text);
  });

  test('a half surrogate in a text becomes U+FFFD', () => {
    expect(message({ from: 'amy', text: 'a\ud83d' }).text).toBe('a\ufffd');
  });
});

test('a clock line gives its instant, in any zone', () => {
  expect(read('{"clock":"2026-11-27T17:00:00+08:00"}')).toEqual({ type: 'clock', to: NOW });
});

test.each(['', '   ', '\t'])('an empty line (%j) is nothing', (line) => {
  expect(read(line)).toEqual({ type: 'nothing' });
});

const line = (more: object): string => JSON.stringify({ from: 'amy', text: '', ...more });

const badLines: [string, string, string][] = [
  ['words', 'amy: hi', 'terminal.notJson'],
  ['half an object', '{"from":"amy","text":"hi"', 'terminal.notJson'],
  ['two objects', '{"from":"amy","text":"hi"}{"from":"amy","text":"hi"}', 'terminal.notJson'],
  ['a raw NUL in a text', '{"from":"amy","text":"a\u0000b"}', 'terminal.notJson'],
  ['200,000 brackets', '['.repeat(200_000), 'terminal.notFlat'],
  ['200,000 lists in each other', '['.repeat(200_000) + ']'.repeat(200_000), 'terminal.notFlat'],
  ['200,000 objects in each other', '{"a":'.repeat(200_000), 'terminal.notFlat'],
  ['100,000 keys', `{${Array.from({ length: 100_000 }, (_, n) => `"k${n}":1`).join(',')}}`, 'terminal.notFlat'],
  ['1,000 lists in each other', '['.repeat(1000) + ']'.repeat(1000), 'terminal.notObject'],
  ['a deep text', `{"from":"amy","text":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, 'terminal.notFlat'],
  ['null', 'null', 'terminal.notObject'],
  ['a list', '[]', 'terminal.notObject'],
  ['a list of a message', '[{"from":"amy","text":"hi"}]', 'terminal.notObject'],
  ['a number', '1e309', 'terminal.notObject'],
  ['a text', '"hi"', 'terminal.notObject'],
  ['an empty object', '{}', 'terminal.missing'],
  ['nobody', '{"text":"hi"}', 'terminal.missing'],
  ['nothing said', '{"from":"amy"}', 'terminal.missing'],
  ['no text but a choice', '{"from":"amy","choice":"b1"}', 'terminal.missing'],
  ['a number for a person', '{"from":1,"text":"hi"}', 'terminal.notText'],
  ['null for a person', '{"from":null,"text":"hi"}', 'terminal.notText'],
  ['a person without a name', '{"from":"","text":"hi"}', 'terminal.badName'],
  ['a person named by spaces', '{"from":"  ","text":"hi"}', 'terminal.badName'],
  ['a name of 201 characters', `{"from":"${'a'.repeat(201)}","text":"hi"}`, 'terminal.badName'],
  ['NUL in a name', '{"from":"amy\\u0000","text":"hi"}', 'terminal.badName'],
  ['a line feed in a room', '{"from":"amy","room":"fans\\n","text":"hi"}', 'terminal.badName'],
  ['half a surrogate in a name', '{"from":"amy\\ud83d","text":"hi"}', 'terminal.badName'],
  ['U+2028 in a name', '{"from":"amy\\u2028","text":"hi"}', 'terminal.badName'],
  ['a null room', '{"from":"amy","room":null,"text":"hi"}', 'terminal.notText'],
  ['a list for a text', '{"from":"amy","text":["hi"]}', 'terminal.notText'],
  ['a number for a text', '{"from":"amy","text":7}', 'terminal.notText'],
  ['a number for an id', '{"id":1,"from":"amy","text":"hi"}', 'terminal.notText'],
  ['an empty id', '{"id":"","from":"amy","text":"hi"}', 'terminal.badName'],
  ['"true" for true', '{"from":"amy","text":"hi","addressed":"true"}', 'terminal.notBoolean'],
  ['an object for a choice', '{"from":"amy","text":"hi","choice":{}}', 'terminal.notText'],
  ['a number for an instant', '{"from":"amy","text":"hi","at":1764234000000}', 'terminal.notInstant'],
  ['media that are no list', line({ media: { kind: 'photo', reference: 'r1' } }), 'terminal.badMedia'],
  ['null for media', line({ media: null }), 'terminal.badMedia'],
  ['a list of references', line({ media: ['r1'] }), 'terminal.badMedia'],
  ['a list in a list', line({ media: [[]] }), 'terminal.badMedia'],
  [
    'eleven',
    line({ media: Array.from({ length: 11 }, (_, n) => ({ kind: 'photo', reference: `r${n}` })) }),
    'terminal.badMedia',
  ],
  ['media of no kind', line({ media: [{ reference: 'r1' }] }), 'terminal.missing'],
  ['media without a reference', line({ media: [{ kind: 'photo' }] }), 'terminal.missing'],
  ['a kind that is none', line({ media: [{ kind: 'sticker', reference: 'r1' }] }), 'terminal.badKind'],
  ['a kind called toString', line({ media: [{ kind: 'toString', reference: 'r1' }] }), 'terminal.badKind'],
  ['a number for a reference', line({ media: [{ kind: 'photo', reference: 1 }] }), 'terminal.notText'],
  ['an empty reference', line({ media: [{ kind: 'photo', reference: ' ' }] }), 'terminal.badName'],
  [
    'a reference of 501 characters',
    line({ media: [{ kind: 'photo', reference: 'r'.repeat(501) }] }),
    'terminal.badName',
  ],
  ['a line feed in a reference', line({ media: [{ kind: 'photo', reference: 'r\n1' }] }), 'terminal.badName'],
  ['a list for a name', line({ media: [{ kind: 'photo', reference: 'r', name: [] }] }), 'terminal.notText'],
  ['a key that media have not', line({ media: [{ kind: 'photo', reference: 'r', url: 'u' }] }), 'terminal.unknownKey'],
  [
    '__proto__ in media',
    '{"from":"amy","text":"","media":[{"__proto__":{},"kind":"photo","reference":"r"}]}',
    'terminal.unknownKey',
  ],
  ['a misspelt key', '{"from":"amy","text":"hi","adressed":true}', 'terminal.unknownKey'],
  ['__proto__', '{"__proto__":{"from":"amy"},"from":"amy","text":"hi"}', 'terminal.unknownKey'],
  ['constructor', '{"constructor":{},"from":"amy","text":"hi"}', 'terminal.unknownKey'],
  ['a clock with a message', '{"clock":"2026-11-27T09:00:00Z","from":"amy","text":"hi"}', 'terminal.unknownKey'],
  ['a clock of null', '{"clock":null}', 'terminal.notInstant'],
  ['a clock of words', '{"clock":"friday"}', 'terminal.notInstant'],
];

test.each(badLines)('%s is refused with the fix', (_name, line, code) => {
  const input = read(line);
  expect(input.type).toBe('bad');
  if (input.type !== 'bad') return;
  expect(input.problem.code).toBe(code);
  for (const language of ['en', 'zh-CN'] as const) {
    const sentence = input.problem.render({ ...reader, language });
    expect(sentence.length).toBeGreaterThan(10);
    expect(sentence.length).toBeLessThan(300);
  }
});

test('an unknown key is named, and no longer than it helps', () => {
  const input = read(`{"from":"amy","text":"hi","${'x'.repeat(10_000)}":1}`);
  expect(input.type === 'bad' && input.problem.render(reader)).toMatch(/^"x{40}" is not a key .* id, from, room, text/);
});

describe('an instant', () => {
  test.each([
    ['2026-11-27T09:00:00Z', NOW],
    ['2026-11-27T09:00Z', NOW],
    ['2026-11-27T17:00:00+08:00', NOW],
    ['2026-11-27T03:30:00-05:30', NOW],
    ['2026-11-27T09:00:00.120Z', NOW + 120],
    ['2026-11-27T09:00:00.1Z', NOW + 100],
    ['2026-11-27T09:00:00.120999Z', NOW + 120],
    ['2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
    ['1970-01-01T00:00:00Z', 0],
  ])('%s is read', (text, instant) => {
    expect(readInstant(text)).toBe(instant);
  });

  test.each([
    '2026-11-27T09:00:00',
    '2026-11-27',
    '2026-02-29T09:00:00Z',
    '2026-13-01T09:00:00Z',
    '2026-00-10T09:00:00Z',
    '2026-11-27T24:00:00Z',
    '2026-11-27T23:60:00Z',
    '2026-11-27T23:59:60Z',
    '2026-11-27T09:00:00+24:00',
    '2026-11-27T09:00:00+08:60',
    '1969-12-31T23:59:59Z',
    '0026-11-27T09:00:00Z',
    '+012026-11-27T09:00:00Z',
    '2026-11-27 09:00:00Z',
    '２０２６-11-27T09:00:00Z',
    ' 2026-11-27T09:00:00Z',
    '1764234000000',
    'tomorrow',
    '',
  ])('%j is none', (text) => {
    expect(readInstant(text)).toBeUndefined();
  });
});
