// Asked before anything of kind `campaign` is sent, when it is read from the table and again where it had to wait after that:
// consent, and whether the campaign still wants it.
import type { Trx } from '../db/schema.ts';
import { listOf } from '../db/sets.ts';
import type { Outgoing } from './outgoing.ts';

export type Verdict = { type: 'send' } | { type: 'hold'; until: number } | { type: 'suppress'; reason: string };

/** How long a delivery of a paused campaign waits before the gate is asked again, ms. */
const HOLD = 1000;

/** One verdict for each delivery, by its id. Replies and service messages answer something and always pass, unless they are of no use any more. */
export async function askGate(trx: Trx, deliveries: readonly Outgoing[], now: number): Promise<Map<string, Verdict>> {
  const asked = deliveries.filter((delivery) => delivery.kind === 'campaign');
  const stopped = await stoppedPersons(trx, asked);
  const paused = await pausedCampaigns(trx, asked);
  return new Map(deliveries.map((delivery) => [delivery.id, judge(delivery)]));

  function judge(delivery: Outgoing): Verdict {
    if (delivery.expiresAt !== null && delivery.expiresAt <= now) return { type: 'suppress', reason: 'expired' };
    if (delivery.kind !== 'campaign') return { type: 'send' };
    if (delivery.personId !== null && stopped.has(delivery.personId)) return { type: 'suppress', reason: 'stopped' };
    if (delivery.campaignId !== null && paused.has(delivery.campaignId)) return { type: 'hold', until: now + HOLD };
    return { type: 'send' };
  }
}

async function stoppedPersons(trx: Trx, deliveries: readonly Outgoing[]): Promise<Set<string>> {
  const ids = unique(deliveries.map((delivery) => delivery.personId));
  if (ids.length === 0) return new Set();
  const rows = await trx
    .selectFrom(listOf(trx, ids).as('wanted'))
    .crossJoin('person')
    .whereRef('person.id', '=', 'wanted.value')
    .where('person.stopped_at', 'is not', null)
    .select('person.id')
    .execute();
  return new Set(rows.map((row) => row.id));
}

async function pausedCampaigns(trx: Trx, deliveries: readonly Outgoing[]): Promise<Set<string>> {
  const ids = unique(deliveries.map((delivery) => delivery.campaignId));
  if (ids.length === 0) return new Set();
  const rows = await trx
    .selectFrom('campaign')
    .select('id')
    .where('id', 'in', ids)
    .where('status', '=', 'paused')
    .execute();
  return new Set(rows.map((row) => row.id));
}

function unique(values: readonly (string | null)[]): string[] {
  return [...new Set(values)].filter((value) => value !== null);
}
