// One effect per event (P2): the marks of what has had its effect, written in the transaction of the effect.
import type { InboundMessage } from '../chat/message.ts';
import type { Db, Trx } from '../db/schema.ts';
import { insertNew, listOf } from '../db/sets.ts';
import type { Arrived } from './turn.ts';

/** The keys of one message: its event, and the twin where one post comes as two events. */
function seenKeys({ platform, event, twin }: InboundMessage): string[] {
  const keys = [`${platform}:${event}`];
  if (twin !== undefined) keys.push(`${platform}:${twin}`);
  return keys;
}

const columns = { key: 'text', arrival: 'integer' } as const;

/**
 * Marks the events of these messages and gives the messages that have had no effect yet; where one event comes twice among them, the first.
 * On PostgreSQL it waits for whoever is marking the same event.
 */
export async function markSeen(trx: Trx, arrived: readonly Arrived[]): Promise<Arrived[]> {
  const firsts = new Map<string, Arrived>();
  for (const one of arrived) {
    for (const key of seenKeys(one.message)) if (!firsts.has(key)) firsts.set(key, one);
  }
  const rows = [...firsts].map(([key, { arrival }]) => ({ key, arrival }));
  const marked = new Set(await insertNew(trx, 'seen', columns, rows, 'key'));
  return arrived.filter((one) => seenKeys(one.message).every((key) => marked.has(key) && firsts.get(key) === one));
}

/** Takes the marks back: these have had no effect yet. */
export async function unmarkSeen(trx: Trx, arrived: readonly Arrived[]): Promise<void> {
  if (arrived.length === 0) return;
  const keys = arrived.flatMap(({ message }) => seenKeys(message));
  const unmarked = trx.selectFrom(listOf(trx, keys).as('unmarked')).select('unmarked.value');
  await trx.deleteFrom('seen').where('key', 'in', unmarked).execute();
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
