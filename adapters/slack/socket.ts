// Socket Mode: one connection at a time, watched over by us. Slack's client is never left to reconnect by itself: it can end the
// process, and waits longer and longer. https://docs.slack.dev/apis/events-api/using-socket-mode
import { SocketModeClient } from '@slack/socket-mode';
import { WebAPIPlatformError, type WebClientOptions } from '@slack/web-api';
import type { Clock } from '../../src/clock.ts';
import type { Logger } from '../../src/log.ts';
import { boltLogger } from './logger.ts';
import type { Acknowledge, Reception } from './reception.ts';
import { slackTexts as texts } from './text.ts';
import type { Troubles } from './troubles.ts';
import { createBackOff, within } from './waiting.ts';

export interface SocketOptions {
  appToken: string;
  clientOptions: WebClientOptions;
  reception: Reception;
  /** False while there is no use in connecting. */
  prepare(): Promise<boolean>;
  troubles: Troubles;
  clock: Clock;
  log: Logger;
}

export interface Socket {
  /** Resolves when the first try has succeeded or failed; it goes on trying either way. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** A connection must be there within so long, ms. */
const CONNECT_TIMEOUT = 12_000;
/** One that lasted so long was a good one, ms: the next is tried at once. */
const STEADY = 10_000;
/** Without a pong from Slack for so long, ms, the connection is dead. */
const PONG_TIMEOUT = 5000;
/** A connection that is being opened while we close is not waited for longer, ms. */
const LAST_WORDS = 1000;
const TROUBLE = 'socket';

export function createSocket(options: SocketOptions): Socket {
  const { prepare, troubles, clock, log } = options;
  const backOff = createBackOff(clock);
  let current: SocketModeClient | undefined;
  let closing = false;
  let running: Promise<void> | undefined;

  async function run(tried: () => void): Promise<void> {
    while (!closing) {
      await backOff.pause();
      if (closing) break;
      const connection = await connect();
      tried();
      if (!connection) continue;
      const since = clock.now();
      await connection.ended;
      if (clock.now() - since >= STEADY) backOff.reset();
    }
    tried();
  }

  /** `ended` resolves when the connection is over; undefined where there was none to be had. */
  async function connect(): Promise<{ ended: Promise<void> } | undefined> {
    if (!(await prepare())) return undefined;
    try {
      const client = createClient(options);
      current = client;
      const ended = new Promise<void>((resolve) => client.once('disconnected', () => resolve())).then(() =>
        abandon(client),
      );
      const started = client.start();
      await within(clock, CONNECT_TIMEOUT, started, () => {
        abandon(client);
        throw new Error('no connection in time');
      });
      troubles.clear(TROUBLE);
      return { ended };
    } catch (error) {
      const code = error instanceof WebAPIPlatformError ? error.data.error : undefined;
      troubles.set(
        TROUBLE,
        code === undefined ? texts.disconnected({ code: reasonOf(error) }) : texts.appToken({ code }),
      );
      log.warn({ reason: code ?? reasonOf(error) }, 'slack: no connection; tried again soon');
      return undefined;
    }
  }

  return {
    open() {
      return new Promise((resolve) => {
        running = run(resolve);
      });
    },
    async close() {
      closing = true;
      backOff.stop();
      if (current) abandon(current);
      await within(clock, LAST_WORDS, running ?? Promise.resolve(), () => undefined);
    },
  };
}

function createClient({ appToken, clientOptions, reception, log }: SocketOptions): SocketModeClient {
  const client = new SocketModeClient({
    appToken,
    autoReconnectEnabled: false,
    clientPingTimeout: PONG_TIMEOUT,
    clientOptions,
    logger: boltLogger(log),
  });
  withstand(client, log);
  client.on('slack_event', ({ body, ack }: { body: unknown; ack: Acknowledge }) => {
    reception
      .take(body, ack)
      .catch((error: unknown) =>
        log.warn({ err: error }, 'slack: an envelope was not acknowledged; Slack brings it again'),
      );
  });
  return client;
}

/** An envelope without the parts that the client takes for granted would be a rejection that nobody handles. */
function withstand(client: SocketModeClient, log: Logger): void {
  const listeners = client.listeners('ws_message') as ((data: unknown, isBinary: boolean) => Promise<void>)[];
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: boolean) => {
    for (const listener of listeners) {
      listener(data, isBinary).catch((error: unknown) => log.warn({ err: error }, 'slack: an envelope was unreadable'));
    }
  });
}

/** Ends a connection for good, whatever state it is in: the first call says goodbye, the second waits for no answer. */
function abandon(client: SocketModeClient): void {
  const end = (): void => {
    void client.disconnect();
    void client.disconnect();
  };
  // One that was still asking for its address would open a socket all the same.
  client.on('connecting', () => queueMicrotask(end));
  end();
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 100) : 'closed';
}
