// What people hear whom somebody else's list signed up.
import type { Scope } from '../../src/engine/scope.ts';
import { addressesOf } from '../../src/people/addresses.ts';
import { listTexts as texts } from './list-text.ts';
import { type Outcome, taken } from './listed-plan.ts';
import { KIND, type Preorder } from './preorder.ts';

/** Whom somebody else signed up hears it once, and how to undo it; who said stop is left in peace. */
export async function tellListed(
  scope: Scope,
  preorder: Preorder,
  outcomes: readonly Outcome[],
  posters: ReadonlyMap<string, string>,
): Promise<void> {
  const { id: campaignId, title, slug } = preorder;
  const signed = taken(outcomes).filter(
    ({ type, entry, line, was }) =>
      entry.personId !== undefined && entry.personId !== line.by && (type === 'added' || was?.personId === undefined),
  );
  const persons = signed.flatMap(({ entry }) => entry.personId ?? []);
  if (persons.length === 0) return;
  const addresses = await addressesOf(scope.trx, persons);
  for (const { entry, line } of signed) {
    const to = addresses.get(entry.personId!);
    if (!to) continue;
    const { language = preorder.language, zone = preorder.zone } = to.reader;
    scope.send(to.address, texts.listedYou({ title, slug, by: posters.get(line.by)! }), {
      kind: 'service',
      reader: { language, zone },
      personId: entry.personId!,
      campaignId,
      dedupe: `${KIND}/${entry.id}/${entry.steps}/listed`,
    });
  }
}
