// Every way in ends in a turn: the slash command, buttons, the shortcut on a message, the App Home.
import { afterEach, describe, expect, test } from 'vitest';
import { ways } from './connection.ts';
import { openSlack, type SlackStage } from './stage.ts';

let stage: SlackStage;
afterEach(() => stage.close());

const people = () => stage.db.selectFrom('person').select(['language', 'name']).execute();

describe.each(ways)('by %s', (by) => {
  async function start() {
    stage = await openSlack({ by });
    const { slack } = stage;
    return { slack, amy: slack.person('UAMY', { name: 'Amy' }), bob: slack.person('UBOB', { name: 'Bob' }) };
  }

  test('/canyu in a channel is answered there, to the one who typed it', async () => {
    const { amy, bob } = await start();
    bob.joins('C1');
    expect(await amy.commands('/canyu echo <b> & you', 'C1')).toBe(true);
    expect(await amy.hears('<b> & you')).toMatchObject({ channel: 'C1', ephemeral: true });
    expect(bob.sees()).toEqual([]);
  });

  test('/canyu alone, and in a direct message', async () => {
    const { amy } = await start();
    expect(await amy.commands('/canyu')).toBe(true);
    await amy.hears('help');
    await amy.commands('/canyu echo hi');
    expect(await amy.hears(/^hi$/)).toMatchObject({ channel: 'DUAMY' });
  });

  test('a button is pressed, and Slack brings the press twice: one answer (P2)', async () => {
    const { slack, amy } = await start();
    await amy.posts('choose');
    expect((await amy.hears('red or blue?')).buttons.map(({ label }) => label)).toEqual(['red', 'blue']);
    expect(await amy.presses('blue')).toBe(true);
    const press = slack.events.attempts.at(-1)!.id;
    expect(await slack.events.again(press)).toBe(true);
    await amy.hears('blue');
    await stage.later(5000);
    expect(amy.hearsAll()).toEqual([]);
  });

  test('a button under what only one person sees is answered to that person', async () => {
    const { amy, bob } = await start();
    bob.joins('C1');
    await amy.posts('!choose', { channel: 'C1' });
    expect(await amy.hears('red or blue?')).toMatchObject({ ephemeral: true });
    expect(await amy.presses('red')).toBe(true);
    expect(await amy.hears('red')).toMatchObject({ to: 'UAMY' });
    expect(bob.sees()).toEqual([]);
  });

  test('the shortcut on somebody’s message is said to the bot alone', async () => {
    const { slack, amy, bob } = await start();
    await bob.posts('the camera is slow', { channel: 'C1' });
    amy.joins('C1');
    const message = slack.channel('C1').messages[0]!;
    expect(await amy.uses('canyu_feedback', message, slack.channel('C1'))).toBe(true);
    await stage.settled();
    expect(amy.sees().map(({ channel }) => channel)).toEqual(['DUAMY']);
    expect(bob.sees()).toEqual([]);
  });

  test('App Home shows a page of one’s own, in one’s own language, and its buttons work', async () => {
    const { slack, amy } = await start();
    expect(await amy.opensHome()).toBe(true);
    await slack.until(() => amy.home().text !== '');
    expect(amy.home().text).toContain('Amy');
    expect(await amy.pressesAtHome('中文')).toBe(true);
    await slack.until(() => /[一-鿿]{4}/.test(amy.home().text));
    expect(amy.sees()).toEqual([]);
    expect(await people()).toContainEqual({ language: 'zh-CN', name: 'Amy' });
  });

  test('people keep the names they chose, and bots are not listened to', async () => {
    const { slack, amy } = await start();
    await amy.posts('echo 1');
    await stage.settled();
    const before = await people();
    expect(before.map(({ name }) => name)).toContain('Amy');
    const { length } = slack.events.attempts;
    slack.channel('C1');
    await stage.say({ room: 'T1.C1' }, '!echo to myself');
    await slack.until(() => slack.events.attempts.length > length);
    await stage.settled();
    expect(await people()).toEqual(before);
    expect(slack.channel('C1').messages).toHaveLength(1);
  });
});
