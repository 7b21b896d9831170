// First come, first served: who claims gets a place or a turn, and the same answer however often they ask.
import { afterEach, describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import { wrongIn } from '../support/quota.ts';
import { createWorld, type World } from '../support/world.ts';
import { makeMi, openMi, placesIn, waitingIn } from './stage.ts';

describe.each(databases)('claims (%s)', (kind) => {
  let world: World;
  afterEach(async () => {
    expect(await wrongIn(world.db)).toEqual([]);
    await world.close();
  });
  const start = async (...given: Parameters<typeof openMi> extends [World, ...infer Rest] ? Rest : never) => {
    world = await createWorld({ kind });
    await openMi(world, ...given);
  };

  test('the first two get the two places, the third the first turn; asked again, each hears the same', async () => {
    await start();
    const [amy, bob, carl] = ['amy', 'bob', 'carl'].map((name) => world.person(name)) as [Person, Person, Person];
    await amy.says('claim');
    await bob.in('fans').says('抢购');
    await carl.in('fans').says('1');
    const first = await amy.hears('Place 1 in public of Mi phone is yours');
    expect(first.text).toContain('No. 1 · public · 1 unit · first come, first served');
    await bob.hears('「Mi phone」public 第 2 号名额是你的了');
    const turn = await carl.hears('you are no. 1 on its waiting list');
    await carl.says('claim');
    expect((await carl.hears('no. 1 on its waiting list')).text).toBe(turn.text);
    await amy.says('claim mi');
    expect((await amy.hears('Place 1')).text).toBe(first.text);
    expect(await placesIn(world)).toEqual(['amy public 1 confirmed', 'bob public 2 confirmed']);
  });

  test('P2: the same claim delivered four times takes one place', async () => {
    await start();
    const message = world.message({ account: 'amy', text: 'claim' });
    await Promise.all([1, 2, 3, 4].map(() => world.accept(message)));
    expect(await placesIn(world)).toEqual(['amy public 1 confirmed']);
  });

  test('a button claims, and so does its number in the direct message that offered it', async () => {
    await start();
    const { choices } = await world.room('fans').hears('Mi phone is open');
    await world.person('amy').presses(choices[0]!.value, { room: 'fans' });
    await world.person('bob').says('preorder show mi');
    await world.person('amy').hears('Place 1');
    expect(await placesIn(world)).toEqual(['amy public 1 confirmed']);
  });

  test('a group gets all its places or none and keeps its turn; a smaller one behind it passes', async () => {
    await start({ lanes: [{ name: 'public', size: 3 }], per_person: 2, group: 2 });
    await world.room('fans').hears('A group gets all its places or none; smaller ones behind it may pass.');
    await world.person('amy').says('claim 2');
    await world.person('bob').says('claim 4');
    await world.person('carl').says('claim');
    await world.person('bob').hears('There were not 4 places left together');
    await world.person('carl').hears('Place 3');
    expect(await waitingIn(world)).toEqual(['bob']);
    expect(await placesIn(world)).toEqual([
      'amy public 1 confirmed',
      'amy public 2 confirmed',
      'carl public 3 confirmed',
    ]);
  });

  test('units that are none, a lane that is none, and too many are refused with what to write, and change nothing', async () => {
    await start({ per_person: 2 });
    const amy = world.person('amy');
    for (const [said, heard] of [
      ['claim 3', '1 to 2 units'],
      ['claim 0', '1 to 2 units'],
      ['claim 1.5', '1 to 2 units'],
      ['claim moon', 'I do not know what “moon” is here'],
      ['抢购 三', '1 到 2 份'],
    ] as const) {
      await amy.says(said, said.startsWith('抢') ? { account: 'lei' } : {});
      await world.person(said.startsWith('抢') ? 'lei' : 'amy').hears(heard);
    }
    expect(await placesIn(world)).toEqual([]);
  });

  test('who gives up a place in a lane that is closed to them by now claims like everybody else', async () => {
    await start({
      lanes: [
        { name: 'vip', size: 2, who: { tag: 'vip' } },
        { name: 'public', size: 1 },
      ],
    });
    const [boss, amy] = [world.person('boss'), world.person('amy')];
    await amy.says('help');
    await boss.says('tag add vip terminal:amy');
    await amy.says('claim');
    await amy.says('preorder cancel mi --confirm mi');
    await boss.says('tag remove vip terminal:amy');
    await amy.says('claim');
    expect(await placesIn(world)).toEqual(['amy public 1 confirmed']);
  });

  test('before the opening, paused and closed: the answer says so and what to do next', async () => {
    world = await createWorld({ kind });
    await makeMi(world, {}, { opens: '2026-11-27 10:00', closes: '2026-11-28 10:00' });
    const amy = world.person('amy');
    await amy.says('claim');
    await amy.hears(/Mi phone opens today 10:00 .*Sign up until then: “signup”/);
    await world.set('2026-11-27T10:00:00+08:00');
    await world.room('fans').hears('Mi phone is open');
    await world.person('boss').says('campaign pause mi');
    await amy.says('claim');
    await amy.hears('Mi phone is paused right now');
    await world.person('boss').says('campaign resume mi');
    await amy.says('claim');
    await amy.hears('Place 1');
    await world.set('2026-11-28T10:00:00+08:00');
    await world.person('bob').says('claim mi');
    expect(await placesIn(world)).toEqual(['amy public 1 confirmed']);
  });

  test('who signed up and wants to hear it is told of the opening, once, with a button', async () => {
    world = await createWorld({ kind });
    await makeMi(world);
    for (const name of ['amy', 'bob']) await world.person(name).says('signup');
    await world.person('bob').says('stop');
    await world.person('boss').says('preorder open mi');
    await world.set(0);
    const { choices } = await world.person('amy').hears('you are signed up (no. 1)');
    expect(choices.map(({ value }) => value)).toEqual(['claim mi']);
    expect((await world.person('bob').hearsAll()).join()).not.toContain('is open');
    await world.person('amy').says('1');
    await world.person('amy').hears('Place 1');
  });

  test('places that a lane leaves free go to those who wait elsewhere when they spill over, and not before', async () => {
    await start({
      lanes: [
        { name: 'vip', size: 2, who: { tag: 'vip' }, spill_to: 'public', spill_after: '30m' },
        { name: 'public', size: 1 },
      ],
    });
    for (const name of ['amy', 'bob', 'carl']) await world.person(name).says('claim');
    expect(await waitingIn(world)).toEqual(['bob', 'carl']);
    await world.set(30 * 60_000);
    await world.person('bob').hears('Place 1 in VIP of Mi phone came free');
    await world.person('carl').hears('Place 2 in VIP');
    expect(await waitingIn(world)).toEqual([]);
  });

  test('within the tie window claims count by the time they were sent, on whatever way they came', async () => {
    await start({ tie_window_ms: 2000, lanes: [{ name: 'public', size: 1 }] });
    const opened = world.clock.now();
    await world.set(1500);
    await world.person('late').says('claim', { sentAt: new Date(opened + 900) });
    await world.person('early').says('claim', { sentAt: new Date(opened + 300) });
    await world.person('late').hears('Your claim for Mi phone is in');
    await world.set(500);
    await world.person('early').hears('Place 1');
    await world.person('late').hears('no. 1 on its waiting list');
    await world.person('last').says('claim', { sentAt: new Date(opened + 1) });
    await world.person('last').hears('no. 2 on its waiting list');
  });

  test('500 who claim at once for 100 places get numbers 1 to 100, once each, and the others their turns', async () => {
    await start({ lanes: [{ name: 'public', size: 100 }] });
    const claims = Array.from({ length: 500 }, (_, index) => world.message({ account: `p${index}`, text: 'claim' }));
    await Promise.all([...claims, ...claims.slice(0, 50)].map((claim) => world.engine.accept(claim)));
    await world.engine.settled();
    expect(await placesIn(world)).toHaveLength(100);
    expect(await waitingIn(world)).toHaveLength(400);
  });
});

type Person = ReturnType<World['person']>;
