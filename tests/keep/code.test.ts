// Codes that people type: what they look like, and how they are read.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeHashes, drawCode, readCode, shownCode } from '../../src/keep/code.ts';
import { deriveKeys } from '../../src/keep/keys.ts';

const ring = [await deriveKeys('a secret for these tests')];
const chance = fc.string({ minLength: 1 });
const code = chance.map((text) => drawCode(ring, 'tests', text));
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
  expect(drawCode(ring, 'tests', 'a')).toBe(drawCode(ring, 'tests', 'a'));
  expect(drawCode(ring, 'tests', 'a')).not.toBe(drawCode(ring, 'tests', 'b'));
  expect(drawCode([await deriveKeys('another secret of this installation')], 'tests', 'a')).not.toBe(
    drawCode(ring, 'tests', 'a'),
  );
  const many = new Set(Array.from({ length: 5000 }, (_, index) => drawCode(ring, 'tests', String(index))));
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
  const made = drawCode(ring, 'tests', 'typed');
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

test('what is stored tells neither the code nor who has the same elsewhere, or for another purpose', () => {
  const made = drawCode(ring, 'tests', 'stored');
  const [hash] = codeHashes(ring, 'tests', 'wechat', made);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(codeHashes(ring, 'tests', 'other', made)).not.toEqual([hash]);
  expect(codeHashes(ring, 'others', 'wechat', made)).not.toEqual([hash]);
});

test('the same chance gives another code for another purpose', () => {
  expect(drawCode(ring, 'others', 'a')).not.toBe(drawCode(ring, 'tests', 'a'));
});

test('the keys of an older secret know what was stored under it, behind those in use', async () => {
  const older = ring[0]!;
  const now = [await deriveKeys('another secret of this installation'), older];
  const made = drawCode(ring, 'tests', 'kept');
  const hashes = codeHashes(now, 'tests', 'wechat', made);
  expect(hashes).toHaveLength(2);
  expect(hashes[1]).toBe(codeHashes(ring, 'tests', 'wechat', made)[0]);
});

test('personal codes that are stored already stay valid', () => {
  const made = drawCode(ring, 'people/code', 'stored');
  expect(made).toBe('E82N2B97AMNR');
  expect(codeHashes(ring, 'people/code', 'wechat', made)).toEqual([
    '9c5a009ea22f57844c6880ec318d5ae9b00268fea363166bffa458e1c1818ecc',
  ]);
});
