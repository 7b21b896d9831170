// A round is over: its points go into the ledger, its result and the board to the rooms.
import type { Scope } from '../../src/engine/scope.ts';
import { addPoints } from '../../src/people/points.ts';
import { lines } from '../../src/text/phrase.ts';
import { awardEveryone, firstCorrect, leadingAnswers, pointsSource, totalCorrect } from './answer-store.ts';
import { boardPhrase, ownRank, ranksOf } from './board.ts';
import { award, placesOf, timingOf } from './rules.ts';
import { type Quiz, resultPhrase, WINNERS_NAMED, type Winner } from './say.ts';
import type { Round } from './store.ts';
import { roundsAnswered } from './store.ts';
import { tell } from './tell.ts';

/** Up to so many people in rooms hear their own rank in private after each question; more would be a flood. */
const MOST_PRIVATE_RANKS = 50;

export async function judgeRound(scope: Scope, quiz: Quiz, round: Round): Promise<void> {
  const winners = await giveOutPoints(scope, quiz, round);
  const { answered } = await roundsAnswered(scope.trx, quiz.id, 1);
  const result = resultPhrase(round, { ...winners, answered: answered > 0 });
  await tell(scope, quiz, lines(result, await boardPhrase(scope.trx, quiz)), { ranks: 'private' });
  await tellRanks(scope, quiz, round);
}

async function giveOutPoints(scope: Scope, quiz: Quiz, round: Round): Promise<{ winners: Winner[]; right: number }> {
  const { scoring } = quiz.definition;
  const timing = timingOf(quiz.definition, round.question);
  const first = await firstCorrect(scope.trx, round.id, WINNERS_NAMED);
  switch (scoring.rule) {
    case 'speed':
    case 'all':
      await awardEveryone(scope, quiz.id, round.id, scoring, timing);
      return {
        winners: first.map((row) => ({ ...row, points: undefined })),
        right: await totalCorrect(scope.trx, round.id),
      };
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
      return { winners, right: awards.length };
    }
  }
}

/** In rooms whose platform can say something to one person alone, players hear where they stand. */
async function tellRanks(scope: Scope, quiz: Quiz, round: Round): Promise<void> {
  const players = await scope.trx
    .selectFrom('quiz_answer')
    .innerJoin('identity', (join) =>
      join
        .onRef('identity.person_id', '=', 'quiz_answer.person_id')
        .onRef('identity.platform', '=', 'quiz_answer.platform'),
    )
    .innerJoin('person', 'person.id', 'quiz_answer.person_id')
    .where('quiz_answer.round_id', '=', round.id)
    .where('quiz_answer.room', '<>', '')
    .where('quiz_answer.verdict', 'in', ['correct', 'wrong'])
    .select([
      'person.id',
      'person.language',
      'person.zone',
      'identity.account',
      'quiz_answer.platform',
      'quiz_answer.room',
    ])
    .distinct()
    .limit(MOST_PRIVATE_RANKS + 1)
    .execute();
  if (players.length > MOST_PRIVATE_RANKS) return;
  const able = players.filter(({ platform }) => scope.capabilities(platform).privateReplies);
  const standings = await ranksOf(
    scope.trx,
    quiz.id,
    able.map(({ id }) => id),
  );
  for (const { id, language, zone, account, platform, room } of able) {
    scope.send({ platform, room, account }, ownRank(standings.get(id)), {
      kind: 'campaign',
      campaignId: quiz.id,
      personId: id,
      reader: {
        language: language === 'en' ? 'en' : language === 'zh-CN' ? 'zh-CN' : quiz.language,
        zone: zone ?? quiz.zone,
      },
    });
  }
}
