// What was said once and is stored as a hash alone: its text does not stay in the outbox.
import { listOf } from '../db/sets.ts';
import type { Delivered } from '../engine/flow.ts';
import type { Scope } from '../engine/scope.ts';
import type { Body } from './outgoing.ts';

const NOTHING: Body = { text: '' as Body['text'], choices: [] };

/**
 * A `delivered` hook that forgets the text of deliveries whose topic begins with `prefix`. They must be sent with the topic as their
 * dedupe key, each with one of its own.
 */
export function forgetSaid(prefix: string) {
  return async ({ trx }: Scope, deliveries: readonly Delivered[]): Promise<void> => {
    const topics = deliveries.map(({ topic }) => topic).filter((topic) => topic.startsWith(prefix));
    if (topics.length === 0) return;
    await trx
      .updateTable('outbox')
      .set({ body: JSON.stringify(NOTHING) })
      .where('dedupe', 'in', trx.selectFrom(listOf(trx, topics).as('wanted')).select('wanted.value'))
      .execute();
  };
}
