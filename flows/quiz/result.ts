// A round is over: its points go into the ledger, its result and the board to the rooms.
import type { Scope } from '../../src/engine/scope.ts';
import { addPoints } from '../../src/people/points.ts';
import { lines } from '../../src/text/phrase.ts';
import { awardEveryone, firstCorrect, leadingAnswers, pointsSource, totalCorrect } from './answer-store.ts';
import { boardPhrase } from './board.ts';
import { tellRanks } from './ranks.ts';
import { award, placesOf, speedPoints, timingOf } from './rules.ts';
import { type Ending, type Quiz, resultPhrase, WINNERS_NAMED } from './say.ts';
import { type Round, roundsAnswered } from './store.ts';
import { tell } from './tell.ts';
import { quizTexts } from './text.ts';

/** Gives out the points and tells the rooms; the board and everybody's rank only where more is to come: at the end they follow anyway. */
export async function judgeRound(scope: Scope, quiz: Quiz, round: Round, more: boolean): Promise<void> {
  const ending = await giveOutPoints(scope, quiz, round);
  const { answered } = await roundsAnswered(scope.trx, quiz.id, 1);
  const result = resultPhrase(round, { ...ending, answered: answered > 0 });
  if (!more) return tell(scope, quiz, result);
  const byHand = quiz.definition.advance === 'staff' && quizTexts.nextByStaff();
  await tell(scope, quiz, lines(result, await boardPhrase(scope.trx, quiz), byHand), { ranks: 'private' });
  await tellRanks(scope, quiz, round.id);
}

async function giveOutPoints(scope: Scope, quiz: Quiz, round: Round): Promise<Omit<Ending, 'answered'>> {
  const { scoring } = quiz.definition;
  const timing = timingOf(quiz.definition, round.question);
  const first = await firstCorrect(scope.trx, round.id, WINNERS_NAMED);
  const right = await totalCorrect(scope.trx, round.id);
  switch (scoring.rule) {
    case 'speed':
    case 'all': {
      await awardEveryone(scope, quiz.id, round.id, scoring, timing);
      const pointsFor = (elapsed: number) =>
        scoring.rule === 'all' ? scoring.points : speedPoints(scoring, elapsed, timing);
      const winners = first.map(({ elapsed, ...person }) => ({ ...person, points: pointsFor(elapsed) }));
      return { winners, won: right, alsoRight: 0, tied: undefined };
    }
    case 'first':
    case 'podium': {
      const leading = await leadingAnswers(scope.trx, round.id, placesOf(scoring), timing.tieWindow);
      const awards = award(scoring, leading, timing);
      await addPoints(
        scope,
        awards.map(({ personId, points }) => ({
          ...{ personId, campaignId: quiz.id, source: pointsSource(round.id, personId) },
          ...{ amount: points, reason: 'answer' },
        })),
      );
      const named = new Map(first.map((row) => [row.id, row]));
      const winners = awards.slice(0, WINNERS_NAMED).flatMap(({ personId, points }) => {
        const person = named.get(personId);
        return person ? [{ ...person, points }] : [];
      });
      const shared = new Set(awards.map(({ place }) => place)).size < awards.length;
      return {
        winners,
        won: awards.length,
        alsoRight: right - awards.length,
        tied: shared ? timing.tieWindow : undefined,
      };
    }
  }
}
