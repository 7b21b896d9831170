import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveCampaign } from '../../src/campaigns/service.ts';
import { createCampaign, type NewCampaign } from '../../src/campaigns/store.ts';
import { databases } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';
import { createStage, gameFlow, HOUR, MORNING, newGame } from './stage.ts';

describe.each(databases)('staff run campaigns in chat, on %s', (kind) => {
  let world: World;
  let game: ReturnType<typeof gameFlow>;
  let boss: ReturnType<World['person']>;
  beforeEach(async () => {
    game = gameFlow();
    world = await createWorld({ kind, flows: [game] });
    boss = world.person('boss');
    await boss.says('language English');
    await boss.hearsAll();
  });
  afterEach(() => world.close());

  const create = (more: Partial<NewCampaign> = {}) =>
    createStage(world.database).perform((scope) => createCampaign(scope, newGame(more)));

  it('lists what is not closed, with the next instant, and the rest on demand', async () => {
    await boss.says('campaign list');
    await boss.hears('There is no campaign yet. Apply a campaign file');
    await create({ opensAt: MORNING + 8 * HOUR });
    await create({ slug: 'other', title: '另一个' });
    await boss.says('campaign close other --confirm other');
    await boss.hears('另一个 is closed now.');
    await boss.says('campaign list');
    const { text } = await boss.hears('1 campaign:');
    expect(text).toContain('friday-game · game · Friday game · draft, opens today 17:00 (Beijing time), in 8 hours');
    expect(text).not.toContain('other');
    await boss.says('campaign list --all');
    await boss.hears(/2 campaigns:[\s\S]*other · game · 另一个 · closed, closed today 09:00/);
    await boss.says('campaign close friday-game --confirm friday-game');
    await boss.says('campaign list');
    await boss.hears('No campaign is waiting or running. The closed ones: campaign list --all');
  });

  it('opens, pauses, goes on and closes, saying what comes next', async () => {
    await create({ rooms: [{ platform: 'terminal', room: 'fans' }] });
    await boss.says('campaign open friday-game');
    await boss.hears('Friday game is live now.\nNext: campaign pause friday-game · campaign close friday-game');
    await boss.says('campaign open friday-game');
    await boss.hears('Friday game is live already: nothing was changed.');
    await boss.says('campaign pause friday-game');
    await boss.hears('Friday game is paused now.\nNext: campaign resume friday-game · campaign close friday-game');
    await boss.says('campaign open friday-game');
    await boss.hears('Friday game is paused. Go on with it: campaign resume friday-game');
    await boss.says('campaign resume friday-game');
    await boss.hears('Friday game is live now.');
    await boss.says('campaign show friday-game');
    await boss.hears('Friday game (friday-game): game, live\nRooms: terminal:fans\nLanguage en, zone Asia/Shanghai');
    await boss.says('campaign close friday-game');
    await boss.hears(
      'This ends Friday game (friday-game, live) for good, in 1 room. It cannot be opened again; its results stay.',
    );
    expect(game.told.map(({ event }) => event)).toEqual(['opened', 'paused', 'opened']);
    await boss.says('friday-game');
    await boss.hears('Friday game is closed now.');
    expect(game.told.map(({ event }) => event)).toEqual(['opened', 'paused', 'opened', 'closed']);
    await boss.says('campaign open friday-game');
    await boss.hears('Friday game is closed and stays closed. Make a new campaign with another slug.');
  });

  it('refuses what cannot be, with the state and the way out', async () => {
    await create();
    await boss.says('campaign pause friday-game');
    await boss.hears('Friday game is not live (draft). Open it with: campaign open friday-game');
    await boss.says('campaign pause fridya-game');
    await boss.hears('There is no campaign fridya-game. Did you mean friday-game?');
    await boss.says('campaign open summer');
    await boss.hears('There is no campaign summer. The list: campaign list');
    await boss.says('campaign open');
    await boss.hears('Say which campaign: campaign open <slug>. It may be friday-game.');
    await boss.says('campaign pause');
    await boss.hears('Say which campaign: campaign pause <slug>. The slugs are in: campaign list');
    await boss.says('campaign open friday-game now');
    await boss.hears('“now” is one word too many. Write: campaign open <slug>');
    await boss.says('campaign open ＦＲＩＤＡＹ-game');
    await boss.hears('Friday game is live now.');
    await create({ slug: 'alien', kind: 'alien', title: 'Alien' });
    await boss.says('campaign open alien');
    await boss.hears('Alien is of the kind alien, which this program does not know.');
    await create({ slug: 'broken', definition: { rounds: 0 }, title: 'Broken' });
    await boss.says('campaign open broken');
    await boss.hears('What Broken is about does not fit its kind any more.');
  });

  it('is opened and closed by the clock, also when the program slept through the opening', async () => {
    const { campaign } = await create({ opensAt: MORNING + HOUR, closesAt: MORNING + 2 * HOUR });
    const stage = createStage(world.database);
    await stage.perform((scope) => approveCampaign(scope, {}, campaign));
    await world.set('2026-11-27T09:59:59+08:00');
    expect(game.told).toEqual([]);
    await world.restart();
    await world.set('2026-11-27T10:00+08:00');
    expect(game.told.map(({ event }) => event)).toEqual(['opened']);
    await world.set('2026-11-27T11:00+08:00');
    expect(game.told.map(({ event }) => event)).toEqual(['opened', 'closed']);
    await boss.says('campaign show friday-game');
    await boss.hears('closed today 11:00 (Beijing time), now\nopened today 10:00 (Beijing time)');
  });

  it('speaks Chinese to who speaks Chinese', async () => {
    await create({ title: '周五抢答' });
    await boss.says('language 中文');
    await boss.hearsAll();
    await boss.says('campaign open friday-game');
    await boss.hears(
      '「周五抢答」现在是「进行中」。\n接下来可以：campaign pause friday-game · campaign close friday-game',
    );
    await boss.says('campaign close friday-game');
    await boss.hears('这会彻底结束「周五抢答」（friday-game，进行中），涉及 0 个群。结束后不能再开，成绩会保留。');
    await boss.says('campaign pause nothing');
    await boss.hears('没有叫 nothing 的活动。看看有哪些：campaign list');
  });

  it('P11: is deaf to members', async () => {
    await create();
    const amy = world.person('amy');
    for (const words of [
      'list',
      'show friday-game',
      'open friday-game',
      'pause friday-game',
      'close friday-game --confirm friday-game',
    ]) {
      await amy.says(`campaign ${words}`);
    }
    expect((await amy.hearsAll()).join('\n')).not.toContain('Friday game');
    expect(game.told).toEqual([]);
  });
});
