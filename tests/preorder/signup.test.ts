// Sign-up (预约): by word or button, alone or in a room, each once and with a number that stays theirs.
import { afterEach, describe, expect, test } from 'vitest';
import { oneDatabase } from '../support/database.ts';
import { wrongIn } from '../support/quota.ts';
import { createWorld, type World } from '../support/world.ts';
import { makeMi, openMi, signedIn } from './stage.ts';

describe.each(oneDatabase)('sign-up (%s)', (kind) => {
  /** Once is enough where the database has no part in it. */
  let world: World;
  afterEach(async () => {
    expect(await wrongIn(world.db)).toEqual([]);
    await world.close();
  });
  const start = async (...given: Parameters<typeof makeMi> extends [World, ...infer Rest] ? Rest : never) => {
    world = await createWorld({ kind });
    await makeMi(world, ...given);
  };

  test('by word, by button, in a room with and without "!", in either language: numbers in the order of their coming', async () => {
    await start({}, { opens: '2026-11-27 10:00' });
    const { choices } = await world.room('fans').hears('sign-up is open');
    await world.person('amy').says('signup');
    await world.person('bob').presses(choices[0]!.value, { room: 'fans' });
    await world.person('carl').in('fans').says('!signup');
    await world.person('雷').in('fans').says('报名');
    await world.person('林').in('fans').says('预约', { addressed: true });
    const heard = await world.person('amy').hears('You are signed up for Mi phone');
    expect(heard.text).toContain('No. 1 · public · 1 unit · first come, first served');
    expect(heard.text).toContain('It opens today 10:00');
    await world.person('雷').hears('你预约了「Mi phone」');
    expect(await signedIn(world)).toEqual(['1 amy 1', '2 bob 1', '3 carl 1', '4 雷 1', '5 林 1']);
  });

  test('a bare word is heard in the room of a pre-order that is not open yet, and of one that is; not elsewhere', async () => {
    await start();
    await world.person('amy').in('fans').says('报名');
    await world.person('boss').says('preorder open mi');
    await world.set(0);
    await world.person('bob').in('fans').says('报名');
    await world.person('carl').in('other').says('报名');
    await world.person('dan').in('fans').says('大家都报名了吗');
    expect(await signedIn(world)).toEqual(['1 amy 1', '2 bob 1']);
    await world.person('carl').hearsNothing();
    await world.person('dan').hearsNothing();
  });

  test('twice is once, with the same number; a cancelled one begins again with it', async () => {
    await start();
    const amy = world.person('amy');
    await amy.says('signup');
    await world.person('bob').says('signup');
    await amy.says('signup');
    await amy.hears(/signed up for Mi phone already\.\nNo\. 1 /);
    await amy.says('preorder cancel mi --confirm mi');
    await amy.hears('given up');
    await amy.says('signup');
    await amy.hears('No. 1 ');
    expect(await signedIn(world)).toEqual(['1 amy 1', '2 bob 1']);
  });

  test('units are taken in any form up to the most, and can be changed; more is refused and changes nothing', async () => {
    await start({ per_person: 2, group: 2 });
    const amy = world.person('amy');
    for (const [said, heard] of [
      ['signup 4', '4 units'],
      ['signup 5', 'is for 1 to 4 units'],
      ['signup 0', 'is for 1 to 4 units'],
      ['signup 1.5', 'is for 1 to 4 units'],
      ['signup tomorrow', 'I do not know what “tomorrow” is here'],
      ['报名 三份', '3 units'],
      ['signup x2', '2 units'],
    ] as const) {
      await amy.says(said);
      await amy.hears(heard);
    }
    expect(await signedIn(world)).toEqual(['1 amy 2']);
  });

  test('who stands in which lane is told by tag, points and how long they are known; a lane can be named', async () => {
    await start({
      lanes: [
        { name: 'vip', size: 2, who: { tag: 'vip' } },
        { name: 'gold', size: 2, who: { points: 100 } },
        { name: 'old', size: 2, who: { since: '2026-11-01' } },
        { name: 'code', size: 2, who: 'code' },
        { name: 'public', size: 2 },
      ],
    });
    for (const name of ['amy', 'bob', 'carl', 'dan']) await world.person(name).says('hello there');
    const idOf = new Map((await world.db.selectFrom('person').selectAll().execute()).map(({ name, id }) => [name, id]));
    await world.db
      .insertInto('person_tag')
      .values({ person_id: idOf.get('amy')!, tag: 'vip', tagged_at: 1 })
      .execute();
    const { id: campaign_id } = await world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow();
    const points = { source: 'test/1', person_id: idOf.get('bob')!, campaign_id, amount: 100, reason: 'test', at: 1 };
    await world.db.insertInto('points').values(points).execute();
    await world.db.updateTable('person').set({ created_at: 1 }).where('name', '=', 'carl').execute();
    for (const name of ['amy', 'bob', 'carl', 'dan']) await world.person(name).says('signup');
    await world.person('amy').hears('· VIP ·');
    await world.person('bob').hears('· gold ·');
    await world.person('carl').hears('· OLD ·');
    await world.person('dan').hears('· public ·');
    for (const [lane, why] of [
      ['vip', 'for members with the tag vip'],
      ['gold', 'for members with 100 points'],
      ['old', 'for members known here before 2026-11-01'],
      ['code', 'for holders of a priority code'],
    ] as const) {
      await world.person('dan').says(`signup ${lane}`);
      await world.person('dan').hears(why);
    }
    await world.person('amy').says('signup public');
    await world.person('amy').hears('No. 1 · public');
  });

  test('of two at once it is asked which one is meant; the one that takes sign-ups is meant where only one does', async () => {
    await start();
    await world.person('boss').says('preorder new note --lanes "public:5"');
    const amy = world.person('amy');
    await amy.says('signup');
    await amy.hears('Which one? Write its name behind the word: note, mi');
    await amy.says('signup 1 mi');
    await amy.hears('You are signed up for Mi phone');
    await world.person('boss').says('preorder new pad --lanes "public:5" --rule draw');
    await world.person('boss').says('preorder draw note');
    await world.person('boss').says('campaign close note --confirm note');
    await world.person('boss').says('preorder draw pad --confirm pad');
    await world.set(0);
    await world.person('bob').says('signup');
    await world.person('bob').hears('You are signed up for Mi phone');
  });

  test('when it is too late the answer says why, and who signed up before hears their number all the same', async () => {
    world = await createWorld({ kind });
    await openMi(world, { signup: 'required' });
    await world.person('amy').says('signup');
    await world.person('amy').hears('Only those who signed up before the opening');
    await world.person('boss').says('campaign pause mi');
    await world.person('amy').says('signup');
    await world.person('amy').hears('paused right now');
    expect(await signedIn(world)).toEqual([]);
  });

  test('300 at once get the numbers 1 to 300, each one of them', async () => {
    await start();
    const all = Array.from({ length: 300 }, (_, index) =>
      world.message({ account: `p${index}`, text: '报名', room: 'fans' }),
    );
    await Promise.all([...all, ...all.slice(0, 50)].map((message) => world.engine.accept(message)));
    await world.engine.settled();
    const numbers = (await signedIn(world)).map((row) => Number(row.split(' ')[0]));
    expect(numbers).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
  });
});
