// Two persons turn out to be one: what either wrote, backs, owns and waits to hear is theirs, and nobody backs a thing twice.
import { sql } from 'kysely';
import type { Db } from '../../src/db/schema.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { recount } from './recount.ts';

/** Everything of `from` becomes that of `to`; no row names `from` any more. */
export async function mergeFeedback(scope: Scope, from: string, to: string): Promise<void> {
  const { trx } = scope;
  const doubled = await joinBackers(scope, from, to);
  await joinNews(scope, from, to);
  for (const column of ['author_id', 'owner_id', 'answered_by'] as const) {
    await trx
      .updateTable('feedback_item')
      .set({ [column]: to })
      .where(column, '=', from)
      .execute();
  }
  for (const column of ['owner_id', 'backup_id', 'lead_id'] as const) {
    await trx
      .updateTable('feedback_area')
      .set({ [column]: to })
      .where(column, '=', from)
      .execute();
  }
  for (const column of ['person_id', 'swapped_from'] as const) {
    await trx
      .updateTable('feedback_duty')
      .set({ [column]: to })
      .where(column, '=', from)
      .execute();
  }
  await trx.updateTable('feedback_event').set({ person_id: to }).where('person_id', '=', from).execute();
  await trx.updateTable('feedback_merge').set({ person_id: to }).where('person_id', '=', from).execute();
  // What a merge would put back names persons too.
  await sql`update feedback_merge set before = replace(before, ${from}, ${to})
    where undone_at is null and before like ${`%${from}%`}`.execute(trx);
  await recount(scope, doubled);
}

/** Gives the items that both backed: they keep the earlier instant, and an own wish before one that a merge brought. */
async function joinBackers({ trx }: Scope, from: string, to: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('feedback_backer as one')
    .innerJoin('feedback_backer as other', 'other.item_id', 'one.item_id')
    .where('one.person_id', '=', from)
    .where('other.person_id', '=', to)
    .select('one.item_id')
    .execute();
  const earlier = sql`select one.at from feedback_backer as one where one.item_id = feedback_backer.item_id and one.person_id = ${from}`;
  const own = sql`select 1 from feedback_backer as one where one.item_id = feedback_backer.item_id and one.person_id = ${from}`;
  await sql`update feedback_backer set
    at = (${earlier} union all select feedback_backer.at order by 1 limit 1),
    merge_id = case when exists (${own} and one.merge_id is null) then null else merge_id end
    where person_id = ${to} and exists (${own})`.execute(trx);
  await sql`update feedback_backer set person_id = ${to} where person_id = ${from}
    and not exists (select 1 from feedback_backer as had where had.item_id = feedback_backer.item_id and had.person_id = ${to})`.execute(
    trx,
  );
  await trx.deleteFrom('feedback_backer').where('person_id', '=', from).execute();
  return rows.map(({ item_id }) => item_id);
}

/** The first thing that either has not heard. */
async function joinNews({ trx }: Scope, from: string, to: string): Promise<void> {
  await sql`insert into feedback_news (person_id, item_id, step)
    select ${to}, item_id, step from feedback_news where person_id = ${from}
    on conflict (person_id, item_id) do update set step = case when excluded.step < feedback_news.step
      then excluded.step else feedback_news.step end`.execute(trx);
  await trx.deleteFrom('feedback_news').where('person_id', '=', from).execute();
}

/** The open boards on which somebody wrote or backs something, by id. */
export async function wroteOrBacks(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('feedback_backer')
    .innerJoin('feedback_item', 'feedback_item.id', 'feedback_backer.item_id')
    .innerJoin('campaign', 'campaign.id', 'feedback_item.campaign_id')
    .where('feedback_backer.person_id', '=', personId)
    .where('campaign.status', 'in', ['live', 'paused'])
    .select('campaign.id')
    .distinct()
    .execute();
  return rows.map(({ id }) => id);
}
