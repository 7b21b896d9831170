import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escape } from '../../src/chat/escape.ts';
import { shorten } from '../../src/outbox/shorten.ts';

const plain = (text: string) => escape('plain', text);

describe('a text longer than a platform takes', () => {
  it('is cut behind a whole line, and says that there was more', () => {
    expect(shorten(plain('one\ntwo\nthree'), 13)).toBe('one\ntwo\nthree');
    expect(shorten(plain('one\ntwo\nthree'), 12)).toBe('one\ntwo\n…');
  });

  it('is cut between characters where it is one long line', () => {
    expect(shorten(plain('abcdefghij'), 6)).toBe('abcd…');
    expect(shorten(plain('abc𠮷defgh'), 6)).toBe('abc…');
  });

  it('never ends in half of what was escaped', () => {
    expect(shorten(escape('html', 'abc<def'), 7)).toBe('abc…');
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '&', '"', 'a', '\n', '𠮷'), maxLength: 200 }),
        fc.integer({ min: 10, max: 100 }),
        (text, longest) => {
          const cut = shorten(escape('html', text), longest);
          expect(cut.length).toBeLessThanOrEqual(longest);
          expect(cut).not.toMatch(/[<>"]|&(?!(?:amp|lt|gt|quot|#39);)/);
          expect(cut.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});
