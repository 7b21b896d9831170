// What people in a Slack workspace live through, by Socket Mode and by HTTP.
import { afterEach, describe, expect, test } from 'vitest';
import type { InboundMessage } from '../../src/chat/message.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { databases } from '../support/database.ts';
import { intercept } from '../support/faults.ts';
import { ways } from './connection.ts';
import { openSlack, type SlackStage, type SlackStageOptions } from './stage.ts';

let stage: SlackStage;
afterEach(() => stage.close());

async function start(options: SlackStageOptions) {
  stage = await openSlack(options);
  const { slack } = stage;
  return { slack, amy: slack.person('UAMY'), bob: slack.person('UBOB') };
}

const everyWay = databases.flatMap((kind) => ways.map((by) => ({ kind, by })));

/** The protection off: every delivery of an event looks like one of its own. */
const forgetful = (platform: Platform): Platform => {
  let seen = 0;
  const anew = ({ twin: _, ...message }: InboundMessage): InboundMessage => {
    seen += 1;
    return { ...message, event: `${message.event} ${seen}` };
  };
  return { ...platform, start: (accept) => platform.start((message) => accept(anew(message))) };
};

describe.each(everyWay)('Slack by $by ($kind)', ({ kind, by }) => {
  test('P2: the same Slack event four times, also after a restart, has one effect', async () => {
    const { slack, amy } = await start({ kind, by });
    expect(await amy.posts('echo once', { event: 'Ev-once' })).toBe(true);
    expect(await Promise.all([slack.events.again('Ev-once'), slack.events.again('Ev-once')])).toEqual([true, true]);
    await stage.restart();
    expect(await slack.events.again('Ev-once')).toBe(true);
    await stage.settled();
    expect(amy.hearsAll()).toEqual(['once']);
  });

  test('P2: a mention, which comes as message and as app_mention, is answered once', async () => {
    const { slack, amy } = await start({ kind, by });
    expect(await amy.posts(`@${slack.botUser()} echo hello`, { channel: 'C1' })).toBe(true);
    await stage.settled();
    expect(slack.events.attempts.filter(({ received }) => received).length).toBeGreaterThanOrEqual(2);
    expect(amy.hearsAll()).toEqual(['hello']);
  });

  test('P2: events that come twice, late and in another order are each answered once', async () => {
    const { slack, amy } = await start({ kind, by, fake: { seed: 5 } });
    slack.events.disturb({ twice: 0.5, late: 0.3, lateness: 2000 });
    slack.events.hold();
    const numbers = Array.from({ length: 30 }, (_, index) => index);
    const posts = numbers.map((number) => amy.posts(`echo ${number}`));
    slack.events.release('shuffled');
    await slack.until(() => slack.events.attempts.length >= 15);
    stage.clock.set(stage.clock.now() + 2000);
    expect(await Promise.all(posts)).toEqual(numbers.map(() => true));
    await stage.laterUntil(() => amy.sees().length >= 30);
    await stage.later(30_000);
    expect(
      amy
        .hearsAll()
        .map(Number)
        .sort((one, other) => one - other),
    ).toEqual(numbers);
  });

  test('P1: what could not be committed is not acknowledged; Slack brings it again, and it is answered', async () => {
    let broken = false;
    let refused = 0;
    const wrap = intercept((_, proceed) => {
      if (!broken) return proceed();
      refused += 1;
      return Promise.reject(new Error('the disk is gone'));
    });
    const { slack, amy } = await start({ kind, by, wrap });
    broken = true;
    const posted = amy.posts('echo patience');
    await slack.until(() => refused > 0);
    broken = false;
    stage.clock.set(stage.clock.now() + 3000);
    expect(await posted).toBe(false);
    stage.clock.set(stage.clock.now() + 1000);
    await slack.until(() => slack.events.attempts.some(({ received, number }) => received && number === 1));
    await stage.laterUntil(() => amy.sees().length > 0);
    expect(amy.hearsAll()).toEqual(['patience']);
  });

  test('what is said in a thread is answered there, to the one who asked or to all', async () => {
    const { amy, bob } = await start({ kind, by });
    bob.joins('C1');
    await amy.posts('who knows?', { channel: 'C1' });
    const thread = amy.posted;
    await amy.posts('!echo me', { channel: 'C1', thread });
    await amy.posts('!shout us', { channel: 'C1', thread });
    await stage.settled();
    expect(await amy.hears('me')).toMatchObject({ thread, ephemeral: true, to: 'UAMY' });
    expect(await bob.hears('us')).toMatchObject({ thread, to: undefined });
    expect(bob.sees()).toHaveLength(1);
  });

  test('words of members that look like Slack markup ping nobody and lead nowhere', async () => {
    const { slack, amy } = await start({ kind, by });
    const hostile = '<!channel> <@U1> <http://evil.example|https://mi.com> ```x``` &amp; @here';
    await amy.posts(`!shout ${hostile}`, { channel: 'C1' });
    await stage.settled();
    expect(amy.hearsAll()).toEqual([hostile]);
    const sent = JSON.stringify(slack.channel('C1').messages.at(-1));
    expect(sent).not.toMatch(/<[!@#]|<http[^>]*\|/);
  });

  test('an edited message is told apart, and a message taken back says nothing', async () => {
    const { slack, amy } = await start({ kind, by });
    await amy.posts('echo one');
    await stage.settled();
    expect(await amy.edits('echo two')).toBe(true);
    expect(await amy.deletes()).toBe(true);
    await stage.settled();
    expect(amy.hearsAll()).toEqual(['one']);
    expect(slack.events.attempts.every(({ received }) => received)).toBe(true);
  });

  test('two workspaces hear only what is theirs', async () => {
    const { slack, amy } = await start({ kind, by });
    await amy.posts('!shout here', { channel: 'C1' });
    await stage.settled();
    expect(slack.person('UAMY', { team: 'T2' }).sees()).toEqual([]);
    expect(amy.hearsAll()).toEqual(['here']);
  });

  test('nothing Slack would warn of goes out, and no message of our own is answered', async () => {
    const { slack, amy } = await start({ kind, by });
    await amy.posts('help');
    await amy.posts('choose');
    await stage.later(10_000);
    const posts = slack.processed.filter(({ method }) => method.startsWith('chat.'));
    expect(posts.length).toBeGreaterThanOrEqual(2);
    expect(posts.filter(({ answer }) => !answer.ok)).toEqual([]);
    expect(slack.state.warnings).toEqual([]);
    expect(posts.every(({ given }) => typeof given['text'] === 'string' && given['text'] !== '')).toBe(true);
  });
});

test('control: without the keys of "one effect", the event delivered again has a second one', async () => {
  const { slack, amy } = await start({ changed: forgetful });
  await amy.posts('echo twice', { event: 'Ev-twice' });
  await slack.events.again('Ev-twice');
  await amy.posts(`@${slack.botUser()} echo mentioned`, { channel: 'C1' });
  await stage.laterUntil(() => amy.sees().length >= 4);
  expect(amy.hearsAll().sort()).toEqual(['mentioned', 'mentioned', 'twice', 'twice']);
});
