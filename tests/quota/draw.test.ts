import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawKey, seedHash } from '../../src/quota/draw.ts';

test('the hash of a seed is what sha256sum says', () => {
  expect(seedHash('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(seedHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(seedHash('三鱼')).toBe(createHash('sha256').update(Buffer.from('三鱼', 'utf8')).digest('hex'));
});

test('a key is the first 52 bits of the SHA-256 of seed and number', () => {
  // printf 'seed:1' | sha256sum
  expect(drawKey('seed', 1).toString(16)).toBe('81e4ba3bc2097');
  expect(drawKey('三鱼', 12)).toBe(drawKey('三鱼', 12));
});

test('keys are safe integers, read from the bytes, whatever the seed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), (seed, number) => {
      const key = drawKey(seed, number);
      const bytes = createHash('sha256')
        .update(Buffer.from(`${seed}:${number}`, 'utf8'))
        .digest();
      expect(key).toBe(Number(bytes.readBigUInt64BE() >> 12n));
      expect(Number.isSafeInteger(key) && key >= 0 && key < 2 ** 52).toBe(true);
    }),
  );
});

test('no number is favoured: each tenth of 20,000 has about a tenth of the first 2,000', () => {
  const numbers = Array.from({ length: 20_000 }, (_, index) => index);
  const keys = new Map(numbers.map((number) => [number, drawKey('2026-12-01', number)]));
  const first = numbers.toSorted((one, other) => keys.get(one)! - keys.get(other)!).slice(0, 2000);
  const tenths = Array.from(
    { length: 10 },
    (_, tenth) => first.filter((one) => Math.floor(one / 2000) === tenth).length,
  );
  expect(Math.min(...tenths)).toBeGreaterThan(150);
  expect(Math.max(...tenths)).toBeLessThan(250);
});
