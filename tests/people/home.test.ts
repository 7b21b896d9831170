// A person's own page: what is on it, and what its buttons do.
import { beforeEach, describe, expect, test } from 'vitest';
import { flows } from '../../flows/index.ts';
import { tallyWorlds } from '../engine/stage.ts';
import { databases } from '../support/database.ts';
import { loopback } from '../support/loopback.ts';
import type { World } from '../support/world.ts';

let world: World;
let amy: ReturnType<World['person']>;
let boss: ReturnType<World['person']>;

describe.each(databases)('home, on %s', (kind) => {
  const worlds = tallyWorlds(kind, {
    flows,
    platforms: (now) => [loopback('slack', now), loopback('wechat', now, { stableIds: false, privateReplies: false })],
  });
  beforeEach(async () => {
    world = await worlds.open();
    amy = world.person('amy');
    boss = world.person('boss');
    await amy.says('hello');
    await amy.hearsAll();
  });

  test('tells name, points, campaigns, language and news, with what one press can change', async () => {
    await amy.says('home');
    const page = await amy.hears(
      /^🏠 amy · 0 points\nNothing you take part in .*\nLanguage: English\nNews from us: on\nTopics by message: none \(write “topics”\)\nQuiet hours: none \(the usual\)$/,
    );
    expect(page.choices).toEqual([
      { label: '中文', value: 'language 中文' },
      { label: 'English', value: 'language English' },
      { label: 'No more news', value: 'stop' },
    ]);
  });

  test('in Chinese', async () => {
    await amy.says('语言 中文');
    await amy.says('主页');
    const page = await amy.hears(
      /^🏠 amy · 0 分\n.*没有进行中的.*\n语言：中文\n消息推送：已开启\n私聊主题：无（.*\n免打扰：无（默认）$/,
    );
    expect(page.choices.map(({ label }) => label)).toEqual(['中文', 'English', '不再推送']);
  });

  test('its buttons are the words: pressed or typed as a number, they end in the same turn', async () => {
    await amy.says('home');
    await amy.presses('language 中文');
    await amy.hears('之后用中文回复你');
    await amy.says('主页');
    await amy.says('3');
    await amy.hears('已退订');
    await amy.says('主页');
    const page = await amy.hears('消息推送：已关闭');
    expect(page.choices.at(-1)).toEqual({ label: '重新推送', value: 'start' });
    await amy.presses('start');
    await amy.hears('已重新订阅');
    await amy.presses('language English');
    await amy.hears('I answer you in English now');
  });

  test('shows what they take part in: of the room they ask in, and what they answered or voted in anywhere', async () => {
    await boss.in('den').says('!poll open "Tea?" --options "yes|no"');
    await boss.in('hall').says('!poll open "Cake?" --options "yes|no"');
    await boss.in('attic').says('!poll open "Nothing to amy?" --options "yes|no"');
    await amy.in('hall').says('!vote A');
    await amy.in('den').says('!home');
    const page = await amy.hears('You take part in:');
    expect(page.room).toBe('den');
    expect(page.text).toMatch(/· Cake\? \(poll-2, live\)\n· Tea\? \(poll-1, live\)\nLanguage/);
    await amy.says('home');
    expect((await amy.hears('You take part in:')).text).not.toMatch(/Tea|Nothing to amy/);
    await boss.says('campaign pause poll-2');
    await amy.says('home');
    await amy.hears('(poll-2, paused)');
    await boss.says('campaign close poll-2 --confirm poll-2');
    await amy.says('home');
    await amy.hears('Nothing you take part in');
  });

  test('a quiz is theirs once they answered in it', async () => {
    for (const text of ['quiz new cup "The cup"', 'quiz ask cup "Red?" --answer red', 'quiz open cup slack:fans'])
      await boss.says(text);
    for (let second = 0; second < 10; second += 1) await world.set(1000);
    await amy.in('fans').says('blue');
    await amy.says('home');
    await amy.hears('· The cup (cup, live)');
  });

  test('names five campaigns at most, the newest', async () => {
    for (let index = 1; index <= 7; index += 1)
      await boss.in('den').says(`!poll open "No. ${index}?" --options "yes|no"`);
    await amy.in('den').says('!home');
    const { text } = await amy.hears('You take part in:');
    expect(text.match(/No\. \d/g)).toEqual(['No. 7', 'No. 6', 'No. 5', 'No. 4', 'No. 3']);
  });

  test('answers in the place where it was asked, which may be a page of one', async () => {
    await amy.says('', { choice: 'home', room: 'T1.home', addressed: true });
    expect(await amy.hears('🏠')).toMatchObject({ room: 'T1.home', account: 'amy' });
    await amy.presses('stop', { room: 'T1.home' });
    expect(await amy.hears('you hear nothing more')).toMatchObject({ room: 'T1.home', account: 'amy' });
  });

  test('speaks of a personal code where accounts change, and nowhere else', async () => {
    const there = world.person('amy', world.platforms[1]!);
    await there.says('home');
    await there.hears(/write “mycode”|发送「我的口令」/);
    await amy.says('home');
    expect((await amy.hears('🏠')).text).not.toContain('mycode');
  });
});
