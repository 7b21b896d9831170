// Every item of a train with its votes and what reports said of it, for a file. Who voted or reported is not in it.
import { sql } from 'kysely';
import type { Campaign } from '../../src/campaigns/campaign.ts';
import type { Db } from '../../src/db/schema.ts';
import type { Cell, Report } from '../../src/engine/flow.ts';

const columns = [
  ...['item', 'title', 'owner', 'team', 'feedback', 'proposed', 'state', 'release', 'slot'],
  ...['yes', 'no', 'loves', 'hates', 'looked_forward_to'],
] as const;

export function exportOf(db: Db, campaign: Campaign): Report {
  return { columns, rows: rowsOf(db, campaign.id) };
}

async function* rowsOf(db: Db, campaignId: string): AsyncGenerator<readonly Cell[]> {
  const named = (box: 'best_id' | 'worst_id') =>
    sql<number>`(select count(*) from release_report as report where report.release_id = item.release_id and report.${sql.ref(box)} = item.id)`;
  const items = await db
    .selectFrom('release_item as item')
    .leftJoin('release', 'release.id', 'item.release_id')
    .leftJoin('feedback_item as feedback', 'feedback.id', 'item.feedback_id')
    .where('item.campaign_id', '=', campaignId)
    .select(['item.number', 'item.title', 'item.owner', 'item.team', 'item.proposed_at', 'item.state'])
    .select([
      'item.yes',
      'item.no',
      'item.hopes',
      'release.number as release',
      'release.slot_at',
      'feedback.number as asked',
    ])
    .select([named('best_id').as('loves'), named('worst_id').as('hates')])
    .orderBy('item.number')
    .execute();
  for (const item of items) {
    yield [
      ...[item.number, item.title, item.owner, item.team, item.asked, new Date(item.proposed_at), item.state],
      ...[item.release, item.slot_at === null ? null : new Date(item.slot_at), item.yes, item.no],
      ...[Number(item.loves), Number(item.hates), item.hopes],
    ];
  }
}
