// Tells the limits of an hour or more what was sent before this process began.
import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';
import type { Doors } from './doors.ts';
import { outgoingOf } from './store.ts';
import { wordedRows } from './wording.ts';

/** No limit is longer, ms. */
const LONGEST = 31 * 24 * 3_600_000;
/** So many rows are read at a time. */
const AT_ONCE = 1000;
/** Spelled out, not bound, for the partial index. */
const isCounted = sql<boolean>`state = 'sent' and reason = 'counted'`;

/** Reads the rows of the platform that were sent under such a limit, the oldest first. `now` in ms. */
export async function rememberSent(db: Db, platform: string, doors: Doors, now: number): Promise<void> {
  const rows = wordedRows(db).where('platform', '=', platform).where(isCounted);
  const ordered = rows.orderBy('sent_at').orderBy('outbox.id').limit(AT_ONCE);
  let after = { at: now - LONGEST, id: '' };
  for (;;) {
    const { at, id } = after;
    const page = await ordered
      .where('sent_at', '>=', at)
      .where((row) => row.or([row('sent_at', '>', at), row('outbox.id', '>', id)]))
      .execute();
    for (const row of page) doors.remember(outgoingOf(row), row.sent_at!);
    const last = page.at(-1);
    if (!last || page.length < AT_ONCE) return;
    after = { at: last.sent_at!, id: last.id };
  }
}
