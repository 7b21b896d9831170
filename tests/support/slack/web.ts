// The border of the Web API: reads a call as Slack reads it, lets the planned fault happen, answers.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, Faults } from './faults.ts';
import { type App, answer } from './methods.ts';
import { directOf, type Json, type State } from './state.ts';

/** Arguments that Slack takes as JSON within a form. */
const NESTED = ['blocks', 'metadata', 'view', 'attachments'];

/** Every call that reached this Slack and was processed, with what it answered. */
export interface Processed {
  method: string;
  given: Json;
  answer: Json;
}

export interface Web {
  state: State;
  app: App;
  faults: Faults;
  processed: Processed[];
  /** Calls that came and are not answered yet; those that hang are not among them. */
  underWay: Set<ServerResponse>;
}

export async function serveCall(web: Web, request: IncomingMessage, response: ServerResponse): Promise<void> {
  web.underWay.add(response);
  response.on('close', () => web.underWay.delete(response));
  const method = new URL(request.url ?? '', 'http://slack').pathname.replace(/^\/api\//, '');
  const given = readArguments(await bodyOf(request), request.headers['content-type'] ?? '');
  const fault = given && web.faults.next({ method, channel: channelOfCall(web, given), team: teamOf(web, request) });
  if (fault?.type === 'hang') web.underWay.delete(response);
  if (fault && !('when' in fault && fault.when === 'after')) return fail(fault, response);
  const result = given
    ? answer(web.state, web.app, method, tokenOf(request, given), given)
    : { ok: false, error: 'invalid_form_data' };
  web.processed.push({ method, given: given ?? {}, answer: result });
  web.state.changed();
  if (fault) return fail(fault, response);
  reply(response, 200, result);
}

function fail(fault: Fault, response: ServerResponse): void {
  switch (fault.type) {
    case 'rate limit':
      response.setHeader('Retry-After', String(fault.seconds));
      return reply(response, 429, { ok: false, error: 'ratelimited' });
    case 'status':
      response.writeHead(fault.code, { 'content-type': 'text/html' }).end('<h1>Something went wrong</h1>');
      return;
    case 'error':
      return reply(response, 200, { ok: false, error: fault.error });
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'hang':
      return;
  }
}

export function reply(response: ServerResponse, status: number, body: Json): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

export async function bodyOf(stream: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

/** Undefined where Slack could not read it. */
function readArguments(body: string, type: string): Json | undefined {
  const isJson = type.startsWith('application/json');
  const given = isJson ? parsed(body) : Object.fromEntries(new URLSearchParams(body));
  if (typeof given !== 'object' || given === null) return undefined;
  const read: Json = { ...given };
  for (const name of NESTED) {
    const value = read[name];
    if (typeof value === 'string') read[name] = parsed(value) ?? value;
  }
  return read;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function tokenOf(request: IncomingMessage, given?: Json): string | undefined {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  return bearer ?? (typeof given?.['token'] === 'string' ? given['token'] : undefined);
}

function teamOf({ state }: Web, request: IncomingMessage): string | undefined {
  const token = tokenOf(request);
  return [...state.workspaces.values()].find((one) => one.token !== undefined && one.token === token)?.id;
}

/** The channel a call is about; a member's id means the direct messages with them. */
function channelOfCall({ state }: Web, given: Json): string | undefined {
  const id = given['channel'];
  if (typeof id !== 'string') return undefined;
  const home = [...state.workspaces.values()].find(({ members }) => members.has(id));
  return home ? directOf(home, id).id : id;
}
