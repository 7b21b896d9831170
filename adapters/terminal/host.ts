// What both forms of the terminal need from the program around them.
import type { InboundMessage } from '../../src/chat/message.ts';
import type { Phrase } from '../../src/text/phrase.ts';

export interface Host {
  /** Resolves once the message is committed. */
  accept(message: InboundMessage): Promise<void>;
  /** Resolves when everything caused so far has been delivered. */
  settled(): Promise<void>;
  /** Sets the clock to an instant (ms), running what falls due on the way, in order. */
  advance(to: number): Promise<void>;
  /** The present instant, ms. */
  now(): number;
  /** A fresh event id. */
  newEvent(): string;
  /** The slug of a campaign that newcomers may play. */
  demo: string | undefined;
  /** A sentence of the terminal's own, in the language it was started in. */
  render(phrase: Phrase): string;
}

/** What went wrong, in one line, for the sentence about it. */
export function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return (reason.split('\n', 1)[0] ?? '').replace(/\.$/, '').slice(0, 200);
}
