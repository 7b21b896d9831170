// Socket Mode from a Slack that has gone mad: whatever comes over the socket, the next real event is taken and acknowledged.
// An unhandled rejection fails the run.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { type SlackPlatform, slackPlatform } from '../../adapters/slack/index.ts';
import type { Delivery, InboundMessage } from '../../src/chat/message.ts';
import { settableClock } from '../../src/clock.ts';
import { uuids } from '../../src/ids.ts';
import { createLog } from '../../src/log.ts';
import { memoryKeep } from '../support/keep.ts';

let server: Server;
let sockets: WebSocketServer;
let platform: SlackPlatform;
let heard: InboundMessage[];
let lines: string[];
/** What the Web API answers, by method. */
let answers: Record<string, object>;

const event = (id: string) => ({
  ...{ type: 'event_callback', team_id: 'T1', event_id: id },
  event: { type: 'message', channel: 'D1', channel_type: 'im', user: 'UAMY', text: id, ts: '1795770000.000100' },
});

beforeEach(async () => {
  server = createServer((request, response) => {
    request.resume();
    const method = (request.url ?? '').replace('/api/', '');
    response.end(JSON.stringify(answers[method] ?? { ok: false, error: 'unknown_method' }));
  });
  sockets = new WebSocketServer({ server });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  lines = [];
  heard = [];
  answers = {
    'auth.test': { ok: true, team_id: 'T1', user_id: 'UBOT' },
    'apps.connections.open': { ok: true, url: `ws://127.0.0.1:${port}/link` },
  };
  sockets.on('connection', (socket) => {
    socket.on('message', (line) => lines.push(String(line)));
    socket.send(JSON.stringify({ type: 'hello' }));
  });
  const clock = settableClock();
  platform = slackPlatform({
    ...{ appToken: 'xapp-1', botToken: 'xoxb-1', apiUrl: `http://127.0.0.1:${port}/api/`, keep: memoryKeep(), clock },
    ...{ newId: uuids(clock.now), log: createLog('silent'), language: 'en' },
  });
});

afterEach(async () => {
  await platform.stop();
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  server.close();
});

async function connected(): Promise<WebSocket> {
  await platform.start(async (message) => void heard.push(message));
  return [...sockets.clients][0]!;
}

/** The ids of the envelopes that were acknowledged, as soon as the last one was. */
async function acknowledged(socket: WebSocket, last: string): Promise<string[]> {
  const ids = (): string[] => lines.map((line) => JSON.parse(line).envelope_id);
  while (!ids().includes(last)) await once(socket, 'message');
  return ids();
}

test('P10: envelopes that are none, or hold nothing of what they should', async () => {
  const socket = await connected();
  const payloads = [null, 1, 'x', [], {}, { event: null }, { event: [] }, { event: { type: 'message', channel: {} } }];
  const hostile = [
    ...['null', '[]', '1', '"x"', '{', '', '[['.repeat(50_000), '{"type":null}', '{"type":"events_api"}'],
    ...payloads.map((payload) => JSON.stringify({ type: 'events_api', envelope_id: 'bad', payload })),
    ...payloads.map((payload) => JSON.stringify({ type: 'interactive', envelope_id: 'bad', payload })),
    ...payloads.map((payload) => JSON.stringify({ type: 'slash_commands', envelope_id: 'bad', payload })),
    JSON.stringify({ type: 'error', envelope_id: 'bad', payload: event('Ev0') }),
  ];
  for (const line of hostile) socket.send(line);
  socket.send(Buffer.from([0, 255, 254]));
  socket.send(JSON.stringify({ type: 'events_api', envelope_id: 'good', payload: event('Ev1') }));
  expect(await acknowledged(socket, 'good')).toContain('good');
  expect(heard.at(-1)).toMatchObject({ event: 'Ev1', account: 'T1.UAMY', text: 'Ev1' });
  expect(platform.health()).toEqual({ ok: true });
});

test('P1: an envelope is acknowledged when its message is committed, and not where it could not be', async () => {
  let commit: (() => void) | undefined;
  await platform.start((message) =>
    message.event === 'Ev1'
      ? Promise.reject(new Error('the disk is gone'))
      : new Promise((resolve) => (commit = resolve)),
  );
  const socket = [...sockets.clients][0]!;
  const send = (envelope_id: string, payload: object) =>
    socket.send(JSON.stringify({ type: 'events_api', envelope_id, payload }));
  send('one', event('Ev1'));
  send('two', event('Ev2'));
  while (!commit) await new Promise((resolve) => setImmediate(resolve));
  send('three', { ...event('Ev3'), team_id: 'T9' });
  expect(await acknowledged(socket, 'three')).toEqual(['three']);
  commit();
  expect(await acknowledged(socket, 'two')).toEqual(['three', 'two']);
});

test.each([
  ['an address that is none', { ok: true, url: 'no address' }],
  ['no address', { ok: true }],
  ['no answer to make sense of', [] as object],
  ['an address where nobody listens', { ok: true, url: 'ws://127.0.0.1:1/' }],
])('%s: it starts all the same, says that it is not connected, and stops', async (_, answer) => {
  answers['apps.connections.open'] = answer;
  await platform.start(async () => undefined);
  expect(platform.health()).toMatchObject({ ok: false, detail: { code: 'slack.disconnected' } });
});

test.each([
  ['invalid_auth', 'slack.tokenOfOne'],
  ['ratelimited', 'slack.disconnected'],
])('a bot token that is answered %s: it starts all the same, and says what to do', async (error, code) => {
  answers['auth.test'] = { ok: false, error };
  await platform.start(async () => undefined);
  expect(platform.health()).toMatchObject({ ok: false, detail: { code } });
  const address = { platform: 'slack', account: 'T1.UAMY' };
  const delivery: Delivery = {
    id: 'x',
    kind: 'reply',
    address,
    text: 'hi' as Delivery['text'],
    choices: [],
    attempt: 1,
  };
  expect(await platform.deliver(delivery)).toEqual({ type: 'offline' });
});
