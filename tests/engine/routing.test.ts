// What a message means: command, always-word, standing dialog, bulk, word, help; and in a room, whether it means anything at all.
import { beforeEach, describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import type { World } from '../support/world.ts';
import { effects, tallyWorlds } from './stage.ts';

let world: World;
let boss: ReturnType<World['person']>;
let amy: ReturnType<World['person']>;
let fans: ReturnType<World['room']>;

describe.each(databases)('on %s', (kind) => {
  const worlds = tallyWorlds(kind);
  beforeEach(async () => {
    world = await worlds.open();
    boss = world.person('boss');
    amy = world.person('amy');
    fans = world.room('fans');
  });
  describe('in a room', () => {
    test.each([
      'please stop sending me QUIZzes',
      'count me in',
      'help',
      'stop',
      'cancel',
      'tally add one',
      '退订',
      'hello',
      '!',
      '!!!',
      '！！！',
      '!?',
      ' ! … ',
    ])('nobody hears the bot when somebody says "%s"', async (text) => {
      await amy.in('fans').says(text);
      await boss.in('fans').says(text);
      expect(world.platforms[0]!.delivered).toEqual([]);
      expect(await effects(world.db)).toEqual([]);
      expect(await world.db.selectFrom('audit').selectAll().execute()).toEqual([]);
      expect(await world.db.selectFrom('person').selectAll().where('stopped_at', 'is not', null).execute()).toEqual([]);
    });

    test.each(['!count x', '！count x', ' ! count x', '!计数 x', '！ＣＯＵＮＴ x'])(
      '"%s" is said to the bot',
      async (text) => {
        await amy.in('fans').says(text);
        const { room, account } = await amy.hears('counted x');
        expect({ room, account }).toEqual({ room: 'fans', account: 'amy' });
        await fans.hearsNothing();
      },
    );

    test('a mention is said to the bot, with and without the mark', async () => {
      await amy.in('fans').says('count x', { addressed: true });
      await amy.hears('counted x');
      await amy.in('fans').says('!count y', { addressed: true });
      await amy.hears('counted y');
    });

    test('an unknown word is answered only where it was said to the bot, and in private', async () => {
      await amy.in('fans').says('!gibberish');
      await amy.hears('I do not know “gibberish”');
      await fans.hearsNothing();
    });

    test('a campaign of the room may want what was said to nobody', async () => {
      await amy.in('fans').says('+1');
      await amy.hears('took +1');
      await fans.hearsNothing();
    });
  });

  describe('alone with the bot', () => {
    test.each([
      'please stop sending me QUIZzes',
      'I want to stop',
      'stopp it',
      'counting sheep',
      'xyzzy',
      '。。。',
      '???',
    ])('"%s" does nothing, and gets a kind answer', async (text) => {
      await amy.says(text);
      const heard = await amy.hearsAll();
      expect(heard).toHaveLength(1);
      expect(heard[0]).toMatch(/I do not know|没看懂/);
      expect(heard[0]).toMatch(/help|帮助|Did you mean|你是想说/);
      expect(heard[0]).not.toMatch(/[!！]/);
      expect(await effects(world.db)).toEqual([]);
      expect(await world.db.selectFrom('person').selectAll().where('stopped_at', 'is not', null).execute()).toEqual([]);
    });

    test.each([
      ['cuont', 'count'],
      ['hlep', 'help'],
      ['tally shwo', 'tally show'],
      ['帮住', '帮助'],
    ])('an unknown "%s" proposes "%s"', async (said, meant) => {
      await amy.says(said);
      const [answer] = await amy.hearsAll();
      expect(answer).toContain(meant);
    });

    test('what only staff may say is proposed to staff alone', async () => {
      await boss.says('tally brek');
      await boss.hears('tally break');
      await amy.says('tally brek');
      const [answer] = await amy.hearsAll();
      expect(answer).not.toContain('tally break');
    });

    test.each(['count x', 'COUNT x', 'Ｃｏｕｎｔ x', '计数 x', '  count   x  ', 'count　x', '!count x'])(
      '"%s" is the word count',
      async (text) => {
        await amy.says(text);
        await amy.hears('counted x');
      },
    );

    test.each(['counter x', 'acount x', 'x count', 'help now', 'helpme'])('"%s" is no word', async (text) => {
      await amy.says(text);
      await amy.hears(/I do not know/);
      expect(await effects(world.db)).toEqual([]);
    });

    test.each(['tally add x', 'TALLY Add x', 'ｔａｌｌｙ ａｄｄ x', '  tally   add   x', '!tally add x'])(
      '"%s" is the command',
      async (text) => {
        await boss.says(text);
        await boss.hears('added [x]');
      },
    );

    test('a command comes before a dialog, and the dialog waits', async () => {
      await boss.says('tally form');
      await boss.says('tally add one');
      await boss.says('Bo');
      expect(await effects(world.db)).toEqual(['one', 'name Bo']);
    });

    test('an always-word comes before a dialog, another word does not', async () => {
      await amy.says('join');
      await amy.says('help');
      await amy.hears('What you can do');
      await amy.says('count');
      expect(await effects(world.db)).toEqual(['name count']);
    });

    test('a dialog comes before what is taken in bulk, and that before a word', async () => {
      await amy.says('+1');
      await amy.says('join');
      await amy.says('+2');
      expect(await effects(world.db)).toEqual(['amy +1', 'name +2']);
    });

    test('help lists what the caller may do, and nothing else', async () => {
      await amy.says('help');
      const [forAmy = ''] = await amy.hearsAll();
      expect(forAmy).toContain('tally show');
      for (const staffOnly of ['tally add', 'staff', 'campaign', 'incident', 'schedule'])
        expect(forAmy).not.toContain(`· ${staffOnly}`);
      await boss.says('staff add terminal:sam');
      await world.person('sam').says('帮助');
      const [forSam = ''] = await world.person('sam').hearsAll();
      expect(forSam).toContain('tally add');
      expect(forSam).toContain('staff list');
      expect(forSam).not.toContain('staff add');
      expect(forSam).not.toContain('tally wipe');
      await boss.says('help');
      await boss.hears(/staff add[\s\S]*tally wipe/);
    });

    test('an edit of something said before does nothing', async () => {
      for (const text of ['count x', 'tally add x', 'stop', 'help']) await boss.says(text, { edited: true });
      await boss.hearsNothing();
      expect(await effects(world.db)).toEqual([]);
    });
  });

  describe('choices', () => {
    test.each([
      ['1', 'counted chosen'],
      ['２', 'added [chosen]'],
      ['二', 'added [chosen]'],
      ['①', 'counted chosen'],
    ])('a typed "%s" is the choice offered under that number', async (typed, heard) => {
      await boss.says('offer');
      await boss.says(typed);
      await boss.hears(heard);
    });

    test('a number that was not offered, or not any more, is just a number', async () => {
      await boss.says('offer');
      await boss.says('3');
      await boss.hears('I do not know “3”');
      await boss.says('1');
      await boss.hears('I do not know “1”');
      expect(await effects(world.db)).toEqual([]);
    });

    test('what was offered in a direct message is not chosen by a number in a room', async () => {
      await boss.says('offer');
      await boss.in('fans').says('1');
      expect(await effects(world.db)).toEqual([]);
      await boss.says('1');
      await boss.hears('counted chosen');
    });

    test('a pressed button does what it carries, in a room too, with the role of whoever presses it', async () => {
      await boss.says('offer');
      await boss.presses('tally add chosen');
      await boss.hears('added [chosen]');
      await amy.presses('tally add chosen', { room: 'fans' });
      await amy.hears('仅限工作人员');
      await amy.presses('count chosen');
      await amy.hears('counted chosen');
    });

    test('a choice offered to staff is chosen by a number with the role of that moment', async () => {
      await boss.says('staff add terminal:sam');
      const sam = world.person('sam');
      await sam.says('offer');
      await boss.says('staff remove terminal:sam');
      await sam.says('2');
      await sam.hears('is for staff');
      expect(await effects(world.db)).toEqual([]);
    });

    test('an old button says that it is out of date', async () => {
      await amy.presses('poll/1/A');
      await amy.hears(/out of date|已经过期/);
    });

    test('a button of any length is no trouble', async () => {
      await amy.presses(`tally ${'x '.repeat(500_000)}`);
      await amy.hears(/out of date|已经过期/);
      await boss.presses(`tally add ${'x'.repeat(1_000_000)}`);
      expect((await effects(world.db))[0]!.length).toBeLessThan(4001);
    });
  });

  describe('options', () => {
    test('an unknown one is refused with the usage, and nothing happens', async () => {
      await boss.says('tally add x --colour red');
      await boss.hears('--colour');
      expect(await effects(world.db)).toEqual([]);
    });

    test('are understood as phones and Chinese keyboards type them', async () => {
      for (const typed of [
        '--size 3',
        '--size=3',
        '——size 3',
        '—size=3',
        '－－size＝3',
        '–size 3',
        '--SIZE 3',
        '－－ｓｉｚｅ＝3',
      ]) {
        await boss.says(`tally add x ${typed}`);
        await boss.hears('added [x] {"size":"3"}');
      }
    });
  });
});
