import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, fold, LONGEST_TEXT } from '../../src/text/normalise.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({
    unit: fc.constantFrom(
      '\ud800',
      '\udc00',
      '\u200d',
      '\u200b',
      '👩',
      '\ufe0f',
      '\u0300',
      '\u0316',
      'ß',
      'İ',
      'Σ',
      '\r',
      '\n',
      'ﷺ',
      ' ',
    ),
    maxLength: 80,
  }),
);

describe('clean', () => {
  it('leaves what a person can see as it is', () => {
    for (const text of [
      '',
      ' ',
      '我选 A，对吗？',
      'Café\n\tTom & O’Brien <3',
      '𠮷野家',
      '42',
      'ＱＵＩＺ',
      '退订',
      '👍🏽 ❤️ 1️⃣',
    ])
      expect(clean(text)).toBe(text);
  });

  it('cuts at 4,000 characters, and not through one', () => {
    expect(clean('x'.repeat(4000))).toHaveLength(4000);
    expect(clean('x'.repeat(4001))).toHaveLength(4000);
    expect(clean('x'.repeat(5_000_000))).toHaveLength(4000);
    expect(clean(`${'x'.repeat(3999)}𠮷`)).toBe('x'.repeat(3999));
  });

  it('takes out what nobody can see', () => {
    expect(clean('a\u0000b\u001b[31mc\u0085d\u007f')).toBe('ab[31mc\nd');
    expect(clean('\ufeff抢\u200b答\u2060')).toBe('抢答');
    expect(clean('a\u202egpj.exe\u2066\u200f')).toBe('agpj.exe');
    expect(clean('B\u{e0041}\u{e0042}\u{e007f}')).toBe('B');
    expect(clean('\uffff\u{1fffe}A')).toBe('A');
    expect(clean('\u3164\u115f')).toBe('');
  });

  it('makes a lone surrogate a replacement character', () => {
    expect(clean('A\ud800B')).toBe('A\ufffdB');
  });

  it('keeps line breaks as one kind', () => {
    expect(clean('a\r\nb\rc\u2028d\ne')).toBe('a\nb\nc\nd\ne');
  });

  it('keeps the joiner inside an emoji family and nowhere else', () => {
    expect(clean('👩‍👩‍👧 🏳️‍🌈 👩🏽‍🚀')).toBe('👩‍👩‍👧 🏳️‍🌈 👩🏽‍🚀');
    expect(clean('A\u200dB\u200d👩')).toBe('AB👩');
  });

  it('leaves four marks on a letter', () => {
    expect(clean(`a${'\u0300'.repeat(1000)}b`)).toBe(`a${'\u0300'.repeat(4)}b`);
  });

  it('has nothing left to do the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => void expect(clean(clean(text))).toBe(clean(text))),
      { numRuns: 2000 },
    );
  });
});

describe('fold', () => {
  it('makes the ways to type one word the same', () => {
    expect(fold('ＱＵＩＺ')).toBe('quiz');
    expect(fold('  Quiz \t\n open　now ')).toBe('quiz open now');
    expect(fold('①')).toBe('1');
    expect(fold('STRASSE')).toBe(fold('Straße'));
    expect(fold('ΟΔΟΣ')).toBe(fold('οδος'));
    expect(fold('e\u0301')).toBe(fold('É'));
    expect(fold('1️⃣')).toBe(fold('1⃣'));
  });

  it('is capped again where one character became eighteen', () => {
    expect(fold('ﷺ').length).toBe(18);
    expect(fold('ﷺ'.repeat(4000)).length).toBeLessThanOrEqual(LONGEST_TEXT);
  });

  it('has nothing left to do the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => void expect(fold(fold(text))).toBe(fold(text))),
      { numRuns: 2000 },
    );
  });
});

describe('P10: 4,000 hostile characters', () => {
  const hostile = {
    spaces: ' \t'.repeat(2000),
    'marks in the worst order': `a${'\u0300'.repeat(2000)}${'\u0316'.repeat(1999)}`,
    'marks by turns': '\u0316\u0300'.repeat(2000),
    'U+FDFA': 'ﷺ'.repeat(4000),
    joiners: '\u200d'.repeat(4000),
    'joined emoji': '👩\u200d'.repeat(1333),
    'lone surrogates': '\ud800'.repeat(4000),
    'tag characters': '\u{e0041}'.repeat(2000),
    controls: '\u0000\u202e'.repeat(2000),
    'sharp s': 'ß'.repeat(4000),
    hangul: '\u1100\u1161\u11a8'.repeat(1333),
    '5 MB': 'é '.repeat(2_500_000),
  };
  it.each(Object.entries(hostile))('%s are cleaned and folded in under 5 ms', (_name, text) => {
    const best = Math.min(...Array.from({ length: 5 }, () => measured(() => fold(clean(text)))));
    expect(best).toBeLessThan(5);
    expect(measured(() => fold(text))).toBeLessThan(50);
  });
});

function measured(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
