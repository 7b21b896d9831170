// Personal codes: what they look like, and how they are read.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveKeys } from '../../src/keep/keys.ts';
import { codeHashes, makeCode, readCode, shownCode } from '../../src/people/code.ts';

const ring = [await deriveKeys('a secret for these tests')];
const chance = fc.string({ minLength: 1 });
const code = chance.map((text) => makeCode(ring, text));
const LETTERS = '23456789ABCDEFGHKLMNPQRSTUVWXYZ';

test('are three groups of four, without the letters that are taken for each other', () => {
  fc.assert(
    fc.property(code, (made) => {
      expect(shownCode(made)).toMatch(/^[2-9A-HK-NP-Z]{4}(-[2-9A-HK-NP-Z]{4}){2}$/);
      expect(readCode(shownCode(made))).toEqual({ type: 'code', code: made });
    }),
  );
});

test('come from chance and the key: another of either gives another code', async () => {
  expect(makeCode(ring, 'a')).toBe(makeCode(ring, 'a'));
  expect(makeCode(ring, 'a')).not.toBe(makeCode(ring, 'b'));
  expect(makeCode([await deriveKeys('another secret of this installation')], 'a')).not.toBe(makeCode(ring, 'a'));
  const many = new Set(Array.from({ length: 5000 }, (_, index) => makeCode(ring, String(index))));
  expect(many.size).toBe(5000);
});

test.each([
  [(shown: string) => shown.toLowerCase()],
  [(shown: string) => shown.replaceAll('-', '')],
  [(shown: string) => shown.replaceAll('-', ' ')],
  [(shown: string) => shown.replaceAll('-', '—')],
  [(shown: string) => ` “${shown}”。`.replace('。', '.')],
  [(shown: string) => shown.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))],
])('are read however they are typed: %s', (type) => {
  const made = makeCode(ring, 'typed');
  expect(readCode(type(shownCode(made)))).toEqual({ type: 'code', code: made });
});

test('one wrong letter, or two neighbours swapped, is a slip and never another code', () => {
  fc.assert(
    fc.property(code, fc.nat(11), fc.nat(LETTERS.length - 1), (made, at, letter) => {
      const wrong = [...made].with(at, LETTERS[letter]!).join('');
      fc.pre(wrong !== made);
      expect(readCode(wrong)).toEqual({ type: 'slip' });
    }),
  );
  fc.assert(
    fc.property(code, fc.nat(9), (made, at) => {
      const swapped = [...made]
        .with(at, made[at + 1]!)
        .with(at + 1, made[at]!)
        .join('');
      fc.pre(swapped !== made);
      expect(readCode(swapped)).toEqual({ type: 'slip' });
    }),
  );
});

describe.each([
  ['', 'none'],
  ['小明', 'none'],
  ['a fan of yours for ten years', 'none'],
  ['ABCD-EFGH', 'none'],
  ['ABCD-EFGH-KLM', 'slip'],
  ['ABCD-EFGH-KLMNP', 'slip'],
  ['0BCD-EFGH-KLMN', 'slip'],
  ['x'.repeat(40_000), 'none'],
  ['\ufdfa'.repeat(100), 'none'],
  ['\ud800'.repeat(12), 'none'],
])('“%.20s”', (text, type) => {
  test(`is ${type}`, () => expect(readCode(text).type).toBe(type));
});

test('what is stored tells neither the code nor who has the same on another platform', () => {
  const made = makeCode(ring, 'stored');
  const [hash] = codeHashes(ring, 'wechat', made);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(codeHashes(ring, 'other', made)).not.toEqual([hash]);
});
