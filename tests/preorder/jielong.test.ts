import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JielongLine, readJielong, writeJielong } from '../../flows/preorder/jielong.ts';

/** '张三', '李四 ×2', '王五 ×1 | 要蓝色' */
const show = ({ name, units, remark }: JielongLine): string =>
  `${name}${units > 1 || remark ? ` ×${units}` : ''}${remark ? ` | ${remark}` : ''}`;
const read = (text: string): string[] | undefined => readJielong(text)?.map(show);

describe('a line is read as people write it', () => {
  test.each([
    ['1. 张三', '张三'],
    ['1.张三', '张三'],
    ['2. 李四 2份', '李四 ×2'],
    ['２、李四２份', '李四 ×2'],
    ['３、王五　×２', '王五 ×2'],
    ['4) 赵六+3', '赵六 ×3'],
    ['（4）赵六 ＋ 3', '赵六 ×3'],
    ['5．Amy 2 pcs', 'Amy ×2'],
    ['5: Amy Lee 2', 'Amy Lee ×2'],
    ['⑥ 小明 两份', '小明 ×2'],
    ['⑥小明两份', '小明 ×2'],
    ['❻ 小明 三份', '小明 ×3'],
    ['6️⃣ 小明 十二份', '小明 ×12'],
    ['🔟 小明', '小明'],
    ['1 小红 x2 要蓝色', '小红 ×2 | 要蓝色'],
    ['1小红x2', '小红 ×2'],
    ['1 小红 x 2', '小红 ×2'],
    ['✅ 1. 张三 要2份', '张三 ×2'],
    ['> 1. 张三，2份，要蓝色', '张三 ×2 | 要蓝色'],
    ['1. 张三（2份）', '张三 ×2'],
    ['1. 张三：3箱', '张三 ×3'],
    ['1. 张三 -- 3盒  ', '张三 ×3'],
    ['1. 张三三份', '张三 ×3'],
    ['1. 王五十份', '王五 ×10'],
    ['1. 李四二十份', '李四 ×20'],
    ['1. 李四2号', '李四2号'],
    ['1. 李四2号 2', '李四2号 ×2'],
    ['1. 3-502 张三 2份', '3-502 张三 ×2'],
    ['1.3-502 张三 2份', '3-502 张三 ×2'],
    ['1、2单元502 张三', '2单元502 张三'],
    ['1. 小明 2号楼 3份', '小明 2号楼 ×3'],
    ['1. 张三 13800138000 2份', '张三 ×2 | 13800138000'],
    ['1. 张三 13800138000', '张三 ×1 | 13800138000'],
    ['1. 张三 2份要辣', '张三 ×2 | 要辣'],
    ['1. 张三 2 不要辣 3号楼取', '张三 ×2 | 不要辣 3号楼取'],
    ['1. 张三 0份', '张三 ×1 | 0份'],
    ['1. 张三 1000份', '张三 ×1 | 1000份'],
    ['1. 张三 999份', '张三 ×999'],
    ['1. 张三 1.5份', '张三 ×1 | 1.5份'],
    ['1. 张三 -1', '张三 ×1 | -1'],
    ['1. 张三 -1份', '张三 ×1 | -1份'],
    ['1. 张三+1', '张三'],
    ['1. 张三 +86 138', '张三 ×86 | 138'],
    ['1. 2份 张三', '张三 ×2'],
    ['1. 三鱼🐟 2份 🎉', '三鱼🐟 ×2 | 🎉'],
    ['1. 张三(北京)', '张三(北京)'],
    ['1. 张三[玫瑰] 2', '张三[玫瑰] ×2'],
    ['1. Tom (2)', 'Tom ×2'],
    ["1. Siobhán O'Neill-Müller +2 gluten free", "Siobhán O'Neill-Müller ×2 | gluten free"],
    ['1. Max2', 'Max2'],
    ['1. Malcolm X', 'Malcolm X'],
    ['1. bob@example.com x3', 'bob@example.com ×3'],
    ['1. 每天一个苹果', '每天一个苹果'],
    ['1. 👩‍👧 妈妈 2', '👩‍👧 妈妈 ×2'],
    ['1. 88888', '88888'],
    ['1. 张三，李四', '张三 ×1 | 李四'],
    ['1. __proto__ 2份', '__proto__ ×2'],
    ["1. Robert'); DROP TABLE entry;-- 2份", "Robert') ×2 | DROP TABLE entry;--"],
    ['1. <script>alert(1)</script>', '<script>alert ×1 | </script>'],
    ['1. <@U123> *bold* 2份', '<@U123> *bold ×2'],
    ['1. \ufdfa', '\ufdfa'],
    [`1. ${'长'.repeat(60)} 2份`, `${'长'.repeat(40)} ×2`],
    [`1. e${'\u0301'.repeat(1000)} 2份`, `e${'\u0301'.repeat(4)} ×2`],
    [`1. 张三 ${'0'.repeat(3900)}`, `张三 ×1 | ${'0'.repeat(200)}`],
  ])('%s', (line, expected) => {
    expect(read(`#接龙\n${line}`)).toEqual([expected]);
  });
});

describe('a list is read as it is pasted', () => {
  test.each([
    [
      'the example of a group',
      '#接龙 周五团购\n\n1. 张三\n2. 李四 2份\n３、王五　×２\n4) 赵六+3\n5．Amy 2 pcs\n⑥ 小明 两份\n7 小红 x2 要蓝色 ',
      ['张三', '李四 ×2', '王五 ×2', '赵六 ×3', 'Amy ×2', '小明 ×2', '小红 ×2 | 要蓝色'],
    ],
    [
      'WeChat, with places left open',
      '#接龙\n周五团购\n例 张三 2\n\n1. 张三 2\n2. \n3. 李四\n4. ____\n',
      ['张三 ×2', '李四'],
    ],
    ['without a title', '1. 张三\n2. 李四', ['张三', '李四']],
    ['without a title, in English', 'Who is in?\r\n1) Ann\r\n2) Bob x2\r\n\r\nthanks!', ['Ann', 'Bob ×2']],
    ['gaps and numbers that come again', '1 张三\n2 李四\n2 王五\n5 赵六', ['张三', '李四', '王五', '赵六']],
    ['one line under a title', '接龍：周五\n1. 张三', ['张三']],
    ['any break between lines', '接龙\u20281. 张三\u20292. 李四\r3. 王五', ['张三', '李四', '王五']],
    [
      'notes above, with times, dates and prices',
      '#接龙 12月5日 水果团购\n50 元一份\n18:00 取货\n2026年12月\n1. 张三\n2. 李四\n20:00 截止',
      ['张三', '李四'],
    ],
    [
      'rules above, numbered',
      '1、周五发货\n2、自提\n3、不退\n接龙：\n1. 张三\n2. 李四\n欢迎继续接龙\n3. 王五',
      ['张三', '李四', '王五'],
    ],
    ['a name again', '1. Amy 2份\n2. 张三\n3. ＡＭＹ 3份 红', ['ＡＭＹ ×3 | 红', '张三']],
    ['names of objects', '1. __proto__\n2. constructor\n3. toString 2', ['__proto__', 'constructor', 'toString ×2']],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each([
    '',
    'hello',
    '1. yes',
    '2 tickets please',
    '接龙',
    '#接龙 周五团购\n还没有人',
    '#接龙\n1. \n2. 2份',
    '1. 苹果 10元/斤\n2. 梨 ¥8\n3. 香蕉 6块',
    '苹果 10\n梨 8',
    '2 kg apples\n3 kg pears',
    '18:00 开始\n19:00 结束',
    '2026年\n2027年',
    '1. 10\n2. 20',
    '3.5\n4.5',
    '13800138000\n13900139000',
    `1. ${'a long sentence about nothing '.repeat(3)}\n2. ${'and another one, as long as that '.repeat(3)}`,
    '1'.repeat(4000),
    '1. '.repeat(1300),
    '\u0301'.repeat(1000),
  ])('%j is none', (text) => {
    expect(readJielong(text)).toBeUndefined();
  });

  test('of a very long list the first 500 names are taken, and a name among them may still change', () => {
    const lines = Array.from({ length: 600 }, (_, index) => `${index + 1}. 人${index}号`);
    const list = readJielong([...lines, '601. 人0号 2份'].join('\n'))!;
    expect(list).toHaveLength(500);
    expect([show(list[0]!), show(list[499]!)]).toEqual(['人0号 ×2', '人499号']);
  });
});

describe('whatever the text', () => {
  const pieces = fc.constantFrom(
    ...[
      '1',
      '２',
      '十',
      '两',
      '三',
      ' ',
      '　',
      '\n',
      '. ',
      '、',
      ',',
      '，',
      '-',
      '－',
      '+',
      '×',
      'x',
      'X',
      '*',
      '✖️',
      '(',
      '）',
    ],
    ...[
      '份',
      '个',
      '单',
      '元',
      'pcs',
      '要',
      '张',
      '王',
      'Amy',
      '👩‍👧',
      '\u200d',
      '\ufe0f',
      '\u0301',
      '\ufdfa',
      '①',
      '1️⃣',
      '接龙',
      '[',
      ']',
    ],
  );
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

test('the list is given back clean', () => {
  const lines = readJielong('接龙 周五\n\n1）张三\n5）李四２份\n5）王五，要蓝色')!;
  expect(writeJielong('周五团购', lines)).toBe('#接龙 周五团购\n1. 张三\n2. 李四 2份\n3. 王五 1份 要蓝色');
  expect(writeJielong('#接龙 Friday\nnight', [])).toBe('#接龙 Friday night');
});
