// Slack's own client, kept from doing what the outbox does: it sends once, answers within ten seconds, and waits for nobody.
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Logger } from '../../src/log.ts';
import { boltLogger } from './logger.ts';
import type { Method } from './needs.ts';

/** A call that was not answered by then is `unknown`, ms. */
const TIMEOUT = 10_000;
/** Seconds to wait where Slack says "too many" and not for how long. */
const WAIT_UNSAID = '30';

/** `apiUrl` redirects every call. */
export function clientOptions(apiUrl: string | undefined, log: Logger): WebClientOptions {
  return {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    allowAbsoluteUrls: false,
    fetch: fetchWithWait,
    logger: boltLogger(log),
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    timeout: TIMEOUT,
  };
}

/** The client throws something unreadable at a 429 that does not say for how long. */
const fetchWithWait: NonNullable<WebClientOptions['fetch']> = async (address, request) => {
  const answer = await fetch(address, request);
  if (answer.status !== 429 || /^\d+$/.test(answer.headers.get('retry-after') ?? '')) return answer;
  return new Response(null, { status: 429, headers: { 'retry-after': WAIT_UNSAID } });
};

/** One method of the Web API: resolves with Slack's answer, rejects with what `failureOf` reads. */
export type Caller = (method: Method, fields: object) => Promise<Record<string, unknown>>;

export function callerFor(token: string, options: WebClientOptions): Caller {
  const client = new WebClient(token, options);
  return async (method, fields) => ({ ...(await client.apiCall(method, { ...fields })) });
}
