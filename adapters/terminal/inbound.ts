// The JSON form, inbound: one line -> what it asks for. Pure. The format is a public contract: DESIGN.md, section 5.

import type { MediaReference } from '../../src/chat/media.ts';
import { LONGEST_MEDIA_NAME, LONGEST_REFERENCE, MOST_MEDIA, mediaKinds } from '../../src/chat/media.ts';
import type { InboundMessage } from '../../src/chat/message.ts';
import type { Phrase } from '../../src/text/phrase.ts';
import { readInstant } from './instant.ts';
import { type Line, LONGEST_LINE } from './lines.ts';
import { terminalTexts as texts } from './text.ts';

export interface MessageLine {
  id?: string;
  from: string;
  room?: string;
  text: string;
  addressed?: boolean;
  choice?: string;
  media?: MediaReference[];
  /** An instant that `readInstant` reads. */
  at?: string;
}

export type Input =
  | { type: 'message'; message: MessageLine }
  | { type: 'clock'; to: number }
  | { type: 'bad'; problem: Phrase }
  | { type: 'nothing' };

const LONGEST_NAME = 200;
const LONGEST_CHOICE = 2000;
const UNFIT_FOR_NAME = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Reads a line. Whatever is wrong with it becomes a sentence that says how to put it right; nothing throws. */
export function readInput(line: Line): Input {
  if (line.type !== 'text') return bad(unreadable(line.type));
  if (line.text.trim() === '') return { type: 'nothing' };
  if (isIntricate(line.text)) return bad(texts.notFlat({ example: EXAMPLE }));
  const value = parse(line.text);
  if (value === undefined) return bad(texts.notJson({ example: EXAMPLE }));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return bad(texts.notObject({ example: EXAMPLE }));
  }
  return readObject(value);
}

/** What to say about a line that could not even be read as text. */
export function unreadable(type: Exclude<Line['type'], 'text'>): Phrase {
  return type === 'too-long' ? texts.tooLong({ limit: LONGEST_LINE }) : texts.notUtf8();
}

/** The message of a line that `readInput` took. `event` stands in for a missing id, `now` (ms) for a missing instant. */
export function toMessage(line: MessageLine, event: string, now: number): InboundMessage {
  return {
    platform: 'terminal',
    event: line.id ?? event,
    account: line.from,
    name: line.from,
    ...(line.room === undefined ? {} : { room: line.room }),
    text: line.text.toWellFormed(),
    ...(line.choice === undefined ? {} : { choice: line.choice }),
    ...(line.media === undefined || line.media.length === 0 ? {} : { media: line.media }),
    addressed: line.addressed ?? line.room === undefined,
    sentAt: new Date(line.at === undefined ? now : (readInstant(line.at) ?? now)),
  };
}

const EXAMPLE = '{"id":"e1","from":"amy","text":"抢答"}';
const EXAMPLE_MEDIA = '"media":[{"kind":"photo","reference":"r1"}]';
const EXAMPLE_INSTANT = '2026-11-27T09:00:00Z';

/** What each key of a message line must hold; gives the problem, if there is one. */
const messageKeys: Record<keyof MessageLine, (value: unknown) => Phrase | undefined> = {
  id: (value) => checkName('id', value),
  from: (value) => checkName('from', value),
  room: (value) => checkName('room', value),
  text: (value) => (typeof value === 'string' ? undefined : texts.notText({ key: 'text' })),
  addressed: (value) => (typeof value === 'boolean' ? undefined : texts.notBoolean({ key: 'addressed' })),
  choice: (value) => checkName('choice', value, LONGEST_CHOICE),
  media: checkMedia,
  at: (value) => checkInstant('at', value),
};

const mediaKeys: Record<keyof MediaReference, (value: unknown) => Phrase | undefined> = {
  kind: (value) =>
    mediaKinds.some((kind) => kind === value) ? undefined : texts.badKind({ known: mediaKinds.join(', ') }),
  reference: (value) => checkName('reference', value, LONGEST_REFERENCE),
  name: (value) => checkName('name', value, LONGEST_MEDIA_NAME),
};

const requiredKeys = ['from', 'text'] as const;

function readObject(fields: object): Input {
  if (Object.hasOwn(fields, 'clock')) return readClock(fields);
  const problem = checkKeys(fields, messageKeys);
  if (problem) return bad(problem);
  for (const key of requiredKeys) {
    if (!Object.hasOwn(fields, key)) return bad(texts.missing({ key, example: EXAMPLE }));
  }
  return { type: 'message', message: fields as MessageLine };
}

/** The first key that is not known or does not hold what it must. */
function checkKeys(fields: object, known: Readonly<Record<string, (value: unknown) => Phrase | undefined>>) {
  for (const [key, value] of Object.entries(fields)) {
    if (!Object.hasOwn(known, key)) return unknownKey(key, Object.keys(known));
    const problem = known[key]!(value);
    if (problem) return problem;
  }
  return undefined;
}

function readClock(fields: object): Input {
  const stray = Object.keys(fields).find((key) => key !== 'clock');
  if (stray !== undefined) return bad(unknownKey(stray, ['clock']));
  const { clock } = fields as { clock: unknown };
  const to = typeof clock === 'string' ? readInstant(clock) : undefined;
  return to === undefined ? bad(texts.notInstant({ key: 'clock', example: EXAMPLE_INSTANT })) : { type: 'clock', to };
}

function checkName(key: string, value: unknown, limit = LONGEST_NAME): Phrase | undefined {
  if (typeof value !== 'string') return texts.notText({ key });
  const fits = value.trim() !== '' && value.length <= limit && !UNFIT_FOR_NAME.test(value);
  return fits ? undefined : texts.badName({ key, limit });
}

function checkMedia(value: unknown): Phrase | undefined {
  const example = EXAMPLE_MEDIA;
  if (!Array.isArray(value) || value.length > MOST_MEDIA) return texts.badMedia({ limit: MOST_MEDIA, example });
  for (const one of value as unknown[]) {
    if (typeof one !== 'object' || one === null || Array.isArray(one))
      return texts.badMedia({ limit: MOST_MEDIA, example });
    for (const key of ['kind', 'reference']) if (!Object.hasOwn(one, key)) return texts.missing({ key, example });
    const problem = checkKeys(one, mediaKeys);
    if (problem) return problem;
  }
  return undefined;
}

function checkInstant(key: string, value: unknown): Phrase | undefined {
  const read = typeof value === 'string' ? readInstant(value) : undefined;
  return read === undefined ? texts.notInstant({ key, example: EXAMPLE_INSTANT }) : undefined;
}

function unknownKey(key: string, known: string[]): Phrase {
  return texts.unknownKey({ key: key.slice(0, 40), known: known.join(', ') });
}

/**
 * True for a long line with more lists, objects or commas than any line of ours: 200,000 lists in each other would keep the JSON
 * parser busy for a tenth of a second.
 */
function isIntricate(text: string): boolean {
  if (text.length <= SHORT_LINE) return false;
  let quoted = false;
  let marks = 0;
  for (let index = 0; index < text.length && marks <= MOST_MARKS; index++) {
    const character = text.charCodeAt(index);
    if (quoted && character === BACKSLASH) index += 1;
    else if (character === QUOTE) quoted = !quoted;
    else if (!quoted && (character === COMMA || character === BRACE || character === BRACKET)) marks += 1;
  }
  return marks > MOST_MARKS;
}

const SHORT_LINE = 10_000;
const MOST_MARKS = 100;
const [QUOTE, COMMA, BRACKET, BACKSLASH, BRACE] = [0x22, 0x2c, 0x5b, 0x5c, 0x7b];

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function bad(problem: Phrase): Input {
  return { type: 'bad', problem };
}
