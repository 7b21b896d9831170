// From a list of messages to committed turns: one transaction, and when it fails, smaller ones, until the one to blame stands alone.
import type { InboundMessage } from '../chat/message.ts';
import { UserError } from '../errors.ts';
import { type Act, withoutSecrets, writeAudit } from '../people/audit.ts';
import { identityKey, loadAuthors } from '../people/authors.ts';
import type { Phrase } from '../text/phrase.ts';
import { type BatchOptions, handleBatch, TurnFailure } from './batch.ts';
import type { RecordIncident } from './incidents.ts';
import type { Perform } from './perform.ts';
import { isSaidToBot } from './router.ts';
import { markSeen } from './seen.ts';
import { engineTexts } from './text.ts';
import { type Arrived, openTurn } from './turn.ts';

export interface TurnsOptions extends BatchOptions {
  perform: Perform;
  recordIncident: RecordIncident;
  now(): number;
}

/**
 * Runs the messages, in their order, and gives those left for the next batch. Throws only where not even a failure could be
 * committed (the database is gone): then nothing of it has happened, and the platform will deliver again.
 */
export async function runTurns(arrived: readonly Arrived[], options: TurnsOptions): Promise<Arrived[]> {
  try {
    return await options.perform((scope) => handleBatch(scope, arrived, options));
  } catch (error) {
    const blamed = arrived.length === 1 ? 0 : error instanceof TurnFailure ? arrived.indexOf(error.arrived) : -1;
    if (blamed < 0) return runHalves(arrived, options);
    const left = blamed > 0 ? await runTurns(arrived.slice(0, blamed), options) : [];
    if (left.length > 0) return [...left, ...arrived.slice(blamed)];
    await runAgain(arrived[blamed]!, error, options);
    return arrived.slice(blamed + 1);
  }
}

/** Nobody is to blame: a bulk handler or the commit failed, for one of them or for all. */
async function runHalves(arrived: readonly Arrived[], options: TurnsOptions): Promise<Arrived[]> {
  const middle = Math.ceil(arrived.length / 2);
  const left = await runTurns(arrived.slice(0, middle), options);
  const second = arrived.slice(middle);
  return left.length > 0 ? [...left, ...second] : runTurns(second, options);
}

/** Gets one more try, alone: it may have been the database, not the message. A refusal is final. */
async function runAgain(arrived: Arrived, error: unknown, options: TurnsOptions): Promise<void> {
  if (causeOf(error) instanceof UserError) return fail(arrived, error, options);
  try {
    await options.perform((scope) => handleBatch(scope, [arrived], options));
  } catch (again) {
    await fail(arrived, again, options);
  }
}

const causeOf = (error: unknown) => (error instanceof TurnFailure ? error.cause : error);

/** Nothing of the turn remains but its mark, its line in the audit and a word to the person: what was refused, or the number of the incident. */
async function fail(arrived: Arrived, error: unknown, options: TurnsOptions): Promise<void> {
  const acts = error instanceof TurnFailure ? error.acts : [];
  const cause = causeOf(error);
  if (cause instanceof UserError) return answer(arrived, cause.phrase, acts, options);
  const id = await options.recordIncident({
    origin: 'turn',
    context: brief(arrived.message),
    error: cause,
    now: options.now(),
  });
  await answer(arrived, engineTexts.incident({ id }), acts, options);
}

function answer(
  arrived: Arrived,
  phrase: Phrase,
  acts: readonly Act[],
  { perform, capabilities }: TurnsOptions,
): Promise<void> {
  const { message } = arrived;
  return perform(async (scope) => {
    const authors = await loadAuthors(scope, [message]);
    const author = authors.get(identityKey(message))!;
    await markSeen(scope.trx, [arrived]);
    // A person who was made in the turn that failed has been made again, with another id.
    const again = acts.map((act) => ({ ...act, personId: author.person.id }));
    await writeAudit(scope.trx, scope.newId, again);
    openTurn(scope, arrived, author, undefined, capabilities(message.platform)).reply(phrase, {
      onlyPrivate: !isSaidToBot(message),
    });
  });
}

function brief(message: InboundMessage) {
  return { ...message, text: withoutSecrets(message.text).slice(0, 200) };
}
