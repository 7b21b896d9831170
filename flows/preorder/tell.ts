// What people are told of their part without having asked, each where they can be reached.
import type { Scope } from '../../src/engine/scope.ts';
import { addressesOf } from '../../src/people/addresses.ts';
import type { Entry } from '../../src/quota/entry.ts';
import { type Lane, lanesOf } from '../../src/quota/lanes.ts';
import type { Offers } from '../../src/quota/offers.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { tellGuests } from './listed-guests.ts';
import { KIND, type Preorder } from './preorder.ts';
import { standing, standingChoices } from './say.ts';
import { preorderTexts as texts } from './text.ts';
import { sweepBy } from './timers.ts';

/** Tells each of these persons how it stands with them now: a place was offered, a draw decided. Once a move. */
export async function tellStanding(
  scope: Scope,
  preorder: Preorder,
  entries: readonly Entry[],
  lanes?: readonly Lane[],
): Promise<void> {
  if (entries.length === 0) return;
  await tellGuests(scope, preorder, entries);
  const known = lanes ?? (await lanesOf(scope.trx, preorder.id));
  await tellEach(scope, preorder, entries, (entry) => standing(entry, preorder, known));
}

/** Tells those who have a place offered now, and sees to it that what they do not answer, or what could not be offered yet, is looked at again. */
export async function tellOffers(
  scope: Scope,
  preorder: Preorder,
  { offered, more }: Offers,
  lanes?: readonly Lane[],
): Promise<void> {
  await tellStanding(scope, preorder, offered, lanes);
  const due = more ? scope.now : offered[0]?.remindAt;
  if (due !== undefined) await sweepBy(scope, preorder.id, due);
}

/** The one reminder before a place goes on to the next. */
export async function tellReminder(scope: Scope, preorder: Preorder, entries: readonly Entry[]): Promise<void> {
  const { title } = preorder;
  await tellEach(
    scope,
    preorder,
    entries,
    (entry) => {
      const at = { when: when(entry.deadline!) };
      const ask = entry.state === 'held' ? texts.confirmBy(at) : texts.answerBy(at);
      return lines(texts.remindHeld({ title, place: entry.place!.number }), ask);
    },
    { about: 'reminder' },
  );
}

/** Their time ran out. `entries` are as they were. */
export async function tellExpired(scope: Scope, preorder: Preorder, entries: readonly Entry[]): Promise<void> {
  const { title } = preorder;
  await tellEach(
    scope,
    preorder,
    entries,
    ({ place, deadline }) => texts.expiredNow({ title, place: place!.number, when: when(deadline!) }),
    { about: 'expired', choices: false },
  );
}

/** Something to each of them, in their language; who said stop hears what concerns their place all the same, since they asked for it. */
async function tellEach(
  scope: Scope,
  preorder: Preorder,
  entries: readonly Entry[],
  phrase: (entry: Entry) => Phrase,
  { about = 'standing', choices = true } = {},
): Promise<void> {
  const persons = entries.flatMap(({ personId }) => personId ?? []);
  if (persons.length === 0) return;
  const addresses = await addressesOf(scope.trx, persons, { stopped: true });
  for (const entry of entries) {
    const to = entry.personId === undefined ? undefined : addresses.get(entry.personId);
    if (!to) continue;
    const { language = preorder.language, zone = preorder.zone } = to.reader;
    scope.send(to.address, phrase(entry), {
      kind: 'service',
      reader: { language, zone },
      personId: entry.personId!,
      campaignId: preorder.id,
      dedupe: `${KIND}/${entry.id}/${entry.steps}/${about}`,
      ...(choices && { choices: standingChoices(entry, preorder) }),
    });
  }
}
