// What falls due: places that were not confirmed or accepted in time, and the one reminder before that.
import type { Db } from '../db/schema.ts';
import type { Scope } from '../engine/scope.ts';
import { type Entry, entryOf, storeEntries } from './entry.ts';
import type { Quota } from './lanes.ts';
import { offerFree } from './offers.ts';
import { endEntries } from './settle.ts';
import type { Terms } from './terms.ts';

export interface Swept {
  /** As they were: held or offered. */
  expired: Entry[];
  reminded: Entry[];
  offered: Entry[];
  /** When to sweep again, ms; undefined: nothing will fall due. */
  next: number | undefined;
}

/** So many are swept in one transaction; the rest at once after it. */
const PAGE = 500;

/** Ends what has run out and offers it on, in one transaction; gives those who are to be told. */
export async function sweep(scope: Scope, quota: Quota, terms: Terms): Promise<Swept> {
  const expired = await due(scope, quota, 'deadline');
  const ending = { entries: expired, state: 'expired', reason: 'expired' } as const;
  // Without any that expired there may be places to offer that one transaction could not.
  const { offered, more } =
    expired.length > 0 ? await endEntries(scope, quota, ending, terms) : await offerFree(scope, quota, terms);
  const reminded = await due(scope, quota, 'remind_at');
  await storeEntries(
    scope.trx,
    reminded.map((entry) => ({ ...entry, remindAt: undefined })),
  );
  const again = more || expired.length === PAGE || reminded.length === PAGE;
  return { expired, reminded, offered, next: again ? scope.now : await nextDue(scope.trx, quota.campaignId) };
}

async function due(scope: Scope, { campaignId }: Quota, column: 'deadline' | 'remind_at'): Promise<Entry[]> {
  const rows = await scope.trx
    .selectFrom('entry')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where(column, '<=', scope.now)
    .orderBy(column)
    .orderBy('id')
    .limit(PAGE)
    .execute();
  return rows.map(entryOf);
}

/** The next instant at which something of a campaign falls due, ms. */
export async function nextDue(db: Db, campaignId: string): Promise<number | undefined> {
  const first = async (column: 'deadline' | 'remind_at') => {
    const row = await db
      .selectFrom('entry')
      .select(column)
      .where('campaign_id', '=', campaignId)
      .where(column, 'is not', null)
      .orderBy(column)
      .limit(1)
      .executeTakeFirst();
    return row?.[column] ?? undefined;
  };
  const instants = [await first('deadline'), await first('remind_at')].filter((at) => at !== undefined);
  return instants.length === 0 ? undefined : Math.min(...instants);
}
