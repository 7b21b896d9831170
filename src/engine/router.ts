// What a message asks for. Pure: words in, a route out; who may do it is decided where it is done.
import type { InboundMessage } from '../chat/message.ts';
import { fold } from '../text/normalise.ts';
import type { Arguments, Command, Word } from './flow.ts';
import type { Registry } from './registry.ts';
import { readArguments, tokens } from './tokens.ts';

export type Route =
  | { type: 'command'; command: Command; args: Arguments; text: string }
  | { type: 'word'; word: Word; rest: string }
  /** Said to the bot, and none of its words. */
  | { type: 'unknown'; text: string }
  /** Not said to the bot: only a campaign of that room may want it. */
  | { type: 'overheard' };

/** Behind this a message in a room is said to the bot. */
const PREFIX = /^\s*[!！]\s*/;

/** Longest name of a command, in words. */
const COMMAND_WORDS = 3;

export function route(message: InboundMessage, registry: Registry): Route {
  const prefixed = PREFIX.test(message.text);
  if (!message.addressed && !prefixed && message.choice === undefined) return { type: 'overheard' };
  const text = message.choice ?? (prefixed ? message.text.replace(PREFIX, '') : message.text);
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
    if (command) return { type: 'command', command, args: readArguments(found.slice(count), text), text };
  }
  return undefined;
}

/** The whole message, or its first word where the word takes more: never a word inside a sentence. */
function findWord(text: string, registry: Registry): Route | undefined {
  const whole = registry.words.get(fold(text));
  if (whole) return { type: 'word', word: whole, rest: '' };
  const [, first, rest] = /^\s*(\S+)\s+([^]+)$/.exec(text) ?? [];
  if (first === undefined || rest === undefined) return undefined;
  const word = registry.words.get(fold(first));
  return word?.arguments ? { type: 'word', word, rest: rest.trim() } : undefined;
}
