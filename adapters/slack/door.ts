// The HTTP door: Slack's signed requests, the pages of an installation, and a word for whoever watches over us.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../src/clock.ts';
import { StartError } from '../../src/errors.ts';
import type { Logger } from '../../src/log.ts';
import type { Fields } from './json.ts';
import { paths } from './manifest.ts';
import type { Acknowledge, Reception } from './reception.ts';
import { parseBody, readBody } from './request.ts';
import { isGenuine } from './signature.ts';
import { within } from './waiting.ts';

export interface DoorOptions {
  port: number;
  /** Without one, no event is taken here: they come another way. */
  signingSecret: string | undefined;
  reception: Reception;
  /** Answers a visitor of the pages; false where there is no such page. */
  pages: (request: IncomingMessage, response: ServerResponse, path: string) => Promise<boolean>;
  healthy: () => boolean;
  clock: Clock;
  log: Logger;
}

export interface Door {
  readonly port: number | undefined;
  /** Rejects with a StartError where the port cannot be had. */
  open(): Promise<void>;
  /** Closes; what is being answered gets a moment for it. */
  close(): Promise<void>;
}

/** A request must be complete within so long, ms. */
const REQUEST_TIMEOUT = 15_000;
const LAST_WORDS = 1000;

export function createDoor(options: DoorOptions): Door {
  const { port, clock, log } = options;
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT, headersTimeout: REQUEST_TIMEOUT },
    (request, response) => {
      serve(options, request, response).catch((error: unknown) => {
        log.warn({ err: error }, 'slack: a request was not taken; Slack brings it again');
        if (response.headersSent) response.destroy();
        else answer(response, 500);
      });
    },
  );
  return {
    get port() {
      return (server.address() as AddressInfo | null)?.port;
    },
    open() {
      return new Promise((resolve, reject) => {
        server.once('error', (error) => reject(new StartError(refusal(port, error), { cause: error })));
        server.listen(port, () => {
          server.removeAllListeners('error').on('error', (error) => log.warn({ err: error }, 'slack: the HTTP server'));
          resolve();
        });
      });
    },
    async close() {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await within(clock, LAST_WORDS, closed, () => undefined);
      server.closeAllConnections();
    },
  };
}

function refusal(port: number, { message }: Error): string {
  return `Slack's HTTP door cannot open on port ${port} (${message}). Set SLACK_PORT to a free port.`;
}

async function serve(options: DoorOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '').split('?', 1)[0]!;
  if (path === paths.events && options.signingSecret !== undefined) {
    if (request.method !== 'POST') return answer(response, 405);
    return serveSlack(options, options.signingSecret, request, response);
  }
  if (request.method !== 'GET') return answer(response, 404);
  if (path === paths.health) return answer(response, 200, { ok: options.healthy() });
  if (!(await options.pages(request, response, path))) answer(response, 404);
}

async function serveSlack(
  { reception, clock }: DoorOptions,
  secret: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const raw = await readBody(request);
  if (!raw) return answer(response, 413);
  const timestamp = headerOf(request, 'x-slack-request-timestamp');
  const signature = headerOf(request, 'x-slack-signature');
  if (!isGenuine({ timestamp, signature, body: raw }, secret, clock.now())) return answer(response, 401);
  const body = parseBody(raw, request.headers['content-type']);
  if (!body) return answer(response, 400);
  const greeting = greetingIn(body);
  if (greeting) return answer(response, 200, greeting.answer);
  const acknowledge: Acknowledge = async (content) => answer(response, 200, content);
  await reception.take(body, acknowledge);
}

/** What Slack asks when an address is entered: https://docs.slack.dev/reference/events/url_verification */
function greetingIn({ type, challenge, ssl_check }: Fields): { answer: unknown } | undefined {
  if (type === 'url_verification') return { answer: { challenge } };
  return ssl_check === '1' ? { answer: undefined } : undefined;
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** An empty body, a text, or JSON. */
function answer(response: ServerResponse, status: number, content?: unknown): void {
  if (content === undefined || content === '') return void response.writeHead(status).end();
  if (typeof content === 'string') {
    return void response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(content);
  }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
}
