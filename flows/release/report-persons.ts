// Two persons turn out to be one, and where somebody has reported.
import type { Db, Trx } from '../../src/db/schema.ts';
import { listOf } from '../../src/db/sets.ts';
import { shiftHopes } from './report-store.ts';

/** The reports of `from` become those of `to`. Where both told something of the same release, what was told later counts. */
export async function mergeReports(trx: Trx, from: string, to: string): Promise<void> {
  const both = await trx
    .selectFrom('release_report as one')
    .innerJoin('release_report as other', 'other.release_id', 'one.release_id')
    .where('one.person_id', '=', from)
    .where('other.person_id', '=', to)
    .select(['one.release_id', 'one.changed_at as changed', 'one.hope_id as hope'])
    .select(['other.changed_at as otherChanged', 'other.hope_id as otherHope'])
    .execute();
  const later = both.filter(({ changed, otherChanged }) => changed > otherChanged);
  const earlier = both.filter((report) => !later.includes(report));
  const dropped = [...later.map(({ otherHope }) => otherHope), ...earlier.map(({ hope }) => hope)];
  await shiftHopes(
    trx,
    dropped.map((hope_id) => ({ hope_id, by: -1 })),
  );
  await drop(trx, to, later);
  await drop(trx, from, earlier);
  await trx.updateTable('release_report').set({ person_id: to }).where('person_id', '=', from).execute();
}

async function drop(trx: Trx, personId: string, reports: readonly { release_id: string }[]): Promise<void> {
  if (reports.length === 0) return;
  const ids = listOf(
    trx,
    reports.map(({ release_id }) => release_id),
  );
  await trx
    .deleteFrom('release_report')
    .where('person_id', '=', personId)
    .where('release_id', 'in', trx.selectFrom(ids.as('dropped')).select('dropped.value'))
    .execute();
}

/** The trains that are live or paused, on whose releases somebody has reported, by id. */
export async function reportedIn(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('release_report as report')
    .innerJoin('release', 'release.id', 'report.release_id')
    .innerJoin('campaign', 'campaign.id', 'release.campaign_id')
    .where('report.person_id', '=', personId)
    .where('campaign.status', 'in', ['live', 'paused'])
    .select('campaign.id')
    .distinct()
    .execute();
  return rows.map(({ id }) => id);
}
