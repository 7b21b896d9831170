// From a list of messages to committed turns: one transaction, and when it fails, smaller ones, until the one to blame stands alone.
import type { InboundMessage } from '../chat/message.ts';
import { UserError } from '../errors.ts';
import { identityKey, loadAuthors } from '../people/authors.ts';
import type { Phrase } from '../text/phrase.ts';
import { type BatchOptions, handleBatch, TurnFailure } from './batch.ts';
import type { RecordIncident } from './incidents.ts';
import type { Perform } from './perform.ts';
import { markSeen } from './seen.ts';
import { engineTexts } from './text.ts';
import { type Arrived, openTurn } from './turn.ts';

export interface TurnsOptions extends BatchOptions {
  perform: Perform;
  recordIncident: RecordIncident;
  now(): number;
}

/**
 * Runs the messages and gives those left for the next batch. Throws only where not even a failure could be committed
 * (the database is gone): then nothing of it has happened, and the platform will deliver again.
 */
export async function runTurns(arrived: readonly Arrived[], options: TurnsOptions): Promise<Arrived[]> {
  try {
    return await options.perform((scope) => handleBatch(scope, arrived, options));
  } catch (error) {
    const blamed = error instanceof TurnFailure ? error.arrived : undefined;
    if (arrived.length === 1) {
      await fail(arrived[0]!, error instanceof TurnFailure ? error.cause : error, options);
      return [];
    }
    const [first, second] = blamed
      ? [[blamed], arrived.filter((one) => one !== blamed)]
      : [arrived.slice(0, arrived.length / 2), arrived.slice(arrived.length / 2)];
    const left = await runTurns(second, options);
    return [...left, ...(await runTurns(first, options))];
  }
}

/** Nothing of the turn remains but its mark and a word to the person: what was refused, or the number of the incident. */
async function fail(arrived: Arrived, error: unknown, options: TurnsOptions): Promise<void> {
  if (error instanceof UserError) return answer(arrived, error.phrase, options);
  const id = await options.recordIncident({
    origin: 'turn',
    context: brief(arrived.message),
    error,
    now: options.now(),
  });
  await answer(arrived, engineTexts.incident({ id }), options);
}

function answer(arrived: Arrived, phrase: Phrase, { perform, capabilities }: TurnsOptions): Promise<void> {
  const { message } = arrived;
  return perform(async (scope) => {
    const authors = await loadAuthors(scope, [message]);
    const author = authors.get(identityKey(message))!;
    await markSeen(scope.trx, [arrived]);
    openTurn(scope, arrived, author, undefined, capabilities(message.platform)).reply(phrase, {
      onlyPrivate: !message.addressed,
    });
  });
}

function brief(message: InboundMessage) {
  return { ...message, text: message.text.slice(0, 200) };
}
