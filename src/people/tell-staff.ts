// What the program has to tell those who run it.
import type { Scope } from '../engine/scope.ts';
import type { Language } from '../text/language.ts';
import type { Phrase } from '../text/phrase.ts';
import { onStaff } from './store.ts';

/** Sends a service message to every staff identity, once for each `about` (`schedule/…`), however often this is called. */
export async function tellStaff(scope: Scope, phrase: Phrase, about: string): Promise<void> {
  const { installation, trx } = scope;
  const staff = await trx
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .select(['identity.platform', 'identity.account', 'person.id', 'person.language', 'person.zone'])
    .where(onStaff)
    .orderBy('identity.platform')
    .orderBy('identity.account')
    .execute();
  for (const { platform, account, id, language, zone } of staff) {
    scope.send({ platform, account }, phrase, {
      kind: 'service',
      reader: { language: (language as Language | null) ?? installation.language, zone: zone ?? installation.zone },
      personId: id,
      dedupe: `${about}/${platform}/${account}`,
    });
  }
}
