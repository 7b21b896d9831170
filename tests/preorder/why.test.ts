// How somebody came to the part they have, as staff and the person hear it.
import { afterEach, describe, expect, test } from 'vitest';
import { mergeParts } from '../../flows/preorder/part.ts';
import { oneDatabase } from '../support/database.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

/** One place in public and one for the tag vip; a claim is to be confirmed within an hour, and a place that came free is offered for two. */
async function phone(options: WorldOptions = {}) {
  world = await createWorld(options);
  const boss = world.person('boss');
  const people = { boss, amy: world.person('amy'), bob: world.person('bob'), carl: world.person('carl') };
  await boss.says(
    'preorder new phone "Phone" --lanes "vip:1:tag=vip, public:1" --confirm-within 1h --hold 2h --per-person 2',
  );
  return people;
}

type Person = ReturnType<World['person']>;

/** What staff hear of somebody. */
async function why(boss: Person, whom: string): Promise<string> {
  await boss.hearsAll();
  await boss.says(`preorder why phone ${whom}`);
  return (await boss.hearsAll()).join('\n---\n');
}

async function personId(account: string): Promise<string> {
  const identity = world.db.selectFrom('identity').select('person_id').where('account', '=', account);
  return (await identity.executeTakeFirstOrThrow()).person_id;
}

describe.each(oneDatabase)('%s', (kind) => {
  test('each step is told with its instant and its reason, and then what comes next', async () => {
    const { boss, amy, bob, carl } = await phone({ kind });
    await amy.says('signup');
    await world.set(60_000);
    await boss.says('preorder open phone');
    await amy.says('claim');
    await bob.says('claim');
    await carl.says('claim');
    expect(await why(boss, 'amy')).toBe(
      [
        ...['Phone · amy', 'No. 1 · public · 1 unit · first come, first served', 'public is open to everyone.'],
        ...['11-27 09:00:00 signed up', '11-27 09:01:00 claimed: place 1 in public'],
        'Next: to be confirmed until today 10:01 (Beijing time), in 1 hour; then it goes to the next.',
        'Times: Beijing time',
      ].join('\n'),
    );
    const turn = await why(boss, 'carl');
    expect(turn).toContain('claimed: no place left, turn 2\nNext: a place that comes free; 1 is ahead.');
    expect(turn).not.toContain('signed up');

    await world.set('2026-11-27T10:01:30+08:00');
    expect(await why(boss, 'amy')).toMatch(
      /claimed: got a place\n11-27 10:01:00 time ran out, the place went on\nNext: nothing, this part has ended/,
    );
    await bob.says('accept');
    expect(await why(boss, 'terminal:bob')).toMatch(
      /no place left, on the waiting list\n11-27 10:01:00 offered: place 1 in public\n11-27 10:01:30 accepted\nNext: nothing, the place is theirs/,
    );
  });

  test('two persons who turned out to be one have one part, which names the other', async () => {
    const { boss, amy, bob } = await phone({ kind });
    await bob.says('signup');
    await amy.says('signup');
    await boss.says('preorder open phone');
    await amy.says('claim');
    const [from, to] = [await personId('bob'), await personId('amy')];
    await world.engine.perform((scope) => mergeParts(scope, from, to));
    expect(await why(boss, 'amy')).toMatch(
      /^Phone · amy\nNo\. 2 .*[\s\S]*\nNo\. 1 was the same person, and was merged/,
    );
    expect(await why(boss, '1')).toMatch(
      /the same person as another entry, which stays\nThe same person has no\. 2 now: preorder why phone 2/,
    );
    expect(await why(boss, 'bob')).toContain('Nobody called “bob” takes part in Phone');
  });

  test('somebody is found by number, account or name, and several of one name are told apart', async () => {
    const { boss, amy, bob } = await phone({ kind });
    await amy.says('signup', { name: 'Amy L' });
    await bob.says('signup', { name: 'amy l' });
    for (const whom of ['2', '#2', 'No. 2', '第2号', 'terminal:bob'])
      expect(await why(boss, whom), whom).toContain('Phone · amy l\nNo. 2');
    expect(await why(boss, 'AMY L')).toBe(
      'Several are called “AMY L”: no. 1, 2. Write the number: preorder why phone 1',
    );
    await boss.says('preorder why 1');
    await boss.hears('Phone · Amy L\nNo. 1');
    expect(await why(boss, '')).toContain('Write: preorder why phone and a name');
    expect(await why(boss, '99')).toContain('Nobody called “99”');
  });
});

test('a member hears of their own part alone, short enough for every platform, in their language', async () => {
  const { boss, amy, bob } = await phone();
  await boss.says('preorder open phone');
  for (let time = 0; time < 4; time += 1) {
    await amy.says('claim');
    await world.set(61 * 60_000);
  }
  await amy.hearsAll();
  await amy.says('preorder mine phone');
  const [text] = await amy.hearsAll();
  expect(text).toMatch(/^Phone · your part\n/);
  expect(text).toMatch(/\n… \d steps before\n/);
  expect(text!.length).toBeLessThanOrEqual(300);
  await amy.says('language 中文');
  await amy.hearsAll();
  await amy.says('preorder mine phone');
  expect((await amy.hearsAll())[0]).toMatch(
    /^「Phone」· 你的情况\n1 号[\s\S]*抢购：得到名额[\s\S]*过时，名额给了下一位/,
  );
  await bob.says('preorder mine phone');
  await bob.hears('You have no part in Phone yet');
  await bob.says('preorder why phone amy');
  expect((await bob.hearsAll()).join()).not.toContain('claimed');
});

test('what is asked in a room is answered to the one who asked, in a direct message', async () => {
  const { boss, amy } = await phone();
  await amy.says('signup');
  const fans = world.room('fans');
  await boss.in('fans').says('!preorder why phone amy');
  await boss.hears('Phone · amy');
  await amy.in('fans').says('!preorder mine phone');
  expect((await amy.hears('Phone · your part')).room).toBe(undefined);
  await fans.hearsNothing();
});

test('a draw is told with what there was to draw, and who has a reserved lane with its rule', async () => {
  world = await createWorld();
  const [boss, amy, bob] = [world.person('boss'), world.person('amy'), world.person('bob')];
  await amy.says('help');
  await boss.says('tag add vip terminal:amy');
  await boss.says('preorder new phone "Phone" --lanes "vip:2:tag=vip, public:0" --rule draw --group 2');
  await amy.says('signup 2');
  await bob.says('signup');
  expect(await why(boss, 'amy')).toContain('Next: the draw.');
  await boss.says('preorder draw phone --confirm phone');
  await world.set(0);
  const won = await why(boss, 'amy');
  expect(won).toContain('VIP lets in who has the tag vip.');
  expect(won).toContain('drawn: places 1, 2 in VIP, 2 places drawn in VIP');
  expect(await why(boss, 'bob')).toContain('not drawn: turn 1, no places left to draw in public');
});
