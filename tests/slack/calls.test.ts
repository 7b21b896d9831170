// Single deliveries against the fake Slack: where they end up, what is told of those that do not, and what people are called.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SlackPlatform } from '../../adapters/slack/index.ts';
import type { Address, Delivery, InboundMessage } from '../../src/chat/message.ts';
import { settableClock } from '../../src/clock.ts';
import { uuids } from '../../src/ids.ts';
import type { Reader } from '../../src/text/phrase.ts';
import { memoryKeep } from '../support/keep.ts';
import { type FakeSlack, fakeSlack } from '../support/slack/index.ts';
import { connection } from './connection.ts';

const reader: Reader = { language: 'zh-CN', zone: 'UTC', markup: 'plain', now: 0 };
const clock = settableClock();
const newId = uuids(clock.now);
let slack: FakeSlack;
let platform: SlackPlatform;
let heard: InboundMessage[];

beforeEach(async () => {
  slack = await fakeSlack({ clock, retries: [], echoes: false });
  platform = connection({ slack, by: 'http', clock, keep: memoryKeep() });
  heard = [];
  await platform.start(async (message) => void heard.push(message));
});
afterEach(async () => {
  await platform.stop();
  await slack.close();
});

const to = (address: Omit<Address, 'platform'>, text = 'hi'): Delivery => ({
  ...{ id: newId(), kind: 'campaign', address: { platform: 'slack', ...address }, text: text as Delivery['text'] },
  ...{ choices: [], attempt: 1 },
});
const methodsCalled = () => slack.processed.map(({ method }) => method).filter((method) => method !== 'auth.test');
const told = () => platform.health().detail?.render(reader);

describe('a delivery', () => {
  test('comes back with the conversation, the ts in it, and the instant that Slack gave it', async () => {
    slack.person('UAMY').joins('C1');
    const outcome = await platform.deliver(to({ room: 'T1.C1' }));
    const [{ ts } = { ts: '' }] = slack.channel('C1').messages;
    expect(outcome).toEqual({ type: 'sent', id: `C1/${ts}`, at: Math.floor(Number(ts) * 1000) });
  });

  test('a private word to somebody who is not in the room goes to their direct messages', async () => {
    const amy = slack.person('UAMY');
    slack.channel('C1');
    expect(await platform.deliver(to({ account: 'T1.UAMY', room: 'T1.C1' }, 'psst'))).toMatchObject({ type: 'sent' });
    expect(methodsCalled()).toEqual(['chat.postEphemeral', 'chat.postMessage']);
    expect(amy.sees()).toMatchObject([{ channel: 'DUAMY', text: 'psst', ephemeral: false }]);
  });

  test('a private word in the room costs one call, and is seen there alone', async () => {
    const amy = slack.person('UAMY');
    amy.joins('C1');
    await platform.deliver(to({ account: 'T1.UAMY', room: 'T1.C1' }, 'psst'));
    expect(methodsCalled()).toEqual(['chat.postEphemeral']);
    expect(amy.sees()).toMatchObject([{ channel: 'C1', text: 'psst', ephemeral: true }]);
  });

  test('a private word that is cut off is not said a second time elsewhere', async () => {
    slack.person('UAMY').joins('C1');
    slack.faults.add({ type: 'reset', when: 'after' }, { method: 'chat.postEphemeral' });
    expect(await platform.deliver(to({ account: 'T1.UAMY', room: 'T1.C1' }))).toEqual({ type: 'unknown' });
    expect(methodsCalled()).toEqual(['chat.postEphemeral']);
  });

  test('a platform that is gone before anything was sent is tried again; none of it is uncertain', async () => {
    const { apiUrl: _ } = slack;
    await slack.close();
    expect(await platform.deliver(to({ room: 'T1.C1' }))).toMatchObject({ type: 'retry' });
    slack = await fakeSlack({ clock });
  });

  test('429 is told as long as Slack says, also where it does not say', async () => {
    slack.person('UAMY');
    slack.faults.add({ type: 'rate limit', seconds: 12 }, { times: 1 });
    expect(await platform.deliver(to({ account: 'T1.UAMY' }))).toEqual({ type: 'retry', after: 12_000 });
    slack.faults.add({ type: 'rate limit', seconds: 'soon' as never }, { times: 1 });
    expect(await platform.deliver(to({ account: 'T1.UAMY' }))).toEqual({ type: 'retry', after: 30_000 });
  });
});

describe('staff are told', () => {
  test('of an archived channel, while everything else works, until it takes messages again', async () => {
    slack.archive('C1');
    expect(await platform.deliver(to({ room: 'T1.C1' }))).toEqual({ type: 'refused', reason: 'is_archived' });
    expect(platform.health().ok).toBe(true);
    expect(told()).toContain('频道 C1 已归档');
    slack.channel('C1').archived = false;
    await platform.deliver(to({ room: 'T1.C1' }));
    expect(told()).toBeUndefined();
  });

  test('of a channel where the bot is not', async () => {
    slack.channel('C1').members.clear();
    expect(await platform.deliver(to({ room: 'T1.C1' }))).toEqual({ type: 'refused', reason: 'not_in_channel' });
    expect(told()).toContain('「/invite @Canyu」');
  });

  test('of a permission that is missing', async () => {
    slack.person('UAMY');
    const answer = { type: 'error', error: 'missing_scope' } as const;
    slack.faults.add(answer, { method: 'views.publish' });
    expect(await platform.deliver(to({ account: 'T1.UAMY', room: 'T1.home' }))).toMatchObject({ type: 'refused' });
    expect(platform.health().ok).toBe(false);
    expect(told()).toContain('缺少权限');
  });

  test('of a revoked token: deliveries wait, and go on by themselves when it is put right', async () => {
    slack.person('UAMY');
    const workspace = slack.state.workspaces.get('T1')!;
    workspace.status = 'revoked';
    expect(await platform.deliver(to({ account: 'T1.UAMY' }))).toEqual({ type: 'offline' });
    expect(platform.health().ok).toBe(false);
    expect(told()).toContain('SLACK_BOT_TOKEN');
    workspace.status = 'installed';
    clock.set(clock.now() + 5000);
    expect(await platform.deliver(to({ account: 'T1.UAMY' }))).toMatchObject({ type: 'sent' });
    expect(platform.health()).toEqual({ ok: true });
  });
});

describe('looking up an earlier try', () => {
  test.each([
    ['in a room', { room: 'T1.C1' }],
    ['in a direct message', { account: 'T1.UAMY' }],
  ])('%s: what arrived is sent, what did not is absent', async (_, address) => {
    slack.person('UAMY').joins('C1');
    const there = to(address);
    slack.faults.add({ type: 'reset', when: 'after' }, { method: 'chat.postMessage', times: 1 });
    expect(await platform.deliver(there)).toEqual({ type: 'unknown' });
    expect(await platform.lookup!(there)).toBe('sent');
    const lost = to(address);
    slack.faults.add({ type: 'reset', when: 'before' }, { method: 'chat.postMessage', times: 1 });
    expect(await platform.deliver(lost)).toEqual({ type: 'unknown' });
    expect(await platform.lookup!(lost)).toBe('absent');
  });

  test('behind a thousand other messages', async () => {
    slack.person('UAMY').joins('C1');
    const wanted = to({ room: 'T1.C1' });
    await platform.deliver(wanted);
    const { messages } = slack.channel('C1');
    const [first] = messages;
    for (let index = 1; index <= 1000; index += 1) messages.push({ ...first!, ts: slack.state.stamp(), metadata: {} });
    expect(await platform.lookup!(wanted)).toBe('sent');
  });

  test('nobody can tell of what one person saw, of a history that cannot be read, of an id without an instant', async () => {
    slack.person('UAMY').joins('C1');
    expect(await platform.lookup!(to({ account: 'T1.UAMY', room: 'T1.C1' }))).toBe('unknown');
    expect(await platform.lookup!(to({ account: 'T1.UAMY', room: 'T1.home' }))).toBe('unknown');
    expect(await platform.lookup!(to({ room: 'T1.C404' }))).toBe('unknown');
    expect(await platform.lookup!({ ...to({ room: 'T1.C1' }), id: 'x' })).toBe('unknown');
    slack.faults.add({ type: 'status', code: 503 });
    expect(await platform.lookup!(to({ room: 'T1.C1' }))).toBe('unknown');
  });
});

describe('what people are called', () => {
  const asked = () => methodsCalled().filter((method) => method === 'users.info').length;

  test('the name they chose, asked for once', async () => {
    const amy = slack.person('UAMY', { name: 'Amy 王' });
    await amy.posts('one');
    await amy.posts('two');
    expect(heard.map(({ name }) => name)).toEqual(['Amy 王', 'Amy 王']);
    expect(asked()).toBe(1);
  });

  test('their id where Slack does not tell, and they are heard all the same', async () => {
    slack.faults.add({ type: 'error', error: 'user_not_found' }, { method: 'users.info' });
    await slack.person('UAMY').posts('one');
    expect(heard).toMatchObject([{ name: 'UAMY', text: 'one' }]);
  });

  test('where Slack is too slow to tell, nobody waits longer than a moment', async () => {
    clock.set(clock.now());
    slack.faults.add({ type: 'hang', when: 'before' }, { method: 'users.info' });
    const posted = slack.person('UAMY').posts('one');
    await slack.until(() => slack.faults.count > 0);
    clock.set(clock.now() + 400);
    expect(await posted).toBe(true);
    expect(heard).toMatchObject([{ name: 'UAMY', text: 'one' }]);
  });

  test('too many look-ups are rested, and nobody is lost', async () => {
    slack.faults.add({ type: 'rate limit', seconds: 60 }, { method: 'users.info', times: 1 });
    await slack.person('UAMY').posts('one');
    await slack.person('UBOB').posts('two');
    expect(heard.map(({ text }) => text)).toEqual(['one', 'two']);
    expect(slack.faults.count).toBe(1);
    expect(asked()).toBe(0);
  });
});
