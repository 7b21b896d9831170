// How a quiz stops: for a while, or for good.
import type { Scope } from '../../src/engine/scope.ts';
import { withdrawTopic } from '../../src/outbox/store.ts';
import { cancelTimer } from '../../src/schedule/timers.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { boardPhrase, participants, shownName, topOf } from './board.ts';
import { tellRanks } from './ranks.ts';
import { listed, type Quiz } from './say.ts';
import { endRound, lastRound, roundsAnswered } from './store.ts';
import { tell } from './tell.ts';
import { quizTexts } from './text.ts';
import { askKey, closeKey } from './timers.ts';

/** At once, and what was open does not count: nobody knows whether everyone saw it. */
export async function paused(scope: Scope, quiz: Quiz): Promise<void> {
  const withdrawn = await withdraw(scope, quiz);
  await tell(scope, quiz, lines(withdrawn, quizTexts.pausedNow({ title: quiz.title })), { kind: 'service' });
}

/** Takes back an open question, and whatever of it is still on its way; gives what is said about it. */
async function withdraw(scope: Scope, quiz: Quiz): Promise<Phrase | undefined> {
  await cancelTimer(scope, askKey(quiz.id));
  const last = await lastRound(scope.trx, quiz.id);
  if (last?.status !== 'open') return undefined;
  await endRound(scope.trx, last.id, 'withdrawn', scope.now);
  await cancelTimer(scope, closeKey(last.id));
  await withdrawTopic(scope.trx, `quiz/${last.id}`);
  return quizTexts.withdrawn({ number: last.number });
}

/** The end, by the last question, by desertion or by staff: the final board and the prize. */
export async function closed(scope: Scope, quiz: Quiz): Promise<void> {
  const withdrawn = await withdraw(scope, quiz);
  const { definition, title } = quiz;
  const recent = await roundsAnswered(scope.trx, quiz.id, definition.empty_rounds);
  const deserted = recent.rounds === definition.empty_rounds && recent.answered === 0;
  const over = deserted ? quizTexts.finishedEmpty({ title, rounds: recent.rounds }) : quizTexts.finished({ title });
  const prize = definition.prize !== undefined && (await prizePhrase(scope, quiz, definition.prize));
  await tell(scope, quiz, lines(withdrawn, over, await boardPhrase(scope.trx, quiz), prize), { ranks: 'private' });
  await tellRanks(scope, quiz);
}

/** No prize below a number of players: a friend and a second phone are no contest. */
async function prizePhrase({ trx }: Scope, { id, definition }: Quiz, prize: string): Promise<Phrase> {
  const players = definition.prize_players;
  if ((await participants(trx, id)) < players) return quizTexts.noPrize({ players });
  const { top } = await topOf(trx, id, 20);
  const first = top.filter((row) => row.rank === 1);
  return first.length === 0
    ? quizTexts.noPrizeNobody()
    : quizTexts.prizeFor({ prize, names: listed(first.map(shownName)) });
}
