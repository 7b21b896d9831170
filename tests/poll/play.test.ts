// A poll as the room sees it.
import { afterEach, describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

const OPEN = '!poll open "Lunch on Friday?" --options "Pizza|Sushi|Soup"';

async function lunch(kind: (typeof databases)[number]) {
  world = await createWorld({ kind });
  const boss = world.person('boss');
  await boss.in('fans').says(OPEN);
  return { boss, fans: world.room('fans'), amy: world.person('amy'), bob: world.person('bob') };
}

describe.each(databases)('%s', (kind) => {
  test('is opened in the room, with a button an option, and the slug is told to staff', async () => {
    const { boss, fans } = await lunch(kind);
    await boss.hears(/Lunch on Friday\? is live now\.\n.*campaign close poll-1/);
    const asked = await fans.hears('📊 Lunch on Friday?\nA. Pizza\nB. Sushi\nC. Soup\nVote by button');
    expect(asked.choices.map(({ label }) => label)).toEqual(['A. Pizza', 'B. Sushi', 'C. Soup']);
    await boss.in('fans').says('!poll open "Tea or coffee?" --options "tea｜coffee"');
    await boss.hears('campaign close poll-2');
  });

  test('rooms may be named, and all of them vote on one tally', async () => {
    world = await createWorld({ kind });
    const boss = world.person('boss');
    await boss.says('poll open "去哪里团建？" --options "海边|山里" terminal:fans terminal:staff');
    await world.room('fans').hears('📊 去哪里团建？\nA. 海边\nB. 山里\n点按钮');
    await world.room('staff').hears('去哪里团建？');
    await world.person('amy').in('fans').says('海边');
    await world.person('bob').in('staff').says('A');
    await boss.says('投票');
    await boss.hears('A. 海边 · 2\nB. 山里 · 0\n目前共 2 票');
  });

  test('takes a button, a letter, a number and the words, each answered in private', async () => {
    const { fans, amy, bob } = await lunch(kind);
    const { choices } = await fans.hears('Lunch');
    await amy.presses(choices[1]!.value, { room: 'fans' });
    await amy.hears('Your vote: B. Sushi.');
    await bob.in('fans').says('ａ');
    await bob.hears('Your vote: A. Pizza.');
    await world.person('carl').in('fans').says('2');
    await world.person('dora').in('fans').says('suhsi');
    await world.person('eve').in('fans').says('!vote for soup');
    await world.person('eve').in('fans').says('!vote soup');
    await world.person('finn').in('fans').says('did anyone see the game?');
    expect(await fans.hearsAll()).toEqual([]);
    await amy.says('poll show');
    await amy.hears('A. Pizza · 1\nB. Sushi · 3\nC. Soup · 1\n5 votes so far.');
  });

  test('one vote a person, changed until the poll closes, whichever order the messages come in', async () => {
    const { boss, amy } = await lunch(kind);
    const at = (second: number) => ({ sentAt: new Date(world.clock.now() + second * 1000) });
    await amy.in('fans').says('A', at(1));
    await amy.in('fans').says('C', at(3));
    await amy.in('fans').says('B', at(2));
    await amy.says('vote');
    await amy.hears('A. Pizza · 0\nB. Sushi · 0\nC. Soup · 1\n1 vote so far.');
    await boss.says('poll close');
    await boss.hears(/C\. Soup · 1[\s\S]*To do it, write: poll-1/);
    await boss.says('poll-1');
    await boss.hears('Lunch on Friday? is closed now.');
  });

  test('in a direct message “vote” shows the poll, and its numbers, buttons and “vote B” count', async () => {
    const { amy, bob } = await lunch(kind);
    await amy.says('vote');
    const shown = await amy.hears('0 votes so far');
    expect(shown.choices).toHaveLength(3);
    await amy.says('2');
    await amy.hears('Your vote: B. Sushi.');
    await bob.says('投票 C');
    await bob.hears('你投给了：C. Soup');
    await bob.says('vote pasta');
    await bob.hears('B. Sushi · 1\nC. Soup · 1');
  });

  test('the tally is posted after 30 s, 1, 2, 4 … minutes, and only where somebody voted since', async () => {
    const { fans, amy, bob } = await lunch(kind);
    await fans.hearsAll();
    for (const name of ['amy', 'bob', 'carl', 'dora']) await world.person(name).in('fans').says('A');
    await world.set(29_000);
    expect(await fans.hearsAll()).toEqual([]);
    await world.set(1000);
    expect(await fans.hearsAll()).toEqual([expect.stringContaining('A. Pizza · 4')]);
    await world.set(3_600_000);
    expect(await fans.hearsAll()).toEqual([]);
    await amy.in('fans').says('B');
    await bob.in('fans').says('B');
    await world.set(24 * 3_600_000);
    expect(await fans.hearsAll()).toEqual([expect.stringContaining('A. Pizza · 2\nB. Sushi · 2')]);
  });

  test('closing posts the last tally once, and what comes later is told when it closed', async () => {
    const { boss, fans, amy } = await lunch(kind);
    const { choices } = await fans.hears('Lunch');
    await amy.in('fans').says('A');
    await boss.in('fans').says('!poll close poll-1 --confirm poll-1');
    expect(await fans.hearsAll()).toEqual([expect.stringMatching(/A\. Pizza · 1[\s\S]*The poll is closed: 1 vote\./)]);
    await amy.hearsAll();
    await amy.presses(choices[1]!.value, { room: 'fans' });
    await amy.hears(/not counted: Lunch on Friday\? is not open \(closed today 09:00/);
    await amy.in('fans').says('B');
    await amy.hearsNothing();
    await world.set(3_600_000);
    await amy.says('poll show poll-1');
    await amy.hears('A. Pizza · 1');
    expect(await fans.hearsAll()).toEqual([]);
  });

  test('a paused poll counts nothing, and goes on where it was', async () => {
    const { boss, fans, amy } = await lunch(kind);
    const { choices } = await fans.hears('Lunch');
    await amy.in('fans').says('A');
    await amy.hearsAll();
    await boss.says('campaign pause poll-1');
    await amy.presses(choices[1]!.value, { room: 'fans' });
    await amy.hears('not open (paused)');
    await boss.says('campaign resume poll-1');
    await fans.hears('Vote by button');
    await amy.says('vote');
    await amy.hears('A. Pizza · 1\nB. Sushi · 0');
  });

  test('P11: only staff open and close polls', async () => {
    const { boss, amy } = await lunch(kind);
    await amy.in('fans').says('!poll open "Mine?" --options "yes|no"');
    await amy.hears('“poll open” is for staff.');
    await amy.says('poll close poll-1 --confirm poll-1');
    await amy.hears('“poll close” is for staff.');
    await boss.says('campaign list');
    await boss.hears('1 campaign:\npoll-1 · poll · Lunch on Friday? · live');
  });
});
