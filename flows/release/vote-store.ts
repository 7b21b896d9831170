// Votes as rows, one a person and item, and the tallies that go with them.
import { sql } from 'kysely';
import type { Db, Trx } from '../../src/db/schema.ts';
import { insertAll, tableOf } from '../../src/db/sets.ts';
import { holdItems } from './store.ts';

export interface Vote {
  item_id: string;
  person_id: string;
  /** Undefined: taken back. */
  yes: 0 | 1 | undefined;
}

const pairColumns = { item_id: 'text', person_id: 'text' } as const;
const voteColumns = { ...pairColumns, yes: 'integer', at: 'integer' } as const;

export const voteKey = ({ item_id, person_id }: Pick<Vote, 'item_id' | 'person_id'>) => `${item_id}/${person_id}`;

/** What these persons voted on these items before, by `voteKey`. */
export async function votesBefore(
  db: Db,
  pairs: readonly Pick<Vote, 'item_id' | 'person_id'>[],
): Promise<Map<string, number>> {
  if (pairs.length === 0) return new Map();
  const wanted = tableOf(
    db,
    pairColumns,
    pairs.map(({ item_id, person_id }) => ({ item_id, person_id })),
  );
  const rows = await db
    .selectFrom(wanted.as('wanted'))
    .crossJoin('release_vote as vote')
    .whereRef('vote.item_id', '=', 'wanted.item_id')
    .whereRef('vote.person_id', '=', 'wanted.person_id')
    .select(['vote.item_id', 'vote.person_id', 'vote.yes'])
    .execute();
  return new Map(rows.map((row) => [voteKey(row), row.yes]));
}

/** Stores votes, at most one a person and item, and moves the tallies by what they change. Gives what stood before, by `voteKey`. Items are held until the commit. */
export async function storeVotes(trx: Trx, votes: readonly Vote[], now: number): Promise<Map<string, number>> {
  await holdItems(
    trx,
    votes.map(({ item_id }) => item_id),
  );
  const before = await votesBefore(trx, votes);
  const given = votes.filter((vote) => vote.yes !== undefined && before.get(voteKey(vote)) !== vote.yes);
  const rows = given.map(({ item_id, person_id, yes }) => ({ item_id, person_id, yes: yes!, at: now }));
  await insertAll(trx, 'release_vote', voteColumns, rows, {
    replace: { key: ['item_id', 'person_id'], set: ['yes', 'at'] },
  });
  const taken = votes.filter((vote) => vote.yes === undefined && before.has(voteKey(vote)));
  if (taken.length > 0) {
    const gone = tableOf(
      trx,
      pairColumns,
      taken.map(({ item_id, person_id }) => ({ item_id, person_id })),
    );
    await sql`delete from release_vote where (item_id, person_id) in (select item_id, person_id from ${gone} as gone)`.execute(
      trx,
    );
  }
  const moves = new Map<string, { yes: number; no: number }>();
  for (const vote of [...given, ...taken]) {
    const move = moves.get(vote.item_id) ?? { yes: 0, no: 0 };
    const stood = before.get(voteKey(vote));
    if (stood !== undefined) move[stood === 1 ? 'yes' : 'no'] -= 1;
    if (vote.yes !== undefined) move[vote.yes === 1 ? 'yes' : 'no'] += 1;
    moves.set(vote.item_id, move);
  }
  await moveTallies(trx, moves);
  return before;
}

async function moveTallies(trx: Trx, moves: ReadonlyMap<string, { yes: number; no: number }>): Promise<void> {
  for (const [id, { yes, no }] of moves) {
    await trx
      .updateTable('release_item')
      .set((of) => ({ yes: of('yes', '+', yes), no: of('no', '+', no) }))
      .where('id', '=', id)
      .execute();
  }
}

/** The person `from` turned out to be `to`: of two votes on one item the later counts, once. */
export async function mergeVotes(trx: Trx, from: string, to: string): Promise<void> {
  const [mine, theirs] = [await votesOf(trx, from), await votesOf(trx, to)];
  const known = new Map(theirs.map((vote) => [vote.item_id, vote]));
  await storeVotes(
    trx,
    mine.map(({ item_id }) => ({ item_id, person_id: from, yes: undefined })),
    0,
  );
  for (const { item_id, yes, at } of mine) {
    const other = known.get(item_id);
    if (other && other.at >= at) continue;
    await storeVotes(trx, [{ item_id, person_id: to, yes: yes as 0 | 1 }], at);
  }
}

function votesOf(db: Db, personId: string) {
  return db.selectFrom('release_vote').selectAll().where('person_id', '=', personId).orderBy('item_id').execute();
}
