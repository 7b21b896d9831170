// Says something everywhere a campaign takes place: in its own language to a room, in theirs to those who take part in a direct message.
import type { DeliveryKind } from '../chat/message.ts';
import type { PhraseChoice, Scope } from '../engine/scope.ts';
import type { Language } from '../text/language.ts';
import { lines, type Phrase } from '../text/phrase.ts';
import type { Campaign } from './campaign.ts';

export interface TellOptions {
  /** `campaign` where absent; `service` for what must go out although the campaign is no longer live. */
  kind?: DeliveryKind;
  choices?: readonly PhraseChoice[];
  /** `<flow>/…`: the flow's `delivered` is told room by room. */
  topic?: string;
  /** ms */
  expiresAt?: number;
  /** A line of their own for those who take part in a direct message, by person. */
  personal?(personIds: readonly string[]): Promise<ReadonlyMap<string, Phrase>>;
}

/** One outbox row for each room and each direct message of the campaign. */
export async function tell(
  scope: Scope,
  campaign: Campaign,
  phrase: Phrase,
  { kind = 'campaign', personal, ...rest }: TellOptions = {},
): Promise<void> {
  const shared = { kind, campaignId: campaign.id, ...rest };
  const places = await listeners(scope, campaign.id);
  const persons = places.flatMap(({ personId }) => (personId === null ? [] : [personId]));
  const own = persons.length > 0 ? await personal?.(persons) : undefined;
  for (const { platform, room, account, personId, language, zone } of places) {
    const address = room === '' ? { platform, account } : { platform, room };
    const reader = { language: (language as Language | null) ?? campaign.language, zone: zone ?? campaign.zone };
    if (personId === null) scope.send(address, phrase, { ...shared, reader });
    else scope.send(address, lines(phrase, own?.get(personId)), { ...shared, reader, personId });
  }
}

/** The rooms of a campaign, with the person where it is a direct message; not those of people who said stop. */
export function listeners({ trx }: Scope, campaignId: string) {
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
    .where('person.stopped_at', 'is', null)
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
