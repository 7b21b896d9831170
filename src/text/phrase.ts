// A phrase is something to say before it is known to whom: it becomes text for one reader, in their language, zone and platform.
import { escape, type Markup, type SafeText } from '../chat/escape.ts';
import type { Language } from './language.ts';

/** Whom a phrase is rendered for. `now` (ms) is what "in 2 hours" counts from. */
export interface Reader {
  language: Language;
  zone: string;
  markup: Markup;
  now: number;
}

export interface Phrase {
  /** What is said, for tests and logs: `quiz.opened`. */
  readonly code: string;
  render(reader: Reader): SafeText;
}

/** What fills a placeholder. Strings are taken for a person's words and escaped; phrases are rendered for the same reader. */
export type Value = string | number | Phrase;

/** Several phrases, one a line; what is undefined or renders to nothing leaves no empty line. */
export function lines(...phrases: (Phrase | undefined | false)[]): Phrase {
  return join('\n', phrases);
}

/** Several phrases with the same text between them. */
export function join(separator: string, phrases: readonly (Phrase | undefined | false)[]): Phrase {
  const present = phrases.filter((phrase) => phrase !== undefined && phrase !== false);
  return {
    code: present[0]?.code ?? 'text.nothing',
    render: (reader) =>
      present
        .map((phrase) => phrase.render(reader))
        .filter((text) => text !== '')
        .join(separator) as SafeText,
  };
}

/** A text that is the same in every language: a name, a question's wording, an option. */
export function quote(text: string): Phrase {
  return { code: 'text.quote', render: (reader) => escape(reader.markup, text) };
}

/** A phrase that depends on the reader. */
export function forReader(code: string, choose: (reader: Reader) => Phrase): Phrase {
  return { code, render: (reader) => choose(reader).render(reader) };
}
