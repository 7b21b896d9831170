// Whether a request really is Slack's, and fresh. https://docs.slack.dev/authentication/verifying-requests-from-slack
import { createHmac, timingSafeEqual } from 'node:crypto';

/** A request is taken so long before and after its own time, s: what is older or younger may be a replay or a forgery. */
const WINDOW = 300;

export interface Signed {
  /** X-Slack-Request-Timestamp: s since 1970. */
  timestamp: string | undefined;
  /** X-Slack-Signature. */
  signature: string | undefined;
  /** As it came, before anything read it. */
  body: Buffer;
}

/** True for a request signed with `secret` within five minutes of `now` (ms), before or after. Takes the same time for any wrong signature. */
export function isGenuine({ timestamp, signature, body }: Signed, secret: string, now: number): boolean {
  if (timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now / 1000 - Number(timestamp)) > WINDOW) return false;
  const expected = Buffer.from(signatureOf(timestamp, body, secret));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The signature that Slack gives a body sent at `timestamp` (s). */
export function signatureOf(timestamp: string, body: Buffer | string, secret: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}
