// What we send, against a Slack Web API that others wrote: emulate.
import { createEmulator, type Emulator } from 'emulate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SlackPlatform, slackPlatform } from '../../adapters/slack/index.ts';
import type { SafeText } from '../../src/chat/escape.ts';
import type { Address, Delivery } from '../../src/chat/message.ts';
import { systemClock } from '../../src/clock.ts';
import { uuids } from '../../src/ids.ts';
import { createLog } from '../../src/log.ts';
import { memoryKeep } from '../support/keep.ts';

const BOT = 'xoxb-canyu';
const TEAM = 'T000000001';
let emulator: Emulator;
let slack: SlackPlatform;
let fans: string;
let amy: string;

beforeAll(async () => {
  const tokens = [
    { token: BOT, type: 'bot' as const },
    { token: 'xoxp-amy', user: 'amy' },
  ];
  const seed = { users: [{ name: 'amy' }], channels: [{ name: 'fans' }, { name: 'old' }], tokens };
  emulator = await createEmulator({ service: 'slack', port: 0, seed: { slack: seed } });
  slack = slackPlatform({
    ...{ signingSecret: 'secret', port: 0, botToken: BOT, apiUrl: `${emulator.url}/api/`, keep: memoryKeep() },
    ...{ clock: systemClock, newId, log: createLog('silent'), language: 'en' },
  });
  await slack.start(async () => {});
  fans = await channel('fans');
  amy = find((await call('users.list')).members, 'amy');
});

afterAll(async () => {
  await slack.stop();
  await emulator.close();
});

interface Listed {
  id: string;
  name: string;
}
interface Answer {
  ok: boolean;
  channels: Listed[];
  members: Listed[];
  messages: { text: string; ts: string; metadata?: unknown; blocks?: unknown[] }[];
}

async function call(method: string, given: object = {}, token = BOT): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${emulator.url}/api/${method}`, { method: 'POST', headers, body: JSON.stringify(given) });
  return (await answer.json()) as Answer;
}

const find = (all: readonly Listed[], name: string): string => all.find((one) => one.name === name)!.id;
const channel = async (name: string) => find((await call('conversations.list')).channels, name);

const newId = uuids(Date.now);
function delivery(address: Omit<Address, 'platform'>, text: string, more: Partial<Delivery> = {}): Delivery {
  return {
    ...{ id: newId(), kind: 'campaign', address: { platform: 'slack', ...address } },
    ...{ text: text as SafeText, choices: [], attempt: 1 },
    ...more,
  };
}

test('a post in a room is there, with its text, its blocks and its metadata, and is found again', async () => {
  const choices = [{ label: 'A. red' as SafeText, value: 'A' }];
  const one = delivery({ room: `${TEAM}.${fans}` }, 'Question 1/3\n*bold* &lt;b&gt;', { choices });
  expect(await slack.lookup!(one)).toBe('absent');
  expect(await slack.deliver(one)).toMatchObject({ type: 'sent' });
  const { messages } = await call('conversations.history', { channel: fans });
  const metadata = { event_type: 'canyu_delivery', event_payload: { id: one.id } };
  expect(messages).toMatchObject([{ text: 'Question 1/3\n*bold* &lt;b&gt;', metadata }]);
  expect(messages[0]!.blocks?.length).toBeGreaterThan(0);
  expect(await slack.lookup!(one)).toBe('sent');
  expect(await slack.lookup!(delivery({ room: `${TEAM}.${fans}` }, 'never sent'))).toBe('absent');
});

test('a reply stays in its thread, and is found there', async () => {
  const posted = (await call('chat.postMessage', { channel: fans, text: 'who is first?' }, 'xoxp-amy')) as unknown;
  const thread = (posted as { ts: string }).ts;
  const one = delivery({ room: `${TEAM}.${fans}`, thread }, 'amy is');
  expect(await slack.deliver(one)).toMatchObject({ type: 'sent' });
  const { messages } = await call('conversations.replies', { channel: fans, ts: thread });
  expect(messages.map(({ text }) => text).sort()).toEqual(['amy is', 'who is first?']);
  expect(await slack.lookup!(one)).toBe('sent');
});

test('a direct message reaches its person, and is found again', async () => {
  const one = delivery({ account: `${TEAM}.${amy}` }, 'for Amy');
  expect(await slack.deliver(one)).toMatchObject({ type: 'sent' });
  expect(await slack.lookup!(one)).toBe('sent');
  const opened = (await call('conversations.open', { users: amy })) as unknown as { channel: Listed };
  const { messages } = await call('conversations.history', { channel: opened.channel.id }, 'xoxp-amy');
  expect(messages.map(({ text }) => text)).toEqual(['for Amy']);
});

test('a private word in a room is not kept there', async () => {
  const before = (await call('conversations.history', { channel: fans })).messages.length;
  const whisper = delivery({ room: `${TEAM}.${fans}`, account: `${TEAM}.${amy}` }, 'for you', { kind: 'reply' });
  expect(await slack.deliver(whisper)).toMatchObject({ type: 'sent' });
  expect((await call('conversations.history', { channel: fans })).messages).toHaveLength(before);
});

test('an unknown room and an archived one are refused for good', async () => {
  const old = await channel('old');
  await call('conversations.archive', { channel: old });
  for (const room of ['CNOBODY', old]) {
    expect(await slack.deliver(delivery({ room: `${TEAM}.${room}` }, 'anybody?'))).toMatchObject({ type: 'refused' });
  }
});
