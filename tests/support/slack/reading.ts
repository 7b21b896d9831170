// The methods that read: conversations, people.
// https://docs.slack.dev/reference/methods/conversations.history and its neighbours
import { publicForm } from './messages.ts';
import type { Answer, Arguments, Caller } from './methods.ts';
import { type Channel, directOf, type Json, type Message, type State } from './state.ts';

const refuse = (error: string): Answer => ({ ok: false, error });

export function openConversation(_: State, { workspace }: Caller, given: Arguments): Answer {
  const users = String(given['users'] ?? '').split(',');
  if (users.length !== 1) return refuse('too_many_users');
  if (!workspace.members.has(users[0]!)) return refuse('user_not_found');
  if (users[0] === workspace.botUser) return refuse('cannot_dm_bot');
  return { ok: true, channel: { id: directOf(workspace, users[0]!).id } };
}

export function conversationInfo(_: State, { workspace }: Caller, given: Arguments): Answer {
  const channel = workspace.channels.get(String(given['channel'] ?? ''));
  if (!channel) return refuse('channel_not_found');
  const { id, name, kind, archived } = channel;
  const kinds = { is_channel: kind === 'channel', is_group: kind === 'group', is_im: kind === 'im' };
  return { ok: true, channel: { id, name, ...kinds, is_archived: archived, is_member: isMember(channel, workspace) } };
}

/** Newest first, without replies in threads. */
export function history(_: State, caller: Caller, given: Arguments): Answer {
  return page(caller, given, (channel) =>
    channel.messages.filter(({ ts, thread }) => thread === undefined || thread === ts).reverse(),
  );
}

/** The message that began a thread and its replies, oldest first. */
export function replies(_: State, caller: Caller, given: Arguments): Answer {
  const root = given['ts'];
  const found = (channel: Channel) => channel.messages.filter(({ ts, thread }) => ts === root || thread === root);
  const channel = caller.workspace.channels.get(String(given['channel'] ?? ''));
  if (channel && found(channel).length === 0) return refuse('thread_not_found');
  return page(caller, given, found);
}

function page({ workspace }: Caller, given: Arguments, all: (channel: Channel) => Message[]): Answer {
  const channel = workspace.channels.get(String(given['channel'] ?? ''));
  if (!channel) return refuse('channel_not_found');
  if (!isMember(channel, workspace)) return refuse('not_in_channel');
  const limit = given['limit'] === undefined ? 100 : Number(given['limit']);
  if (!(limit >= 1 && limit <= 999)) return refuse('invalid_limit');
  const begin = given['cursor'] ? Number(given['cursor']) : 0;
  if (!Number.isInteger(begin)) return refuse('invalid_cursor');
  const within = all(channel).filter(({ ts }) => isWithin(ts, given));
  const next = begin + limit;
  const metadata = String(given['include_all_metadata']) === 'true';
  return {
    ok: true,
    messages: within.slice(begin, next).map((message) => publicForm(message, workspace.botId, metadata)),
    has_more: next < within.length,
    response_metadata: { next_cursor: next < within.length ? String(next) : '' },
  };
}

function isWithin(ts: string, { oldest, latest, inclusive }: Arguments): boolean {
  const at = Number(ts);
  const edge = String(inclusive) === 'true' && (at === Number(oldest) || at === Number(latest));
  return edge || (at > Number(oldest ?? 0) && at < Number(latest ?? Number.POSITIVE_INFINITY));
}

function isMember(channel: Channel, workspace: Caller['workspace']): boolean {
  return channel.members.has(workspace.botUser);
}

export function userInfo(_: State, { workspace }: Caller, given: Arguments): Answer {
  const member = workspace.members.get(String(given['user'] ?? ''));
  if (!member) return refuse('user_not_found');
  const { id, name, zone, locale } = member;
  const user: Json = {
    ...{ id, team_id: workspace.id, name, real_name: name, deleted: false, is_bot: id === workspace.botUser },
    ...{ tz: zone, profile: { display_name: name, real_name: name } },
    ...(String(given['include_locale']) === 'true' && { locale }),
  };
  return { ok: true, user };
}
