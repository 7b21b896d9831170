// Events about what people write, and about their opening the App Home -> messages. Pure.
import type { InboundMessage } from '../../src/chat/message.ts';
import { mediaIn } from './files.ts';
import { homeOf, instantOf, inTeam, isId, isTimestamp } from './ids.ts';
import { type Fields, fieldsOf, textOf } from './json.ts';
import { decode, withoutMention } from './markup.ts';

/** The types of the events we listen to; `message` comes from several subscriptions. */
export type EventType = 'message' | 'app_mention' | 'app_home_opened' | 'app_uninstalled' | 'tokens_revoked';

/** A post is still a person's own words when it carries a file, or is shown in the channel too. https://docs.slack.dev/reference/events/message */
const SUBTYPES: readonly unknown[] = [undefined, 'file_share', 'thread_broadcast', 'me_message'];

/** A post that an event is about: as it stood first, or as it stands after an edit. */
interface Post {
  fields: Fields;
  edited: boolean;
  /** When it was written, or edited. */
  timestamp: string;
}

export function readEvent(body: Fields, team: string, botUser: string | undefined): InboundMessage | undefined {
  const event = fieldsOf(body.event);
  const id = textOf(body.event_id);
  if (id === undefined || id === '') return undefined;
  const us = botUser ?? botOf(body);
  switch (event.type as EventType) {
    case 'message':
    case 'app_mention':
      return readPost(event, team, id, us);
    case 'app_home_opened':
      return readHome(event, team, id);
    default:
      return undefined;
  }
}

/** An installation of ours that the event is for, by its bot. */
function botOf(body: Fields): string | undefined {
  const first = fieldsOf(Array.isArray(body.authorizations) ? body.authorizations[0] : undefined);
  return first.is_bot === true && isId(first.user_id) ? first.user_id : undefined;
}

function readPost(event: Fields, team: string, id: string, us: string | undefined): InboundMessage | undefined {
  const { channel } = event;
  const post = postOf(event);
  if (!post || !isId(channel)) return undefined;
  const { user, text, thread_ts, bot_id, ts, files } = post.fields;
  // Slack writes `"bot_id": null` into a person's post that carries files.
  if (!isId(user) || user === us || (bot_id ?? undefined) !== undefined || user === 'USLACKBOT') return undefined;
  if (!isTimestamp(ts)) return undefined;
  const direct = event.channel_type === 'im' || channel.startsWith('D');
  const written = textOf(text) ?? '';
  const unmentioned = us === undefined ? undefined : withoutMention(written, us);
  const media = mediaIn(files);
  if (written === '' && media.length === 0 && event.type === 'message') return undefined;
  return {
    platform: 'slack',
    event: id,
    ...(!post.edited && { twin: `${team} ${channel} ${ts}` }),
    account: inTeam(team, user),
    name: nameIn(post.fields) ?? user,
    ...(!direct && { room: inTeam(team, channel) }),
    ...(!direct && isTimestamp(thread_ts) && { thread: thread_ts }),
    text: decode(unmentioned ?? written),
    ...(media.length > 0 && { media }),
    addressed: direct || unmentioned !== undefined || event.type === 'app_mention',
    ...(post.edited && { edited: true }),
    sentAt: new Date(instantOf(post.timestamp)),
  };
}

function postOf(event: Fields): Post | undefined {
  if (event.subtype === 'message_changed') return editIn(event);
  if (!SUBTYPES.includes(event.subtype) || event.hidden === true || !isTimestamp(event.ts)) return undefined;
  return { fields: event, edited: false, timestamp: event.ts };
}

/** Slack also calls it a change when it adds a preview, or counts replies: only another text is another version. */
function editIn(event: Fields): Post | undefined {
  const fields = fieldsOf(event.message);
  const before = fieldsOf(event.previous_message);
  const timestamp = fieldsOf(fields.edited).ts ?? event.event_ts ?? event.ts;
  if (!SUBTYPES.includes(fields.subtype) || fields.text === before.text || !isTimestamp(timestamp)) return undefined;
  return { fields, edited: true, timestamp };
}

function readHome(event: Fields, team: string, id: string): InboundMessage | undefined {
  const { user, tab, event_ts } = event;
  if (tab !== 'home' || !isId(user) || !isTimestamp(event_ts)) return undefined;
  return {
    platform: 'slack',
    event: id,
    account: inTeam(team, user),
    name: user,
    room: homeOf(team),
    text: 'home',
    addressed: true,
    sentAt: new Date(instantOf(event_ts)),
  };
}

function nameIn(fields: Fields): string | undefined {
  const { display_name, real_name, name } = fieldsOf(fields.user_profile);
  return [display_name, real_name, name].map(textOf).find((one) => one !== undefined && one !== '');
}
