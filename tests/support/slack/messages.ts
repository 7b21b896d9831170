// chat.postMessage and chat.postEphemeral: what Slack takes, and what it refuses.
// https://docs.slack.dev/reference/methods/chat.postMessage and …/chat.postEphemeral
import { faultsOfBlocks } from './blocks.ts';
import type { Answer, Arguments, Caller } from './methods.ts';
import { type Channel, directOf, type Json, type Message, type State, see } from './state.ts';

const refuse = (error: string, messages?: readonly string[]): Answer => ({
  ...{ ok: false, error },
  ...(messages && { response_metadata: { messages } }),
});

export function postMessage(state: State, { workspace, posted }: Caller, given: Arguments): Answer {
  const channel = addressed(workspace, String(given['channel'] ?? ''));
  if (!channel) return refuse('channel_not_found');
  const fault = closed(channel, workspace.botUser) ?? content(state, given) ?? threadOf(channel, given);
  if (fault) return fault;
  const message = messageOf(state, given, workspace.botUser);
  channel.messages.push(message);
  see(state, workspace, channel, message);
  posted(channel, message);
  return { ok: true, channel: channel.id, ts: message.ts, message: publicForm(message, workspace.botId, true) };
}

export function postEphemeral(state: State, { workspace }: Caller, given: Arguments): Answer {
  const channel = workspace.channels.get(String(given['channel'] ?? ''));
  if (!channel) return refuse('channel_not_found');
  const user = String(given['user'] ?? '');
  const fault = closed(channel, workspace.botUser) ?? content(state, given) ?? threadOf(channel, given);
  if (fault) return fault;
  if (!workspace.members.has(user)) return refuse('user_not_found');
  if (!channel.members.has(user)) return refuse('user_not_in_channel');
  const message = messageOf(state, given, workspace.botUser);
  see(state, workspace, channel, message, user);
  return { ok: true, message_ts: message.ts };
}

/** A message as the other methods and events show it. */
export function publicForm(message: Message, botId: string, metadata: boolean): Json {
  return {
    ...{ type: 'message', user: message.user, ts: message.ts, text: message.text },
    ...(message.own && { bot_id: botId }),
    ...(message.blocks && { blocks: message.blocks }),
    ...(message.thread !== undefined && { thread_ts: message.thread }),
    ...(message.files && { files: message.files }),
    ...(metadata && message.metadata && { metadata: message.metadata }),
  };
}

/** A channel by its id, or the direct messages with a member by theirs. */
function addressed(workspace: Caller['workspace'], id: string): Channel | undefined {
  if (workspace.members.has(id) && id !== workspace.botUser) return directOf(workspace, id);
  return workspace.channels.get(id);
}

function closed(channel: Channel, bot: string): Answer | undefined {
  if (channel.archived) return refuse('is_archived');
  return channel.members.has(bot) ? undefined : refuse('not_in_channel');
}

function content(state: State, { text, blocks, metadata }: Arguments): Answer | undefined {
  const empty = text === undefined || text === '';
  if (empty && blocks === undefined) return refuse('no_text');
  if (text !== undefined && typeof text !== 'string') return refuse('invalid_arguments');
  if (typeof text === 'string' && text.length > 40_000) return refuse('msg_too_long');
  const faults = blocks === undefined ? [] : faultsOfBlocks(blocks, 'message');
  if (faults.length > 0) return refuse('invalid_blocks', faults);
  if (metadata !== undefined && !isMetadata(metadata)) return refuse('invalid_metadata_format');
  if (empty) state.warnings.push('missing_text_in_message');
  return undefined;
}

function isMetadata(metadata: unknown): boolean {
  const { event_type, event_payload } = (metadata ?? {}) as Json;
  return typeof event_type === 'string' && event_type !== '' && typeof event_payload === 'object' && !!event_payload;
}

function threadOf(channel: Channel, given: Arguments): Answer | undefined {
  const thread = given['thread_ts'];
  if (thread === undefined) return undefined;
  if (channel.messages.some(({ ts, thread: of }) => ts === thread || of === thread)) return undefined;
  return refuse('cannot_reply_to_message');
}

function messageOf(state: State, given: Arguments, user: string): Message {
  return {
    ...{ ts: state.stamp(), user, text: String(given['text'] ?? ''), own: true },
    ...(Array.isArray(given['blocks']) && { blocks: given['blocks'] as Json[] }),
    ...(given['thread_ts'] !== undefined && { thread: String(given['thread_ts']) }),
    ...(given['metadata'] !== undefined && { metadata: given['metadata'] as Json }),
  };
}
