// What Slack sends, inbound: an event, a slash command or an interaction -> messages. Pure.
import type { InboundMessage } from '../../src/chat/message.ts';
import { isId } from './ids.ts';
import { fieldsOf, isObject, textOf } from './json.ts';
import { type EventType, readEvent } from './posts.ts';
import { readAction, readCommand, readShortcut } from './presses.ts';

/** What a body alone does not tell. */
export interface Around {
  /** When it arrived, ms: the time of what Slack gives none (slash commands). */
  now: number;
  /** The bot's own account in that workspace. */
  botUser: string | undefined;
}

/** What a body tells about the app itself: it was removed there, or its token was taken back. */
export type Removal = 'app_uninstalled' | 'tokens_revoked';

/**
 * The workspace through which a body reached us; undefined for what is none of Slack's bodies. In a channel shared by two companies
 * that is not the one it was written in. https://docs.slack.dev/apis/events-api/#authorizations
 */
export function teamOf(body: unknown): string | undefined {
  const { authorizations, team, team_id, user, view } = fieldsOf(body);
  const authorization = fieldsOf(Array.isArray(authorizations) ? authorizations[0] : undefined);
  const found = [authorization.team_id, team_id, fieldsOf(team).id, fieldsOf(view).app_installed_team_id].find(isId);
  return found ?? (isId(fieldsOf(user).team_id) ? (fieldsOf(user).team_id as string) : undefined);
}

/** The messages that a body from `team` makes: none where it is nothing a person said to anybody. Nothing throws, whatever the body holds. */
export function inbound(body: unknown, team: string, around: Around): InboundMessage[] {
  if (!isObject(body)) return [];
  const read = readBody(body, team, around);
  return Array.isArray(read) ? read : read ? [read] : [];
}

function readBody(
  body: Record<string, unknown>,
  team: string,
  around: Around,
): InboundMessage | InboundMessage[] | undefined {
  if (textOf(body.command) !== undefined) return readCommand(body, team, around.now);
  switch (body.type) {
    case 'event_callback':
      return readEvent(body, team, around.botUser);
    case 'block_actions':
      return readAction(body, team);
    case 'message_action':
      return readShortcut(body, team);
    default:
      return undefined;
  }
}

/** Whether the app left the workspace: by the event, or because its bot's token was revoked. https://docs.slack.dev/reference/events/tokens_revoked */
export function removalIn(body: unknown): Removal | undefined {
  const { type, tokens } = fieldsOf(fieldsOf(body).event);
  const kind = type as EventType;
  if (kind === 'app_uninstalled') return kind;
  const { bot } = fieldsOf(tokens);
  return kind === 'tokens_revoked' && Array.isArray(bot) && bot.length > 0 ? kind : undefined;
}
