// Places that come free go down the waiting list, with a deadline; and the ghosts of other systems do not walk here.
import { afterEach, describe, expect, test } from 'vitest';
import { oneDatabase } from '../support/database.ts';
import { wrongIn } from '../support/quota.ts';
import { createWorld, type World } from '../support/world.ts';
import { openMi, placesIn, waitingIn } from './stage.ts';

const HOUR = 3_600_000;

describe.each(oneDatabase)('the waiting list (%s)', (kind) => {
  let world: World;
  afterEach(async () => {
    expect(await wrongIn(world.db)).toEqual([]);
    await world.close();
  });
  const person = (name: string) => world.person(name);
  /** They claim one after the other. */
  const start = async (names: readonly string[], definition: Parameters<typeof openMi>[1] = {}) => {
    world = await createWorld({ kind });
    await openMi(world, definition);
    for (const name of names) await person(name).says('claim');
  };
  const one = { lanes: [{ name: 'public', size: 1 }] };

  test('a place given back is offered to the first who waits; accepted, it is theirs', async () => {
    await start(['amy', 'bob', 'carl'], one);
    await person('amy').says('preorder cancel mi');
    await person('amy').hears('This gives up your part in Mi phone for good');
    await person('amy').says('mi');
    await person('amy').hears('You have given up your part in Mi phone.');
    const { choices, text } = await person('bob').hears('Place 1 in public of Mi phone came free');
    expect(text).toMatch(/Say “accept” or “decline” until Saturday 09:00 \(Beijing time\), in 1 day/);
    expect(choices.map(({ value }) => value)).toEqual(['accept mi', 'decline mi']);
    await person('bob').says('1');
    await person('bob').hears('Place 1 in public of Mi phone is yours');
    expect(await placesIn(world)).toEqual(['bob public 1 confirmed']);
    expect(await waitingIn(world)).toEqual(['carl']);
  });

  test('declined, or not answered in time after one reminder, it goes on to the next in the same moment', async () => {
    await start(['amy', 'bob', 'carl', 'dora'], { ...one, hold: '4h' });
    await person('amy').says('preorder cancel mi --confirm mi');
    await person('bob').says('放弃');
    await person('carl').hears('came free');
    await world.set(3 * HOUR);
    const carl = person('carl');
    await carl.hears('is still waiting for you');
    await world.set(HOUR - 1);
    await carl.hearsNothing();
    await world.set(1);
    await carl.hears('ran out');
    await person('dora').hears('came free');
    await person('carl').says('accept');
    await person('carl').hears('Your time to answer for Mi phone ran out');
    expect(await placesIn(world)).toEqual(['dora public 1 offered']);
  });

  test('the hold time counts waking hours only', async () => {
    await start(['amy', 'bob'], { ...one, hold: '4h', waking: '09:00-22:00' });
    await world.set('2026-11-27T21:00:00+08:00');
    await person('amy').says('preorder cancel mi --confirm mi');
    expect((await person('bob').hears('came free')).text).toContain('Saturday 12:00');
  });

  test('a claimed place is held until it is confirmed, and goes on where it is not', async () => {
    await start(['amy', 'bob', 'carl'], { lanes: [{ name: 'public', size: 2 }], confirm_within: '2h' });
    await person('amy').hears(/Confirm it with “confirm” until today 11:00/);
    await person('amy').says('确认');
    await world.set(2 * HOUR);
    await person('bob').hears('ran out');
    await person('carl').hears('came free');
    expect(await placesIn(world)).toEqual(['amy public 1 confirmed', 'carl public 2 offered']);
  });

  test('ghost: who cancels is not offered the same place again, and claims at the end of the list', async () => {
    await start(['amy', 'bob'], one);
    await person('amy').says('preorder cancel mi --confirm mi');
    await person('bob').says('decline');
    const amy = person('amy');
    await amy.hearsAll();
    await world.set(48 * HOUR);
    await amy.hearsNothing();
    expect(await placesIn(world)).toEqual([]);
  });

  test('ghost: the last never gets a place before the first, however many places come free', async () => {
    await start(['a1', 'a2', 'w1', 'w2', 'w3'], { lanes: [{ name: 'public', size: 2 }] });
    await person('a2').says('preorder cancel mi --confirm mi');
    await person('a1').says('preorder cancel mi --confirm mi');
    expect(await placesIn(world)).toEqual(['w2 public 1 offered', 'w1 public 2 offered']);
    await person('late').says('claim');
    expect(await waitingIn(world)).toEqual(['w3', 'late']);
  });

  test('ghost: raising the size offers the new places in order; lowering it never takes a place away', async () => {
    await start(['amy', 'bob', 'carl'], one);
    await person('boss').says('preorder offer mi public 2');
    await person('boss').hears('1 person was offered places');
    await person('bob').hears('Place 2 in public of Mi phone came free');
    await person('boss').says('preorder offer mi public 1');
    await person('boss').hears('somebody has place 2. Give it at least 2.');
    expect(await placesIn(world)).toEqual(['amy public 1 confirmed', 'bob public 2 offered']);
  });

  test('ghost: a group that is too large for what came free is passed over and keeps its turn', async () => {
    await start(['amy'], { lanes: [{ name: 'public', size: 2 }], per_person: 2 });
    await person('bob').says('claim');
    await person('big').says('claim 2');
    await person('small').says('claim');
    await person('amy').says('preorder cancel mi --confirm mi');
    expect(await placesIn(world)).toEqual(['small public 1 offered', 'bob public 2 confirmed']);
    await person('small').says('decline');
    await person('bob').says('preorder cancel mi --confirm mi');
    expect(await placesIn(world)).toEqual(['big public 1 offered', 'big public 2 offered']);
  });

  test('what comes free after the closing still goes down the list', async () => {
    await start(['amy', 'bob'], one);
    await person('boss').says('preorder close mi --confirm mi');
    await person('amy').says('preorder cancel mi --confirm mi');
    await person('bob').hears('came free');
    await person('bob').says('accept');
    expect(await placesIn(world)).toEqual(['bob public 1 confirmed']);
  });

  test('two answers at once have one effect, and each says how it stands', async () => {
    await start(['amy', 'bob'], one);
    await person('amy').says('preorder cancel mi --confirm mi');
    await Promise.all([person('bob').says('accept'), person('bob').says('decline'), person('bob').says('accept')]);
    expect(await placesIn(world)).toHaveLength(1);
    const said = await person('bob').hearsAll();
    expect(said.filter((text) => text.includes('is yours'))).toHaveLength(3);
  });

  test('a bare cancel gives nothing up by accident', async () => {
    await start(['amy'], one);
    await person('amy').says('cancel');
    await person('amy').hears('To give that up: preorder cancel mi');
    expect(await placesIn(world)).toEqual(['amy public 1 confirmed']);
  });
});
