// Whose part in a pre-order staff ask about: by number, platform:account or name.
import type { Db } from '../../src/db/schema.ts';
import { UserError } from '../../src/errors.ts';
import { findIdentity, parseIdentity } from '../../src/people/store.ts';
import { type Entry, entriesOf, entryOf } from '../../src/quota/entry.ts';
import { quote } from '../../src/text/phrase.ts';
import type { Preorder } from './preorder.ts';
import { whyTexts as texts } from './why-text.ts';

/** So many of one name are told apart. */
const MOST_NAMED = 10;

/** Throws a UserError where nobody is meant, or several are: with their numbers. */
export async function entryMeant(db: Db, preorder: Preorder, written: string): Promise<Entry> {
  const { title, slug } = preorder;
  const found = await entriesMeant(db, preorder.id, written);
  const who = quote(written.slice(0, 60));
  const [only, second] = found;
  if (!only) throw new UserError(texts.refuseNobody({ who, title }));
  if (!second) return only;
  const told = found.slice(0, MOST_NAMED).map(({ number }) => number ?? 0);
  const say = found.length > MOST_NAMED ? texts.severalMore : texts.severalAll;
  const numbers = say({ numbers: told.join(', ') });
  throw new UserError(texts.several({ who, numbers, slug, number: told[0]! }));
}

async function entriesMeant(db: Db, campaignId: string, written: string): Promise<Entry[]> {
  const number = /^(?:#|no\.? ?|第)?(\d{1,9})号?$/i.exec(written.normalize('NFKC'))?.[1];
  if (number !== undefined) {
    const numbered = await ofCampaign(db, campaignId).where('entry.number', '=', Number(number)).execute();
    if (numbered.length > 0) return numbered.map(entryOf);
  }
  const identity = parseIdentity(written);
  const known = identity && (await findIdentity(db, identity));
  if (known) return [...(await entriesOf(db, campaignId, [known.person_id])).values()];
  return named(db, campaignId, written);
}

const ofCampaign = (db: Db, campaignId: string) =>
  db.selectFrom('entry').where('entry.campaign_id', '=', campaignId).selectAll('entry');

/** Persons, and those on a list of a room by name alone; as written, or in small letters. */
async function named(db: Db, campaignId: string, name: string): Promise<Entry[]> {
  const persons = await ofCampaign(db, campaignId)
    .innerJoin('person', 'person.id', 'entry.person_id')
    .where(({ eb, fn, or }) => or([eb('person.name', '=', name), eb(fn('lower', ['person.name']), '=', small(name))]))
    .orderBy('entry.number')
    .limit(MOST_NAMED + 1)
    .execute();
  const guests = await ofCampaign(db, campaignId)
    .innerJoin('preorder_guest as guest', 'guest.entry_id', 'entry.id')
    .where(({ eb, fn, or }) => or([eb('guest.name', '=', name), eb(fn('lower', ['guest.name']), '=', small(name))]))
    .orderBy('entry.number')
    .limit(MOST_NAMED + 1)
    .execute();
  return [...persons, ...guests].map(entryOf).sort((one, other) => (one.number ?? 0) - (other.number ?? 0));
}

const small = (name: string): string => name.toLowerCase();
