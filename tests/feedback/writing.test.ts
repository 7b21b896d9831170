// Feedback is written in one line or step by step, sorted by rules, and shown what is like it before it is posted.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';
import { HOUR, itemsIn, openIdeas, WORKING, wrongIn } from './stage.ts';

describe.each(databases)('writing feedback (%s)', (kind) => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld({ kind, at: WORKING });
    await openIdeas(world, { rules: [{ words: ['overheats', '发烫'], kind: 'bug', area: 'battery', severity: 3 }] });
  });
  afterEach(async () => {
    expect(await wrongIn(world)).toEqual([]);
    await world.close();
  });

  test('one line is enough: rules and words tell what it is, and it gets the next number', async () => {
    const [amy, lei] = [world.person('amy'), world.person('lei')];
    await amy.says('feedback my phone overheats when I charge it');
    await amy.hears('#1 is in: bug (battery)');
    await lei.says('反馈 建议：拍照可以再快一点');
    await lei.hears('#2 收到：建议（camera）');
    await amy.in('fans').says('!feedback thank you, I love the new icons');
    await amy.hears('#3 is in: praise');
    expect(await itemsIn(world)).toEqual([
      '#1 bug battery 3 received 1',
      '#2 idea camera 2 received 1',
      '#3 praise - 2 received 1',
    ]);
  });

  test('alone, the word asks for what the text does not tell, and a restart in the middle loses nothing', async () => {
    const amy = world.person('amy');
    await amy.says('feedback');
    await amy.hears('What do you want to tell us?');
    await amy.says('the lock screen flickers at night');
    expect((await amy.hears('What is it?')).choices).toHaveLength(5);
    await amy.says('nonsense');
    await amy.hears('Please choose one of the answers');
    await world.restart();
    await amy.says('bug');
    await amy.hears('What is it about?');
    await amy.says('3');
    await amy.hears('How bad is it?');
    await amy.says('2');
    await amy.hears('stored only so that answers reach you');
    await amy.says('1');
    await amy.hears('#1 is in: bug');
    expect(await itemsIn(world)).toEqual(['#1 bug - 2 received 1']);
  });

  test('what is like it is shown with numbers, and a number backs it instead, in either language', async () => {
    await world.person('amy').says('feedback the camera is slow to open in the dark');
    await world.person('lei').says('反馈 晚上手机续航掉电特别快');
    const bob = world.person('bob');
    await bob.says('feedback bug: camera opens so slowly when it is dark');
    expect((await bob.hears('Is it one of these?')).choices[0]!.label).toContain('#1 the camera is slow');
    await bob.says('1');
    await bob.hears('You back #1: 2 persons want it');
    const wei = world.person('wei');
    await wei.says('反馈 晚上续航掉电太快了');
    expect((await wei.hears('是下面哪一条吗')).choices[0]!.label).toContain('#2');
    await wei.says('2');
    await wei.hears('#3 收到');
    expect((await itemsIn(world)).map((line) => line.slice(-1))).toEqual(['2', '1', '1']);
  });

  test('back and unback: one a person, however often it is said, and the author is the first', async () => {
    await world.person('amy').says('feedback please add a dark mode');
    const bob = world.person('bob');
    await bob.says('back #1');
    await bob.hears('You back #1: 2 persons want it');
    await bob.says('支持 ＃1');
    await bob.hears('You back #1 already');
    await bob.says('unback 1');
    await bob.hears('You do not back #1 any more');
    await bob.says('unback 1');
    await bob.hears('nothing was changed');
    await world.person('amy').says('unback #1');
    await world.person('amy').hears('#1 is your own');
    await bob.says('back #99');
    expect(await itemsIn(world)).toEqual(['#1 idea - 2 received 1']);
  });

  test('P2: 300 who back one item at once are counted once each', async () => {
    await world.person('amy').says('feedback please add a dark mode');
    const said = Array.from({ length: 300 }, (_, index) =>
      world.message({ account: `p${index % 250}`, text: 'back #1' }),
    );
    await Promise.all(said.map((message) => world.engine.accept(message)));
    await world.engine.settled();
    expect(await itemsIn(world)).toEqual(['#1 idea - 2 received 251']);
  });

  test('top: what is new weighs more than what is old; --all-time counts heads; --why says how; pages have more', async () => {
    await world.person('amy').says('feedback please add a dark mode');
    for (const name of ['b1', 'b2', 'b3']) await world.person(name).says('back #1');
    await world.set(35 * 24 * HOUR);
    const others = [
      'icons blur',
      'alarm too quiet',
      'maps crash',
      'keyboard lags',
      'wifi drops',
      'radio missing',
      'torch dim',
    ];
    others.push('calendar wrong', 'contacts vanish', 'fonts ugly', 'gallery sorts badly');
    for (const [n, text] of others.entries()) await world.person(`w${n}`).says(`feedback ${text}`);
    await world.person('b1').says('back #3');
    const carl = world.person('carl');
    await carl.says('feedback top --why');
    const { text, choices } = await carl.hears('on people’s minds now');
    expect(text.split('\n')[1]).toContain('#3');
    expect(text).toContain('each backer counts half as much for every 7 days gone by. Severity does not count here.');
    expect(choices).toHaveLength(1);
    await carl.says('1');
    await carl.hears('(page 2)');
    await carl.says('feedback top --all-time');
    expect((await carl.hears('most wanted of all time')).text.split('\n')[1]).toContain('#1');
    await carl.says('feedback top --since soon');
    await carl.hears('such as 7d or 12h');
  });
});
