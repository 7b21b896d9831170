// What became of rows, written down for many at once.
import { sql } from 'kysely';
import type { Trx } from '../db/schema.ts';
import type { OutboxTable } from '../db/schema-outbox.ts';
import { tableOf } from '../db/sets.ts';

const markColumns = {
  id: 'text',
  state: 'text',
  reason: 'text',
  next_at: 'integer',
  attempts: 'integer',
  sent_at: 'integer',
  message_id: 'text',
} as const;

/** What became of one row. */
export interface Mark {
  id: string;
  state: OutboxTable['state'];
  reason: string | null;
  next_at: number;
  attempts: number;
  sent_at: number | null;
  message_id: string | null;
}

/** Writes results in one statement. A row that has had its last word keeps it, but that it was sent is always true. */
export async function mark(trx: Trx, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return;
  const made = tableOf(trx, markColumns, marks as readonly (Mark & Record<string, string | number | null>)[]);
  await sql`update outbox set state = made.state, reason = made.reason, next_at = made.next_at, attempts = made.attempts,
    sent_at = made.sent_at, message_id = made.message_id from ${made} as made
    where outbox.id = made.id and (outbox.state in ('pending', 'sending') or made.state = 'sent')`.execute(trx);
}
