// In rooms whose platform can say something to one person alone, players hear where they stand.
import type { Scope } from '../../src/engine/scope.ts';
import type { Language } from '../../src/text/language.ts';
import { ownRank, ranksOf } from './board.ts';
import type { Quiz } from './say.ts';

/** Up to so many people hear their own rank in private; more would be a flood. */
const MOST_PRIVATE_RANKS = 50;

/** To those who answered in time in a room, in that round or, without one, in the whole quiz. */
export async function tellRanks(scope: Scope, quiz: Quiz, roundId?: string): Promise<void> {
  const players = await playersInRooms(scope, quiz.id, roundId);
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
      reader: { language: (language as Language | null) ?? quiz.language, zone: zone ?? quiz.zone },
    });
  }
}

function playersInRooms({ trx }: Scope, campaignId: string, roundId: string | undefined) {
  return trx
    .selectFrom('quiz_round')
    .innerJoin('quiz_answer', 'quiz_answer.round_id', 'quiz_round.id')
    .innerJoin('identity', (join) =>
      join
        .onRef('identity.person_id', '=', 'quiz_answer.person_id')
        .onRef('identity.platform', '=', 'quiz_answer.platform'),
    )
    .innerJoin('person', 'person.id', 'quiz_answer.person_id')
    .where('quiz_round.campaign_id', '=', campaignId)
    .$if(roundId !== undefined, (query) => query.where('quiz_round.id', '=', roundId!))
    .where('quiz_answer.room', '<>', '')
    .where('quiz_answer.verdict', 'in', ['correct', 'wrong'])
    .select(['person.id', 'person.language', 'person.zone'])
    .select(['identity.account', 'quiz_answer.platform', 'quiz_answer.room'])
    .distinct()
    .limit(MOST_PRIVATE_RANKS + 1)
    .execute();
}
