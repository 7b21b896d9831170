// A photo or a file belongs to an item as what its platform calls it: counted for everybody, told to few, never fetched.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reportOf } from '../../flows/feedback/report.ts';
import { findCampaign } from '../../src/campaigns/store.ts';
import type { MediaReference } from '../../src/chat/media.ts';
import { databases } from '../support/database.ts';
import { loopback } from '../support/loopback.ts';
import { createWorld, type World } from '../support/world.ts';
import { itemsIn, openIdeas, WORKING } from './stage.ts';

const photo = (reference: string): MediaReference => ({ kind: 'photo', reference });
const sent = (...media: MediaReference[]) => ({ media });

async function mediaIn({ db }: World): Promise<string[]> {
  const rows = await db
    .selectFrom('feedback_media as media')
    .innerJoin('feedback_item as item', 'item.id', 'media.item_id')
    .select(['item.number', 'media.rank', 'media.platform', 'media.kind', 'media.reference'])
    .orderBy('item.number')
    .orderBy('media.rank')
    .execute();
  return rows.map(
    ({ number, rank, platform, kind, reference }) => `#${number}.${rank} ${platform} ${kind} ${reference}`,
  );
}

async function exportIn({ db }: World): Promise<unknown[]> {
  const { columns, rows } = reportOf(db, (await findCampaign(db, 'ideas'))!);
  const cells: unknown[] = [];
  for await (const row of rows) cells.push(row[columns.indexOf('media')]);
  return cells;
}

describe.each(databases)('feedback with media (%s)', (kind) => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld({ kind, at: WORKING });
    await openIdeas(world);
  });
  afterEach(() => world.close());

  test('in one line: everybody sees how many, staff what the platform calls them, and so does the file', async () => {
    const amy = world.person('amy');
    await amy.says(
      'feedback the lock screen flickers',
      sent(photo('r1'), { kind: 'file', reference: 'r2', name: 'log.txt' }),
    );
    expect((await amy.hears('#1 is in')).text).toContain('With it: 1 photo · 1 file.');
    expect(await mediaIn(world)).toEqual(['#1.1 terminal photo r1', '#1.2 terminal file r2']);
    const [bob, boss] = [world.person('bob'), world.person('boss')];
    await bob.says('feedback show #1');
    const { text: seen } = await bob.hears('lock screen');
    expect(seen).toContain('With it: 1 photo · 1 file');
    expect(seen).not.toMatch(/r1|r2|log/);
    await boss.says('language en');
    await boss.says('feedback show #1');
    const { text: told } = await boss.hears('lock screen');
    expect(told).toContain('· photo (terminal): r1\n· file (terminal): r2');
    expect(told).not.toContain('log.txt');
    expect(await exportIn(world)).toEqual(['photo terminal r1; file terminal r2']);
  });

  test('without a name only its author sees what the platform calls them, and the file tells the kinds', async () => {
    const amy = world.person('amy');
    await amy.says('feedback --anonymous the lock screen flickers', sent(photo('amys-own'), photo('r2')));
    expect((await amy.hears('without your name')).text).toContain('shown to nobody but you');
    for (const name of ['bob', 'boss']) {
      await world.person(name).says('language en');
      await world.person(name).says('feedback show #1');
      const { text } = await world.person(name).hears('lock screen');
      expect(text).toContain('With it: 2 photos');
      expect(text).not.toContain('amys-own');
    }
    await amy.says('feedback show #1');
    expect((await amy.hears('lock screen')).text).toContain('· photo (terminal): amys-own');
    expect(await exportIn(world)).toEqual(['photo; photo']);
  });

  test('step by step they are taken at every question, through a restart, each once, and told of before the name is asked', async () => {
    const amy = world.person('amy');
    await amy.says('feedback');
    await amy.hears('What do you want to tell us?');
    await amy.says('', sent(photo('r1')));
    expect((await amy.hears('Kept with it: 1 photo.')).text).toContain('What do you want to tell us?');
    await amy.says('the lock screen flickers', sent(photo('r1'), { kind: 'video', reference: 'r2' }));
    await amy.hears('What is it?');
    await world.restart();
    await amy.says('', sent({ kind: 'audio', reference: 'r3' }));
    expect((await amy.hears('Kept with it: 1 photo · 1 video · 1 recording.')).choices).toHaveLength(5);
    for (const answer of ['bug', '3', '2']) await amy.says(answer);
    expect((await amy.hears('Shall your name stand with it?')).text).toContain(
      'shown to nobody but you, and exported nowhere',
    );
    await amy.says('1');
    await amy.hears('With it: 1 photo · 1 video · 1 recording.');
    expect(await mediaIn(world)).toEqual([
      '#1.1 terminal photo r1',
      '#1.2 terminal video r2',
      '#1.3 terminal audio r3',
    ]);
    expect(await itemsIn(world)).toEqual(['#1 bug - 2 received 1']);
  });

  test('who backs another item instead is told that theirs were not kept; two items that become one keep their own', async () => {
    await world.person('amy').says('feedback the camera is slow to open in the dark', sent(photo('r1')));
    const bob = world.person('bob');
    await bob.says('feedback bug: camera opens so slowly when it is dark', sent(photo('r2')));
    await bob.hears('Is it one of these?');
    await bob.says('1');
    expect((await bob.hears('You back #1')).text).toContain('this was not kept: 1 photo.');
    await bob.says('feedback the alarm is far too quiet', sent(photo('r3')));
    const boss = world.person('boss');
    await boss.says('feedback merge #2 #1 --confirm 2');
    expect((await itemsIn(world))[1]).toContain('duplicate');
    await boss.says('feedback unmerge #2');
    expect(await mediaIn(world)).toEqual(['#1.1 terminal photo r1', '#2.1 terminal photo r3']);
  });
});

describe('a photo without a word', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld({ at: WORKING });
  });
  afterEach(() => world.close());
  const alone = sent(photo('r1'));

  test('to the bot alone gets a hint; a button of something else and another dialog go on as they were', async () => {
    const amy = world.person('amy');
    await amy.says('language en');
    await amy.hearsAll();
    await amy.says('', alone);
    await amy.hears('not what it is for');
    await openIdeas(world);
    await amy.says('', alone);
    await amy.hears('write “feedback” and send it again when I ask');
    const boss = world.person('boss');
    await boss.says('language en');
    await boss.says('quiz new');
    await boss.hearsAll();
    await boss.says('', alone);
    expect(await boss.hearsAll()).toEqual([expect.stringMatching(/short name|slug/i)]);
    expect(await mediaIn(world)).toEqual([]);
  });

  test('in a room nobody answers it, mentioned or not, and in a quiz it is no answer', async () => {
    const [amy, boss] = [world.person('amy'), world.person('boss')];
    await boss.says('quiz new qz "Quiz" --scoring all');
    await boss.says('quiz ask qz "Which is a moon?" --options "Mars|Hyperion" --answer B');
    await boss.in('fans').says('!quiz open qz');
    await world.set(5000);
    await amy.hearsAll();
    for (const addressed of [false, true]) await amy.in('fans').says('', { ...alone, addressed });
    await amy.hearsNothing();
    expect(await world.db.selectFrom('quiz_answer').selectAll().execute()).toEqual([]);
    await amy.in('fans').says('B', alone);
    expect(await world.db.selectFrom('quiz_answer').select('verdict').execute()).toEqual([{ verdict: 'correct' }]);
  });
});

test('where a room hears every answer, no reference is told in it', async () => {
  const world = await createWorld({
    at: WORKING,
    platforms: (now) => [loopback('terminal', now, { privateReplies: false })],
  });
  await openIdeas(world);
  await world.person('amy').says('feedback the lock screen flickers', sent(photo('r1')));
  const boss = world.person('boss');
  await boss.says('language en');
  await boss.in('fans').says('!feedback show #1');
  const { text } = await world.room('fans').hears('lock screen');
  expect(text).toContain('With it: 1 photo');
  expect(text).not.toContain('r1');
  await world.close();
});

test('an eleventh is not kept, and that is said', async () => {
  const world = await createWorld({ at: WORKING });
  await openIdeas(world);
  const amy = world.person('amy');
  await amy.says('feedback');
  await amy.says('', sent(...Array.from({ length: 9 }, (_, index) => photo(`r${index}`))));
  await amy.says('', sent(photo('r9'), photo('r10')));
  await amy.hears('Kept with it: 10 photos. One item takes 10, and no more.');
  await world.close();
});
