// The points ledger: rows are only added, each source counts once, and every board is a sum of them.
import type { Db } from '../db/schema.ts';
import { insertAll } from '../db/sets.ts';
import type { Scope } from '../engine/scope.ts';

export interface PointsEntry {
  personId: string;
  campaignId: string;
  /** What they are for, unique for good: `quiz/<round>/<person>`. Adding it again changes nothing. */
  source: string;
  amount: number;
  reason: string;
}

const columns = {
  person_id: 'text',
  campaign_id: 'text',
  source: 'text',
  amount: 'integer',
  reason: 'text',
  at: 'integer',
} as const;

/** Adds entries; gives how many were new. */
export function addPoints(scope: Scope, entries: readonly PointsEntry[]): Promise<number> {
  const rows = entries.map((entry) => ({
    person_id: entry.personId,
    campaign_id: entry.campaignId,
    source: entry.source,
    amount: entry.amount,
    reason: entry.reason,
    at: scope.now,
  }));
  return insertAll(scope.trx, 'points', columns, rows, { orIgnore: true });
}

/** All the points of one person. */
export async function pointsOf(db: Db, personId: string): Promise<number> {
  const row = await db
    .selectFrom('points')
    .select((sum) => sum.fn.sum<number | null>('amount').as('total'))
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return Number(row.total ?? 0);
}
