// What rooms hear of what became of those on their lists by name alone.
import type { Db } from '../../src/db/schema.ts';
import { listOf, readAll } from '../../src/db/sets.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { groupBy } from '../../src/group.ts';
import type { Entry } from '../../src/quota/entry.ts';
import { join, lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { listTexts as texts } from './list-text.ts';
import { shortName } from './listed-say.ts';
import { KIND, type Preorder } from './preorder.ts';

const MOST_NAMES = 40;

interface Told {
  platform: string;
  room: string;
  name: string;
  state: string;
  number: number;
}

/** What became of all guests of a pre-order, room by room. */
export async function tellResults(scope: Scope, preorder: Preorder): Promise<void> {
  const { id, title } = preorder;
  const query = resultsOf(scope.trx, id);
  const rows = await readAll(scope.trx, query, ['platform', 'room', 'name', 'state', 'number']);
  for (const own of groupBy(rows, ({ platform, room }) => `${platform}/${room}`).values()) {
    const got = own.filter(({ state }) => state === 'confirmed');
    const wait = own.filter(({ state }) => state === 'waiting');
    const phrase = lines(
      texts.results({ title }),
      got.length > 0 && texts.gotPlaces({ names: namesOf(got) }),
      wait.length > 0 && texts.gotTurns({ names: namesOf(wait) }),
    );
    tellRoom(scope, preorder, own[0]!, phrase);
  }
}

function resultsOf(db: Db, campaignId: string) {
  return db
    .selectFrom('preorder_guest as guest')
    .crossJoin('entry')
    .whereRef('entry.id', '=', 'guest.entry_id')
    .where('entry.campaign_id', '=', campaignId)
    .where('entry.person_id', 'is', null)
    .where('entry.state', 'in', ['confirmed', 'waiting'])
    .where('guest.room', '<>', '')
    .select(['guest.platform', 'guest.room', 'guest.name', 'entry.state'])
    .select((row) => row.fn.coalesce('entry.place', 'entry.turn').as('number'))
    .orderBy('entry.state')
    .orderBy('number')
    .$castTo<Told>();
}

/** Places that came free are theirs at once, and their rooms hear it at once. */
export async function tellOffered(scope: Scope, preorder: Preorder, offered: readonly Entry[]): Promise<void> {
  const places = new Map(offered.map(({ id, place }) => [id, place!.number]));
  const rows = await scope.trx
    .selectFrom(listOf(scope.trx, [...places.keys()]).as('wanted'))
    .crossJoin('preorder_guest as guest')
    .whereRef('guest.entry_id', '=', 'wanted.value')
    .where('guest.room', '<>', '')
    .selectAll('guest')
    .execute();
  for (const own of groupBy(rows, ({ platform, room }) => `${platform}/${room}`).values()) {
    const named = own.map(({ name, entry_id }) => ({ name, number: places.get(entry_id)! }));
    const phrase = lines(texts.results({ title: preorder.title }), texts.gotOffered({ names: namesOf(named) }));
    tellRoom(scope, preorder, own[0]!, phrase);
  }
}

function namesOf(told: readonly Pick<Told, 'name' | 'number'>[]): Phrase {
  const shown = told
    .slice(0, MOST_NAMES)
    .map(({ name, number }) => texts.someone({ name: quote(shortName(name)), number }));
  const more = told.length > MOST_NAMES && texts.more({ count: told.length - MOST_NAMES });
  return join(' · ', [...shown, more]);
}

function tellRoom(
  scope: Scope,
  preorder: Preorder,
  { platform, room }: Pick<Told, 'platform' | 'room'>,
  phrase: Phrase,
) {
  scope.send({ platform, room }, phrase, {
    kind: 'service',
    reader: { language: preorder.language, zone: preorder.zone },
    campaignId: preorder.id,
    dedupe: `${KIND}/${preorder.id}/guests/${scope.newId()}`,
  });
}
