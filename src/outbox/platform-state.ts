// The rows that say how each platform was when a running bot last looked, and what waits to go out there.
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import type { PlatformStateTable } from '../db/schema-outbox.ts';
import { insertAll } from '../db/sets.ts';

const columns = {
  platform: 'text',
  ok: 'integer',
  detail_en: 'text',
  detail_zh: 'text',
  last_event_at: 'integer',
  changed_at: 'integer',
  told_at: 'integer',
  seen_at: 'integer',
} as const;
const { platform: _, ...changing } = columns;

export function readPlatformState(db: Db, platform: string): Promise<PlatformStateTable | undefined> {
  return db.selectFrom('platform_state').selectAll().where('platform', '=', platform).executeTakeFirst();
}

export async function writePlatformState(trx: Trx, row: PlatformStateTable): Promise<void> {
  await insertAll(trx, 'platform_state', columns, [{ ...row }], {
    replace: { key: ['platform'], set: Object.keys(changing) },
  });
}

export interface Condition {
  platform: string;
  /** Undefined for a platform that no bot has run yet and that deliveries wait for. */
  state: PlatformStateTable | undefined;
  /** How many deliveries are neither made nor given up. */
  queued: number;
  /** When the first of them was said, ms. */
  oldest: number | undefined;
}

/** Each platform that has a row or deliveries, by name. */
export async function readConditions(db: Db): Promise<Condition[]> {
  const states = await db.selectFrom('platform_state').selectAll().execute();
  const queues = await readQueues(db);
  const names = new Set([...states.map(({ platform }) => platform), ...queues.keys()]);
  return [...names].sort().map((platform) => ({
    platform,
    state: states.find((state) => state.platform === platform),
    queued: queues.get(platform)?.queued ?? 0,
    oldest: queues.get(platform)?.oldest,
  }));
}

/** Spelled out, not bound: each is the condition of one index, and together they are all that is open. */
export const openRows = [
  sql<boolean>`state = 'pending' and next_at < 8640000000000000 and kind in ('reply', 'service')`,
  sql<boolean>`state = 'pending' and next_at < 8640000000000000 and kind = 'campaign'`,
  sql<boolean>`state = 'pending' and next_at = 8640000000000000 and kind in ('reply', 'service')`,
  sql<boolean>`state = 'pending' and next_at = 8640000000000000 and kind = 'campaign'`,
  sql<boolean>`state = 'sending'`,
];

async function readQueues(db: Db): Promise<Map<string, { queued: number; oldest: number }>> {
  const queues = new Map<string, { queued: number; oldest: number }>();
  for (const open of openRows) {
    const rows = await db
      .selectFrom('outbox')
      .where(open)
      .groupBy('platform')
      .select(({ fn }) => ['platform', fn.countAll().as('queued'), fn.min('id').as('first')])
      .execute();
    for (const { platform, queued, first } of rows) {
      const known = queues.get(platform);
      // Ids grow with time.
      const row = await db.selectFrom('outbox').select('created_at').where('id', '=', first).executeTakeFirst();
      const oldest = Math.min(row?.created_at ?? Number.POSITIVE_INFINITY, known?.oldest ?? Number.POSITIVE_INFINITY);
      queues.set(platform, { queued: Number(queued) + (known?.queued ?? 0), oldest });
    }
  }
  return queues;
}
