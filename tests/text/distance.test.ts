import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, nearest } from '../../src/text/distance.ts';
import { readNumeral } from '../../src/text/numerals.ts';

/** The whole table, by the book. */
function textbook(a: string[], b: string[]): number {
  const table = a.map(() => [] as number[]);
  const at = (row: number, column: number): number =>
    row < 0 ? column + 1 : column < 0 ? row + 1 : table[row]![column]!;
  for (let row = 0; row < a.length; row++)
    for (let column = 0; column < b.length; column++) {
      const replaced = at(row - 1, column - 1) + (a[row] === b[column] ? 0 : 1);
      const swapped =
        row > 0 && column > 0 && a[row] === b[column - 1] && a[row - 1] === b[column]
          ? at(row - 2, column - 2) + 1
          : Number.POSITIVE_INFINITY;
      table[row]![column] = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, replaced, swapped);
    }
  return at(a.length - 1, b.length - 1);
}

describe('distance', () => {
  it('counts inserted, left out, replaced and swapped letters', () => {
    expect(distance('quiz', 'quiz', 2)).toBe(0);
    expect(distance('quiz', 'quizz', 2)).toBe(1);
    expect(distance('quiz', 'qiz', 2)).toBe(1);
    expect(distance('quiz', 'quit', 2)).toBe(1);
    expect(distance('quiz', 'qiuz', 2)).toBe(1);
    expect(distance('quiz', 'zuqi', 2)).toBeUndefined();
    expect(distance('', 'ab', 2)).toBe(2);
  });

  it('counts code points, not halves of them', () => {
    expect(distance('𠮷野家', '吉野家', 1)).toBe(1);
    expect(distance('😀', '😁', 1)).toBe(1);
  });

  it('is what the textbook says, or undefined beyond the bound', () => {
    const word = fc.array(fc.constantFrom('a', 'b', 'c', '家'), { maxLength: 9 });
    fc.assert(
      fc.property(word, word, fc.nat(10), (a, b, most) => {
        const real = textbook(a, b);
        expect(distance(a.join(''), b.join(''), most)).toBe(real <= most ? real : undefined);
      }),
      { numRuns: 3000 },
    );
  });

  it('P10: two texts of 4,000 characters are compared in under 5 ms', () => {
    const best = Math.min(
      ...Array.from({ length: 5 }, () => {
        const start = performance.now();
        expect(distance('ab'.repeat(2000), `${'ab'.repeat(1999)}cd`, 2)).toBe(2);
        return performance.now() - start;
      }),
    );
    expect(best).toBeLessThan(5);
  });
});

describe('nearest', () => {
  it('finds the closest, the first of equals, and nothing beyond the bound', () => {
    expect(nearest('qiuz', ['quit', 'quiz', 'help'], 2)).toBe('quiz');
    expect(nearest('bat', ['cat', 'hat'], 1)).toBe('cat');
    expect(nearest('help', ['quiz'], 2)).toBeUndefined();
    expect(nearest('help', [], 2)).toBeUndefined();
    expect(nearest('help', ['help', 'help'], 0)).toBe('help');
  });
});

describe('readNumeral', () => {
  it.each<[string, number]>([
    ['三', 3],
    ['两', 2],
    ['〇', 0],
    ['零', 0],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['二十三', 23],
    ['廿三', 23],
    ['贰拾叁', 23],
    ['一百零五', 105],
    ['一百五', 150],
    ['一百五十', 150],
    ['一千零五', 1005],
    ['一千零五十', 1050],
    ['一万五', 15_000],
    ['一万零五', 10_005],
    ['十万零三百', 100_300],
    ['一百二十三万四千五百六十七', 1_234_567],
    ['一万亿', 1e12],
    ['二〇二五', 2025],
    ['三点一四', 3.14],
    ['负三', -3],
    ['③', 3],
    ['⒊', 3],
    ['１２３', 123],
    ['3.', 3],
    [' 3。', 3],
    ['1,000', 1000],
    ['1，000', 1000],
    ['3万', 30_000],
    ['1.15万', 11_500],
    ['-1', -1],
    ['−1', -1],
    ['1.5', 1.5],
    ['9007199254740991', 9_007_199_254_740_991],
  ])('%s is %d', (text, value) => expect(readNumeral(text)).toBe(value));

  it('zero has no sign', () => expect(readNumeral('-0')).toBe(0));

  it.each([
    '',
    ' ',
    '-',
    '.',
    '三点',
    '点五',
    '百',
    '万',
    '十十',
    '百二',
    '一千一千',
    '一万二万',
    '三百零',
    'Ⅲ',
    'three',
    '0x10',
    '1e309',
    '1,00',
    '9007199254740993',
    '½',
    '--5',
    '三 个',
    '一'.repeat(41),
    'Infinity',
  ])('%j is no number', (text) => expect(readNumeral(text)).toBeUndefined());

  it('reads every number below 100,000 as it is written in Chinese', () => {
    for (let value = 0; value < 100_000; value += value < 2000 ? 1 : 37)
      expect(readNumeral(inChinese(value))).toBe(value);
  });
});

function inChinese(value: number): string {
  if (value === 0) return '零';
  const digits = Array.from('零一二三四五六七八九');
  const section = (part: number): string =>
    Array.from(String(part), (digit, index) => {
      const unit = ['', '十', '百', '千'][String(part).length - 1 - index]!;
      return digit === '0' ? '零' : digits[Number(digit)]! + unit;
    })
      .join('')
      .replace(/零+/g, '零')
      .replace(/零$/, '');
  const high = Math.floor(value / 10_000);
  const low = value % 10_000;
  if (high === 0) return section(low);
  return `${section(high)}万${low === 0 ? '' : low < 1000 ? `零${section(low)}` : section(low)}`;
}
