// Socket Mode: envelopes over a WebSocket, acknowledged by their ids; connections that drop, freeze or are asked to make way.
// https://docs.slack.dev/apis/events-api/using-socket-mode
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from './clock.ts';
import type { Courier, Receipt } from './courier.ts';
import type { Json } from './state.ts';

/** Slack looks after its connections by pings; so often, ms of real time. */
const PING_EVERY = 5000;

export interface Sockets {
  courier: Courier;
  /** The path of a ticket that opens one connection, once. */
  ticket(): string;
  /** How many the app has open and answered. */
  readonly open: number;
  /** How many were ever opened. */
  readonly opened: number;
  /** Cuts all connections without a word. */
  drop(): void;
  /** Half-open: all stay, and nothing comes through any more in either direction. */
  freeze(): void;
  /** Asks the app to connect anew, and closes what is there, as Slack does every few hours. */
  refresh(reason?: 'refresh_requested' | 'warning' | 'link_disabled'): void;
  stop(): void;
}

export interface SocketsOptions {
  server: Server;
  clock: Clock;
  newId: (prefix: string) => string;
  /** ms */
  ackWithin: number;
  changed: () => void;
}

export function createSockets({ server, clock, newId, ackWithin, changed }: SocketsOptions): Sockets {
  const sockets = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const live = new Set<WebSocket>();
  const frozen = new Set<WebSocket>();
  const waiting = new Map<string, { one: WebSocket; done: (receipt: Receipt) => void }>();
  let opened = 0;

  server.on('upgrade', (request, socket, head) => {
    if (!tickets.delete(request.url ?? '')) {
      socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, welcome);
  });

  function welcome(one: WebSocket): void {
    live.add(one);
    opened += 1;
    one.on('error', () => one.terminate());
    one.on('close', () => {
      live.delete(one);
      frozen.delete(one);
      for (const envelope of [...waiting.values()]) {
        if (envelope.one === one) envelope.done({ received: false, reason: 'connection_failed' });
      }
      changed();
    });
    one.on('message', (data) => acknowledged(String(data)));
    one.send(
      JSON.stringify({
        type: 'hello',
        num_connections: live.size,
        debug_info: { host: 'applink-1', approximate_connection_time: 18_060 },
        connection_info: { app_id: 'ACANYU' },
      }),
    );
    one.ping();
    changed();
  }

  function acknowledged(line: string): void {
    const { envelope_id } = JSON.parse(line) as { envelope_id?: string };
    if (envelope_id !== undefined) waiting.get(envelope_id)?.done({ received: true });
  }

  const pings = setInterval(() => {
    for (const one of live) if (!frozen.has(one)) one.ping();
  }, PING_EVERY);
  pings.unref();

  const made: Sockets = {
    courier: ({ type, payload }, { number, reason }) =>
      new Promise((resolve) => {
        const one = [...live].findLast((each) => !frozen.has(each)) ?? [...live][0];
        if (!one) return resolve({ received: false, reason: 'connection_failed' });
        const envelope = newId('envelope-');
        const done = (receipt: Receipt): void => {
          waiting.delete(envelope);
          cancel();
          resolve(receipt);
        };
        const cancel = clock.wait(clock.now() + ackWithin, () => done({ received: false, reason: 'http_timeout' }));
        waiting.set(envelope, { one, done });
        const retry: Json = type === 'events_api' ? { retry_attempt: number, retry_reason: reason ?? '' } : {};
        const accepts = type === 'slash_commands';
        if (frozen.has(one)) return;
        one.send(JSON.stringify({ envelope_id: envelope, type, payload, accepts_response_payload: accepts, ...retry }));
      }),
    ticket() {
      const path = `/link/?ticket=${newId('ticket-')}`;
      tickets.add(path);
      return path;
    },
    get open() {
      return live.size - frozen.size;
    },
    get opened() {
      return opened;
    },
    drop() {
      for (const one of live) one.terminate();
    },
    freeze() {
      for (const one of live) {
        frozen.add(one);
        one.pause();
      }
      changed();
    },
    refresh(reason = 'refresh_requested') {
      for (const one of live) {
        one.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-1' } }));
        one.close();
      }
    },
    stop() {
      clearInterval(pings);
      made.drop();
      sockets.close();
    },
  };
  return made;
}
