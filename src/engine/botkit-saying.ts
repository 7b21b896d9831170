// How a phrase passes through Botkit unseen: as an `attachment` without a single property that its templates could render.
import type { Phrase } from '../text/phrase.ts';
import type { Turn } from './flow.ts';
import type { PhraseChoice } from './scope.ts';

/** What a dialog knows so far: the values it was begun with, the answers by their keys, what handlers set. JSON. */
export type Vars = Record<string, unknown>;

type From<Known, Result> = Result | ((vars: Known, turn: Turn) => Result);

/** One message of a script, in Botkit's form. Made by `saying`. */
export interface Saying {
  attachment(line: unknown, vars: Vars): Utterance;
}

/** A saying with the values of one dialog filled in. */
export class Utterance {
  readonly #phrase: From<Vars, Phrase>;
  readonly #choices: From<Vars, readonly PhraseChoice[]>;
  readonly #vars: Vars;
  readonly takesMedia: boolean;

  constructor(phrase: From<Vars, Phrase>, choices: From<Vars, readonly PhraseChoice[]>, vars: Vars, media: boolean) {
    this.#phrase = phrase;
    this.#choices = choices;
    this.#vars = vars;
    this.takesMedia = media;
  }

  /** Takes it out of the message that Botkit made of it. */
  static of(activity: unknown): Utterance {
    const { attachment } = (activity as { channelData?: { attachment?: unknown } }).channelData ?? {};
    if (attachment instanceof Utterance) return attachment;
    throw new Error('A dialog says phrases only: use saying(…) and turnOf(bot).reply(…).');
  }

  sayTo(turn: Turn): void {
    const phrase = typeof this.#phrase === 'function' ? this.#phrase(this.#vars, turn) : this.#phrase;
    turn.reply(phrase, { choices: this.choices(turn) });
  }

  choices(turn: Turn): readonly PhraseChoice[] {
    return typeof this.#choices === 'function' ? this.#choices(this.#vars, turn) : this.#choices;
  }
}

/**
 * A message for `say`, `ask` and their like: a phrase, and what may be pressed or typed in answer, either as they stand or
 * made from what the dialog knows so far. With `media`, photos and files without a word are an answer too: one of nothing but a space.
 */
export function saying<Known extends object = Vars>(
  phrase: From<Known, Phrase>,
  choices: From<Known, readonly PhraseChoice[]> = [],
  { media = false }: { media?: boolean } = {},
): Saying {
  return {
    attachment: (_line, vars) =>
      new Utterance(phrase as From<Vars, Phrase>, choices as From<Vars, readonly PhraseChoice[]>, vars, media),
  };
}
