// People who answer before, after, twice, elsewhere, with old buttons and with those of others.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

let world: World;
const verdicts = async () =>
  (
    await world.db
      .selectFrom('quiz_answer')
      .innerJoin('identity', 'identity.person_id', 'quiz_answer.person_id')
      .select(['identity.account', 'quiz_answer.verdict'])
      .orderBy('quiz_answer.arrival')
      .execute()
  ).map(({ account, verdict }) => `${account}: ${verdict}`);

beforeEach(async () => {
  world = await createWorld();
  const boss = world.person('boss');
  for (const [slug, room] of [
    ['moons', 'fans'],
    ['phones', 'shop'],
  ]) {
    await boss.says(`quiz new ${slug} "${slug}" --scoring all --seconds 20`);
    await boss.says(`quiz ask ${slug} "First of ${slug}?" --options "Mars|Venus|Hyperion" --answer C`);
    await boss.says(`quiz ask ${slug} "Second of ${slug}?" --options "Io|Mi 1|Mi 2" --answer B`);
    await boss.in(room!).says(`!quiz open ${slug}`);
  }
});
afterEach(async () => {
  expect(await world.db.selectFrom('incident').selectAll().execute()).toEqual([]);
  await world.close();
});

const buttons = async (room: string, question: RegExp) => (await world.room(room).hears(question)).choices;

describe('an answer', () => {
  it('before the question is none', async () => {
    await world.person('amy').in('fans').says('C');
    await world.set(5000);
    expect(await verdicts()).toEqual([]);
  });

  it('after the question is late, and costs nothing', async () => {
    await world.set(60_000);
    const [old] = [await buttons('fans', /First of moons/)];
    await world.person('amy').in('fans').says('', { choice: old[2]!.value });
    expect(await verdicts()).toEqual(['amy: late']);
    expect(await world.db.selectFrom('points').selectAll().execute()).toEqual([]);
  });

  it('twice, and with another button, counts once', async () => {
    await world.set(5000);
    const choices = await buttons('fans', /First of moons/);
    const amy = world.person('amy').in('fans');
    await amy.says('A');
    await amy.says('', { choice: choices[2]!.value });
    await amy.says('C');
    expect(await verdicts()).toEqual(['amy: wrong', 'amy: repeated', 'amy: repeated']);
  });

  it('the same event twice is one, in whatever words it comes back', async () => {
    await world.set(5000);
    const amy = world.person('amy').in('fans');
    await amy.says('A', { event: 'x1' });
    await amy.says('C', { event: 'x1' });
    await amy.says('C', { event: 'x2', twin: 'x1' });
    expect(await verdicts()).toEqual(['amy: wrong']);
  });

  it('in a room where nothing is asked is none', async () => {
    await world.set(5000);
    await world.person('amy').in('lounge').says('C');
    await world.person('amy').says('C');
    expect(await verdicts()).toEqual([]);
  });

  it('that was edited does not count', async () => {
    await world.set(5000);
    const amy = world.person('amy').in('fans');
    await amy.says('A');
    await amy.says('C', { edited: true });
    expect(await verdicts()).toEqual(['amy: wrong', 'amy: edited']);
  });

  it('sent before the question was asked, by the platform’s own time, is none', async () => {
    await world.set(5000);
    await world
      .person('amy')
      .in('fans')
      .says('C', { sentAt: new Date(world.clock.now() - 60_000) });
    expect(await verdicts()).toEqual([]);
  });

  it('from the future is not faster than others, nor late', async () => {
    await world.set(5000);
    await world
      .person('eve')
      .in('fans')
      .says('C', { sentAt: new Date(world.clock.now() + 10 * 365 * 86_400_000) });
    await world.person('amy').in('fans').says('C');
    expect((await verdicts()).filter((verdict) => verdict === 'amy: correct')).toHaveLength(1);
  });
});

describe('a button', () => {
  it('of an old question is late, while the new one is open and after a restart', async () => {
    await world.set(5000);
    const old = await buttons('fans', /First of moons/);
    await world.set(45_000);
    await world.room('fans').hears(/Second of moons/);
    await world.person('amy').in('fans').says('', { choice: old[2]!.value });
    await world.restart();
    await world.person('bob').in('fans').says('', { choice: old[2]!.value });
    expect(await verdicts()).toEqual(['amy: late', 'bob: late']);
    await world.person('amy').in('fans').says('B');
    expect((await verdicts()).at(-1)).toBe('amy: correct');
  });

  it('of another quiz, pressed here, answers neither', async () => {
    await world.set(5000);
    const elsewhere = await buttons('shop', /First of phones/);
    await world.person('eve').in('fans').says('', { choice: elsewhere[2]!.value });
    expect(await verdicts()).toEqual([]);
  });

  it('of somebody else’s question, pressed by one who does not play, answers nothing', async () => {
    const amy = world.person('amy');
    await world.set(5000);
    await amy.says('quiz join moons');
    await amy.hearsAll();
    await world.set(45_000);
    const { choices } = await amy.hears(/Second of moons/);
    await world.person('eve').says('', { choice: choices[1]!.value });
    expect(await verdicts()).toEqual([]);
    await world.person('eve').hears(/过期|out of date|没有|No question/);
  });

  it.each(['quiz/x/0', 'quiz//', 'quiz/../../9', 'quiz/__proto__/1', 'poll/x/0', 'canyu/go-on', 'canyu/leave', '7'])(
    '%s that nobody was given does nothing',
    async (choice) => {
      await world.set(5000);
      for (const where of [undefined, 'fans']) {
        await world.accept(world.message({ account: 'eve', text: '', choice, ...(where && { room: where }) }));
      }
      expect(await verdicts()).toEqual([]);
    },
  );

  it('whose value is a command does what its presser may do, and no more', async () => {
    await world.person('eve').presses('staff add terminal:eve');
    await world.person('eve').hears(/仅限所有者|for owners/);
    await world.person('eve').presses('quiz close moons --confirm moons');
    await world.person('eve').hears(/仅限工作人员|for staff/);
    expect(await world.db.selectFrom('campaign').select('status').where('slug', '=', 'moons').execute()).toEqual([
      { status: 'live' },
    ]);
  });
});

describe('two things at once', () => {
  it('a dialog is not disturbed by an answer in a room, nor the answer by the dialog', async () => {
    const boss = world.person('boss');
    await world.set(5000);
    await boss.says('quiz new');
    await boss.in('fans').says('C');
    await boss.says('colours');
    await boss.hears(/标题|title/);
    await boss.in('fans').says('!quiz board moons');
    await boss.says('Colours of the year');
    await boss.says('1');
    await boss.says('20');
    expect(await verdicts()).toEqual(['boss: correct']);
    expect(await world.db.selectFrom('campaign').select('title').where('slug', '=', 'colours').execute()).toEqual([
      { title: 'Colours of the year' },
    ]);
  });

  it('a confirmation is not given by an answer, a button or another person', async () => {
    const boss = world.person('boss');
    await world.set(5000);
    await boss.says('quiz close moons');
    await boss.in('fans').says('C');
    await boss.in('fans').says('moons');
    await boss.presses('moons');
    await world.person('eve').says('moons');
    await boss.says('phones');
    const status = () => world.db.selectFrom('campaign').select('status').where('slug', '=', 'moons').execute();
    expect(await status()).toEqual([{ status: 'live' }]);
    await boss.says('ｍｏｏｎｓ');
    expect(await status()).toEqual([{ status: 'closed' }]);
  });

  it('a quiz and a poll in one room each get what is theirs', async () => {
    await world.person('boss').in('fans').says('!poll open "Which colour?" --options "Orange|Graphite|Mint"');
    await world.set(5000);
    const question = await buttons('fans', /First of moons/);
    const poll = world.platforms[0]!.delivered.findLast(({ text }) => text.includes('Which colour?'))!.choices;
    await world.person('amy').in('fans').says('', { choice: poll[1]!.value });
    await world.person('amy').in('fans').says('', { choice: question[2]!.value });
    expect(await verdicts()).toEqual(['amy: correct']);
    expect(await world.db.selectFrom('poll_vote').select('option').execute()).toEqual([{ option: 1 }]);
  });

  it('everything at once, out of order, leaves one answer a person', async () => {
    await world.set(5000);
    const choices = await buttons('fans', /First of moons/);
    const messages = Array.from({ length: 300 }, (_, index) =>
      world.message({
        account: `p${index % 30}`,
        room: 'fans',
        text: index % 3 === 0 ? 'C' : index % 3 === 1 ? '' : 'nonsense 三',
        ...(index % 3 === 1 && { choice: choices[index % 3]!.value }),
        event: `e-${index % 100}`,
      }),
    );
    await Promise.all(messages.map((message) => world.engine.accept(message)));
    await world.engine.settled();
    const counted = (await verdicts()).filter((verdict) => /correct|wrong/.test(verdict));
    expect(new Set(counted.map((verdict) => verdict.split(':')[0])).size).toBe(counted.length);
  });
});
