// Events by HTTP: requests signed with the app's secret, and any request that somebody else might send there.
// https://docs.slack.dev/authentication/verifying-requests-from-slack
import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Clock } from './clock.ts';
import type { Courier, Parcel } from './courier.ts';

export interface Raw {
  body: string;
  type?: 'application/json' | 'application/x-www-form-urlencoded';
  /** Seconds since 1970; now where absent. */
  timestamp?: number | string;
  /** The right one where absent. */
  signature?: string;
  headers?: Record<string, string>;
}

export interface Answered {
  /** 0 where the connection broke. */
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface Signed {
  courier: Courier;
  /** Sends a request as it stands, signed unless told otherwise. */
  request(raw: Raw): Promise<Answered>;
  stop(): void;
}

export interface SignedOptions {
  secret: string;
  clock: Clock;
  /** Where the app listens; undefined while it does not. */
  url: () => string | undefined;
  /** How many connections Slack uses; with one, events come in their order. */
  connections: number;
  /** ms */
  ackWithin: number;
}

export function signatureOf(secret: string, timestamp: number | string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

export function createSigned({ secret, clock, url, connections, ackWithin }: SignedOptions): Signed {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });

  function send(raw: Raw, abort?: AbortSignal): Promise<Answered> {
    const { body, type = 'application/json', timestamp = Math.floor(clock.now() / 1000) } = raw;
    const to = url();
    if (to === undefined) return Promise.resolve(broken);
    return new Promise((resolve) => {
      const headers = {
        'content-type': type,
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'x-slack-request-timestamp': String(timestamp),
        'x-slack-signature': raw.signature ?? signatureOf(secret, timestamp, body),
        ...raw.headers,
      };
      const outgoing = request(to, { method: 'POST', agent, headers, ...(abort && { signal: abort }) }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece) => {
          text += piece;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }));
        answer.on('error', () => resolve(broken));
      });
      outgoing.on('error', () => resolve(broken));
      outgoing.end(body);
    });
  }

  return {
    async courier(parcel, { number, reason }) {
      const retry = number > 0 && {
        'x-slack-retry-num': String(number),
        'x-slack-retry-reason': reason ?? 'http_error',
      };
      const abort = new AbortController();
      const late = clock.wait(clock.now() + ackWithin, () => abort.abort());
      const { status, headers } = await send({ ...written(parcel), headers: { ...retry } }, abort.signal);
      late();
      if (status >= 200 && status < 300) return { received: true };
      const why = abort.signal.aborted ? 'http_timeout' : status === 0 ? 'connection_failed' : 'http_error';
      return { received: false, reason: why, final: headers['x-slack-no-retry'] === '1' };
    },
    request: send,
    stop: () => agent.destroy(),
  };
}

const broken: Answered = { status: 0, headers: {}, body: '' };

/** Events are JSON; commands are forms; interactions are JSON within a form. */
function written({ type, payload }: Parcel): Pick<Raw, 'body' | 'type'> {
  if (type === 'events_api') return { body: JSON.stringify(payload) };
  const form = type === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
  return { body: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded' };
}
