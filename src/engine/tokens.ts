// How a command is taken apart: words, quotes that group, and long options, as typed on any keyboard.
import { fold } from '../text/normalise.ts';
import type { Arguments } from './flow.ts';

/** What opens a quoted word, and what closes it: Chinese keyboards type the curly and the corner ones. */
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”',
  '‘': '’',
  '「': '」',
  '『': '』',
  '＂': '＂',
};

/** Longest list of words read; a command with more is nothing a person typed. */
const MOST_WORDS = 200;

export interface Token {
  text: string;
  /** A quoted word is never an option. */
  quoted: boolean;
  /** Where it begins in the text. */
  start: number;
}

/** Splits at spaces; quotes group. A quote that is never closed is an ordinary character. Linear in the length of the text. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length && found.length < MOST_WORDS) {
    if (/\s/.test(text[at]!)) {
      at += 1;
      continue;
    }
    const close = QUOTES[text[at]!];
    const end = close === undefined ? -1 : text.indexOf(close, at + 1);
    if (end > at) {
      found.push({ text: text.slice(at + 1, end), quoted: true, start: at });
      at = end + 1;
      continue;
    }
    const dashed = /[-—–－]/.test(text[at]!);
    let stop = at;
    while (stop < text.length && !/\s/.test(text[stop]!)) {
      stop = dashed && /[=＝]/.test(text[stop]!) ? endOfValue(text, stop + 1) : stop + 1;
    }
    found.push({ text: text.slice(at, stop), quoted: false, start: at });
    at = stop;
  }
  return found;
}

/** Behind the quote that `--name="some words"` closes; `at` itself where none is opened there. */
function endOfValue(text: string, at: number): number {
  const close = QUOTES[text[at] ?? ''];
  return close === undefined ? at : Math.max(at, text.indexOf(close, at + 1) + 1);
}

/** `--name`, `--name=value`; a phone makes one long dash (—) or full-width ones (－－) of the two. */
const OPTION = /^(?:--|——|—|－－|–)([a-zａ-ｚ][a-zａ-ｚ-]{0,30})(?:[=＝]([\s\S]*))?$/iu;

/** The words and options behind a command's name. An option takes the next word as its value, unless that is an option too. */
export function readArguments(rest: readonly Token[], text: string): Arguments {
  const words: string[] = [];
  const options: Record<string, string | true> = Object.create(null);
  for (let index = 0; index < rest.length; index += 1) {
    const token = rest[index]!;
    const option = token.quoted ? null : OPTION.exec(token.text);
    if (!option) {
      words.push(token.text);
      continue;
    }
    const name = fold(option[1]!);
    const following = rest[index + 1];
    if (option[2] !== undefined) options[name] = unquoted(option[2]);
    else if (following && (following.quoted || !OPTION.test(following.text))) {
      options[name] = following.text;
      index += 1;
    } else options[name] = true;
  }
  return { words, options, rest: rest[0] ? text.slice(rest[0].start).trim() : '' };
}

/** `--options="A|B"` arrives in one piece, its quotes inside. */
function unquoted(value: string): string {
  const close = QUOTES[value[0] ?? ''];
  return close !== undefined && value.length > 1 && value.endsWith(close) ? value.slice(1, -1) : value;
}
