// What an answer of Slack's, or the lack of one, means for a delivery.
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import type { Outcome } from '../../src/chat/platform.ts';

/** What went wrong with a call. `code` is Slack's own word for it where it gave one. */
export type Failure =
  /** The token opens nothing any more: the workspace has to be connected anew. */
  | { type: 'offline'; code: string }
  /** The installation lacks a permission. */
  | { type: 'scope'; code: string; needed: string }
  | { type: 'refused'; code: string }
  /** Nothing was done; worth another try after so many ms. */
  | { type: 'retry'; after: number; code: string }
  | { type: 'unknown'; code: string };

/** https://docs.slack.dev/reference/methods/auth.test#errors: what ends every method of a token. */
const OFFLINE = [
  'account_inactive',
  'app_uninstalled',
  'invalid_auth',
  'not_authed',
  'org_login_required',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
];

/** Slack's words for "not now", with how long to wait, ms. */
const NOT_NOW: Readonly<Record<string, number>> = {
  ratelimited: 30_000,
  rate_limited: 30_000,
  request_timeout: 1000,
  service_unavailable: 5000,
  team_added_to_org: 60_000,
};

/** Something of it may have been done. */
const PERHAPS = ['fatal_error', 'internal_error'];

/** Faults of the network from before a request went out. */
const NOT_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_.*|ERR_SSL_.*|.*_CERT.*)$/;
/** After a refused connection, ms. */
const RECONNECT = 5000;
/** After an answer that Slack did not give: something between it and us, ms. */
const ELSEWHERE = 30_000;

/** What was thrown by a call; throws it again where it is none of Slack's or the network's. */
export function failureOf(error: unknown): Failure {
  if (error instanceof WebAPIPlatformError) return failureOfAnswer(error.data);
  if (error instanceof WebAPIRateLimitedError)
    return { type: 'retry', after: error.retryAfter * 1000, code: 'ratelimited' };
  if (error instanceof WebAPIHTTPError) {
    const code = `http_${error.statusCode}`;
    return error.statusCode >= 500 ? { type: 'unknown', code } : { type: 'retry', after: ELSEWHERE, code };
  }
  if (error instanceof WebAPIRequestError) {
    const code = codeOf(error.original);
    return NOT_SENT.test(code) ? { type: 'retry', after: RECONNECT, code } : { type: 'unknown', code };
  }
  throw error;
}

function failureOfAnswer(data: { error?: unknown; needed?: unknown }): Failure {
  const code = String(data.error ?? 'no_error_given');
  if (OFFLINE.includes(code)) return { type: 'offline', code };
  if (code === 'missing_scope') return { type: 'scope', code, needed: String(data.needed ?? '') };
  if (NOT_NOW[code] !== undefined) return { type: 'retry', after: NOT_NOW[code], code };
  return PERHAPS.includes(code) ? { type: 'unknown', code } : { type: 'refused', code };
}

/** The code of what lies at the bottom of a failed request; its name where there is none. */
function codeOf(error: unknown): string {
  let found = 'unknown';
  for (let depth = 0, at = error; depth < 5 && at instanceof Error; depth += 1, at = at.cause) {
    const { code } = at as { code?: unknown };
    found = typeof code === 'string' ? code : at.name;
    if (typeof code === 'string') break;
  }
  return found;
}

/** A failure as the outbox is told it. */
export function outcomeOf(failure: Failure): Outcome {
  switch (failure.type) {
    case 'offline':
      return { type: 'offline' };
    case 'scope':
      return { type: 'refused', reason: `${failure.code}: ${failure.needed}` };
    case 'refused':
      return { type: 'refused', reason: failure.code };
    case 'retry':
      return { type: 'retry', after: failure.after };
    case 'unknown':
      return { type: 'unknown' };
  }
}
