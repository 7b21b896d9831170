// The interactive form, inbound: a typed line -> who says what where, or a command of the terminal itself. Pure.
import { clean } from '../../src/text/normalise.ts';

/** Who speaks, and where, when a line does not say. */
export interface Place {
  account: string;
  /** Undefined: alone with the bot. */
  room: string | undefined;
}

export type Typed =
  | { type: 'say'; account: string; room: string | undefined; text: string; addressed: boolean }
  | { type: 'slash'; command: string; rest: string }
  | { type: 'nothing' };

/** `amy: …` or `amy@fans: …`, with half or full width marks; "http://…" and "17:00" are no names. */
const PREFIX = /^(\p{L}[\p{L}\p{M}\p{N}_.-]{0,39})(?:[@＠]#?([\p{L}\p{M}\p{N}_.-]{1,40}))?[:：](?!\/\/)(.*)$/su;
const SLASH = /^[/／]([^\s]*)\s*(.*)$/su;
const NAME = /^#?([\p{L}\p{N}][\p{L}\p{M}\p{N}_.-]{0,39})$/u;
const MENTION = /(?<![^\s])[@＠]canyu(?![a-z0-9_])[:：,，]?/i;

export function readTyped(line: string, place: Place): Typed {
  const typed = clean(line).trim();
  if (typed === '') return { type: 'nothing' };
  const slash = SLASH.exec(typed);
  if (slash) return { type: 'slash', command: `/${slash[1]!.toLowerCase()}`, rest: slash[2]! };
  const prefix = PREFIX.exec(typed);
  if (!prefix) return say(place, typed);
  return say({ account: prefix[1]!, room: prefix[2] }, prefix[3]!.trim());
}

/** A name of a person or a room as it follows `/as` or `/in`; undefined when it is none. */
export function readName(text: string): string | undefined {
  return NAME.exec(text.trim())?.[1];
}

function say(place: Place, text: string): Typed {
  if (text === '') return { type: 'nothing' };
  const mentioned = MENTION.test(text);
  return {
    type: 'say',
    account: place.account,
    room: place.room,
    text: mentioned ? text.replace(MENTION, '').replace(/ {2}/, ' ').trim() : text,
    addressed: mentioned || place.room === undefined,
  };
}
