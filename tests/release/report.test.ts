// The four-box report as people say it: by questions, in one line, edited, and at the ends of its window.
import { expect, test } from 'vitest';
import { mergePersons } from '../../src/people/merge.ts';
import { databases, oneDatabase } from '../support/database.ts';
import { hostile } from '../support/hostile.ts';
import { loopback } from '../support/loopback.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';
import {
  announceIn,
  BEFORE,
  FROM,
  type Given,
  reportFlows,
  reportsIn,
  UNTIL,
  WITHIN,
  wrongIn,
} from './report-stage.ts';

async function reportWorld(options: WorldOptions = {}, given: Given = {}): Promise<World> {
  const world = await createWorld({ at: WITHIN, flows: reportFlows, ...options });
  await announceIn(world, given);
  return world;
}

const hopes = async ({ db }: World) =>
  (await db.selectFrom('release_item').select('hopes').where('state', '=', 'voting').orderBy('number').execute()).map(
    (row) => row.hopes,
  );

test.for(databases)('%s: four questions, changed in one line, and question by question', async (kind) => {
  const world = await reportWorld({ kind });
  const amy = world.person('amy');
  await amy.says('report');
  expect((await amy.hears('box 1 of 4')).text).toBe(
    '🍿 Train orange, release 3, box 1 of 4: how do you feel about this update, 1 to 5?\n1 😞\n2 🙁\n3 😐\n4 🙂\n5 😍',
  );
  await amy.says('5');
  const best = await amy.hears('Box 2 of 4');
  expect(best.text).toContain('\n1. Dark mode\n2. Faster camera\n3. Longer battery\n4. Quiet hours\nskip');
  expect(best.choices[1]).toEqual({ label: '2. Faster camera', value: '2' });
  await amy.presses('2');
  const worst = await amy.hears('Box 3 of 4');
  expect(worst.choices.map(({ value }) => value)).toEqual(['1', '3', '4', 'skip']);
  await amy.says('#2');
  await amy.hears('That is the one you like best');
  await amy.says('dark mode');
  await amy.hears('Box 4 of 4');
  await amy.says('7');
  expect((await amy.hears('is in')).text).toBe(
    '✅ Your report on Train orange, release 3 is in.\n5 😍 · best: 2. Faster camera · worst: 1. Dark mode · looking forward to: 7. Live captions\n' +
      'You can change it until today 20:00 (Beijing time), in 8 hours: report',
  );
  expect([await reportsIn(world.db), await hopes(world)]).toEqual([['amy 5 2 1 7'], [0, 0, 1]]);
  await amy.says('report 4 1 0 5');
  await amy.hears('changed');
  expect([await reportsIn(world.db), await hopes(world)]).toEqual([['amy 4 1 - 5'], [1, 0, 0]]);
  await amy.says('报告');
  await amy.hears('So far: 4 🙂 · best: 1. Dark mode · worst: none · looking forward to: 5. Widgets');
  for (const answer of ['keep', '保留', 'keep', '3', 'skip']) await amy.says(answer);
  await amy.hears('changed');
  expect([await reportsIn(world.db), await hopes(world)]).toEqual([['amy 4 1 3 -'], [0, 0, 0]]);
  // One box alone: the others stay.
  await amy.says('report 2');
  expect(await reportsIn(world.db)).toEqual(['amy 2 1 3 -']);
  await world.close();
});

test.for(databases)('%s: many at once, one event four times, and persons who turn out to be one', async (kind) => {
  const world = await reportWorld({ kind });
  const say = (account: string, text: string) => world.engine.accept(world.message({ account, text }));
  await Promise.all(Array.from({ length: 40 }, (_, index) => say(`m${index + 10}`, `report 4 1 3 ${5 + (index % 3)}`)));
  const again = world.message({ account: 'amy', text: 'report 4 1 3 7' });
  await Promise.all([1, 2, 3, 4].map(() => world.engine.accept({ ...again })));
  await world.engine.settled();
  expect(await hopes(world)).toEqual([14, 13, 14]);
  expect((await world.person('amy').hearsAll()).length).toBe(1);
  await say('m11', 'report 1 0 0 5');
  await world.set(1000);
  await say('m10', 'report 2 0 0 6');
  await world.engine.settled();
  const ids = await world.db.selectFrom('person').select(['id', 'name']).orderBy('name').execute();
  const idOf = (name: string) => ids.find((one) => one.name === name)!.id;
  const merge = (from: string, to: string) =>
    world.engine.perform((scope) => mergePersons(scope, reportFlows, idOf(from), idOf(to)));
  await world.db.deleteFrom('identity').where('account', 'in', ['m10', 'm12']).execute();
  // What m10 told is later than what m11 told; m12 told the same as m13, and no later.
  await merge('m10', 'm11');
  await merge('m12', 'm13');
  expect((await reportsIn(world.db)).filter((row) => /^m1[0-3]/.test(row))).toEqual(['m11 2 - - 6', 'm13 4 1 3 5']);
  expect(await wrongIn(world.db)).toEqual([]);
  expect(await world.db.selectFrom('incident').selectAll().execute()).toEqual([]);
  await world.close();
});

test.for(oneDatabase)('%s: a report counts from the first ms of its window to the last', async (kind) => {
  const world = await reportWorld({ kind, at: BEFORE });
  const amy = world.person('amy');
  await amy.says('report');
  await amy.hears('Reports on Train orange, release 3 open today 10:00');
  await world.set(FROM - 1 - BEFORE);
  await amy.says('report 4 1');
  await amy.hears('open today 10:00');
  await world.room('fans').hearsNothing();
  await world.set(1);
  await world.room('fans').hears('how do you like release 3');
  const { choices } = await world.room('fans').hears('all in one line: report 4 1 3 7');
  expect(choices).toEqual([{ label: 'Report', value: 'report orange' }]);
  await amy.says('report 4 1');
  await amy.hears('is in');
  await amy.says('report');
  await world.set(UNTIL - 1 - FROM);
  const bob = world.person('bob');
  await bob.says('report 3 2');
  await bob.hears('is in');
  await amy.says('report');
  await amy.says('release result');
  await world.set(1);
  await bob.says('report 5 3');
  await bob.hears(/closed today 20:00 [\s\S]*\n🏆 The Popcorn award goes to 1. Dark mode, by Bob \(Phone\): ❤️ 1 of 1/);
  await bob.says('report');
  await bob.hears('closed today 20:00');
  expect(await reportsIn(world.db)).toEqual(['amy 4 1 - -', 'bob 3 2 - -']);
  await world.close();
});

test.for(oneDatabase)('%s: the window closes, or a plan changes, in the middle of the questions', async (kind) => {
  const world = await reportWorld({ kind });
  const [amy, bob, cat] = [world.person('amy'), world.person('bob'), world.person('cat')];
  for (const one of [amy, bob]) for (const said of ['report', '4', '1', '3']) await one.says(said);
  await amy.hears('Box 4 of 4');
  const withdraw = (numbers: number[]) =>
    world.db.updateTable('release_item').set({ state: 'withdrawn' }).where('number', 'in', numbers).execute();
  await withdraw([7]);
  await amy.says('7');
  expect((await amy.hears('none of these')).choices.map(({ value }) => value)).toEqual(['5', '6', 'skip']);
  await withdraw([5, 6]);
  await amy.says('5');
  await amy.hears('looking forward to: none');
  await cat.says('report');
  await cat.says('5');
  await world.set(UNTIL - WITHIN);
  for (const [one, said] of [
    [bob, 'skip'],
    [cat, '1'],
  ] as const) {
    await one.says('report');
    await one.says(said);
  }
  expect(await reportsIn(world.db)).toEqual(['amy 4 1 3 -']);
  await world.close();
});

test.for(oneDatabase)('%s: a refusal says which box is wrong, and changes nothing', async (kind) => {
  const world = await reportWorld({ kind });
  const amy = world.person('amy');
  for (const [said, heard] of [
    ['report 6', 'The mood is a number from 1 to 5'],
    ['report 0 1', 'The mood is a number from 1 to 5'],
    ['report 4 7', 'has to be in release 3: 1. Dark mode, 2. Faster camera'],
    ['report 4 1 9', 'The worst one has to be in release 3'],
    ['report 4 1 3 1', 'has to be planned: 5. Widgets, 6. Themes, 7. Live captions'],
    ['report 4 2 2', 'two different ones'],
    ['report 4 1 3 7 9', 'Write “report” alone'],
    ['report everything is fine', 'Write “report” alone'],
    ['report 9007199254740991 1', 'The mood is'],
    ['report 4 9007199254740991', 'has to be in release 3'],
    ['report nope', 'no release train nope'],
  ] as const) {
    await amy.says(said);
    await amy.hears(heard);
  }
  expect(await reportsIn(world.db)).toEqual([]);
  await world.db.updateTable('campaign').set({ status: 'paused' }).execute();
  await amy.says('report 4 1');
  await amy.hears('Train orange');
  await amy.says('report');
  await amy.hears('Train orange');
  expect(await reportsIn(world.db)).toEqual([]);
  await world.close();
});

test.for(oneDatabase)('%s: rooms, and several trains', async (kind) => {
  const open = { privateReplies: false, buttons: false };
  const platforms = (now: () => number) => [loopback('terminal', now), loopback('wechat', now, open)];
  const world = await reportWorld({ kind, platforms });
  const amy = world.person('amy');
  await amy.in('fans').says('report 4 1');
  expect(await amy.hears('is in')).toMatchObject({ account: 'amy', room: 'fans' });
  await amy.in('elsewhere').says('report 2 2');
  const wei = world.person('wei', world.platforms[1]);
  await wei.in('group').says('！报告 5 3');
  // Nobody else is told what somebody told.
  expect(await world.room('group', world.platforms[1]).hearsAll()).toEqual(['✅ 收到你的报告。']);
  await announceIn(world, { slug: 'lemon' });
  await amy.says('report 3 3');
  await amy.hears('report lemon · report orange');
  await amy.says('report lemon 3 3');
  await amy.hears('Train lemon');
  await amy.in('lemon').says('report 2');
  expect((await reportsIn(world.db)).sort()).toEqual(['amy 2 3 - -', 'amy 4 1 - -', 'wei 5 3 - -']);
  await amy.says('me');
  await amy.hears(/Train (orange|lemon)/);
  await world.close();
});

test('P10: hostile answers are answered clearly, and no row is wrong', { timeout: 60_000 }, async () => {
  const world = await reportWorld();
  const amy = world.person('amy');
  for (const [index, { text }] of hostile.entries()) {
    await world.person(`h${index}`).says(`report ${text}`);
    await world.person(`h${index}`).says('cancel');
    await amy.says(index % 8 === 0 ? 'report' : '4');
    await amy.says(text);
  }
  expect(await world.db.selectFrom('incident').selectAll().execute()).toEqual([]);
  expect(await wrongIn(world.db)).toEqual([]);
  await world.close();
});
