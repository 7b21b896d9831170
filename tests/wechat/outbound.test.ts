// What people see in WeChat: text, and choices as lines whose numbers they type.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_TEXT, outbound } from '../../adapters/wechat/outbound.ts';
import type { SafeText } from '../../src/chat/escape.ts';
import type { Address, DeliveryKind } from '../../src/chat/message.ts';

interface Said {
  text: string;
  labels?: readonly string[];
  address?: Omit<Address, 'platform'>;
  kind?: DeliveryKind;
}

const show = ({ text, labels = [], address = { account: 'amy' }, kind = 'reply' }: Said) =>
  outbound({
    id: 'd1',
    kind,
    address: { platform: 'wechat', ...address },
    text: text as SafeText,
    choices: labels.map((label) => ({ label: label as SafeText, value: label })),
    attempt: 1,
  });

describe('a delivery', () => {
  test('to a person goes to that person, to a room to the room', () => {
    expect(show({ text: 'hi' })).toEqual({ to: 'amy', text: 'hi' });
    expect(show({ text: 'hi', address: { room: 'fans' } })).toEqual({ to: 'fans', text: 'hi' });
    expect(show({ text: 'hi', address: { room: 'fans', account: 'amy' } })).toEqual({ to: 'fans', text: 'hi' });
  });

  test('shows choices as a numbered menu with a way out, in the language of the text', () => {
    expect(show({ text: '继续吗？', labels: ['继续', '退出'] }).text).toBe('继续吗？\n1 继续\n2 退出\n0 退出');
    expect(show({ text: 'Go on?', labels: ['Yes', 'No'] }).text).toBe('Go on?\n1 Yes\n2 No\n0 leave');
  });

  test('does not list once more what the text lists already', () => {
    const text = '第 1/3 题 · 15 秒\n最大的行星？\nA 木星\nB 土星';
    expect(show({ text, labels: ['A 木星', 'B 土星'] }).text).toBe(`${text}\n0 退出`);
    expect(show({ text, labels: ['A 木星', 'B 土星'], address: { room: 'fans' } }).text).toBe(text);
  });

  test('offers no 0 where 0 is one of the choices', () => {
    expect(show({ text: 'How many?', labels: ['0', '1 or 2'] }).text).toBe('How many?\n1 0\n2 1 or 2');
  });

  test('in a room shows choices without numbers: there nobody can type them', () => {
    expect(show({ text: 'Which?', labels: ['One', 'Two'], address: { room: 'fans' } }).text).toBe(
      'Which?\n· One\n· Two',
    );
  });

  test('keeps a label on its line', () => {
    expect(show({ text: 'Which?', labels: ['One\nmore'] }).text).toBe('Which?\n1 One more\n0 leave');
  });
});

describe('of our own accord', () => {
  const lines = Array.from({ length: 40 }, (_, index) => `第 ${index + 1} 条：这一版有什么新东西`);
  const stop = '你订阅了每周发布，回复 TD 退订。';

  test('a person gets 300 characters at most: whole lines from the top, and the last, which says how to stop', () => {
    const { text } = show({ text: [...lines, stop].join('\n'), kind: 'campaign' });
    expect(text.length).toBeLessThanOrEqual(300);
    const shown = text.split('\n');
    expect(shown.slice(-2)).toEqual(['…', stop]);
    expect(lines.slice(0, shown.length - 2)).toEqual(shown.slice(0, -2));
  });

  test('nothing is cut inside an option', () => {
    const labels = ['A', 'B', 'C'].map((letter) => `${letter} ${'长'.repeat(120)}`);
    const { text } = show({ text: ['第 1/3 题', '说明。'.repeat(50), ...labels].join('\n'), labels, kind: 'campaign' });
    for (const label of labels) expect(text.split('\n')).toContain(label);
  });

  test('a room gets the whole of it, and so does whoever asked', () => {
    const text = [...lines, stop].join('\n');
    expect(show({ text, kind: 'campaign', address: { room: 'fans' } }).text).toBe(text);
    expect(show({ text, kind: 'reply' }).text).toBe(text);
  });

  test('one line that is too long is cut between characters', () => {
    const { text } = show({ text: '𠮷'.repeat(400), kind: 'campaign' });
    expect(text.length).toBeLessThanOrEqual(300);
    expect(text.isWellFormed()).toBe(true);
    expect(text.endsWith('…')).toBe(true);
  });
});

test('whatever is said stays within what WeChat takes, whole characters, unless its options alone are longer', () => {
  const line = fc.oneof(fc.string({ maxLength: 400 }), fc.constant('𠮷🎉'.repeat(200)));
  const said = fc.record({
    text: fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => lines.join('\n').toWellFormed()),
    labels: fc.array(fc.constantFrom('A', 'B 很长的选项', 'C 😂'), { maxLength: 3 }),
    kind: fc.constantFrom<DeliveryKind>('reply', 'service', 'campaign'),
    address: fc.constantFrom({ account: 'amy' }, { room: 'fans' }),
  });
  fc.assert(
    fc.property(said, (one) => {
      const { text } = show(one);
      const longest = one.kind === 'campaign' && 'account' in one.address ? 300 : LONGEST_TEXT;
      expect(text.isWellFormed()).toBe(true);
      expect(text.length).toBeLessThanOrEqual(longest);
      if (one.text.length + 60 <= longest) expect(text.startsWith(one.text)).toBe(true);
    }),
    { seed: 3, numRuns: 500 },
  );
});
