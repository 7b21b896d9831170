// Says something in every room of a quiz; those who play in a direct message may hear their own rank with it.
import { type TellOptions, tell as tellAll } from '../../src/campaigns/tell.ts';
import type { Scope } from '../../src/engine/scope.ts';
import type { Phrase } from '../../src/text/phrase.ts';
import { ownRank, ranksOf } from './board.ts';
import type { Quiz } from './say.ts';

export interface QuizTellOptions extends Omit<TellOptions, 'personal'> {
  ranks?: 'private';
}

export function tell(
  scope: Scope,
  quiz: Quiz,
  phrase: Phrase,
  { ranks, ...options }: QuizTellOptions = {},
): Promise<void> {
  if (!ranks) return tellAll(scope, quiz, phrase, options);
  return tellAll(scope, quiz, phrase, {
    ...options,
    async personal(persons) {
      const standings = await ranksOf(scope.trx, quiz.id, persons);
      return new Map(persons.map((id) => [id, ownRank(standings.get(id))]));
    },
  });
}
