import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choiceValue, type Matched, matcher, readChoice, rightOptions } from '../../flows/quiz/matching.ts';

const brands: Matched = { options: ['小米', '华为', 'OnePlus', 'Meizu'], answer: 'A' };

function verdict(question: Matched, text: string, choice?: number): string {
  return matcher(question)(text, choice).type;
}

describe('a question with options', () => {
  it.each(['a', 'A', 'Ａ', 'ａ', '①', '❶', '1️⃣', '1', '１', '一', 'Ⓐ', '🅰️', 'Ⅰ', '⑴', '⒈'])(
    '%s is the first option',
    (text) => expect(matcher(brands)(text)).toEqual({ type: 'right', given: 'A. 小米' }),
  );

  it.each([
    '选A',
    '我选A',
    '选 a',
    '我选择A',
    '答案是A',
    '答案：A',
    '我的答案是 a。',
    'A.',
    'A)',
    '（A）',
    '[A]',
    'A、',
    'A！',
    'A吧',
    '我觉得是A吧',
    '就选A',
    '选项A',
    'option a',
    'Option A!',
    'I choose a',
    'I think it’s A',
    'the answer is option a',
    'the first one',
    'option one',
    '1st',
    '第一个',
    '第1个',
    '第一',
    '1号',
    '一号',
    '我选第一个吧',
    'A. 小米',
    'A小米',
    '1、小米',
    '选小米',
    '小米',
    ' 小 米 ',
    '小米！',
    '应该是小米',
  ])('%s is the first option, in a sentence', (text) => expect(verdict(brands, text)).toBe('right'));

  it.each(['b', '2', '华为', 'oneplus', 'One Plus', 'ONEPLUS!', 'Onplus', 'OnePlsu', 'Mezu', '4.', '第四个'])(
    '%s is another option, so wrong',
    (text) => expect(verdict(brands, text)).toBe('wrong'),
  );

  it.each([
    '',
    ' ',
    '???',
    '。。。',
    '哈哈哈',
    '好难',
    'E',
    '5',
    '0',
    '12',
    '+1',
    '-1',
    '1.5',
    'AB',
    'A B',
    'A or B',
    '不选A',
    '不是A',
    '选A还是B',
    'A是什么',
    'a lot',
    'A. 华为',
    '2 小米',
    'apple',
    'I',
    'one',
    'first',
    'the one',
    '小米加步枪',
    `A${'!'.repeat(60)}x`,
    '我也想知道这一题到底应该选哪个选项才对呢有没有人知道',
  ])('%s is no answer, and costs nothing', (text) => expect(verdict(brands, text)).toBe('none'));

  it('reads either half of a bilingual option', () => {
    const planets = { options: ['金星 Venus', '水星 Mercury', 'Mars (火星)'], answer: '水星' };
    for (const text of ['水星', 'Mercury', 'mercury', 'Mercry', '水星 Mercury', 'B', 'B 水星'])
      expect(verdict(planets, text)).toBe('right');
    for (const text of ['金星', 'venus', '火星', 'mars', 'C']) expect(verdict(planets, text)).toBe('wrong');
    expect(verdict(planets, '星')).toBe('none');
  });

  it('takes a typed number for the option that is that number, never for its place', () => {
    const sums = { options: ['4', '2', '8', '16'], answer: '2' };
    expect(verdict(sums, '2')).toBe('right');
    expect(verdict(sums, '二')).toBe('right');
    expect(verdict(sums, '4')).toBe('wrong');
    expect(verdict(sums, '3')).toBe('none');
    expect(verdict(sums, 'B')).toBe('right');
    expect(verdict(sums, '第二个')).toBe('right');
    expect(verdict(sums, '2', 1)).toBe('right');
    expect(verdict(sums, '4', 3)).toBe('wrong');
  });

  it('accepts no slip that makes one option of another', () => {
    const close = { options: ['Xiaomi', 'Xiaoma', 'Redmi 12', 'Redmi 13'], answer: 'A' };
    expect(verdict(close, 'Xiaomi')).toBe('right');
    expect(verdict(close, 'Xiaoma')).toBe('wrong');
    expect(verdict(close, 'Xiaomu')).toBe('none');
    expect(verdict(close, 'Redmi 14')).toBe('none');
    expect(verdict(close, 'Rdmi 13')).toBe('wrong');
  });

  it('tells options of mere signs apart', () => {
    const signs = { options: ['<', '>', '=', '?'], answer: '>' };
    expect(verdict(signs, '>')).toBe('right');
    expect(verdict(signs, '＜')).toBe('wrong');
    expect(verdict(signs, '?')).toBe('wrong');
    expect(verdict({ options: ['C', 'C++', 'C#'].map((name) => `in ${name}`), answer: 'in C++' }, 'in c++')).toBe(
      'right',
    );
  });

  it('a button says which, whatever the text', () => {
    expect(matcher(brands)('', 0)).toEqual({ type: 'right', given: 'A. 小米' });
    expect(verdict(brands, '1', 3)).toBe('wrong');
    expect(verdict(brands, 'x', 4)).toBe('none');
    expect(verdict(brands, 'x', -1)).toBe('none');
  });

  it('can have several right options, by letter, number or text', () => {
    expect(rightOptions({ ...brands, answer: ['A', '2', 'oneplus', 'Z'] })).toEqual([0, 1, 2]);
    expect(verdict({ ...brands, answer: ['A', '2'] }, '华为')).toBe('right');
  });
});

describe('a question in free text', () => {
  it.each<[string[], string]>([
    [['3'], '三'],
    [['三'], '3'],
    [['3'], '３'],
    [['3'], '③'],
    [['3'], '3.'],
    [['3'], '03'],
    [['3'], '三个'],
    [['3'], '我猜3'],
    [['18'], '十八吧'],
    [['1000'], '1,000'],
    [['1,000'], '一千'],
    [['30000'], '3万'],
    [['3.14'], '三点一四'],
    [['-5'], '−5'],
    [['小米3'], '小米 三'],
    [['三星'], '三星！'],
    [['The Great Wall'], 'great wall'],
    [['Great Wall'], 'The Great-Wall.'],
    [['apple'], 'an Apple'],
    [['Beyoncé'], 'beyonce'],
    [['Pelé'], 'pele'],
    [['Tom & O’Brien'], "tom & o'brien"],
    [['C++'], 'c++'],
    [['北京', 'Beijing'], 'beijing'],
    [['雷军'], '答案是雷军'],
    [['雷军'], '「雷军」'],
    [['?'], '？'],
    [['是'], '是'],
    [['𠮷野家'], '𠮷野家'],
  ])('%j: %s is right', (answer, text) => expect(verdict({ answer }, text)).toBe('right'));

  it.each<[string, string]>([
    ['3', '4'],
    ['3.14', '314'],
    ['3:2', '32'],
    ['-5', '5'],
    ['007', '7'],
    ['C++', 'C'],
    ['C++', 'C#'],
    ['x>1', 'x<1'],
    ['雷军', '雷布斯'],
    ['小米三', '小米四'],
  ])('%s: %s is wrong', (answer, text) => expect(verdict({ answer }, text)).toBe('wrong'));

  it('forgives slips by the length of the answer: none up to 4 letters, 1 at 5 to 10, 2 above', () => {
    expect(verdict({ answer: 'Mars' }, 'Mrs')).toBe('wrong');
    expect(verdict({ answer: 'Venus' }, 'Vnus')).toBe('right');
    expect(verdict({ answer: 'Venus' }, 'Vnsu')).toBe('wrong');
    expect(verdict({ answer: 'Strawberry' }, 'Strawbery')).toBe('right');
    expect(verdict({ answer: 'Strawberry' }, 'Stawbery')).toBe('wrong');
    expect(verdict({ answer: 'Mississippi' }, 'Missisipi')).toBe('right');
    expect(verdict({ answer: 'Mississippi' }, 'Misisipi')).toBe('wrong');
  });

  it('never forgives a digit', () => {
    expect(verdict({ answer: 'Apollo 11 mission' }, 'Apolo 11 mision')).toBe('right');
    expect(verdict({ answer: 'Apollo 11 mission' }, 'Apollo 12 mission')).toBe('wrong');
    expect(verdict({ answer: 'Apollo 11 mission' }, 'Apollo 1 mission')).toBe('wrong');
    expect(verdict({ answer: 'Apollo 11 mission' }, 'Apollo mission')).toBe('wrong');
    expect(verdict({ answer: '20240815' }, '20240816')).toBe('wrong');
  });

  it('takes nothing, and talk much longer than any answer, for no answer', () => {
    for (const text of ['', '  ', '\u200b', '…', '😀', 'x'.repeat(25)])
      expect(verdict({ answer: 'Mars' }, text)).toBe('none');
    expect(verdict({ answer: 'Mars' }, 'x'.repeat(24))).toBe('wrong');
    expect(verdict({ answer: 'y'.repeat(20) }, 'x'.repeat(40))).toBe('wrong');
    expect(verdict({ answer: 'y'.repeat(20) }, 'x'.repeat(41))).toBe('none');
  });

  it('keeps what was given, as it can be shown', () => {
    expect(matcher({ answer: 'Mars' })(' Venus\u0000 \n I guess ')).toEqual({ type: 'wrong', given: 'Venus I guess' });
  });
});

describe('every answer', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });

  it('is right when it is the accepted text, typed exactly', () => {
    fc.assert(
      fc.property(word, (answer) => {
        fc.pre(matcher({ answer })(answer).type !== 'none');
        expect(verdict({ answer }, answer)).toBe('right');
      }),
    );
  });

  it('reads the same however often it is asked', () => {
    const read = matcher(brands);
    fc.assert(fc.property(word, (text) => void expect(read(text)).toEqual(matcher(brands)(text))));
    for (let index = 0; index < 3000; index++) read(`x${index}`);
    expect(read('A').type).toBe('right');
  });
});

describe('P10: hostile answers', () => {
  const hostile = [
    '选',
    '的',
    'a ',
    '(',
    '就',
    '一',
    '1',
    '1.',
    'ﷺ',
    '还是',
    'it is ',
    'i think ',
    '!',
    '- ',
    'the ',
    '\u0300\u0316',
    '👩\u200d',
    '\ud800',
    '吧',
    '吧~',
    '负',
    '\u20e3',
    '\u{e0041}',
    'c#',
  ];
  it('are read with under 50 ms of work, with options and without', () => {
    const readers = [matcher(brands), matcher({ answer: ['Mars', '3', 'x'.repeat(200)] })];
    for (const unit of hostile)
      for (const text of [unit.repeat(Math.ceil(4000 / unit.length)), `a${unit.repeat(12)}b`, unit.repeat(100_000)]) {
        const before = process.cpuUsage();
        for (const read of readers) expect(['right', 'wrong', 'none']).toContain(read(text).type);
        expect(process.cpuUsage(before).user).toBeLessThan(50_000);
      }
  });

  it('no text breaks a matcher', () => {
    const read = matcher({ answer: ['constructor', '__proto__', '{{x}}'] });
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void expect(() => read(text)).not.toThrow()));
    for (const text of ['__proto__', 'toString', 'null', '[]', "'; drop table", '%_\\', '1e309', '9007199254740993'])
      expect(() => matcher(brands)(text)).not.toThrow();
  });
});

describe('the value of a button', () => {
  it('comes back as it was made', () => {
    expect(choiceValue('0190-round', 2)).toBe('quiz/0190-round/2');
    expect(readChoice(choiceValue('0190-round', 2))).toEqual({ roundId: '0190-round', option: 2 });
  });

  it.each([
    '',
    'quiz',
    'quiz/r',
    'quiz//1',
    'quiz/r/',
    'quiz/r/x',
    'quiz/r/-1',
    'quiz/r/10',
    'quiz/r/1/2',
    'poll/r/1',
    ` quiz/r/1`,
    `quiz/${'r'.repeat(65)}/1`,
  ])('%j is none of ours', (value) => expect(readChoice(value)).toBeUndefined());
});
