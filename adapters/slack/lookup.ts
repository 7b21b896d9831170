// Whether an earlier try arrived: the message is looked for by the delivery's id in its metadata.
// https://docs.slack.dev/messaging/message-metadata
import type { Delivery } from '../../src/chat/message.ts';
import type { Calls } from './calls.ts';
import { isId, placeOf } from './ids.ts';
import { fieldsOf, itemsOf, textOf } from './json.ts';
import { METADATA } from './outbound.ts';
import type { Workspace, Workspaces } from './workspaces.ts';

export type Found = 'sent' | 'absent' | 'unknown';

/** Messages a page. */
const PAGE = 200;
/** Beyond these, nobody can tell. */
const MOST_PAGES = 10;
/** Slack's clock may be behind ours by as much, ms. */
const SKEW = 60_000;

/** What only one person sees is in no history: `unknown`. `absent` is said only after everything since the delivery was made has been read. */
export async function lookUp(workspaces: Workspaces, calls: Calls, delivery: Delivery): Promise<Found> {
  const { id, address } = delivery;
  const place = placeOf(address);
  if (!place || place.type === 'private' || place.type === 'home') return 'unknown';
  const workspace = await workspaces.find(place.team);
  const made = instantOfId(id);
  if (!workspace || workspace === 'not yet' || made === undefined) return 'unknown';
  const channel = place.type === 'room' ? place.channel : await directWith(calls, workspace, place.user);
  if (channel === undefined) return 'unknown';
  return readBack(calls, workspace, { channel, thread: address.thread, oldest: Math.max(made - SKEW, 0), id });
}

interface Wanted {
  channel: string;
  thread: string | undefined;
  /** ms */
  oldest: number;
  id: string;
}

/** https://docs.slack.dev/reference/methods/conversations.history; in a thread https://docs.slack.dev/reference/methods/conversations.replies */
async function readBack(calls: Calls, workspace: Workspace, { channel, thread, oldest, id }: Wanted): Promise<Found> {
  const method = thread === undefined ? 'conversations.history' : 'conversations.replies';
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const called = await calls.call(workspace, method, {
      channel,
      ...(thread !== undefined && { ts: thread }),
      oldest: (oldest / 1000).toFixed(6),
      inclusive: true,
      include_all_metadata: true,
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    });
    if (called.type !== 'ok') return 'unknown';
    const { messages, response_metadata } = called.answer;
    if (itemsOf(messages).some((message) => isOf(message, id))) return 'sent';
    cursor = textOf(fieldsOf(response_metadata).next_cursor) || undefined;
    if (cursor === undefined) return 'absent';
  }
  return 'unknown';
}

function isOf(message: unknown, id: string): boolean {
  const { event_type, event_payload } = fieldsOf(fieldsOf(message).metadata);
  return event_type === METADATA && fieldsOf(event_payload).id === id;
}

/** https://docs.slack.dev/reference/methods/conversations.open */
async function directWith(calls: Calls, workspace: Workspace, user: string): Promise<string | undefined> {
  const called = await calls.call(workspace, 'conversations.open', { users: user });
  const { id } = fieldsOf(called.type === 'ok' ? called.answer.channel : undefined);
  return isId(id) ? id : undefined;
}

/** When a delivery was made, ms: its id is a UUID v7 and begins with the instant. */
function instantOfId(id: string): number | undefined {
  const match = /^([0-9a-f]{8})-([0-9a-f]{4})-7/.exec(id);
  return match ? Number.parseInt(`${match[1]}${match[2]}`, 16) : undefined;
}
