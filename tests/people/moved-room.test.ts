// A room has another id: what takes place there goes along when staff say so, and nothing else does.
import { beforeEach, describe, expect, test } from 'vitest';
import { flows } from '../../flows/index.ts';
import { tallyWorlds } from '../engine/stage.ts';
import { databases } from '../support/database.ts';
import { loopback } from '../support/loopback.ts';
import type { World } from '../support/world.ts';

let world: World;
let boss: ReturnType<World['person']>;
let amy: ReturnType<World['person']>;

const rooms = async () => {
  const rows = await world.db
    .selectFrom('campaign_room')
    .innerJoin('campaign', 'campaign.id', 'campaign_room.campaign_id')
    .select(['campaign.slug', 'campaign_room.room'])
    .orderBy('campaign.slug')
    .orderBy('campaign_room.room')
    .execute();
  return rows.map(({ slug, room }) => `${slug} ${room}`);
};

describe.each(databases)('room moved, on %s', (kind) => {
  const worlds = tallyWorlds(kind, {
    flows,
    platforms: (now) => [loopback('wechat', now, { stableIds: false }), loopback('slack', now)],
  });
  beforeEach(async () => {
    world = await worlds.open();
    boss = world.person('boss');
    amy = world.person('amy');
    await boss.says('help');
    await amy.says('help');
    await boss.in('old').says('!poll open "Tea?" --options "yes|no"');
  });

  test('said in the new room it shows what will happen, and wants the id typed back', async () => {
    await boss.in('new').says('!room moved old');
    await boss.hears(
      /This moves 1 campaign \(poll-1\) from the room old to the room new.*\nTo do it, write: !room moved old --confirm old/,
    );
    expect(await rooms()).toEqual(['poll-1 old']);
    await boss.in('new').says('!room moved old --confirm old');
    await boss.hears('1 campaign takes place in the room new now.');
    expect(await rooms()).toEqual(['poll-1 new']);
    await amy.in('new').says('A');
    await amy.hears('Your vote: A. yes');
    const acts = await world.db.selectFrom('audit').select(['command', 'outcome']).orderBy('id').execute();
    expect(acts.at(-1)).toEqual({ command: 'room moved old --confirm old', outcome: 'done' });
  });

  test('in a direct message both rooms are named', async () => {
    await boss.says('room moved old new');
    await boss.hears('To do it, write: old');
    await boss.says('nonsense');
    await boss.hears('That is not “old”');
    await boss.says('old');
    await boss.hears('takes place in the room new now');
    expect(await rooms()).toEqual(['poll-1 new']);
  });

  test('in Chinese', async () => {
    await boss.says('语言 中文');
    await boss.says('room moved old new --confirm old');
    await boss.hears('1 个活动现在在群 new 里进行。');
  });

  test.each([
    ['room moved', 'Say which room it was'],
    ['room moved old', 'Say which room it was'],
    ['room moved "" new', 'Say which room it was'],
    ['room moved old ""', 'Say which room it was'],
    ['room moved old old', 'one and the same room'],
    ['room moved nowhere new', 'No campaign takes place in the room nowhere.'],
    ["room moved ' or 1=1 -- new", 'No campaign takes place'],
  ])('“%s” is refused with what to do', async (text, sentence) => {
    await boss.says(text);
    await boss.hears(sentence);
    expect(await rooms()).toEqual(['poll-1 old']);
  });

  test('a room of that name on another platform stays where it is', async () => {
    const there = world.person('boss', world.platforms[1]!);
    await boss.says('staff add slack:boss');
    await there.in('old').says('!poll open "Cake?" --options "yes|no"');
    await boss.says('room moved old new --confirm old');
    expect(await rooms()).toEqual(['poll-1 new', 'poll-2 old']);
  });

  test('a campaign that had both rooms has one of them', async () => {
    await boss.says('poll open "Both?" --options "yes|no" wechat:old wechat:new');
    await boss.says('room moved old new --confirm old');
    expect(await rooms()).toEqual(['poll-1 new', 'poll-2 new']);
  });

  test('an open question is answered in the new room, and what waited for the old one is said there', async () => {
    for (const text of ['quiz new cup', 'quiz ask cup "Red?" --answer red', 'quiz open cup wechat:fans'])
      await boss.says(text);
    for (let second = 0; second < 10; second += 1) await world.set(1000);
    await world.room('fans').hears('Red?');
    await boss.says('room moved fans attic --confirm fans');
    await amy.in('attic').says('red');
    await world.set(60_000);
    await world.room('attic').hears(/amy \+1/);
    world.platforms[0]!.answer = () => ({ type: 'retry', after: 3_600_000 });
    await boss.says('campaign close poll-1 --confirm poll-1');
    await boss.says('room moved old new --confirm old');
    const waiting = await world.db
      .selectFrom('outbox')
      .select('room')
      .where('state', '=', 'pending')
      .where('room', 'is not', null)
      .execute();
    expect(waiting).toEqual([{ room: 'new' }]);
  });

  test('two quizzes do not come together in one room', async () => {
    for (const slug of ['cup', 'mug'])
      for (const text of [
        `quiz new ${slug}`,
        `quiz ask ${slug} "Red?" --answer red`,
        `quiz open ${slug} wechat:${slug}`,
      ])
        await boss.says(text);
    const before = await rooms();
    await boss.says('room moved cup mug --confirm cup');
    await boss.hears(/cup.*mug|mug.*cup/);
    expect(await rooms()).toEqual(before);
  });
});
