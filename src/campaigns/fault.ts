// What a fault in a campaign file is, and the few things everyone who finds one needs.
import type { Phrase } from '../text/phrase.ts';

/** What is wrong and what to do about it. A flow's schema may hand one over: `addIssue({ code: 'custom', params: { message, fix } })`. */
export interface Flaw {
  message: Phrase;
  fix: Phrase;
}

export interface Position {
  /** Both from 1; a column is a UTF-16 unit, as editors count. */
  line: number;
  column: number;
}

export type Fault = Flaw & Position;

/** Keys and indexes from the root of a file to a value. */
export type Path = readonly PropertyKey[];

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/u;

/** The first character that no text should hold, as `U+0000`, and where it is. */
export function controlIn(text: string): { code: string; offset: number } | undefined {
  const found = CONTROL.exec(text);
  if (!found) return undefined;
  const code = `U+${found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
  return { code, offset: found.index };
}

/** A text cut to fit on a line of a message. */
export function shortened(text: string, most = 40): string {
  const characters = Array.from(text.slice(0, 2 * most + 2));
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : text;
}
