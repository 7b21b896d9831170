// The votes of a poll as rows, one a person.
import { sql } from 'kysely';
import type { Db, PollVoteTable, Trx } from '../../src/db/schema.ts';
import { insertAll } from '../../src/db/sets.ts';

const columns = { campaign_id: 'text', person_id: 'text', option: 'integer', sent_at: 'integer' } as const;
const key = ['campaign_id', 'person_id'];
/** A later vote replaces an earlier one, whichever arrives first. */
const where = sql`excluded.sent_at >= poll_vote.sent_at`;

export async function storeVotes(trx: Trx, votes: readonly PollVoteTable[]): Promise<void> {
  const rows = votes.map((vote) => ({ ...vote }));
  await insertAll(trx, 'poll_vote', columns, rows, { replace: { key, set: ['option', 'sent_at'], where } });
}

export async function countVotes(db: Db, campaignId: string): Promise<Map<number, number>> {
  const query = db.selectFrom('poll_vote').where('campaign_id', '=', campaignId).groupBy('option');
  const rows = await query.select((row) => ['option', row.fn.countAll<number>().as('votes')]).execute();
  return new Map(rows.map(({ option, votes }) => [option, Number(votes)]));
}

/** The open polls a person voted in. */
export async function votedIn(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('campaign')
    .innerJoin('poll_vote', 'poll_vote.campaign_id', 'campaign.id')
    .where('campaign.kind', '=', 'poll')
    .where('campaign.status', 'in', ['live', 'paused'])
    .where('poll_vote.person_id', '=', personId)
    .select('campaign.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Of two votes in one poll the later counts. */
export async function mergeVotes(trx: Trx, from: string, to: string): Promise<void> {
  const votes = await trx.selectFrom('poll_vote').selectAll().where('person_id', '=', from).execute();
  const rows = votes.map((vote) => ({ ...vote, person_id: to }));
  await storeVotes(trx, rows);
  await trx.deleteFrom('poll_vote').where('person_id', '=', from).execute();
}
