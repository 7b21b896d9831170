// The fake Slack keeps to Slack's own clients: what they send it takes or refuses, what it sends they understand.
import { SocketModeClient } from '@slack/socket-mode';
import { LogLevel, WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { settableClock } from '../../src/clock.ts';
import { type FakeSlack, fakeSlack } from '../support/slack/index.ts';

let slack: FakeSlack;
const clock = settableClock();
beforeEach(async () => {
  clock.set(Date.parse('2026-11-27T01:00:00Z'));
  slack = await fakeSlack({ clock, seed: 7 });
});
afterEach(() => slack.close());

const client = (token = slack.botToken()) =>
  new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    logLevel: LogLevel.ERROR,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 500,
  });
const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (error: { data?: { error?: string }; code?: string }) => error.data?.error ?? error.code,
  );

describe('the Web API', () => {
  test('a post is seen by those in the channel, and found again by its metadata', async () => {
    const amy = slack.person('U1');
    amy.joins('C1');
    const metadata = { event_type: 'canyu_delivery', event_payload: { id: 'd1' } };
    const { ts } = await client().chat.postMessage({ channel: 'C1', text: 'Hi &lt;all&gt;', metadata });
    expect(amy.hearsAll()).toEqual(['Hi <all>']);
    expect(slack.person('U2').sees()).toEqual([]);
    const found = await client().conversations.history({ channel: 'C1', include_all_metadata: true, limit: 5 });
    expect(found.messages).toMatchObject([{ ts, metadata }]);
    expect((await client().conversations.history({ channel: 'C1' })).messages?.[0]?.metadata).toBeUndefined();
  });

  test('threads, direct messages and ephemeral ones are where they belong', async () => {
    const [amy, bob] = [slack.person('U1'), slack.person('U2')];
    bob.joins('C1');
    await amy.posts('who is first?', { channel: 'C1' });
    const thread = amy.posted;
    await client().chat.postMessage({ channel: 'C1', text: 'in the thread', thread_ts: thread });
    await client().chat.postEphemeral({ channel: 'C1', user: 'U1', text: 'for you' });
    const opened = await client().conversations.open({ users: 'U2' });
    await client().chat.postMessage({ channel: opened.channel!.id!, text: 'for Bob' });
    expect(amy.sees().map(({ text, to, thread: of }) => [text, to, of])).toEqual([
      ['in the thread', undefined, thread],
      ['for you', 'U1', undefined],
    ]);
    expect(bob.hearsAll()).toEqual(['in the thread', 'for Bob']);
    const replies = await client().conversations.replies({ channel: 'C1', ts: thread });
    expect(replies.messages?.map(({ text }) => text)).toEqual(['who is first?', 'in the thread']);
  });

  test('what Slack refuses is refused with its error', async () => {
    slack.person('U1');
    slack.channel('C1');
    slack.channel('C2').members.delete(slack.botUser());
    const { chat, conversations, views } = client();
    const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } }) as const;
    expect(await errorOf(chat.postMessage({ channel: 'C9', text: 'x' }))).toBe('channel_not_found');
    expect(await errorOf(chat.postMessage({ channel: 'C2', text: 'x' }))).toBe('not_in_channel');
    expect(await errorOf(chat.postMessage({ channel: 'C1', text: '' }))).toBe('no_text');
    expect(await errorOf(chat.postMessage({ channel: 'C1', text: 'x'.repeat(40_001) }))).toBe('msg_too_long');
    for (const blocks of [Array(51).fill({ type: 'divider' }), [section('x'.repeat(3001))], [section('')]]) {
      expect(await errorOf(chat.postMessage({ channel: 'C1', text: 'x', blocks }))).toBe('invalid_blocks');
    }
    const far = chat.postEphemeral({ channel: 'C1', user: 'U1', text: 'x' });
    expect(await errorOf(far)).toBe('user_not_in_channel');
    expect(await errorOf(conversations.open({ users: 'U9' }))).toBe('user_not_found');
    expect(await errorOf(views.publish({ user_id: 'U9', view: { type: 'home', blocks: [] } }))).toBe('user_not_found');
    slack.archive('C1');
    expect(await errorOf(chat.postMessage({ channel: 'C1', text: 'x' }))).toBe('is_archived');
    expect(await errorOf(client('xoxb-nobody').auth.test())).toBe('invalid_auth');
    await slack.revoke();
    expect(await errorOf(client().auth.test())).toBe('token_revoked');
  });

  test('faults hit what they are planned for, and the same seed hits the same calls', async () => {
    const { chat } = client();
    slack.channel('C1');
    slack.channel('C2');
    slack.faults.add({ type: 'rate limit', seconds: 30 }, { method: 'chat.postMessage', channel: 'C1' });
    const limited = await chat.postMessage({ channel: 'C1', text: 'x' }).catch((error: unknown) => error);
    expect(limited).toMatchObject({ retryAfter: 30 });
    expect((await chat.postMessage({ channel: 'C2', text: 'x' })).ok).toBe(true);
    slack.faults.clear();
    slack.faults.add({ type: 'reset', when: 'before' }, { times: 1 });
    slack.faults.add({ type: 'reset', when: 'after' }, { times: 1 });
    slack.faults.add({ type: 'hang', when: 'after' }, { times: 1 });
    for (let call = 0; call < 3; call += 1)
      expect(await errorOf(chat.postMessage({ channel: 'C2', text: 'y' }))).not.toBe('none');
    expect(slack.channel('C2').messages.map(({ text }) => text)).toEqual(['x', 'y', 'y']);

    const drawn = async (seed: number): Promise<string> => {
      const { faults, close } = await fakeSlack({ seed });
      faults.add({ type: 'status', code: 500 }, { share: 0.5 });
      const call = { method: 'auth.test', channel: undefined, team: undefined };
      const hits = Array.from({ length: 40 }, () => (faults.next(call) ? 'x' : '.')).join('');
      await close();
      return hits;
    };
    expect(await drawn(3)).toBe(await drawn(3));
    expect(await drawn(3)).not.toBe(await drawn(4));
  });
});

describe('Socket Mode', () => {
  let socket: SocketModeClient;
  const taken: { id: string; attempt: number }[] = [];
  let acknowledges = true;
  beforeEach(async () => {
    taken.length = 0;
    acknowledges = true;
    socket = new SocketModeClient({
      appToken: slack.appToken,
      clientPingTimeout: 300,
      clientOptions: { slackApiUrl: slack.apiUrl },
      logLevel: LogLevel.ERROR,
    });
    socket.on('slack_event', async ({ ack, body, retry_num }) => {
      taken.push({ id: body.event_id ?? body.trigger_id, attempt: retry_num ?? 0 });
      if (acknowledges) await ack();
    });
    await socket.start();
  });
  afterEach(() => socket.disconnect());

  test('events, commands and presses come in order and are acknowledged', async () => {
    const amy = slack.person('U1');
    expect(await amy.posts('@UT1BOT hi', { channel: 'C1', event: 'Ev-hi' })).toBe(true);
    expect(await amy.commands('/canyu help', 'C1')).toBe(true);
    const button = { type: 'button', text: { type: 'plain_text', text: 'A' }, action_id: 'a', value: '1' } as const;
    await client().chat.postMessage({ channel: 'C1', text: 'x', blocks: [{ type: 'actions', elements: [button] }] });
    expect(await amy.presses('A')).toBe(true);
    expect(taken[0]).toEqual({ id: 'Ev-hi', attempt: 0 });
    expect(taken).toHaveLength(5);
  });

  test('what is not acknowledged within three seconds comes again after its time, and then no more', async () => {
    acknowledges = false;
    const posted = slack.person('U1').posts('hi', { event: 'Ev1' });
    await slack.until(() => taken.length === 1);
    clock.set(clock.now() + 3000);
    expect(await posted).toBe(false);
    clock.set(clock.now() + 1000);
    await slack.until(() => taken.length === 2);
    acknowledges = true;
    clock.set(clock.now() + 3000);
    await slack.until(() => slack.events.waiting === 1);
    clock.set(clock.now() + 60_000);
    await slack.until(() => slack.events.attempts.length === 3);
    expect(taken).toEqual([0, 1, 2].map((attempt) => ({ id: 'Ev1', attempt })));
    expect(slack.events.waiting).toBe(0);
  });

  test('held events are released in the order asked for; one that is sent twice comes twice', async () => {
    const amy = slack.person('U1');
    slack.events.hold();
    const posts = ['a', 'b', 'c'].map((event) => amy.posts(event, { event }));
    slack.events.release('reversed');
    await Promise.all(posts);
    expect(taken.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    slack.events.disturb({ twice: 1 });
    await amy.posts('d', { event: 'd' });
    await slack.until(() => taken.length === 5);
    expect(taken.slice(3).map(({ id }) => id)).toEqual(['d', 'd']);
  });

  test('a refresh makes the client come back', async () => {
    slack.sockets.refresh();
    await slack.until(() => slack.sockets.opened === 2 && slack.sockets.open === 1);
    expect(await slack.person('U1').posts('still there?')).toBe(true);
  });
});
