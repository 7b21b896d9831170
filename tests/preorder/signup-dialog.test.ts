// What a sign-up asks: one thing a message, checked, left out or kept, and gone on with after a pause or a restart.
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { LONGEST_ANSWER, nextStep, readAnswer } from '../../flows/preorder/questions.ts';
import { oneDatabase } from '../support/database.ts';
import { loopback } from '../support/loopback.ts';
import { wrongIn } from '../support/quota.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';
import { makeMi, signedIn } from './stage.ts';

const ASK = [
  { key: 'color', question: 'Which colour?', choices: ['black', 'white', 'orange'] },
  { key: 'city', question: 'Which city?', optional: true },
  {
    key: 'contact',
    question: 'Your mobile number?',
    pattern: 'phone',
    consent: 'Your number is stored until the delivery.',
    optional: true,
  },
];

describe.each(oneDatabase)('the sign-up dialog (%s)', (kind) => {
  /** Once is enough where the database has no part in it. */
  let world: World;
  afterEach(async () => {
    expect(await wrongIn(world.db)).toEqual([]);
    await world.close();
  });
  const start = async (definition: object = {}, options: WorldOptions = {}) => {
    world = await createWorld({ kind, ...options });
    await makeMi(world, { ask: ASK, per_person: 3, ...definition });
    return world.person('amy');
  };
  const told = async () => {
    const rows = await world.db.selectFrom('preorder_signup').selectAll().execute();
    return rows.map(({ answers, consented_at, quiet }) => [JSON.parse(answers), consented_at !== null, quiet]);
  };

  test('asks one after the other, consent first, and signs up at the end with the units that were wished', async () => {
    const amy = await start();
    await amy.in('fans').says('signup 2');
    const { choices, room } = await amy.hears('Which colour?');
    expect(room).toBeUndefined();
    expect(choices.map(({ label }) => label)).toEqual(['black', 'white', 'orange']);
    await amy.says('purple');
    await amy.hears(/Please choose one of these\.\nWhich colour\?/);
    await amy.says('2');
    expect((await amy.hears('Which city?')).text).toContain('To leave it out: “skip”.');
    await amy.says('  北京\n朝阳 ');
    expect((await amy.hears('stored until the delivery')).text).not.toContain('mobile');
    await amy.says('maybe');
    await amy.hears('Please answer with yes or no.');
    await amy.says('yes');
    await amy.hears('Your mobile number?');
    await amy.says('12');
    await amy.hears(/It should look like this: 13812345678\nYour mobile number\?/);
    await amy.says('138 1234 5678');
    await amy.hears('shall I write to you when Mi phone opens?');
    await amy.says('yes');
    await amy.hears(/You are signed up for Mi phone\.\nNo\. 1 · public · 2 units/);
    await amy.says('signup');
    await amy.hears(/signed up for Mi phone already\.\nNo\. 1 [\s\S]*“signup edit”/);
    expect(await told()).toEqual([[{ color: 'white', city: '北京 朝阳', contact: '138 1234 5678' }, true, 0]]);
  });

  test('a no to storing leaves the question out, an optional one is skipped, and who wants no message of the opening gets none', async () => {
    const amy = await start();
    await amy.says('报名');
    await amy.says('Black');
    await amy.says('跳过');
    await amy.hears('stored until the delivery');
    await amy.says('不');
    await amy.hears('开放时，要通知你吗');
    await amy.says('不用了');
    await amy.hears('你预约了「Mi phone」');
    expect(await told()).toEqual([[{ color: 'black' }, false, 1]]);
    await world.person('boss').says('preorder open mi');
    await world.set(0);
    expect((await amy.hearsAll()).join()).not.toContain('开放了');
  });

  test('where an answer is needed and may not be stored, nobody is signed up and nothing is kept', async () => {
    const amy = await start({ ask: [{ ...ASK[2]!, optional: false }] });
    await amy.says('signup');
    await amy.hears('stored until the delivery');
    await amy.says('no');
    await amy.hears('nothing was stored, and you are not signed up');
    expect(await signedIn(world)).toEqual([]);
    expect(await world.db.selectFrom('dialog').selectAll().execute()).toEqual([]);
  });

  test('edit shows what was told before: kept by a button or a word, changed, or left out', async () => {
    const amy = await start();
    for (const said of ['signup', 'white', 'Rome', 'yes', '13812345678', 'yes', 'signup edit']) await amy.says(said);
    const color = await amy.hears(/Which colour\?\nYou told me before: white/);
    expect(color.choices.map(({ value }) => value)).toEqual(['choice/1', 'choice/2', 'choice/3', 'keep']);
    await amy.presses('keep');
    await amy.hears(/You told me before: Rome\nTo leave it as it is: “keep”\.\nTo leave it out: “skip”/);
    await amy.says('Paris');
    expect((await amy.hears('You told me before: 13812345678')).text).toContain('Your number is stored');
    await amy.says('skip');
    await amy.says('no');
    await amy.hears('No. 1 ');
    expect(await told()).toEqual([[{ color: 'white', city: 'Paris' }, false, 1]]);
    expect(await signedIn(world)).toEqual(['1 amy 1']);
  });

  test('a dialog left half-way offers to go on, also after a restart, and forgets nothing', async () => {
    const amy = await start();
    await amy.says('signup 3');
    await amy.says('orange');
    await world.restart();
    await world.set(25 * 3_600_000);
    await amy.says('hello');
    const { choices } = await amy.hears('You had begun something and not finished it');
    await amy.presses(choices[0]!.value);
    await amy.hears('Which city?');
    await world.restart();
    for (const said of ['skip', 'no', 'no']) await amy.says(said);
    await amy.hears('3 units');
    expect(await told()).toEqual([[{ color: 'orange' }, false, 1]]);
  });

  test('when sign-ups end meanwhile, the next answer is told so, and nobody is signed up', async () => {
    const amy = await start({ rule: 'draw' });
    await amy.says('signup');
    await amy.says('white');
    await world.person('boss').says('preorder draw mi --confirm mi');
    await world.set(0);
    await amy.says('Rome');
    await amy.hears('Sign-up for Mi phone is over');
    expect(await signedIn(world)).toEqual([]);
    await amy.says('signup');
    await amy.hears('Sign-up for Mi phone is over');
  });

  test('on a platform without buttons a number is an answer where nothing is to choose from', async () => {
    const amy = await start(
      { rule: 'draw', ask: [{ key: 'seats', question: 'How many seats?', optional: true }] },
      { platforms: (now) => [loopback('terminal', now, { buttons: false })] },
    );
    await amy.says('signup');
    expect((await amy.hears('How many seats?')).choices).toEqual([]);
    await amy.says('1');
    await amy.hears('You are signed up');
    expect(await told()).toEqual([[{ seats: '1' }, false, 0]]);
  });
});

describe('an answer', () => {
  const free = { key: 'a', question: '?', optional: false };
  test('longer than is kept is asked for again, not cut', () => {
    const read = (typed: string) => readAnswer(free, undefined, { chosen: typed, typed });
    expect(read('小'.repeat(LONGEST_ANSWER))).toMatchObject({ type: 'answer' });
    expect(read('小'.repeat(LONGEST_ANSWER + 1))).toEqual({ type: 'flaw', flaw: 'long' });
  });

  test('whatever is typed: it is clean, short, and one of the choices where there are some', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.boolean(), (typed, hasChoices) => {
        const choices = hasChoices ? ['one', 'two'] : undefined;
        const read = readAnswer({ ...free, ...(choices && { choices }) }, undefined, { chosen: typed, typed });
        if (read.type !== 'answer') return read.type === 'flaw';
        return choices
          ? choices.includes(read.answer)
          : Array.from(read.answer).length <= LONGEST_ANSWER && !/[\n\0]/.test(read.answer);
      }),
      { numRuns: 50 },
    );
  });

  test('questions named like properties of objects are asked as well', () => {
    const ask = [{ ...free, key: 'constructor' }];
    expect(nextStep(ask, { answers: {}, skipped: [], agreed: [] }, {})).toMatchObject({ type: 'answer' });
  });
});
