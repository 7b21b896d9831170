// Slash commands, pressed buttons and message shortcuts -> messages. Pure.
import type { InboundMessage } from '../../src/chat/message.ts';
import { mediaIn } from './files.ts';
import { homeOf, instantOf, inTeam, isId, isTimestamp } from './ids.ts';
import { type Fields, fieldsOf, itemsOf, textOf } from './json.ts';
import { decode } from './markup.ts';

/** The slash command and the message shortcut, as the manifest declares them. */
export const COMMAND = '/canyu';
export const SHORTCUT = 'canyu_feedback';

/** `/canyu quiz board`, in the room where it was typed, at `now` (ms): Slack tells no time. https://docs.slack.dev/interactivity/implementing-slash-commands */
export function readCommand(body: Fields, team: string, now: number): InboundMessage | undefined {
  const { command, user_id, channel_id, trigger_id, text, user_name } = body;
  if (command !== COMMAND || !isId(user_id) || !isId(channel_id) || !isTrigger(trigger_id)) return undefined;
  const asked = decode(textOf(text) ?? '').trim();
  return {
    platform: 'slack',
    event: `command ${trigger_id}`,
    account: inTeam(team, user_id),
    name: textOf(user_name) || user_id,
    ...(!channel_id.startsWith('D') && { room: inTeam(team, channel_id) }),
    text: asked === '' ? 'help' : asked,
    addressed: true,
    sentAt: new Date(now),
  };
}

/** A message for each button that was pressed. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function readAction(body: Fields, team: string): InboundMessage[] {
  const { user, channel, container, message, view, trigger_id } = body;
  const { id: account } = fieldsOf(user);
  if (!isId(account) || !isTrigger(trigger_id)) return [];
  const where = placeOfPress(team, fieldsOf(channel).id ?? fieldsOf(container).channel_id, fieldsOf(view).type);
  if (!where) return [];
  const thread = [fieldsOf(message).thread_ts, fieldsOf(container).thread_ts].find(isTimestamp);
  return itemsOf(body.actions).flatMap((item, index) => {
    const { type, value, action_ts } = fieldsOf(item);
    const choice = textOf(value);
    if (type !== 'button' || choice === undefined || choice === '' || !isTimestamp(action_ts)) return [];
    return {
      platform: 'slack',
      event: `action ${trigger_id} ${index}`,
      account: inTeam(team, account),
      name: nameOf(fieldsOf(user)) ?? account,
      ...where,
      ...(where.room !== undefined && thread !== undefined && { thread }),
      text: choice,
      choice,
      addressed: true,
      sentAt: new Date(instantOf(action_ts)),
    };
  });
}

function placeOfPress(team: string, channel: unknown, view: unknown): { room?: string } | undefined {
  if (view === 'home') return { room: homeOf(team) };
  if (!isId(channel)) return undefined;
  return channel.startsWith('D') ? {} : { room: inTeam(team, channel) };
}

/**
 * "Send as feedback" on somebody's message: said to the bot alone by whoever chose it. It is a choice as well, so that it answers no
 * question they are in the middle of; and behind the colon nothing that somebody else wrote is a command ("close ideas").
 * https://docs.slack.dev/interactivity/implementing-shortcuts
 */
export function readShortcut(body: Fields, team: string): InboundMessage | undefined {
  const { callback_id, user, message, trigger_id, action_ts } = body;
  const { id: account } = fieldsOf(user);
  if (callback_id !== SHORTCUT || !isId(account) || !isTrigger(trigger_id) || !isTimestamp(action_ts)) return undefined;
  const { text, files } = fieldsOf(message);
  const written = decode(textOf(text) ?? '').trim();
  const media = mediaIn(files);
  const said = written === '' ? 'feedback' : `feedback : ${written}`;
  return {
    platform: 'slack',
    event: `shortcut ${trigger_id}`,
    account: inTeam(team, account),
    name: nameOf(fieldsOf(user)) ?? account,
    text: said,
    choice: said,
    ...(media.length > 0 && { media }),
    addressed: true,
    sentAt: new Date(instantOf(action_ts)),
  };
}

/** One for each press; the same when Slack sends it again. */
function isTrigger(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.-]{1,100}$/.test(value);
}

function nameOf({ name, username }: Fields): string | undefined {
  return [name, username].map(textOf).find((one) => one !== undefined && one !== '');
}
