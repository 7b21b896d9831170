// Which lane somebody stands in: the one they name, else the first that lets them in. Asked for many at once.

import { listOf } from '../../src/db/sets.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { tagsOf } from '../../src/people/tags.ts';
import type { Lane } from '../../src/quota/lanes.ts';
import { parseInstant } from '../../src/text/when.ts';
import type { LaneDefinition } from './definition.ts';
import type { Preorder } from './preorder.ts';
import { type Merits, mayEnter } from './rules.ts';

export type Entrance =
  | { type: 'lane'; lane: Lane }
  /** The lane exists and does not let them in. */
  | { type: 'refused'; lane: LaneDefinition }
  /** No lane is open to them without a code. */
  | { type: 'no lane' };

/** Gives for a person, and a lane by name where one was wished, where they stand. */
export async function entrances(
  { trx }: Pick<Scope, 'trx'>,
  { definition, zone }: Preorder,
  lanes: readonly Lane[],
  personIds: readonly string[],
): Promise<(personId: string, wished?: string) => Entrance> {
  const picky = definition.lanes.some(({ who }) => typeof who === 'object');
  const merits = picky ? await meritsOf({ trx }, personIds) : new Map<string, Merits>();
  const dayBegins = (day: string) => parseInstant(`${day} 00:00`, zone, 0)!;
  return (personId, wished) => {
    const own = merits.get(personId) ?? { tags: new Set<string>(), points: 0, since: Number.MAX_SAFE_INTEGER };
    const lets = ({ who }: LaneDefinition) => mayEnter(who, own, dayBegins);
    const named = definition.lanes.find(({ name }) => name === wished);
    if (named && !lets(named)) return { type: 'refused', lane: named };
    const chosen = named ?? definition.lanes.find(lets);
    const lane = lanes.find(({ name }) => name === chosen?.name);
    return lane ? { type: 'lane', lane } : { type: 'no lane' };
  };
}

async function meritsOf({ trx }: Pick<Scope, 'trx'>, personIds: readonly string[]): Promise<Map<string, Merits>> {
  const tags = await tagsOf(trx, personIds);
  const rows = await trx
    .selectFrom(listOf(trx, personIds).as('wanted'))
    .crossJoin('person')
    .whereRef('person.id', '=', 'wanted.value')
    .select((row) => [
      'person.id',
      'person.created_at',
      row
        .selectFrom('points')
        .whereRef('points.person_id', '=', 'person.id')
        .select((of) => of.fn.sum<number | null>('points.amount').as('sum'))
        .as('points'),
    ])
    .execute();
  return new Map(
    rows.map(({ id, created_at, points }) => [
      id,
      { tags: tags.get(id) ?? new Set<string>(), points: Number(points ?? 0), since: created_at },
    ]),
  );
}
