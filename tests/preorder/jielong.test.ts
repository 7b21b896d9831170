import { describe, expect, test } from 'vitest';
import { type JielongLine, readJielong, writeJielong } from '../../flows/preorder/jielong.ts';

/** '张三', '李四 ×2', '王五 ×1 | 要蓝色' */
const show = ({ name, units, remark }: JielongLine): string =>
  `${name}${units > 1 || remark ? ` ×${units}` : ''}${remark ? ` | ${remark}` : ''}`;
const read = (text: string): string[] | undefined => readJielong(text)?.map(show);

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

test('the list is given back clean', () => {
  const lines = readJielong('接龙 周五\n\n1）张三\n5）李四２份\n5）王五，要蓝色')!;
  expect(writeJielong('周五团购', lines)).toBe('#接龙 周五团购\n1. 张三\n2. 李四 2份\n3. 王五 1份 要蓝色');
  expect(writeJielong('#接龙 Friday\nnight', [])).toBe('#接龙 Friday night');
});
