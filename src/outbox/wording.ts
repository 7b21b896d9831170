// What many are told in the same words is stored once, by the hash of what it says.
import { createHash } from 'node:crypto';
import type { Db, Trx } from '../db/schema.ts';
import type { OutboxTable } from '../db/schema-outbox.ts';
import { insertAll } from '../db/sets.ts';
import type { Body, Outgoing } from './outgoing.ts';

/** A row with the words it shares with others; null where it has its own. */
export type Worded = OutboxTable & { worded: string | null };

/** The two columns that hold what each says; stores the words that are shared. */
export async function storeWordings(
  trx: Trx,
  outgoing: readonly Outgoing[],
): Promise<{ body: string; wording_id: string | null }[]> {
  const shared = new Map<string, string>();
  const held = outgoing.map(({ consent, text, choices }) => {
    const body = JSON.stringify({ text, choices } satisfies Body);
    if (consent === null) return { body, wording_id: null };
    const id = shared.get(body) ?? createHash('sha256').update(body).digest('base64url').slice(0, 22);
    shared.set(body, id);
    return { body: '', wording_id: id };
  });
  const rows = [...shared].map(([body, id]) => ({ id, body }));
  await insertAll(trx, 'wording', { id: 'text', body: 'text' }, rows, { orIgnore: true });
  return held;
}

/** Rows with what they say. */
export function wordedRows(db: Db) {
  return db
    .selectFrom('outbox')
    .leftJoin('wording', 'wording.id', 'outbox.wording_id')
    .selectAll('outbox')
    .select('wording.body as worded');
}
