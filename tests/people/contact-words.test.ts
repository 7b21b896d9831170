// What people say about being written to: topics, quiet, stop and start, why.
import { beforeEach, describe, expect, test } from 'vitest';
import { flows } from '../../flows/index.ts';
import { deriveKeys } from '../../src/keep/keys.ts';
import type { Verdict } from '../../src/outbox/gate-rules.ts';
import { offerTopic } from '../../src/people/contact-text.ts';
import { readTopics } from '../../src/people/read-topics.ts';
import { quote } from '../../src/text/phrase.ts';
import { campaign, tallyFlow, tallyWorlds } from '../engine/stage.ts';
import { databases, oneDatabase } from '../support/database.ts';
import { loopback } from '../support/loopback.ts';
import type { World } from '../support/world.ts';

const HOUR = 3_600_000;
const keyring = [await deriveKeys('the secret of this installation')];
let world: World;
let amy: ReturnType<World['person']>;

const person = async () => (await world.db.selectFrom('person').selectAll().where('name', '=', 'amy').execute())[0]!;
const on = async () => {
  const rows = await world.db.selectFrom('consent').select('topic').where('given', '=', 1).orderBy('topic').execute();
  return rows.map(({ topic }) => topic);
};
const changes = async () => (await world.db.selectFrom('consent_change').select('id').execute()).length;

/** Something of our own accord to amy. */
async function tell(text: string, more: { consent?: 'release'; verdict?: Verdict } = {}): Promise<void> {
  const { id: personId } = await person();
  await world.engine.perform(async (scope) => {
    const found = await scope.trx.selectFrom('campaign').select('id').limit(1).executeTakeFirst();
    const campaignId = found?.id ?? (await campaign(scope, 'train'));
    scope.send({ platform: world.platforms[0]!.name, account: 'amy' }, quote(text), {
      ...{ kind: 'campaign', personId, campaignId, reader: { language: 'en', zone: 'UTC' }, ...more },
    });
  });
  await world.engine.settled();
}

async function begin(open: () => Promise<World>): Promise<void> {
  world = await open();
  amy = world.person('amy');
  await amy.says('language English');
  await amy.hearsAll();
}

describe.each(oneDatabase)('on %s', (kind) => {
  const worlds = tallyWorlds(kind);
  beforeEach(() => begin(() => worlds.open()));

  test('nobody wants anything until they say so; each topic is one press, and can be typed', async () => {
    await amy.says('topics');
    const { text, choices } = await amy.hears('· release (new versions): off');
    expect(text.match(/: off$/gm)).toHaveLength(5);
    expect(await on()).toEqual([]);
    expect(choices[0]).toEqual({ label: 'release on', value: 'topics release on' });
    await amy.says('1');
    const said = await amy.hears('From now on I write to you of: release.');
    expect(said.text).toContain('that you said it in terminal. “topics release off” undoes it.');
    expect(await on()).toEqual(['release']);
    await amy.presses(said.choices[0]!.value);
    await amy.hears('I write to you no more of: release.');
    expect(await on()).toEqual([]);
  });

  test('several at once, in both languages; again is a success without a second row, and undo turns back what changed', async () => {
    await amy.says('topics release on');
    await amy.says('主题　新版、问答 调研 开');
    const said = await amy.hears('I write to you of: release, quiz, survey.');
    expect(said.text).toContain('“topics quiz survey off”');
    expect(await changes()).toBe(3);
    await amy.says('ＴＯＰＩＣＳ Quiz RELEASE ｏｎ');
    await amy.hears('That is on already: I write to you of release, quiz.');
    expect(await changes()).toBe(3);
    await amy.presses(said.choices[0]!.value);
    expect(await on()).toEqual(['release']);
    await amy.says('语言 中文');
    await amy.says('主题 新版 关');
    await amy.hears(/不再给你发：新版。\n.*发送“主题 新版 开”可撤销。/);
    await amy.says('主题');
    await amy.hears('· 新版（新版本发布）：关');
  });

  test.each([
    'topics ﷽ on',
    'topics release maybe',
    'topics release',
    'topics on',
    'topics release on off',
    'topics release on please',
    '主题 新版 也许',
  ])('“%s” changes nothing, and says what would', async (text) => {
    await amy.says(text);
    const { text: said } = await amy.hears(/nothing was changed\. Write for example “topics release on”/);
    expect(said.length).toBeLessThan(300);
    expect(await changes()).toBe(0);
  });

  test.each([
    ['of one topic 450 times', `topics ${'release '.repeat(450)}on`],
    ['of one long word', `topics ${'x'.repeat(3900)}`],
    ['of hours', `quiet ${'2'.repeat(3900)}`],
    ['behind stop', `stop ${'﷽'.repeat(3900)}`],
  ])('4,000 characters %s change nothing', async (_, text) => {
    await amy.says(text);
    const { text: said } = await amy.hears(/so nothing was (changed|stopped)/);
    expect(said.length).toBeLessThan(400);
    expect(await changes()).toBe(0);
    expect(await person()).toMatchObject({ quiet: null, stopped_at: null });
  });

  test.each([
    ['quiet 22-8', '22:00-08:00'],
    ['免打扰 22:30-07:00', '22:30-07:00'],
    ['quiet ２２－８', '22:00-08:00'],
    ['quiet none', 'none'],
    ['免打扰 无', 'none'],
    ['免打扰 关', 'none'],
  ])('“%s” is kept as %s, told with the zone', async (text, kept) => {
    await amy.says('zone Europe/Berlin');
    await amy.says(text);
    await amy.hears(new RegExp(`are: ${kept}\\.\nThat is Central European Time; .*\nWhat you ask is always answered`));
    expect(await person()).toMatchObject({ quiet: kept });
    await amy.says('quiet');
    await amy.hears(`Your quiet hours: ${kept}.`);
    await amy.says('quiet default');
    await amy.hears('none (the usual)');
    expect(await person()).toMatchObject({ quiet: null });
  });

  test.each(['25-8', '8-8', '22', '10pm-8am', '22-8-9', '-1-5', '0-24', '22:60-7', '﷽'])(
    '“quiet %s” changes nothing, and says so',
    async (hours) => {
      await amy.says('quiet 22-8');
      await amy.says(`quiet ${hours}`);
      const { text } = await amy.hears('nothing was changed');
      expect(text.length).toBeLessThan(300);
      expect(await person()).toMatchObject({ quiet: '22:00-08:00' });
    },
  );

  test('where their zone is not known it says whose counts', async () => {
    await amy.says('quiet 22-8');
    await amy.hears('That is Beijing time, or the zone of what it is about, as I do not know yours');
  });

  test('stop keeps the topics, so that start brings them back', async () => {
    await amy.says('topics release quiz on');
    await amy.says('stop');
    expect(await person()).toMatchObject({ stopped_at: world.clock.now() });
    await amy.says('topics survey on');
    await amy.hears(/survey\.[\s\S]*You said “stop”: nothing of this comes until you write “start”\./);
    await amy.says('start');
    await amy.hears('I write to you of: release, quiz, survey. “topics” changes that.');
    expect(await person()).toMatchObject({ stopped_at: null });
    expect(await on()).toEqual(['quiz', 'release', 'survey']);
  });

  test('start says how to choose where nothing is on', async () => {
    await amy.says('start');
    await amy.hears(/Welcome back.*\nNo topic is on\. Write “topics”/);
  });

  test('with a topic behind them, stop and start are of that topic', async () => {
    await amy.says('start release');
    await amy.hears('From now on I write to you of: release.');
    await amy.says('订阅 问答');
    await amy.says('退订 新版');
    await amy.hears('I write to you no more of: release.');
    expect(await on()).toEqual(['quiz']);
    await amy.says('td 问答');
    expect(await on()).toEqual([]);
    expect(await person()).toMatchObject({ stopped_at: null });
  });

  test.each(['stop sending me stuff', 'stop release now', '退订 全部', 'start everything', 'stop all'])(
    '“%s” stops and starts nothing, and says how',
    async (text) => {
      await amy.says('topics release on');
      await amy.says(text);
      await amy.hears(/is not clear to me, so nothing was (stopped|changed)/);
      expect(await person()).toMatchObject({ stopped_at: null });
      expect(await changes()).toBe(1);
    },
  );

  test('in the middle of a dialog, only stop alone leaves it; a sentence that begins so is an answer', async () => {
    await amy.says('topics release on');
    await amy.says('join');
    await amy.hears('Your name?');
    await amy.says('stop release');
    await amy.hears('no more of: release');
    await amy.says('Stop Making Sense');
    await amy.hears('Which size?');
    expect(await person()).toMatchObject({ stopped_at: null });
    await amy.says('stop');
    await amy.hears('you hear nothing more');
  });

  test('me tells the topics and the quiet hours', async () => {
    await amy.says('topics release meetup on');
    await amy.says('quiet 23-7');
    await amy.says('me');
    await amy.hears(/Topics by message: release, meetup\nQuiet hours: 23:00-07:00\nIdentity/);
    await amy.says('home');
    await amy.hears(/Topics by message: release, meetup\nQuiet hours: 23:00-07:00/);
  });

  test('the same message again has one effect', async () => {
    const message = world.message({ account: 'amy', text: 'topics release on' });
    for (let time = 0; time < 3; time += 1) await world.accept(message);
    expect(await changes()).toBe(1);
    expect((await amy.hearsAll()).length).toBe(1);
  });
});

describe.each(databases)('why, on %s', (kind) => {
  const worlds = tallyWorlds(kind, { flows: [tallyFlow()] });
  beforeEach(() => begin(() => worlds.open()));

  test('says what came, when, by which word, and how to end it', async () => {
    await amy.says('why');
    await amy.hears('Nothing of our own accord has come to you so far.');
    await amy.says('topics release on');
    await world.set(HOUR);
    await tell('news', { consent: 'release' });
    await amy.hears('news');
    await world.set(2 * HOUR);
    await amy.says('why');
    await amy.hears(
      /^The last message of our own accord: train, today 10:00 \(Beijing time\), 2 hours ago\.\nIt came because you chose “release”: today 09:00 \(Beijing time\), 3 hours ago, in terminal\. “stop release” ends it\.$/,
    );
    await amy.says('stop release');
    await amy.says('为什么');
    await amy.hears('You have ended that since.');
  });

  test('of what they take part in, and what was held back', async () => {
    await amy.says('topics release on');
    const morning = world.clock.now() + HOUR;
    await tell('your turn');
    await tell('too many', { consent: 'release', verdict: { type: 'suppress', reason: 'cap' } });
    await tell('at night', { consent: 'release', verdict: { type: 'hold', until: morning, reason: 'quiet hours' } });
    await amy.says('why');
    await amy.hears(
      /train, today 09:00 .*\nIt came because you take part in it\. “stop” ends.*\nHeld back lately:\n· train: quiet hours; it comes today 10:00 .* at the earliest\n· train: had enough lately, today 09:00/,
    );
    await amy.says('语言 中文');
    await amy.says('为什么');
    await amy.hears(/最近没有发出的：\n· train：免打扰时段，最早今天 10:00/);
    const other = world.person('bob');
    await other.says('why');
    await other.hears(/Nothing of our own accord|没有主动给你发过/);
  });
});

describe.each(oneDatabase)('over two channels, on %s', (kind) => {
  const worlds = tallyWorlds(kind, {
    ...{ flows, keyring },
    platforms: (now) => [loopback('wechat', now, { stableIds: false }), loopback('slack', now)],
  });
  beforeEach(() => begin(() => worlds.open()));

  test('stop in one holds in the other of the same person', async () => {
    const slack = world.person('amy', world.platforms[1]!);
    await slack.says('hello');
    await world.db
      .updateTable('identity')
      .set({ person_id: (await person()).id })
      .where('account', '=', 'amy')
      .execute();
    await amy.says('topics release on');
    await slack.says('stop');
    await tell('while stopped', { consent: 'release' });
    await amy.says('topics');
    await amy.hears('You said “stop”');
    await amy.says('start');
    await tell('started again', { consent: 'release' });
    await amy.hears('started again');
    expect(world.platforms[0]!.delivered.map(({ text }) => text)).not.toContain('while stopped');
    await amy.says('why');
    await amy.hears('· train: said stop');
    await slack.says('me');
    await slack.hears(/News from us: on\nTopics by message: release/);
  });

  test('an account that said stop and turns out to be somebody known brings its stop along', async () => {
    await amy.says('topics release on');
    await amy.says('mycode');
    const code = /[2-9A-HK-NP-Z]{4}-[2-9A-HK-NP-Z]{4}-[2-9A-HK-NP-Z]{4}/.exec((await amy.hears('-')).text)![0];
    const anew = world.person('amy2');
    await world.set(HOUR);
    await anew.says('stop release');
    await anew.says('stop');
    await anew.says(`iam ${code}`);
    await anew.hears('Welcome back');
    await anew.says('me');
    await anew.hears(/News from us: off .*\nTopics by message: none/);
    expect((await person()).stopped_at).toBe(world.clock.now());
  });
});

test('an offer names what to write, in both languages', () => {
  const say = (language: 'en' | 'zh-CN') =>
    offerTopic('release').render({ language, zone: 'UTC', markup: 'plain', now: 0 });
  expect(say('en')).toBe('Write “topics release on” to hear of it by message');
  expect(say('zh-CN')).toBe('发送“主题 新版 开”，就能私聊收到消息');
  expect(readTopics('新版 开')).toEqual({ type: 'set', topics: ['release'], given: true });
});
