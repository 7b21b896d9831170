// The week of a train: proposed, voted on, frozen, confirmed, announced; and what happens where one of these fails.
import { describe, expect, test } from 'vitest';
import { databases, oneDatabase } from '../support/database.ts';
import {
  choose,
  confirm,
  EVENING,
  FREEZE,
  fans,
  HOUR,
  passed,
  people,
  reachedIn,
  releasesIn,
  SLOT,
  trainWorld,
  who,
  wrongIn,
} from './train-stage.ts';

describe.each(databases)('a week of the train, on %s', (kind) => {
  test('what passed and was confirmed goes out on the slot, to the room and to everybody who chose it, each told once what they had a part in', async () => {
    const world = await trainWorld({ kind });
    const [amy, bob, cat, dan] = await people(world, ['amy', 'bob', 'cat', 'dan']);
    await choose(world, 'cat', 0);
    await dan!.says('stop');
    await passed(world, 'Dark mode', ['amy', 'cat'], '--owner "Kim" --team Display');
    await passed(world, 'Pink icons', ['bob']);
    await world.set(FREEZE);
    const boss = who(world, 'boss');
    await boss.hears('1 item was approved');
    await boss.says('release note --en "Sleep well" --zh "睡个好觉" --link https://example.com/d');
    await confirm(world);
    await world.set('2026-12-04T16:59:59+08:00');
    await fans(world).hearsAll();
    for (const one of [amy, bob, cat, dan]) await one!.hearsAll();
    await world.set(SLOT);
    const { text } = await fans(world).hears('OS weekly, release 1, is here.');
    expect(text).toMatch(
      /Sleep well\n1\. Dark mode · Kim \(Display\)\nGet it: https:\/\/example\.com\/d\n.*topics release on/,
    );
    await amy!.hears(/is here[\s\S]*You voted on Dark mode\. Thank you\.\nYou get this because/);
    expect((await bob!.hears('is here')).text).not.toContain('You voted');
    expect((await cat!.hears('is here with what you had a part in')).text).toContain('Dark mode');
    for (const one of [amy, bob, cat, dan]) await one!.hearsNothing();
    expect(await reachedIn(world)).toBe('sent 2, suppressed stopped 1');
    expect(await releasesIn(world)).toBe('1 announced, 2 open');
    await world.set('2026-12-05T17:00:00+08:00');
    for (const one of [amy, bob, cat, dan]) await one!.hearsNothing();
    await fans(world).hearsNothing();
    await world.close();
  });

  test('votes are changed until the freeze and not after it, one a person and item', async () => {
    const world = await trainWorld({ kind });
    const [amy, bob] = await people(world, ['amy', 'bob']);
    await who(world, 'boss').says('release propose "Dark mode"');
    await who(world, 'boss').says('release propose "Faster camera"');
    await amy!.says('vote');
    expect((await amy!.hears('🗳')).choices.map(({ value }) => value)).toEqual(['vote 1', 'vote 2']);
    await amy!.says('1');
    await amy!.hears('Your vote counts (yes): 1. Dark mode');
    await amy!.says('vote 1');
    await amy!.hears('just so before');
    await amy!.says('投票 1，2 反对');
    await amy!.hears(/Your 2 votes count \(no\)[\s\S]*Dark mode: 👍 0 👎 1/);
    await bob!.says('vote 2');
    await bob!.hears('Faster camera: 👍 1 👎 1');
    await bob!.says('vote 2 undo');
    await bob!.hears('Taken back: 2. Faster camera');
    await bob!.says('vote 2 undo');
    await bob!.hears('nothing changed');
    expect(await wrongIn(world)).toEqual([]);
    await world.set(Date.parse(FREEZE) - EVENING - 1);
    await bob!.says('vote 2');
    await bob!.hears('Your vote counts');
    await world.set(1);
    await bob!.says('vote 1');
    await bob!.hears('counted already');
    await amy!.says('vote');
    await amy!.hears('counted already');
    expect(await wrongIn(world)).toEqual([]);
    expect((await world.db.selectFrom('release_vote').selectAll().execute()).length).toBe(3);
    await world.close();
  });
});

test('an item passes with so many votes and so many percent, goes on to the next week, and is rejected after its window', async () => {
  const world = await trainWorld({ set: '--votes 2 --yes 60 --window 10d' });
  await people(world, ['amy', 'bob', 'cat']);
  await passed(world, 'Enough', ['amy', 'bob']);
  await passed(world, 'Too few', ['amy']);
  await passed(world, 'Too many against', ['amy']);
  for (const voter of ['bob', 'cat']) await who(world, voter).says('vote 3 no');
  await world.set(FREEZE);
  const states = async () =>
    (await world.db.selectFrom('release_item').select(['number', 'state']).orderBy('number').execute()).map(
      ({ state }) => state,
    );
  expect(await states()).toEqual(['approved', 'voting', 'voting']);
  await world.set('2026-12-05T10:00:00+08:00');
  await who(world, 'cat').says('vote 2');
  await world.set('2026-12-10T17:00:00+08:00');
  expect(await states()).toEqual(['approved', 'approved', 'rejected']);
  await world.close();
});

describe('where nobody confirmed', () => {
  test.each([
    ['skip', /there is no release this week.*11 December/],
    ['silent', undefined],
    ['announce', /release 1, is here/],
  ])('the fallback %s runs, staff were nudged, and nothing approved is lost', async (fallback, heard) => {
    const world = await trainWorld({ set: `--votes 1 --fallback ${fallback} --freeze 48h` });
    await people(world, ['amy']);
    await passed(world, 'Dark mode', ['amy']);
    const boss = who(world, 'boss');
    await world.set('2026-12-03T16:59:00+08:00');
    await boss.hearsAll();
    await fans(world).hearsAll();
    await world.set('2026-12-03T17:00:00+08:00');
    await boss.hears('is not confirmed');
    await world.set('2026-12-04T16:00:00+08:00');
    await boss.hears('is not confirmed');
    await world.set(SLOT);
    const told = await boss.hears(/OS weekly, release 1/);
    if (fallback === 'announce') expect(told.text).toContain('unconfirmed');
    else expect(told.text).toContain('nobody confirmed it. What was approved stays');
    if (heard) await fans(world).hears(heard);
    await fans(world).hearsNothing();
    expect(await releasesIn(world)).toBe(fallback === 'announce' ? '1 announced, 2 open' : '1 skipped, 2 open');
    if (fallback !== 'announce') {
      await boss.says('release show os');
      await boss.hears(/release 2 · .*11 December[\s\S]*1\. Dark mode/);
    }
    await world.close();
  });

  test('an edit after the confirmation undoes it: another title, owner, note, link or slot', async () => {
    const world = await trainWorld({ set: '--votes 1' });
    await people(world, ['amy']);
    await passed(world, 'Dark mode', ['amy']);
    await passed(world, 'Faster camera', ['amy']);
    await world.set(FREEZE);
    const boss = who(world, 'boss');
    const confirmed = async () => {
      await boss.hearsAll();
      await boss.says('release show os');
      return !(await boss.hears('release 1')).text.includes('Not confirmed');
    };
    for (const edit of [
      'release edit 1 --title "Darker mode"',
      'release edit 1 --owner Kim',
      'release edit 2 --team Camera',
      'release note --zh "你好"',
      'release note --link https://example.com/x',
      'release withdraw 2 --confirm 2',
      'release set os --announce "fri 18:00"',
    ]) {
      await confirm(world);
      expect(await confirmed()).toBe(true);
      await boss.says(edit);
      expect([edit, await confirmed()]).toEqual([edit, false]);
    }
    await world.set('2026-12-04T18:00:00+08:00');
    await fans(world).hears('there is no release this week');
    await world.close();
  });

  test('nothing approved: staff hear so at the freeze and an hour before, and the rooms no empty post', async () => {
    const world = await trainWorld();
    const boss = who(world, 'boss');
    await world.set(FREEZE);
    await boss.hears('Nothing was approved. Otherwise the rooms hear that there is no release');
    await boss.says('release confirm os');
    await boss.hears('Nothing was approved for release 1');
    await world.set('2026-12-04T16:00:00+08:00');
    await boss.hears('nothing was approved for');
    await world.set(SLOT);
    await boss.hears('was not announced: nothing was approved');
    await fans(world).hears('there is no release this week');
    await world.close();
  });
});

describe('P6: the slot of a train', () => {
  async function confirmedTrain(set?: string) {
    const world = await trainWorld({ set: set ?? '--votes 1' });
    await people(world, ['amy']);
    await passed(world, 'Dark mode', ['amy']);
    await world.set(FREEZE);
    await confirm(world);
    await fans(world).hearsAll();
    await who(world, 'amy').hearsAll();
    await who(world, 'boss').hearsAll();
    return world;
  }
  const slots = async (world: Awaited<ReturnType<typeof trainWorld>>) =>
    (
      await world.db
        .selectFrom('slot')
        .select(['at', 'state'])
        .where('schedule', '=', 'release/os/announce')
        .orderBy('at')
        .execute()
    ).map(({ at, state }) => `${new Date(at).toISOString().slice(5, 16)} ${state}`);

  test('down at 17:00 and back at 17:20: announced once, and it says that it is late', async () => {
    const world = await confirmedTrain();
    await world.engine.stop();
    world.clock.set(Date.parse(SLOT) + 20 * 60_000);
    await world.restart();
    await world.set(0);
    await fans(world).hears('is here: 20 min late, and we are sorry.');
    await who(world, 'amy').hears('20 min late');
    await world.restart();
    await world.set(HOUR);
    await fans(world).hearsNothing();
    expect(await slots(world)).toEqual(['12-04T09:00 run']);
    await world.close();
  });

  test('back on Monday: not announced, staff told, one missed row, and nothing approved is lost', async () => {
    const world = await confirmedTrain();
    await world.engine.stop();
    world.clock.set(Date.parse('2026-12-07T09:00:00+08:00'));
    await world.restart();
    await world.set(0);
    await fans(world).hearsNothing();
    await who(world, 'amy').hearsNothing();
    await who(world, 'boss').hears('the program stood still');
    expect(await slots(world)).toEqual(['12-04T09:00 missed']);
    expect(await releasesIn(world)).toBe('1 missed, 2 open');
    await world.set('2026-12-10T17:00:00+08:00');
    await confirm(world);
    await world.set('2026-12-11T17:00:00+08:00');
    await fans(world).hears(/release 2, is here[\s\S]*Dark mode/);
    await world.close();
  });

  test('the clock goes back two hours after it, and forward two weeks: no slot twice, none silent', async () => {
    const world = await confirmedTrain();
    await world.set(SLOT);
    await fans(world).hears('is here');
    world.clock.set(Date.parse(SLOT) - 2 * HOUR);
    await world.set(SLOT);
    await fans(world).hearsNothing();
    world.clock.set(Date.parse(SLOT) + 14 * 24 * HOUR + HOUR * 2);
    await world.set(0);
    expect(await slots(world)).toEqual(['12-04T09:00 run', '12-11T09:00 missed', '12-18T09:00 missed']);
    expect(await releasesIn(world)).toBe('1 announced, 2 missed, 3 open');
    await world.close();
  });

  test('paused over its slot: nothing goes out, and what was approved comes with the next one', async () => {
    const world = await confirmedTrain();
    const boss = who(world, 'boss');
    await boss.says('campaign pause os');
    await world.set(SLOT);
    await boss.hears('the train was paused');
    await fans(world).hearsNothing();
    await boss.says('campaign resume os');
    expect(await releasesIn(world)).toBe('1 skipped, 2 open');
    await world.close();
  });

  test('`release show` and `schedule list` tell the same five slots, also after the rule was changed', async () => {
    const world = await trainWorld();
    const boss = who(world, 'boss');
    for (const change of [undefined, '--announce "thu 12:30"']) {
      if (change) await boss.says(`release set os ${change}`);
      await boss.hearsAll();
      await boss.says('release show os');
      const shown = /Next: (.*)/.exec((await boss.hears('Next: ')).text)![1]!.split(' · ');
      await boss.says('schedule list');
      const { text } = await boss.hears('release/os/announce');
      const listed = text
        .slice(text.indexOf('release/os/announce'))
        .match(/^– .*$/gm)!
        .map((line) => line.slice(2));
      expect(listed.slice(0, 5)).toEqual(shown);
    }
    await world.close();
  });
});

test.for(oneDatabase)(
  '%s: quiet hours hold the message until the morning, a stop in the night keeps it from ever coming',
  async (kind) => {
    const world = await trainWorld({ kind, set: '--votes 1' });
    const [amy, bob] = await people(world, ['amy', 'bob']);
    const [cat] = await people(world, ['cat'], { wants: false });
    await world.db
      .updateTable('person')
      .set({ quiet: '16:00-20:00' })
      .where('name', 'in', ['amy', 'bob', 'cat'])
      .execute();
    await passed(world, 'Dark mode', ['amy', 'cat']);
    await world.set(FREEZE);
    await who(world, 'boss').says('release confirm os');
    await who(world, 'boss').hears('2 people want news of releases; 0 at once, 2 later, 0 held back (quiet hours 2)');
    await confirm(world);
    await world.set(SLOT);
    for (const one of [amy, bob]) await one!.hearsAll();
    expect((await cat!.hearsAll()).filter((text) => text.includes('had a part in'))).toEqual([]);
    expect(await reachedIn(world)).toBe('pending quiet hours 2');
    await bob!.says('stop');
    await bob!.hears('you hear nothing more');
    await world.set('2026-12-04T20:00:00+08:00');
    await amy!.hears('is here');
    await cat!.hears('had a part in: Dark mode');
    await bob!.hearsNothing();
    expect(await reachedIn(world)).toBe('sent 1, suppressed stopped 1');
    await world.close();
  },
);

test('a button under the announcement begins feedback on that item, and what is written names it', async () => {
  const world = await trainWorld({ set: '--votes 1 --fallback announce' });
  await people(world, ['amy'], { wants: false });
  await who(world, 'boss').says('feedback new ideas');
  await who(world, 'boss').says('release propose "Dark mode"');
  await who(world, 'amy').says('vote 1');
  await world.set(SLOT);
  const { choices } = await fans(world).hears('is here');
  await who(world, 'amy').presses(choices[0]!.value, { room: 'fans' });
  await who(world, 'amy').hears('About Dark mode:');
  await who(world, 'amy').says('the clock is too dim at night');
  for (let more = 0; more < 4; more += 1) await who(world, 'amy').says('1');
  const item = await world.db.selectFrom('feedback_item').select(['text']).executeTakeFirstOrThrow();
  expect(item.text).toBe('Dark mode: the clock is too dim at night');
  await world.close();
});
