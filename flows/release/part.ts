// What a person has to do with a train, and what becomes of it when two persons turn out to be one.
import type { Db } from '../../src/db/schema.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { mergeReports, reportedIn } from './report-persons.ts';
import { mergeVotes } from './vote-store.ts';

/** The trains, live or paused, on which a person voted or reported. */
export async function takesPartIn(db: Db, personId: string): Promise<string[]> {
  return [...new Set([...(await votedIn(db, personId)), ...(await reportedIn(db, personId))])];
}

async function votedIn(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('release_vote')
    .innerJoin('release_item', 'release_item.id', 'release_vote.item_id')
    .innerJoin('campaign', 'campaign.id', 'release_item.campaign_id')
    .select('campaign.id')
    .distinct()
    .where('release_vote.person_id', '=', personId)
    .where('campaign.status', 'in', ['live', 'paused'])
    .execute();
  return rows.map(({ id }) => id);
}

export async function mergePart({ trx }: Scope, from: string, to: string): Promise<void> {
  await mergeVotes(trx, from, to);
  await mergeReports(trx, from, to);
  await trx.updateTable('release_item').set({ owner_id: to }).where('owner_id', '=', from).execute();
  await trx.updateTable('release_item').set({ proposed_by: to }).where('proposed_by', '=', from).execute();
  await trx.updateTable('release').set({ confirmed_by: to }).where('confirmed_by', '=', from).execute();
}
