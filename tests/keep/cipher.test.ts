// What protects a kept value: only its own key opens it, only under its own name, and only as it was sealed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { open, seal } from '../../src/keep/cipher.ts';

const key = new Uint8Array(32).fill(7);
const other = new Uint8Array(32).fill(8);
const nonce = new Uint8Array(12).fill(9);
const token = 'xoxb-1234567890-abcdef';
const sealed = seal(key, 'slack/T1', token, nonce);

test('what was sealed is opened again, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, value) => {
      expect(open([other, key], name, seal(key, name, value, nonce))).toEqual({ type: 'opened', value });
    }),
  );
});

test('nothing of the value can be read, and a second nonce gives another text', () => {
  expect(sealed).toMatch(/^k1(\.[\w-]+){4}$/);
  expect(Buffer.from(sealed.split('.')[4]!, 'base64url').toString('latin1')).not.toContain('xoxb');
  expect(seal(key, 'slack/T1', token, new Uint8Array(12))).not.toBe(sealed);
});

test('another key does not open it, and says so', () => {
  expect(open([other], 'slack/T1', sealed)).toEqual({ type: 'other-key' });
  expect(open([], 'slack/T1', sealed)).toEqual({ type: 'other-key' });
});

test('moved to another name it is damaged', () => {
  expect(open([key], 'slack/T2', sealed)).toEqual({ type: 'damaged' });
});

test('changed in any bit it is not opened', () => {
  const parts = sealed.split('.');
  for (const [part, text] of parts.entries()) {
    if (part === 0) continue;
    const bytes = Buffer.from(text, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      const tampered = parts.with(part, changed.toString('base64url')).join('.');
      expect(open([key], 'slack/T1', tampered).type).not.toBe('opened');
    }
  }
});

describe.each(['', 'k1', 'k2.a.b.c.d', sealed.slice(0, -4), `${sealed}.x`, token])('“%s”', (text) => {
  test('is damaged, and no fault of the program', () => {
    expect(open([key], 'slack/T1', text)).toEqual({ type: 'damaged' });
  });
});
