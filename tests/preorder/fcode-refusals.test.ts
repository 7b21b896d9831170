// What is said where a code gives nothing: each reason is told apart, in both languages, and none of them says the code.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fcodeTexts } from '../../flows/preorder/fcode-text.ts';
import { drawCode, shownCode } from '../../src/keep/code.ts';
import { withoutSecrets } from '../../src/people/audit.ts';
import { quote } from '../../src/text/phrase.ts';
import { definedTexts } from '../../src/text/texts.ts';
import { createWorld, type World } from '../support/world.ts';
import { CODE, codeWorld, issue, keyring } from './fcode-stage.ts';

const HOUR = 3_600_000;
const nobodys = (chance: string) => shownCode(drawCode(keyring, 'preorder/fcode', chance));

describe.each(['en', 'zh-CN'] as const)('in %s', (language) => {
  let world: World;
  const codes: Record<string, string> = {};
  const english = language === 'en';
  beforeAll(async () => {
    world = await codeWorld();
    const boss = world.person('boss');
    for (const who of ['boss', 'amy', 'bob']) await world.person(who).says(`language ${english ? 'English' : '中文'}`);
    await boss.says('preorder new mi "Mi" --lanes "public:2, gift:20:code"');
    const [used, revoked, free] = await issue(world, 'mi 3');
    const [expired] = await issue(world, 'mi 1 --expires +30m');
    Object.assign(codes, { used, revoked, free, expired });
    await world.person('bob').says(`fcode ${used}`);
    await boss.says(`fcode revoke mi ${revoked!.slice(-4)} --confirm ${revoked!.slice(-4)}`);
    await world.set(HOUR);
  });
  afterAll(() => world.close());

  const told = async (code: string, who = 'amy') => {
    const person = world.person(who);
    await person.hearsAll();
    await person.says(`fcode ${code}`);
    const [text, ...more] = await person.hearsAll();
    expect(more).toEqual([]);
    expect(text!.length).toBeLessThanOrEqual(300);
    if (code !== '') expect(text).not.toContain(code);
    return text;
  };
  const status = (to: string) =>
    world.db
      .updateTable('campaign')
      .set({ status: to as 'draft', closed_at: 0 })
      .where('slug', '=', 'mi')
      .execute();

  const cases: [string, () => string, RegExp, RegExp][] = [
    ['nothing', () => '', /Write your code behind it/, /请在后面写上优先码/],
    ['talk', () => 'please', /Write your code behind it/, /请在后面写上优先码/],
    ['a slip', () => codes['free']!.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), /a slip/, /有笔误/],
    ['a letter that no code has', () => codes['free']!.replace(/^./, 'O'), /a slip/, /有笔误/],
    ['no such code', () => nobodys('other'), /There is no such code/, /没有这个码/],
    ['used up', () => codes['used']!, /ending in .{4} was used up/, /尾号 .{4} 的码已经用完/],
    ['revoked', () => codes['revoked']!, /was taken back by staff/, /被工作人员收回了/],
    ['expired', () => codes['expired']!, /was good until today 09:30/, /有效期到 今天 09:30/],
  ];
  test.each(cases)('%s', async (_, code, inEnglish, inChinese) => {
    expect(await told(code())).toMatch(english ? inEnglish : inChinese);
  });

  test.each([
    ['draft', /still being prepared/, /还在准备/],
    ['paused', /is paused right now/, /暂停中/],
    ['closed', /was closed/, /已结束/],
  ])('a pre-order that is %s', async (state, inEnglish, inChinese) => {
    await status(state);
    expect(await told(codes['free']!)).toMatch(english ? inEnglish : inChinese);
    // What somebody has already is told as ever.
    expect(await told(codes['used']!, 'bob')).toMatch(english ? /is yours/ : /是你的了/);
    await status('approved');
  });

  test('five wrong codes an hour, then until when; slips do not count, and an hour later it is forgotten', async () => {
    for (let tried = 0; tried < 5; tried += 1)
      expect(await told(nobodys(`${tried}`), 'eve')).toMatch(/There is no such|没有这个码/);
    expect(await told(nobodys('six'), 'eve')).toMatch(/5 wrong codes[\s\S]*11:00|已经错了 5 次[\s\S]*11:00/);
    expect(await told(codes['free']!, 'eve')).toMatch(/11:00/);
    const eve = world.person('eve');
    await eve.hearsAll();
    await eve.says(`fcode pass ${codes['free']} Bob`);
    await eve.hears('11:00');
    await world.set(HOUR);
    expect(await told(nobodys('seven'), 'eve')).toMatch(/There is no such|没有这个码/);
    expect(await world.db.selectFrom('fcode_wrong').select('at').execute()).toHaveLength(1);
  });

  test.each([
    ['issue mi', /fcode issue <slug> <count>/, /fcode issue <代号>/],
    ['issue mi many', /whole number from 1 to 1000/, /1 到 1000 的整数/],
    ['issue mi 1001', /whole number from 1 to 1000/, /1 到 1000 的整数/],
    ['issue mi 5 --uses 0', /1 to 1000 uses/, /1 到 1000 次/],
    ['issue mi 900 --uses 900', /at most 5,000 places/, /最多做 5,000 个/],
    ['issue mi 5 --lane public', /No lane public of Mi is for codes/, /没有用码的通道 public/],
    ['issue mi 5 --expires soon', /“soon” is no instant/, /“soon”不是能读的时间/],
    ['issue mi 5 --expires "2026-11-01 10:00"', /has gone by/, /已经过了/],
    ['issue mi 500', /and 18 are left/, /只剩 18 个/],
    ['revoke mi', /last four characters/, /后四位/],
    ['revoke mi 2222', /no code ending in 2222/, /没有尾号 2222 的码/],
    ['trace mi', /Write the code, or its last four/, /请写码或它的后四位/],
    ['pass ABCD-EFGH-KLMN', /to whom it went/, /给了谁/],
  ])('fcode %s', async (line, inEnglish, inChinese) => {
    const boss = world.person('boss');
    await boss.hearsAll();
    await boss.says(`fcode ${line}`);
    await boss.hears(english ? inEnglish : inChinese);
  });
});

test('without a secret nothing is made or read, and the setting is named', async () => {
  const world = await createWorld();
  await world.person('boss').says('preorder new mi --lanes "gift:20:code"');
  for (const line of ['issue mi 3', 'ABCD-EFGH-KLMN', 'pass ABCD-EFGH-KLMN Bob']) {
    await world.person('boss').says(`fcode ${line}`);
    await world.person('boss').hears('CANYU_SECRET');
  }
  await world.close();
});

test('several lanes for codes need a name, and none is said', async () => {
  const world = await codeWorld();
  const boss = world.person('boss');
  await boss.says('language English');
  await boss.says('preorder new two --lanes "gold:3:code, gift:2:code"');
  await boss.says('fcode issue two 2');
  await boss.hears('name one: --lane gold. There are: gold, gift');
  await boss.says('fcode issue two 2 --lane GIFT');
  await boss.hears('2 places in gift held');
  await boss.says('preorder new none --lanes "public:3"');
  await boss.says('fcode issue none 2');
  await boss.hears('No lane of none is for codes');
  await world.db.updateTable('fcode').set({ last_four: '2222' }).execute();
  await boss.says('fcode revoke two 2222');
  const { text } = await boss.hears('Write the id instead');
  const id = /[0-9a-f-]{36}/.exec(text)![0];
  await boss.says(`fcode revoke two ${id} lost`);
  await boss.says('2222');
  await boss.hears('1 unused place came free');
  await world.close();
});

test('what members hear of codes fits into 300 characters', () => {
  const { texts } = definedTexts().find(({ scope }) => scope === 'fcode')!;
  for (const all of Object.values(texts))
    for (const [key, text] of Object.entries(all))
      expect({ key, fits: text.length <= 300 }).toEqual({ key, fits: true });
  expect(fcodeTexts.passed({ code: quote('KLMN'), to: 'A'.repeat(80) }).code).toBe('fcode.passed');
});

const separator = fc.constantFrom('', '-', ' ', '－', ' - ');
const wide = (text: string) =>
  text.replace(/[0-9A-Za-z]/g, (one) => String.fromCodePoint(one.codePointAt(0)! + 0xfee0));

test('however a code is typed behind the word, the log does not keep it', () => {
  fc.assert(
    fc.property(
      fc.string(),
      separator,
      fc.constantFrom(
        (text: string) => text,
        wide,
        (text: string) => text.toLowerCase(),
      ),
      fc.constantFrom('fcode ', 'FCODE  ', 'ｆｃｏｄｅ　', 'F码 ', 'fcode pass ', 'fcode trace mi-launch '),
      (chance, between, typed, before) => {
        const code = drawCode(keyring, 'preorder/fcode', chance);
        const written = typed(code.match(/..../g)!.join(between));
        const kept = withoutSecrets(`${before}${written}`);
        expect(kept).toBe(`${before}***`);
      },
    ),
  );
});

test.each([
  ['fcode issue mi-launch 100 --to "Radio One"', 'fcode issue mi-launch 100 --to "Radio One"'],
  ['fcode revoke mi-launch KLMN seen on the radio', 'fcode revoke mi-launch KLMN seen on the radio'],
  ['fcode trace mi-launch KLMN', 'fcode trace mi-launch KLMN'],
  ['fcode list mi-launch', 'fcode list mi-launch'],
  ['fcode ABCD-EFGH-IJ01', 'fcode ***'],
  [`said ${nobodys('x')} aloud`, 'said *** aloud'],
  [`said ${nobodys('x').replaceAll('-', '')} aloud`, 'said *** aloud'],
  ['quiz open mini-cupx-beta', 'quiz open mini-cupx-beta'],
])('what the audit keeps of "%s"', (text, kept) => {
  expect(withoutSecrets(text)).toBe(kept);
  expect(kept).not.toMatch(CODE);
});
