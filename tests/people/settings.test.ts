// What people say about themselves, and what is guessed until they do.
import { beforeEach, describe, expect, test } from 'vitest';
import { guessLanguage } from '../../src/text/language.ts';
import { tallyWorlds } from '../engine/stage.ts';
import { databases } from '../support/database.ts';
import type { World } from '../support/world.ts';

let world: World;
let amy: ReturnType<World['person']>;

const row = () =>
  world.db
    .selectFrom('person')
    .innerJoin('identity', 'identity.person_id', 'person.id')
    .select(['person.language', 'person.zone', 'person.hidden', 'person.stopped_at', 'person.name'])
    .where('identity.account', '=', 'amy')
    .executeTakeFirst();

describe.each(databases)('on %s', (kind) => {
  const worlds = tallyWorlds(kind, { flows: [] });
  beforeEach(async () => {
    world = await worlds.open();
    amy = world.person('amy');
  });
  test('a name that the platform could not tell at first is kept as soon as it can, and then stays', async () => {
    await amy.says('42', { name: 'amy' });
    await amy.says('42', { name: 'Amy Li' });
    expect(await row()).toMatchObject({ name: 'Amy Li' });
    await amy.says('42', { name: 'Somebody else' });
    expect(await row()).toMatchObject({ name: 'Amy Li' });
    const { name } = await world.db
      .selectFrom('identity')
      .select('name')
      .where('account', '=', 'amy')
      .executeTakeFirstOrThrow();
    expect(name).toBe('Amy Li');
  });

  describe('the language', () => {
    test.each([
      ['你好', 'zh-CN'],
      ['hello', 'en'],
      ['hello 你好', 'zh-CN'],
      ['42', null],
      ['B', null],
      ['🙂', null],
      ['', null],
    ])('of "%s" is guessed as %s', async (text, language) => {
      await amy.says(text);
      expect(await row()).toMatchObject({ language });
    });

    test('is that of the first message that tells it, and stays', async () => {
      await amy.says('42');
      await amy.hears('没看懂');
      await amy.says('help');
      await amy.hears('What you can do');
      await amy.says('帮助');
      await amy.hears('What you can do');
    });

    test('is guessed from what is said in a room to nobody', async () => {
      await amy.in('fans').says('good morning everyone');
      await amy.says('?');
      await amy.hears('I do not know');
    });

    test.each([
      ['language 中文', '之后用中文回复你', 'zh-CN'],
      ['语言 English', 'I answer you in English now', 'en'],
      ['LANGUAGE ＺＨ', '之后用中文回复你', 'zh-CN'],
      ['语言 英文', 'I answer you in English now', 'en'],
    ])('changes with "%s"', async (text, answer, language) => {
      await amy.says('help');
      await amy.says(text);
      await amy.hears(answer);
      expect(await row()).toMatchObject({ language });
      await amy.says('cancel');
      await amy.hears(language === 'en' ? 'not in the middle' : '没有进行中');
    });

    test.each(['language', 'language Klingon', '语言 法语'])('does not change with "%s"', async (text) => {
      await amy.says('help');
      await amy.says(text);
      await amy.hears('I speak Chinese and English');
      expect(await row()).toMatchObject({ language: 'en' });
    });
  });

  describe('the zone', () => {
    test('changes to any real one, and is told', async () => {
      await amy.says('zone');
      await amy.hears('Asia/Shanghai');
      await amy.says('zone Europe/Berlin');
      await amy.hears('Europe/Berlin');
      expect(await row()).toMatchObject({ zone: 'Europe/Berlin' });
      await amy.says('时区 UTC');
      expect(await row()).toMatchObject({ zone: 'UTC' });
    });

    test.each(['zone Asia/Nope', 'zone asia/shanghai', 'zone +08:00', 'zone 北京', `zone ${'x'.repeat(3000)}`])(
      'does not change with "%s"',
      async (text) => {
        await amy.says('help');
        await amy.says(text);
        await amy.hears('is not a zone I know');
        expect(await row()).toMatchObject({ zone: null });
      },
    );
  });

  test('me: name, points, language, zone, boards and news; hide and show', async () => {
    await amy.says('me');
    await amy.hears(/amy · 0 points[\s\S]*English[\s\S]*Asia\/Shanghai[\s\S]*you are named[\s\S]*on/);
    await amy.says('me hide');
    await amy.hears('no longer named');
    expect(await row()).toMatchObject({ hidden: 1 });
    await amy.says('我的');
    await amy.hears('you are not named');
    await amy.says('我的 显示');
    await amy.hears('named on public boards again');
    expect(await row()).toMatchObject({ hidden: 0 });
    await amy.says('me 隐藏');
    expect(await row()).toMatchObject({ hidden: 1 });
  });

  describe('stop', () => {
    test.each(['stop', 'STOP', 'Ｓtop', '退订', 'TD', 'td', '!stop'])('by "%s", and start again', async (text) => {
      await amy.says('help');
      await amy.says(text);
      await amy.hears('you hear nothing more from us');
      expect(await row()).toMatchObject({ stopped_at: world.clock.now() });
      await amy.says('me');
      await amy.hears('off (write “start”');
      await amy.says('订阅');
      await amy.hears('Welcome back');
      expect(await row()).toMatchObject({ stopped_at: null });
    });

    test('is heard in a room when it is said to the bot', async () => {
      await amy.in('fans').says('!stop');
      expect(await row()).toMatchObject({ stopped_at: world.clock.now() });
    });

    test('said twice keeps nothing else from working', async () => {
      await amy.says('stop');
      await amy.says('stop');
      await amy.says('help');
      await amy.hears('What you can do');
    });
  });

  test('a name is kept as it is shown: one line, at most 60 characters, the account where there is none', async () => {
    const name = async (given: string, account: string) => {
      await world.accept({ ...world.message({ account, text: 'help' }), name: given });
      const found = await world.db.selectFrom('identity').selectAll().where('account', '=', account).executeTakeFirst();
      return found?.name;
    };
    expect(await name('Amy\n  Wong', 'a1')).toBe('Amy Wong');
    expect(await name('长'.repeat(2000), 'a2')).toBe('长'.repeat(60));
    expect(await name(' \u200b ', 'a3')).toBe('a3');
  });
});

test('one Han character makes Chinese, one word of two letters English, nothing else tells', () => {
  expect(['A', 'OK', '好', 'Ａ', '１２', 'ß', 'Привет'].map(guessLanguage)).toEqual([
    undefined,
    'en',
    'zh-CN',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
