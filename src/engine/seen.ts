// One effect per event (P2): the marks of what has had its effect, written in the transaction of the effect.
import type { InboundMessage } from '../chat/message.ts';
import type { Db, Trx } from '../db/schema.ts';
import { insertAll, listOf } from '../db/sets.ts';
import type { Arrived } from './turn.ts';

/** The keys of one message: its event, and the twin where one post comes as two events. */
function seenKeys({ platform, event, twin }: InboundMessage): string[] {
  const keys = [`${platform}:${event}`];
  if (twin !== undefined) keys.push(`${platform}:${twin}`);
  return keys;
}

/** Those that have had no effect yet. Where a batch holds one event twice, the first. */
export async function unseen(trx: Trx, arrived: readonly Arrived[]): Promise<Arrived[]> {
  const keys = arrived.flatMap(({ message }) => seenKeys(message));
  const rows = await trx
    .selectFrom(listOf(trx, keys).as('wanted'))
    .crossJoin('seen')
    .whereRef('seen.key', '=', 'wanted.value')
    .select('seen.key')
    .execute();
  const marked = new Set(rows.map((row) => row.key));
  return arrived.filter(({ message }) => {
    const own = seenKeys(message);
    const fresh = !own.some((key) => marked.has(key));
    for (const key of own) marked.add(key);
    return fresh;
  });
}

const columns = { key: 'text', arrival: 'integer' } as const;

export async function markSeen(trx: Trx, arrived: readonly Arrived[]): Promise<void> {
  const rows = arrived.flatMap(({ message, arrival }) => seenKeys(message).map((key) => ({ key, arrival })));
  await insertAll(trx, 'seen', columns, rows);
}

/** The number of the message that arrived last, 0 where none has. */
export async function latestArrival(db: Db): Promise<number> {
  const row = await db
    .selectFrom('seen')
    .select((max) => max.fn.max('arrival').as('arrival'))
    .executeTakeFirst();
  return row?.arrival ?? 0;
}

/** Forgets marks older than `arrival`, so many at a time; gives how many went. No platform delivers an event again after so long. */
export async function forgetSeen(trx: Trx, arrival: number, most: number): Promise<number> {
  const old = trx.selectFrom('seen').select('key').where('arrival', '<', arrival).orderBy('arrival').limit(most);
  const result = await trx.deleteFrom('seen').where('key', 'in', old).executeTakeFirst();
  return Number(result.numDeletedRows);
}
