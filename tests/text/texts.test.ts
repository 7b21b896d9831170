import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lintTexts } from '../../src/text/lint.ts';
import { type Phrase, quote, type Reader } from '../../src/text/phrase.ts';
import { definedTexts, defineTexts, type Values } from '../../src/text/texts.ts';

const english: Reader = { language: 'en', zone: 'UTC', markup: 'plain', now: 0 };
const chinese: Reader = { ...english, language: 'zh-CN' };
const slack: Reader = { ...english, markup: 'mrkdwn' };
const web: Reader = { ...english, markup: 'html' };

const texts = defineTexts('test', {
  en: {
    hello: 'Hello.',
    opened: 'Quiz {title} is open.',
    twice: '{name}, {name} & <b>{ title }</b>',
    answers:
      '{count, plural, =0 {No answer} one {# answer by {name}} other {# answers, the last by {name}}} in {room}.',
    place: 'You are {rank, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} of {total, number}.',
    mood: '{mood, select, good {Glad, {name}} other {Sorry}}',
    nested: '{a, plural, one {{b, plural, one {{c}} other {#}} {d}} other {# {e}}} {f}',
    usage: "Say <slug> & it's open, {name}.",
  },
  'zh-CN': {
    hello: '你好。',
    opened: '抢答「{title}」开始了。',
    twice: '{name}、{name}、{title}',
    answers: '{room}里有 {count} 个回答，最后一个来自 {name}。',
    place: '你在 {total, number} 人中排第 {rank}。',
    mood: '{mood, select, good {真好，{name}} other {抱歉}}',
    nested: '{a} {b} {c} {d} {e} {f}',
    usage: '说 <slug>，{name}。',
  },
});

describe('what a catalog says', () => {
  test('a message is said in the language of the reader, and its code is scope and key', () => {
    expect(texts.hello().code).toBe('test.hello');
    expect(texts.hello().render(english)).toBe('Hello.');
    expect(texts.opened({ title: 'Orange' }).render(english)).toBe('Quiz Orange is open.');
    expect(texts.opened({ title: 'Orange' }).render(chinese)).toBe('抢答「Orange」开始了。');
  });

  test('plurals follow the language, with values inside their branches', () => {
    const said = (count: number) => texts.answers({ count, name: 'Amy', room: 'fans' });
    expect([0, 1, 2, 15_000].map((count) => said(count).render(english))).toEqual([
      'No answer in fans.',
      '1 answer by Amy in fans.',
      '2 answers, the last by Amy in fans.',
      '15,000 answers, the last by Amy in fans.',
    ]);
    expect(said(1).render(chinese)).toBe('fans里有 1 个回答，最后一个来自 Amy。');
  });

  test('a number stands as it is, grouped only where the message says so', () => {
    const places = [1, 2, 3, 11, 22].map((rank) => texts.place({ rank, total: 12_345 }).render(english));
    expect(places).toEqual(['1st', '2nd', '3rd', '11th', '22nd'].map((rank) => `You are ${rank} of 12,345.`));
    expect(texts.opened({ title: 12_345 }).render(english)).toBe('Quiz 12345 is open.');
    expect(texts.place({ rank: 12_345, total: 12_345 }).render(chinese)).toBe('你在 12,345 人中排第 12345。');
  });

  test('a choice is by its word, and anything else is other', () => {
    expect(texts.mood({ mood: 'good', name: 'Amy' }).render(english)).toBe('Glad, Amy');
    expect(texts.mood({ mood: 'constructor', name: 'Amy' }).render(english)).toBe('Sorry');
  });

  test('a phrase as a value is rendered for the same reader, once', () => {
    const title = quote('R&D <1>');
    expect(texts.opened({ title }).render(slack)).toBe('Quiz R&amp;D &lt;1&gt; is open.');
    expect(texts.opened({ title: texts.hello() }).render(chinese)).toBe('抢答「你好。」开始了。');
  });

  test('a value that is missing at run time is a fault that names the message', () => {
    const careless = texts.opened as (values: object) => Phrase;
    expect(() => careless({}).render(english)).toThrow('test.opened wants a value for {title}');
  });
});

describe('nothing in a value is read as anything but itself', () => {
  const hostile = "{title} '{x}' <b>bold</b> {count, plural, other {#}} # ''";

  test('braces, quotes and tags come out literally, with and without a plural around them', () => {
    expect(texts.opened({ title: hostile }).render(english)).toBe(`Quiz ${hostile} is open.`);
    expect(texts.answers({ count: 1, name: hostile, room: 'x' }).render(english)).toBe(`1 answer by ${hostile} in x.`);
  });

  test('values and our own words are both escaped for the platform', () => {
    const phrase = texts.twice({ name: '<!channel>', title: '"&"' });
    expect(phrase.render(english)).toBe('<!channel>, <!channel> & <b>"&"</b>');
    expect(phrase.render(slack)).toBe('&lt;!channel&gt;, &lt;!channel&gt; &amp; &lt;b&gt;"&amp;"&lt;/b&gt;');
    expect(phrase.render(web)).toBe('&lt;!channel&gt;, &lt;!channel&gt; &amp; &lt;b&gt;&quot;&amp;&quot;&lt;/b&gt;');
    const spoken = texts.answers({ count: 1, name: '<i>', room: '&' });
    expect(spoken.render(web)).toBe('1 answer by &lt;i&gt; in &amp;.');
    expect(texts.usage({ name: "O'Brien" }).render(english)).toBe("Say <slug> & it's open, O'Brien.");
    expect(texts.usage({ name: "O'Brien" }).render(web)).toBe('Say &lt;slug&gt; &amp; it&#39;s open, O&#39;Brien.');
  });

  test('whatever is typed, no tag and no entity of its own reaches a web page', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        for (const phrase of [texts.opened({ title: typed }), texts.answers({ count: 2, name: typed, room: typed })]) {
          expect(phrase.render(web).replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[<>&"']/);
        }
      }),
    );
  });
});

describe('the compiler', () => {
  test('knows the values of a message by its English placeholders', () => {
    const exact =
      <Expected>() =>
      <Actual>(...equal: Same<Expected, Actual> extends true ? [] : [never]) =>
        equal.length;
    type Any = string | number | Phrase;
    expect(exact<{ title: Any }>()<Values<'Quiz { title } is open'>>()).toBe(0);
    expect(exact<{ n: number; name: Any }>()<Values<'{n, plural, one {# by {name}} other {# by all}}'>>()).toBe(0);
    expect(exact<{ n: number }>()<Values<'{n, plural, offset:1 one {#} other {#}} of {n}, {n, number}'>>()).toBe(0);
    expect(exact<{ mood: string; x: Any }>()<Values<'{mood, select, good {{x}} other {}}'>>()).toBe(0);
    type Deep = '{a, plural, one {{b, plural, one {{c}} other {#}} {d}} other {# {e}}} {f}';
    expect(exact<{ a: number; b: number; c: Any; d: Any; e: Any; f: Any }>()<Values<Deep>>()).toBe(0);
  });

  test('refuses missing, wrong and superfluous values, and keys that are not in both languages', () => {
    const mistakes = [
      // @ts-expect-error: title is missing
      () => texts.opened({}),
      // @ts-expect-error: name is not wanted
      () => texts.opened({ title: 'x', name: 'y' }),
      // @ts-expect-error: hello takes nothing
      () => texts.hello({ title: 'x' }),
      // @ts-expect-error: no such key
      () => texts.goodbye(),
      // @ts-expect-error: a plural counts
      () => texts.answers({ count: '1', name: 'Amy', room: 'fans' }),
      // @ts-expect-error: one of the values in a branch is missing
      () => texts.answers({ count: 1, room: 'fans' }),
      // @ts-expect-error: neither a string nor a number nor a phrase
      () => texts.opened({ title: null }),
      // @ts-expect-error: zh-CN lacks b
      () => defineTexts('mistake', { en: { a: 'a', b: 'b' }, 'zh-CN': { a: '甲' } }),
      // @ts-expect-error: en lacks b
      () => defineTexts('mistake', { en: { a: 'a' }, 'zh-CN': { a: '甲', b: '乙' } }),
    ];
    expect(mistakes).toHaveLength(9);
  });
});

describe('every catalog of the project', () => {
  test('can be read, needs the same values in both languages, and refuses calmly', async () => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const files = ['src', 'flows', 'adapters'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => join(root, folder, file)),
    );
    const defining = files.filter((file) => /= defineTexts\(/.test(readFileSync(file, 'utf8')));
    for (const file of defining) await import(pathToFileURL(file).href);
    const scopes = definedTexts().map(({ scope }) => scope);
    expect(scopes).toContain('time');
    expect(scopes.length).toBeGreaterThan(defining.length);
    expect(new Set(scopes).size).toBe(scopes.length);
    expect(definedTexts().flatMap(lintTexts)).toEqual([]);
  });

  test.each([
    ['a brace that does not close', 'Hi {name', '你好 {name}', /cannot be read/],
    ['a plural without other', '{n, plural, one {#}}', '{n}', /cannot be read/],
    ['a value that Chinese lacks', 'Hi {name}', '你好', /wants name in en but nothing in zh-CN/],
    ['a value that English lacks', 'Hi', '你好 {name}', /wants nothing in en but name in zh-CN/],
    ['a count that only Chinese wants', 'Hi {n}', '{n, plural, other {# 人}}', /wants another kind of value/],
    ['a quoted placeholder', "Say '{name}'", '说 {name}', /straight quote/],
    ['the # of a count before a number', '{n, plural, other {#{id}}}', '{n} {id}', /where # is the count/],
    ['an instant as an ICU date', '{at, date}', '{at}', /hand in when/],
    ['nothing', 'Hi', ' ', /is empty/],
  ])('the check sees %s', (_, en, zh, fault) => {
    const found = lintTexts({ scope: 'bad', texts: { en: { key: en }, 'zh-CN': { key: zh } } });
    expect(found.join('\n')).toMatch(fault);
  });

  test('the check sees a refusal that shouts, in either language', () => {
    const shout = { refuseLate: 'Too late!', noQuiz: 'No quiz.', nowOpen: 'Open now!', no: 'No!' };
    const chineseShout = { refuseLate: '晚了。', noQuiz: '没有抢答！', nowOpen: '开始了！', no: '不行。' };
    const found = lintTexts({ scope: 'bad', texts: { en: shout, 'zh-CN': chineseShout } });
    expect(found.map((fault) => fault.split(' is ')[0])).toEqual([
      'bad.refuseLate (en)',
      'bad.noQuiz (zh-CN)',
      'bad.no (en)',
    ]);
  });
});

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
