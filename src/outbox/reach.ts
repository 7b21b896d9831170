// What the gate has to know of persons: whether they said stop, what they want to hear of, their quiet hours, and what they have had.
import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';
import { isSqlite, listOf, readAll } from '../db/sets.ts';
import type { Installation } from '../engine/scope.ts';
import { groupBy } from '../group.ts';
import { topics } from '../people/topics.ts';
import { spanOf } from '../schedule/spans.ts';
import { type Budget, type Cap, type ContactRules, parseQuiet } from './contact.ts';
import type { Reach } from './gate-rules.ts';

/** A message of our own accord to a person, whether it is in the table already or only planned. */
export interface Asked {
  /** Of the delivery; its own row counts against nothing. */
  id: string;
  personId: string;
  consent: string;
  platform: string;
  /** Where the zone of the person is not known. */
  zone: string | undefined;
}

/** Something a person had, or is being sent. */
interface Had {
  id: string;
  person_id: string;
  consent: string;
  platform: string;
  passed_at: number;
}

/** The reach of each asked, by its id; `let` tells the others that one goes out. */
export interface Reaches {
  of(asked: Asked): Reach;
  /** From now on this one counts. */
  letPass(asked: Asked): void;
}

export type ContactSettings = Pick<Installation, 'zone' | 'contact'>;

/** Reads it set by set. With `hold` nobody else lets a message to these persons pass before the commit. */
export async function readReaches(
  db: Db,
  asked: readonly Asked[],
  now: number,
  { zone, contact }: ContactSettings,
  { hold = false }: { hold?: boolean } = {},
): Promise<Reaches> {
  const ids = [...new Set(asked.map(({ personId }) => personId))];
  const persons = new Map((await personsOf(db, ids, hold)).map((person) => [person.id, person]));
  const wanting = await wantingOf(db, ids, new Set(asked.map(({ consent }) => consent)));
  const platforms = new Set(asked.map(({ platform }) => platform));
  const since = Math.min(...windowsOf(contact, platforms, now, zone), now);
  const had = since < now ? groupBy(await hadSince(db, ids, since), ({ person_id }) => person_id) : new Map();
  const quietOf = new Map<string, Reach['quiet']>();

  function quiet(written: string | null): Reach['quiet'] {
    if (written === null) return contact.quiet;
    const known = quietOf.get(written) ?? parseQuiet(written) ?? contact.quiet;
    quietOf.set(written, known);
    return known;
  }

  return {
    of(one) {
      const person = persons.get(one.personId);
      const others = ((had.get(one.personId) ?? []) as Had[]).filter(({ id }) => id !== one.id);
      return {
        stopped: person === undefined || person.stopped_at !== null,
        wants: wanting.has(`${one.consent}/${one.personId}`),
        quiet: quiet(person?.quiet ?? null),
        zone: person?.zone ?? one.zone ?? zone,
        capped: capsFor(contact, one.consent).map(({ cap, all }) => ({
          cap,
          had: others.filter(({ consent }) => all || consent === one.consent).map(({ passed_at }) => passed_at),
        })),
        budgets: budgetsFor(contact.budgets[one.platform], now, zone).map(({ most, from, until }) => ({
          ...{ most, until },
          used: others.filter(({ platform, passed_at }) => platform === one.platform && passed_at >= from).length,
        })),
      };
    },
    letPass({ id, personId, consent, platform }) {
      if (since >= now) return;
      const known = had.get(personId) ?? [];
      had.set(personId, [...known, { id, person_id: personId, consent, platform, passed_at: now }]);
    },
  };
}

/** How far back anything counts, ms. */
function windowsOf(contact: ContactRules, platforms: ReadonlySet<string>, now: number, zone: string): number[] {
  const caps = Object.values(contact.caps).map((cap) => (cap === 'none' ? now : now - cap.within));
  const budgets = [...platforms].flatMap((platform) =>
    budgetsFor(contact.budgets[platform], now, zone).map(({ from }) => from - 1),
  );
  return [...caps, ...budgets];
}

function capsFor({ caps }: ContactRules, consent: string): { cap: Cap; all: boolean }[] {
  const own = topics.find((topic) => topic === consent);
  const found = [
    { cap: own && caps[own], all: false },
    { cap: caps.all, all: true },
  ];
  return found.flatMap(({ cap, all }) => (cap === undefined ? [] : [{ cap, all }]));
}

/** The calendar day and month of `zone` in which `now` lies, with what is allowed in them. */
function budgetsFor(budget: Budget | undefined, now: number, zone: string) {
  if (!budget) return [];
  return (['day', 'month'] as const).flatMap((span) => {
    const most = budget[span];
    if (most === undefined) return [];
    return [{ most, ...spanOf(now, span, zone) }];
  });
}

async function personsOf(db: Db, ids: readonly string[], hold: boolean) {
  const query = db
    .selectFrom(listOf(db, ids).as('wanted'))
    .crossJoin('person')
    .whereRef('person.id', '=', 'wanted.value')
    .select(['person.id', 'person.stopped_at', 'person.zone', 'person.quiet'])
    .$if(hold && !isSqlite(db), (some) => some.orderBy('person.id').forNoKeyUpdate('person'));
  return readAll(db, query, ['id', 'stopped_at', 'zone', 'quiet']);
}

async function wantingOf(db: Db, ids: readonly string[], wanted: ReadonlySet<string>): Promise<Set<string>> {
  if (wanted.size === 0) return new Set();
  const query = db
    .selectFrom(listOf(db, ids).as('wanted'))
    .crossJoin('consent')
    .whereRef('consent.person_id', '=', 'wanted.value')
    .where('consent.topic', 'in', [...wanted])
    .where('consent.given', '=', 1)
    .select(['consent.topic', 'consent.person_id']);
  const rows = await readAll(db, query, ['topic', 'person_id']);
  return new Set(rows.map(({ topic, person_id }) => `${topic}/${person_id}`));
}

/** What arrived, may have arrived, or is on its way. */
async function hadSince(db: Db, ids: readonly string[], since: number): Promise<Had[]> {
  const query = db
    .selectFrom(listOf(db, ids).as('wanted'))
    .crossJoin('outbox')
    .whereRef('outbox.person_id', '=', 'wanted.value')
    .where(sql<boolean>`outbox.passed_at is not null`)
    .where('outbox.passed_at', '>', since)
    .where('outbox.state', 'in', ['sending', 'sent', 'uncertain'])
    .select(['outbox.id', 'outbox.person_id', 'outbox.consent', 'outbox.platform', 'outbox.passed_at']);
  return (await readAll(db, query, ['id', 'person_id', 'consent', 'platform', 'passed_at'])) as Had[];
}
