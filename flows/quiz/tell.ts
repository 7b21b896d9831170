// Says something in every room of a quiz: in the room's language to a room, in their own to those who play in a direct message.
import type { DeliveryKind } from '../../src/chat/message.ts';
import type { PhraseChoice, Scope } from '../../src/engine/scope.ts';
import type { Language } from '../../src/text/language.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { ownRank, ranksOf } from './board.ts';
import type { Quiz } from './say.ts';

export interface TellOptions {
  /** `service` for what must go out although the quiz is no longer live. */
  kind?: DeliveryKind;
  choices?: readonly PhraseChoice[];
  topic?: string;
  expiresAt?: number;
  /** Those who play in a direct message hear their own rank with it. */
  ranks?: 'private';
}

export async function tell(scope: Scope, quiz: Quiz, phrase: Phrase, options: TellOptions = {}): Promise<void> {
  const { kind = 'campaign', ranks, ...rest } = options;
  const players = await listeners(scope, quiz.id);
  const persons = players.flatMap(({ personId }) => (personId === null ? [] : [personId]));
  const standings = ranks ? await ranksOf(scope.trx, quiz.id, persons) : undefined;
  for (const { platform, room, account, personId, language, zone } of players) {
    const shared = { kind, campaignId: quiz.id, ...rest };
    if (personId === null) {
      const reader = { language: quiz.language, zone: quiz.zone };
      scope.send(room === '' ? { platform, account } : { platform, room }, phrase, { ...shared, reader });
      continue;
    }
    const reader = { language: (language ?? quiz.language) as Language, zone: zone ?? quiz.zone };
    const said = standings ? lines(phrase, ownRank(standings.get(personId))) : phrase;
    scope.send({ platform, account }, said, { ...shared, reader, personId });
  }
}

/** The rooms of a campaign, with the person where it is a direct message. */
function listeners({ trx }: Scope, campaignId: string) {
  return trx
    .selectFrom('campaign_room as place')
    .leftJoin('identity', (join) =>
      join
        .onRef('identity.platform', '=', 'place.platform')
        .onRef('identity.account', '=', 'place.account')
        .on('place.room', '=', ''),
    )
    .leftJoin('person', 'person.id', 'identity.person_id')
    .where('place.campaign_id', '=', campaignId)
    .select([
      'place.platform',
      'place.room',
      'place.account',
      'person.id as personId',
      'person.language',
      'person.zone',
    ])
    .execute();
}
