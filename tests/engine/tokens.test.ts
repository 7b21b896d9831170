import { describe, expect, test } from 'vitest';
import { readArguments, tokens } from '../../src/engine/tokens.ts';

describe('the words of a command', () => {
  const read = (text: string) => {
    const { words, options } = readArguments(tokens(text), text);
    return [words, { ...options }];
  };

  test.each([
    ['a b', ['a', 'b'], {}],
    ['"a b" c', ['a b', 'c'], {}],
    ["'a b' c", ['a b', 'c'], {}],
    ['“a b” c', ['a b', 'c'], {}],
    ['‘a b’ c', ['a b', 'c'], {}],
    ['「a b」 c', ['a b', 'c'], {}],
    ['『a b』 c', ['a b', 'c'], {}],
    ['＂a b＂ c', ['a b', 'c'], {}],
    ['"never closed', ['"never', 'closed'], {}],
    ["it's fine", ["it's", 'fine'], {}],
    ['"" x', ['', 'x'], {}],
    ['a --size 3 b', ['a', 'b'], { size: '3' }],
    ['a --size=3', ['a'], { size: '3' }],
    ['a --size="3 4" b', ['a', 'b'], { size: '3 4' }],
    ['a --size＝“3 4” b', ['a', 'b'], { size: '3 4' }],
    ['a --size="3 4', ['a', '4'], { size: '"3' }],
    ['x="3 4"', ['x="3', '4"'], {}],
    ['a --size "3 4"', ['a'], { size: '3 4' }],
    ['a --flag --size 3', ['a'], { flag: true, size: '3' }],
    ['a --flag', ['a'], { flag: true }],
    ['"--size" 3', ['--size', '3'], {}],
    ['--note "--size"', [], { note: '--size' }],
    ['-1 - -- —', ['-1', '-', '--', '—'], {}],
    ['a --constructor x --__proto__ y', ['a', '--__proto__', 'y'], { constructor: 'x' }],
  ])('%s', (text, words, options) => {
    expect(read(text)).toEqual([words, options]);
  });
});
