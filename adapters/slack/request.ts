// A request as it came over HTTP: its raw body, and what that says. https://docs.slack.dev/apis/events-api/using-http-request-urls
import type { IncomingMessage } from 'node:http';
import { type Fields, isObject } from './json.ts';

/** Slack's own requests are far smaller. */
const LARGEST = 1024 * 1024;
/** Of a body that is too large, so much is still read and thrown away: whoever sends it gets to read our answer. */
const LARGEST_DISCARDED = 16 * LARGEST;

/** The raw body; undefined where it is too large. Rejects where the connection breaks. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= LARGEST) parts.push(part);
    else parts.length = 0;
    if (size > LARGEST_DISCARDED) return undefined;
  }
  return size > LARGEST ? undefined : Buffer.concat(parts);
}

/** Events come as JSON, commands as a form, interactions as JSON in a form; undefined for everything else. */
export function parseBody(body: Buffer, contentType: string | undefined): Fields | undefined {
  const text = body.toString('utf8');
  const kind = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  if (kind === 'application/json') return parseObject(text);
  if (kind !== 'application/x-www-form-urlencoded') return undefined;
  const form = new URLSearchParams(text);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : parseObject(payload);
}

function parseObject(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
