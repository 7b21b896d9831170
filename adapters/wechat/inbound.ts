// A message of wechaty -> InboundMessage, or nothing for what nobody said to anybody. Pure.
import type { MediaKind, MediaReference } from '../../src/chat/media.ts';
import type { InboundMessage } from '../../src/chat/message.ts';
import { isCard, readCard, readFileName, withoutQuotation } from './card.ts';
import { decodeText } from './decode.ts';
import { readMention } from './mention.ts';
import { isMachine, isNotice, tellsOfHaste } from './notices.ts';

/** A message with what belongs to it. https://github.com/wechaty/puppet/blob/main/src/schemas/message.ts */
export interface WeChatEvent {
  id: string;
  /** wechaty's number of its kind. */
  type: number;
  talker: string;
  name: string;
  /** Undefined: said to us alone. */
  room: string | undefined;
  text: string;
  /** Seconds or ms since 1970, as the gateway likes. */
  timestamp: number;
  /** The accounts that it mentions, where the gateway knows. */
  mentions: readonly string[];
  /** Written by an official account or a company's, not by a person. */
  official: boolean;
}

/** Who reads it, and when. */
export interface Reading {
  /** Our own account. */
  account: string;
  /** What people call us: the login's name, its name in the room, and those of the settings. */
  names: readonly string[];
  /** When this login began, ms. */
  since: number;
  /** When the event arrived, ms. */
  arrivedAt: number;
  /** The last thing this person heard ended with a menu. */
  offered: boolean;
}

/** wechaty's kinds of messages that may hold words. */
const UNKNOWN = 0;
const TEXT = 7;
const URL = 14;

/** wechaty's kinds of messages that are media. */
const MEDIA = new Map<number, MediaKind>([
  [1, 'file'],
  [2, 'audio'],
  [6, 'photo'],
  [15, 'video'],
]);

/** Gateways replay what they missed after a login. What is older than the login by so much, ms, nobody waits for any more. */
const GRACE = 2 * 60_000;

/** Up to here a timestamp counts seconds: in ms it would be 1973. */
const SECONDS = 1e11;

export function inbound(event: WeChatEvent, reading: Reading): InboundMessage | undefined {
  const { id, talker, room } = event;
  if (talker === '' || talker === reading.account || talker === room || event.official || isMachine(talker))
    return undefined;
  const sentAt = instantOf(event.timestamp, reading.arrivedAt);
  if (sentAt < reading.since - GRACE) return undefined;
  const media = mediaOf(event);
  const words = media ? '' : wordsOf(event);
  if (words === undefined) return undefined;
  const { mentioned, text } = said(words, event, reading);
  return {
    platform: 'wechat',
    event: id,
    account: talker,
    name: decodeText(event.name) || talker,
    ...(room !== undefined && { room }),
    text,
    ...(media && { media: [media] }),
    addressed: room === undefined || mentioned,
    sentAt: new Date(sentAt),
  };
}

/** WeChat tells of haste in the conversation, as a notice under our own name. What people write says nothing of it. */
export function isHasteNotice({ type, text }: Pick<WeChatEvent, 'type' | 'text'>): boolean {
  return type !== TEXT && type !== URL && !MEDIA.has(type) && tellsOfHaste(text);
}

/** A gateway finds the file again by the id of its message. */
function mediaOf({ id, type, text }: WeChatEvent): MediaReference | undefined {
  const kind = MEDIA.get(type);
  if (kind === undefined) return undefined;
  const name = kind === 'file' ? readFileName(text) : undefined;
  return { kind, reference: id, ...(name !== undefined && { name }) };
}

function wordsOf({ type, text }: WeChatEvent): string | undefined {
  if (type !== TEXT && type !== URL && type !== UNKNOWN) return undefined;
  if (isCard(text)) return readCard(text);
  if (type !== TEXT) return undefined;
  const words = withoutQuotation(decodeText(text));
  return isNotice(words) ? undefined : words;
}

function said(words: string, { room, mentions }: WeChatEvent, { account, names, offered }: Reading) {
  if (room !== undefined) return readMention(words, names, mentions.includes(account));
  // "0" is under every menu; what it means is a word of the kernel's.
  const leaves = offered && /^\s*[0０]\s*$/.test(words);
  return { mentioned: true, text: leaves ? '取消' : words };
}

function instantOf(timestamp: number, arrivedAt: number): number {
  if (!Number.isFinite(timestamp) || timestamp <= 0) return arrivedAt;
  return Math.round(timestamp < SECONDS ? timestamp * 1000 : timestamp);
}
