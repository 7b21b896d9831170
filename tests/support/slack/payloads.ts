// What Slack tells an app, as its manual has it.
// https://docs.slack.dev/reference/events, …/interactivity/implementing-slash-commands, …/reference/interaction-payloads
import { publicForm } from './messages.ts';
import { stored } from './shown.ts';
import type { Channel, Json, Member, Message, Sight, State, Workspace } from './state.ts';

/** Around each event. `at`: seconds since 1970. */
export function envelope(workspace: Workspace, id: string, at: number, event: Json): Json {
  const bot = { enterprise_id: null, team_id: workspace.id, user_id: workspace.botUser, is_bot: true };
  return {
    ...{ token: 'legacy', team_id: workspace.id, context_team_id: workspace.id, api_app_id: 'ACANYU', event },
    ...{ type: 'event_callback', event_id: id, event_time: Math.floor(at), is_ext_shared_channel: false },
    authorizations: [{ ...bot, is_enterprise_install: false }],
    event_context: `4-${id}`,
  };
}

export function messageEvent(workspace: Workspace, { id, kind }: Channel, message: Message): Json {
  return {
    ...publicForm(message, workspace.botId, false),
    ...{ channel: id, channel_type: kind, event_ts: message.ts, team: workspace.id },
    ...(message.own ? {} : { client_msg_id: `msg-${message.ts}` }),
    ...(message.files && { subtype: 'file_share', upload: true, display_as_bot: false, bot_id: null }),
  };
}

export function mentionEvent(workspace: Workspace, channel: Channel, message: Message): Json {
  const { channel_type: _, ...rest } = messageEvent(workspace, channel, message);
  return { ...rest, type: 'app_mention' };
}

/** A picture as https://docs.slack.dev/reference/events/message/file_share has it. */
export function fileObject(id: string, more: Json = {}): Json {
  return {
    ...{ id, created: 1529342081, name: 'ghostrap.png', title: 'ghostrap.png', mimetype: 'image/png', filetype: 'png' },
    ...{ mode: 'hosted', is_external: false, is_public: false, user: 'U061F7AUR', size: 196920 },
    url_private: `https://files.slack.com/files-pri/T061EG9R6-${id}/ghostrap.png`,
    permalink: `https://fans.slack.com/files/U061F7AUR/${id}/ghostrap.png`,
    ...more,
  };
}

/** Somebody wrote it anew. `ts` is of the change. */
export function changedEvent(
  workspace: Workspace,
  channel: Channel,
  before: Message,
  after: Message,
  ts: string,
): Json {
  const form = (one: Message) => publicForm(one, workspace.botId, false);
  const edited = { user: after.user, ts };
  return {
    ...{ type: 'message', subtype: 'message_changed', hidden: true, channel: channel.id, channel_type: channel.kind },
    ...{ ts, event_ts: ts, message: { ...form(after), edited }, previous_message: form(before) },
  };
}

/** Somebody took it back. */
export function deletedEvent(workspace: Workspace, channel: Channel, before: Message, ts: string): Json {
  return {
    ...{ type: 'message', subtype: 'message_deleted', hidden: true, channel: channel.id, channel_type: channel.kind },
    ...{ ts, event_ts: ts, deleted_ts: before.ts, previous_message: publicForm(before, workspace.botId, false) },
  };
}

export function homeOpenedEvent(member: Member, channel: Channel, ts: string): Json {
  const view = member.home && { view: member.home };
  return { type: 'app_home_opened', user: member.id, channel: channel.id, event_ts: ts, tab: 'home', ...view };
}

interface Place {
  workspace: Workspace;
  member: Member;
  channel: Channel;
  trigger: string;
  responseUrl: string;
}

/** `/canyu quiz open demo` as it was typed. */
export function slashCommand({ workspace, member, channel, trigger, responseUrl }: Place, typed: string): Json {
  const [command = '', ...rest] = typed.split(' ');
  return {
    ...{ token: 'legacy', team_id: workspace.id, team_domain: workspace.id.toLowerCase(), api_app_id: 'ACANYU' },
    ...{ channel_id: channel.id, channel_name: channel.kind === 'im' ? 'directmessage' : channel.name },
    ...{ user_id: member.id, user_name: member.name, command, text: stored(rest.join(' ')) },
    ...{ is_enterprise_install: 'false', response_url: responseUrl, trigger_id: trigger },
  };
}

function interaction({ workspace, member, trigger }: Place, type: string): Json {
  return {
    ...{
      type,
      token: 'legacy',
      api_app_id: 'ACANYU',
      trigger_id: trigger,
      enterprise: null,
      is_enterprise_install: false,
    },
    team: { id: workspace.id, domain: workspace.id.toLowerCase() },
    user: { id: member.id, username: member.name, name: member.name, team_id: workspace.id },
  };
}

/** A button under a message. `ts` is of the press. */
export function pressed(place: Place, sight: Sight, index: number, ts: string): Json {
  const { channel, responseUrl } = place;
  const { ts: message_ts, thread, sent } = sight;
  const threaded = thread === undefined ? {} : { thread_ts: thread };
  const message = { type: 'message', user: place.workspace.botUser, bot_id: place.workspace.botId, ts: message_ts };
  return {
    ...interaction(place, 'block_actions'),
    ...{ channel: { id: channel.id, name: channel.name }, response_url: responseUrl, state: { values: {} } },
    container: { type: 'message', message_ts, channel_id: channel.id, is_ephemeral: sight.ephemeral, ...threaded },
    ...(!sight.ephemeral && { message: { ...message, text: sent['text'], blocks: sent['blocks'], ...threaded } }),
    actions: [action(sight.buttons[index]!, ts)],
  };
}

/** A button on the home tab. */
export function pressedAtHome(place: Place, button: Sight['buttons'][number], ts: string): Json {
  const view = place.member.home ?? {};
  return {
    ...interaction(place, 'block_actions'),
    ...{ container: { type: 'view', view_id: view['id'] }, view, actions: [action(button, ts)] },
  };
}

function action(
  { label, value, action: action_id, block: block_id }: Sight['buttons'][number],
  action_ts: string,
): Json {
  return { type: 'button', action_id, block_id, text: { type: 'plain_text', text: label }, value, action_ts };
}

/** "Send as feedback" in the menu of a message. */
export function messageShortcut(place: Place, callback: string, message: Message, ts: string): Json {
  const { channel, workspace, responseUrl } = place;
  return {
    ...interaction(place, 'message_action'),
    ...{ callback_id: callback, action_ts: ts, message_ts: message.ts, response_url: responseUrl },
    ...{ channel: { id: channel.id, name: channel.name }, message: publicForm(message, workspace.botId, false) },
  };
}

/** Of the workspace's own life: `app_uninstalled`, `tokens_revoked`. */
export function lifeEvent(state: State, workspace: Workspace, type: 'app_uninstalled' | 'tokens_revoked'): Json {
  const tokens = type === 'tokens_revoked' && { tokens: { oauth: [], bot: [workspace.botUser] } };
  return { type, ...tokens, event_ts: state.stamp() };
}
