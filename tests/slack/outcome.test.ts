// What an answer of Slack's means for a delivery.
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { failureOf, outcomeOf } from '../../adapters/slack/outcome.ts';
import type { Outcome } from '../../src/chat/platform.ts';

const refusal = (error: string, more: object = {}) => new WebAPIPlatformError({ ok: false, error, ...more } as never);

function network(code: string): WebAPIRequestError {
  const cause = Object.assign(new Error('connect'), { code });
  return new WebAPIRequestError(new TypeError('fetch failed', { cause }));
}

const timeout = new WebAPIRequestError(new DOMException('The operation was aborted', 'TimeoutError') as Error);

describe('an outcome for every way it can go', () => {
  test.each<[string, unknown, Outcome]>([
    ['too many: as long as Slack says', new WebAPIRateLimitedError(7), { type: 'retry', after: 7000 }],
    ['too many, in the answer itself', refusal('ratelimited'), { type: 'retry', after: 30_000 }],
    ['Slack is not there', network('ECONNREFUSED'), { type: 'retry', after: 5000 }],
    ['Slack has no address', network('ENOTFOUND'), { type: 'retry', after: 5000 }],
    ['no connection in time', network('UND_ERR_CONNECT_TIMEOUT'), { type: 'retry', after: 5000 }],
    ['the connection broke after something was sent', network('ECONNRESET'), { type: 'unknown' }],
    ['the other side closed', network('UND_ERR_SOCKET'), { type: 'unknown' }],
    ['no answer in time', timeout, { type: 'unknown' }],
    ['500', new WebAPIHTTPError(500, 'x', {}, '<h1>'), { type: 'unknown' }],
    ['503', new WebAPIHTTPError(503, 'x', {}, '<h1>'), { type: 'unknown' }],
    ['403 from something in between', new WebAPIHTTPError(403, 'x', {}, ''), { type: 'retry', after: 30_000 }],
    ['something of it may have been done', refusal('fatal_error'), { type: 'unknown' }],
    ['not now', refusal('service_unavailable'), { type: 'retry', after: 5000 }],
    ['no such channel', refusal('channel_not_found'), { type: 'refused', reason: 'channel_not_found' }],
    ['an archived channel', refusal('is_archived'), { type: 'refused', reason: 'is_archived' }],
    ['a word Slack has never said before', refusal('no_such_word'), { type: 'refused', reason: 'no_such_word' }],
    [
      'a permission is missing',
      refusal('missing_scope', { needed: 'im:write' }),
      { type: 'refused', reason: 'missing_scope: im:write' },
    ],
    ['a revoked token', refusal('token_revoked'), { type: 'offline' }],
    ['a wrong token', refusal('invalid_auth'), { type: 'offline' }],
    ['the app is gone there', refusal('account_inactive'), { type: 'offline' }],
  ])('%s', (_, error, outcome) => {
    expect(outcomeOf(failureOf(error))).toEqual(outcome);
  });

  test('a fault of our own is none of Slack’s, and is thrown on', () => {
    expect(() => failureOf(new TypeError('undefined is not a function'))).toThrow('undefined is not a function');
  });
});
