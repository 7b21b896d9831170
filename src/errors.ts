// The errors that are part of the contract. Everything else that is thrown is a fault and becomes an incident.
import type { Phrase } from './text/phrase.ts';

/** The one error whose text a person sees: it says what the state is and what to do next. The turn that throws it changes nothing. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly phrase: Phrase;

  constructor(phrase: Phrase) {
    super(phrase.code);
    this.phrase = phrase;
  }

  get code(): string {
    return this.phrase.code;
  }
}

/** The program cannot run like this (settings, database file, lock): one sentence with the remedy, for whoever started it. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
