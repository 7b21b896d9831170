import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJielong, writeJielong } from '../../flows/preorder/jielong.ts';

describe('whatever the text', () => {
  const signs = '1 ２ 十 两 . 、 , ， - － + × x X * ✖️ ( ） [ ] 份 个 单 元 pcs 要 张 王 Amy 👩‍👧 ① 1️⃣ 接龙'.split(' ');
  const pieces = fc.constantFrom(...signs, ' ', '　', '\n', '. ', '\u200d', '\ufe0f', '\u0301', '\ufdfa');
  const line = fc.oneof(
    fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
    fc.string({ unit: 'binary' }),
  );
  const texts = fc
    .array(line, { maxLength: 6 })
    .map((all) => `接龙\n${all.map((one, index) => `${index + 1}. ${one}`).join('\n')}`);

  test('what was read is read the same when it was written, under any title', () => {
    fc.assert(
      fc.property(texts, fc.oneof(line, fc.constantFrom('1. 张三\n2. 李四', '#接龙 周五', '')), (text, title) => {
        const lines = readJielong(text);
        if (lines) expect(readJielong(writeJielong(title, lines))).toEqual(lines);
      }),
      { numRuns: 5000 },
    );
  });

  test('ordinary names, units and remarks are read as they were written', () => {
    const names = fc.uniqueArray(
      fc.constantFrom(
        '张三',
        '李四2号',
        '欧阳 小明',
        'Amy Lee',
        '3-502 王五',
        '三鱼🐟',
        "O'Neill",
        '__proto__',
        '孙百合',
        'Malcolm X',
      ),
      { minLength: 1 },
    );
    const rest = fc.record({
      units: fc.integer({ min: 1, max: 999 }),
      remark: fc.constantFrom('', '要蓝色', '3号楼 2份', 'no. 5, please'),
    });
    fc.assert(
      fc.property(names, fc.array(rest, { minLength: 10, maxLength: 10 }), (all, rests) => {
        const lines = all.map((name, index) => ({ name, ...rests[index]! }));
        expect(readJielong(writeJielong('周五团购', lines))).toEqual(lines);
      }),
    );
  });

  test('names, units and remarks keep their bounds, no name comes twice, and nothing throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          texts,
          fc.array(line).map((all) => all.join('\n')),
        ),
        (text) => {
          const lines = readJielong(text) ?? [];
          expect(new Set(lines.map(({ name }) => name)).size).toBe(lines.length);
          for (const { name, units, remark } of lines) {
            expect(name).toMatch(/^[^\n]+$/);
            expect(Array.from(name).length).toBeLessThanOrEqual(40);
            expect(Array.from(remark).length).toBeLessThanOrEqual(200);
            expect(Number.isInteger(units) && units >= 1 && units <= 999).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  test.each([
    '1',
    '１',
    ' ',
    ', ',
    '+',
    '+1',
    'x1',
    ' 1',
    '1份',
    '要',
    '两',
    '(',
    '\u0301',
    '\ufdfa',
    '\u200d',
    '1.',
    '1.1',
    ' x',
    '1. ',
    '1. a\n',
    '👩‍',
    '> ',
  ])('a message of nothing but %j takes a few milliseconds', (piece) => {
    for (const head of ['', '接龙\n1. a ']) {
      const text = `${head}${piece.repeat(4000)}`.slice(0, 4000);
      const best = Math.min(
        ...Array.from({ length: 10 }, () => {
          const start = performance.now();
          readJielong(text);
          return performance.now() - start;
        }),
      );
      expect(best).toBeLessThan(20);
    }
  });
});
