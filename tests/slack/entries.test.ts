// Every way in ends in a turn: the slash command, buttons, the shortcut on a message, the App Home.
import { afterEach, describe, expect, test } from 'vitest';
import { fileObject } from '../support/slack/payloads.ts';
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

  test('a photo comes with feedback as its address at Slack, and what somebody else wrote is no command of whoever hands it in', async () => {
    const { slack, amy, bob } = await start();
    const boss = slack.person('UBOSS', { name: 'Boss' });
    await boss.posts('feedback new ideas "Ideas"');
    await boss.hears('is open');
    await amy.posts('', { files: [fileObject('F0')] });
    await amy.hears('write “feedback” and send it again');
    await amy.posts('feedback the lock screen flickers', { files: [fileObject('F1')] });
    await amy.hears('With it: 1 photo');
    await bob.posts('close ideas', { channel: 'C1', files: [fileObject('F2', { mimetype: 'video/mp4' })] });
    boss.joins('C1');
    const { messages } = slack.channel('C1');
    expect(await boss.uses('canyu_feedback', messages[0]!, slack.channel('C1'))).toBe(true);
    await boss.hears('#2 is in');
    const rows = await stage.db
      .selectFrom('feedback_media as media')
      .innerJoin('feedback_item as item', 'item.id', 'media.item_id')
      .select(['item.text', 'media.kind', 'media.reference'])
      .orderBy('item.number')
      .execute();
    const link = (id: string) => `https://fans.slack.com/files/U061F7AUR/${id}/ghostrap.png`;
    expect(rows).toEqual([
      { text: 'the lock screen flickers', kind: 'photo', reference: link('F1') },
      { text: 'close ideas', kind: 'video', reference: link('F2') },
    ]);
    expect(slack.processed.map(({ method }) => method)).not.toContain('files.info');
  });

  test('the shortcut in the middle of a question asks it again, and answers nothing', async () => {
    const { slack, amy, bob } = await start();
    const boss = slack.person('UBOSS', { name: 'Boss' });
    await boss.posts('feedback new ideas "Ideas"');
    await amy.posts('feedback');
    await amy.hears('What do you want to tell us?');
    await bob.posts('the camera is slow', { channel: 'C1' });
    amy.joins('C1');
    await amy.uses('canyu_feedback', slack.channel('C1').messages[0]!, slack.channel('C1'));
    await amy.hears('What do you want to tell us?');
    await amy.posts('the lock screen flickers');
    await amy.hears('What is it?');
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
