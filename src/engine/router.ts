// What a message asks for. Pure: words in, a route out; who may do it is decided where it is done.
import type { InboundMessage } from '../chat/message.ts';
import { fold } from '../text/normalise.ts';
import type { Arguments, Command, Word } from './flow.ts';
import type { Registry } from './registry.ts';
import { readArguments, type Token, tokens } from './tokens.ts';

export type Route =
  | { type: 'command'; command: Command; args: Arguments; text: string }
  | { type: 'word'; word: Word; rest: string }
  /** Photos or files for the bot, without a word. */
  | { type: 'media' }
  /** Said to the bot, and none of its words. */
  | { type: 'unknown'; text: string }
  /** Not said to the bot: only a campaign of that room may want it. */
  | { type: 'overheard' };

/** Behind this a message in a room is said to the bot; "!!!" alone is said to nobody. */
const PREFIX = /^\s*[!！]\s*(?=[\p{L}\p{N}#])/u;

/** Longest name of a command, in words. */
const COMMAND_WORDS = 3;

/** A direct message, a mention, a pressed button, or a message behind `!`. */
export function isSaidToBot({ addressed, choice, text }: InboundMessage): boolean {
  return addressed || choice !== undefined || PREFIX.test(text);
}

export function route(message: InboundMessage, registry: Registry): Route {
  if (!isSaidToBot(message)) return { type: 'overheard' };
  const text = message.choice ?? message.text.replace(PREFIX, '');
  if (message.media && text.trim() === '') return { type: 'media' };
  return findCommand(text, registry) ?? findWord(text, registry) ?? { type: 'unknown', text };
}

function findCommand(text: string, registry: Registry): Route | undefined {
  const first = /^\s*(\S+)/.exec(text)?.[1];
  if (first === undefined || !registry.groups.has(fold(first))) return undefined;
  const found = tokens(text);
  for (let count = Math.min(COMMAND_WORDS, found.length); count > 0; count -= 1) {
    const name = found.slice(0, count);
    if (name.some((token) => token.quoted)) continue;
    const command = registry.commands.get(fold(name.map((token) => token.text).join(' ')));
    if (!command) continue;
    const behind = command.pasted ? found.slice(count).filter(firstLineOf(text)) : found.slice(count);
    return { type: 'command', command, args: readArguments(behind, text), text };
  }
  return undefined;
}

function firstLineOf(text: string): (token: Token) => boolean {
  const end = text.indexOf('\n', /\S/.exec(text)?.index);
  return ({ start }) => end === -1 || start < end;
}

/** The whole message, or its first word where the word takes more: never a word inside a sentence. */
function findWord(text: string, registry: Registry): Route | undefined {
  const whole = registry.words.get(fold(text));
  if (whole) return { type: 'word', word: whole, rest: '' };
  const [, first, rest] = /^\s*(\S+)\s+([\s\S]+)$/.exec(text) ?? [];
  if (first === undefined || rest === undefined) return undefined;
  const word = registry.words.get(fold(first));
  return word?.arguments ? { type: 'word', word, rest: rest.trim() } : undefined;
}
