// F-codes: each holds a place from the moment it is made, and gives it to whoever uses it, once.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { oneDatabase } from '../support/database.ts';
import { loopback } from '../support/loopback.ts';
import { wrongIn } from '../support/quota.ts';
import type { World } from '../support/world.ts';
import { CODE, codesIn, codeWorlds, counts, everything, issue } from './fcode-stage.ts';

describe.each(oneDatabase)('on %s', (kind) => {
  let world: World;
  let boss: ReturnType<World['person']>;
  let amy: ReturnType<World['person']>;
  let bob: ReturnType<World['person']>;
  const worlds = codeWorlds(kind, {
    platforms: (now) => [loopback('terminal', now, { privateReplies: false })],
  });
  beforeEach(async () => {
    world = await worlds.open();
    boss = world.person('boss');
    amy = world.person('amy');
    bob = world.person('bob');
    for (const one of [boss, amy, bob]) await one.says('language English');
    await boss.says('preorder new mi "Mi" --lanes "public:2, gift:6:code>public@1h" --confirm-within 24h');
  });
  afterEach(async () => {
    expect(await wrongIn(world.db)).toEqual([]);
    await worlds.close();
  });

  test('a code made before the opening gives its place, and the same code again the same answer', async () => {
    const [code] = await issue(world, 'mi 3');
    expect(await counts(world.db)).toMatchObject({ unused: 3, free: 5, people: 0 });
    await amy.says(`fcode ${code}`);
    await amy.hears(/✅ Place 1 in gift of Mi is yours[\s\S]*No\. 1 · gift · 1 unit/);
    await amy.says(`ｆｃｏｄｅ　${code!.toLowerCase().replaceAll('-', ' ')}`);
    await amy.hears('✅ Place 1 in gift of Mi is yours');
    expect(await counts(world.db)).toEqual({ used: 1, events: 1, unused: 2, people: 1, places: 1, free: 5 });
  });

  test('once it is open, the place is held until it is confirmed', async () => {
    const [code] = await issue(world, 'mi 1');
    await boss.says('preorder open mi');
    await amy.says(`fcode ${code}`);
    await amy.hears(/held for you[\s\S]*Confirm it with “confirm” until Saturday 09:00/);
    await amy.says('confirm');
    await amy.hears('Place 1 in gift of Mi is yours');
  });

  test('with a planned opening, the time to confirm counts from that', async () => {
    await boss.says('preorder new later --lanes "gift:2:code" --confirm-within 24h --opens "2026-11-30 10:00"');
    const [code] = await issue(world, 'later 1');
    await amy.says(`fcode ${code}`);
    await amy.hears('until Tuesday 10:00');
  });

  test('whoever signed up or waits takes the place over; whoever has one keeps it, and the code stays unused', async () => {
    const [first, second] = await issue(world, 'mi 2');
    await boss.says('preorder open mi');
    await amy.says('claim');
    await amy.says(`fcode ${first}`);
    await amy.hears(/You have a place already, so the code was not used\.\n🎉 Place 1 in public/);
    for (const who of ['c', 'd']) await world.person(who).says('claim');
    await world.person('d').says(`fcode ${second}`);
    await world.person('d').hears('Place 2 in gift of Mi is held for you');
    await bob.says(`fcode ${first}`);
    await bob.hears('Place 1 in gift of Mi is held for you');
    expect(await counts(world.db)).toMatchObject({ used: 2, unused: 0 });
  });

  test('a code of several uses serves so many, and its places are counted from the start', async () => {
    const [code] = await issue(world, 'mi 1 --uses 2');
    for (const one of [amy, bob]) await one.says(`fcode ${code}`);
    await bob.hears('Place 2 in gift of Mi is yours');
    await boss.says(`fcode ${code}`);
    await boss.hears(`The code ending in ${code!.slice(-4)} was used up already`);
  });

  test('more codes than free places are refused whole, telling how many are left', async () => {
    await issue(world, 'mi 4');
    await boss.says('fcode issue mi 3');
    await boss.hears('3 places are wanted in gift, and 2 are left. No code was made.');
    await boss.says('fcode issue mi 1 --uses 3');
    await boss.hears('2 are left');
    expect(await counts(world.db)).toMatchObject({ unused: 4, free: 4 });
  });

  test('asked in a room, codes come in direct messages of 50, and answers never repeat a code in the room', async () => {
    await boss.says('preorder new big --lanes "gift:120:code"');
    await boss.hearsAll();
    await boss.in('fans').says('!fcode issue big 120');
    const told = await boss.hearsAll();
    expect(told.map((text) => codesIn([text]).length)).toEqual([50, 50, 20]);
    const [code, other] = codesIn(told);
    await amy.in('fans').says(`!fcode ${code}`);
    await amy.hears('is yours');
    await amy.hears(/show them to nobody\. If others saw one that is still unused, ask staff for another/);
    for (const line of [`fcod ${other}`, `${other}`, `fcode pass ${other} Bob`]) await bob.in('fans').says(`!${line}`);
    for (const verb of ['list', 'issue', 'trace', 'revoke']) await boss.in('fans').says(`!fcode ${verb} ${other} 1`);
    await boss.in('fans').says(`!fcode revoke big ${other}`);
    await boss.in('fans').says(`!fcode trace big ${other}`);
    const heard = await world.room('fans').hearsAll();
    expect(heard.join('\n')).toMatch(/codes? for big made/);
    expect(heard.join('\n')).not.toMatch(CODE);
    expect(heard.join('\n').toUpperCase()).not.toContain(other);
  });

  test('no code is in any table or audit line once it was told', async () => {
    const codes = await issue(world, 'mi 5 --to "Radio One"');
    const bare = codes.map((code) => code.replaceAll('-', ''));
    await amy.says(`fcode ${codes[0]!.toLowerCase()}`);
    await amy.says(`fcode pass ${codes[1]} my friend ${codes[2]}`);
    await bob.says(`fcode pass ${bare[1]!.match(/..../g)!.join(' ')} Bob`);
    for (const code of [codes[0], bare[1], codes[2]!.replaceAll('-', ' ')]) await boss.says(`fcode trace mi ${code}`);
    await boss.says(`fcode revoke mi ${codes[3]} seen`);
    await boss.hears(/Write only the last four/);
    await boss.says(`fcode revoke mi ${codes[3]!.slice(-4)} seen ${codes[4]}`);
    await boss.says(codes[3]!.slice(-4));
    await boss.says(`fcode trace ${bare[0]}`);
    const rows = (await everything(world.db)).toUpperCase();
    for (const code of [...codes, ...bare, ...codes.map((code) => code.replaceAll('-', ' '))])
      expect(rows).not.toContain(code);
    const audit = await world.db.selectFrom('audit').select('command').where('command', 'like', 'fcode %').execute();
    expect(audit.map(({ command }) => command)).toContain('fcode trace mi ***');
    expect(audit.map(({ command }) => command)).toContain('fcode issue mi 5 --to "Radio One"');
  });

  test('control: before it was delivered, the outbox holds it', async () => {
    world.platforms[0]!.answer = () => ({ type: 'retry', reason: 'busy', after: 3_600_000 }) as never;
    await boss.says('fcode issue mi 1');
    expect(await everything(world.db)).toMatch(CODE);
  });

  test('a revoked code gives its unused places back, takes what was not confirmed, and keeps the rest unless told', async () => {
    const [code] = await issue(world, 'mi 1 --uses 4');
    const last = code!.slice(-4);
    await boss.says('preorder open mi');
    for (const one of [amy, bob]) await one.says(`fcode ${code}`);
    await bob.says('confirm');
    await bob.hearsAll();
    for (const who of ['c', 'd', 'e']) await world.person(who).says('claim');
    await boss.says(`fcode revoke mi ${last.toLowerCase()} "seen in public"`);
    await boss.hears(`2 unused places, and the place of 1 person with it`);
    await boss.says(last);
    await boss.hears(/2 unused places came free, 1 person lost one and is told\.\n1 confirmed place stays/);
    await amy.hears('Your place in Mi was taken back');
    await bob.hearsNothing();
    await world.person('f').says(`fcode ${code}`);
    await world.person('f').hears('was taken back by staff');
    await boss.says(`fcode revoke mi ${last} --confirm ${last}`);
    await boss.hears('was taken back today 09:00');
    expect(await counts(world.db)).toMatchObject({ unused: 0, people: 3, used: 2 });
  });

  test('--used takes confirmed places too, but not what its user got anew since', async () => {
    const [first, second] = await issue(world, 'mi 2');
    for (const [one, code] of [
      [amy, first],
      [bob, second],
    ] as const)
      await one.says(`fcode ${code}`);
    await bob.says('preorder cancel mi --confirm mi');
    await boss.says('preorder open mi');
    await bob.says('claim');
    for (const code of [first, second]) {
      const last = code!.slice(-4);
      await boss.says(`fcode revoke mi ${last} --used --confirm ${last}`);
    }
    await amy.hears('Your place in Mi was taken back');
    const { people, free } = await counts(world.db);
    expect({ people, free }).toEqual({ people: 1, free: 7 });
  });

  test('what a revoked code held is offered to those who wait', async () => {
    const [code] = await issue(world, 'mi 6');
    await boss.says('preorder open mi');
    for (const who of ['c', 'd', 'e']) await world.person(who).says('claim');
    await world.set(3_600_000);
    await boss.says(`fcode revoke mi ${code!.slice(-4)} --confirm ${code!.slice(-4)}`);
    await world.person('e').hears('came free, and it is your turn');
  });

  test('codes that expire give their places back by the clock and offer them on', async () => {
    const [code, other] = await issue(world, 'mi 6 --expires "2026-11-27 12:00"');
    await boss.says('preorder open mi');
    await amy.says(`fcode ${other}`);
    for (const who of ['c', 'd', 'e']) await world.person(who).says('claim');
    await world.set('2026-11-27T12:00:00+08:00');
    await world.person('e').hears('came free, and it is your turn');
    await bob.says(`fcode ${code}`);
    await bob.hears(`was good until today 12:00`);
    expect(await counts(world.db)).toMatchObject({ unused: 0, used: 1, free: 4 });
    await boss.says('fcode list mi');
    await boss.hears('6 codes for 6 uses · used 1 · free 0 · revoked 0 · expired 5');
    await boss.says(`fcode trace mi ${code}`);
    await boss.hears(/expired[\s\S]*expired, its unused places came free/);
  });

  test('the lineage of a code is told from its making to the place it gave', async () => {
    const [code] = await issue(world, 'mi 1 --to "Radio One"');
    await boss.says('fcode list mi');
    await boss.hears(/1 code for 1 use · used 0 · free 1[\s\S]*gift · 0\/1 · free · to Radio One/);
    await amy.says(`fcode pass ${code} to my sister`);
    await amy.hears('Noted');
    await amy.says(`fcode pass ${code} to my sister`);
    await amy.hears('Noted');
    await bob.says(`fcode ${code}`);
    await boss.says(`fcode trace mi ${code}`);
    const { text } = await boss.hears('code ending in');
    expect(text.split('\n')).toEqual([
      `mi, gift, code ending in ${code!.slice(-4)}: 1 of 1 use, used up`,
      expect.stringMatching(/^today 09:00 .*: issued by boss to Radio One$/),
      expect.stringMatching(/: passed to to my sister by amy$/),
      expect.stringMatching(/: used by bob → place 1 confirmed$/),
    ]);
    await bob.says('preorder cancel mi --confirm mi');
    await boss.says(`fcode trace mi ${code!.slice(-4)}`);
    await boss.hears('used by bob → given back or lost since');
  });

  test('a code whose row was deleted is no code, and no place comes of it', async () => {
    const [code] = await issue(world, 'mi 1');
    const before = await counts(world.db);
    await world.db.deleteFrom('fcode_event').execute();
    await world.db.deleteFrom('fcode').execute();
    await amy.says(`fcode ${code}`);
    await amy.hears('There is no such code');
    expect(await counts(world.db)).toEqual({ ...before, used: 0 });
  });
});
