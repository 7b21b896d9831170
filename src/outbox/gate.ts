// Asked before anything of kind `campaign` is sent, when it is read from the table and again where it had to wait after that: whether the
// campaign still wants it, and whether the person does, now.
import type { Trx } from '../db/schema.ts';
import { listOf } from '../db/sets.ts';
import { judgeReach, type Verdict } from './gate-rules.ts';
import type { Outgoing } from './outgoing.ts';
import { type Asked, type ContactSettings, readReaches } from './reach.ts';

/** How long a delivery of a paused campaign waits before the gate is asked again, ms. */
const HOLD = 1000;

/**
 * One verdict for each delivery, by its id. Replies and service messages answer something and always pass, unless they are of no use any more.
 * What needs a consent counts against caps and budgets from here on, each in its turn.
 */
export async function askGate(
  trx: Trx,
  deliveries: readonly Outgoing[],
  now: number,
  settings: ContactSettings,
): Promise<Map<string, Verdict>> {
  const asked = deliveries.filter((delivery) => delivery.kind === 'campaign');
  const campaigns = await campaignsOf(trx, asked);
  const stopped = await stoppedPersons(
    trx,
    asked.filter(({ consent }) => consent === null),
  );
  const reaching = asked.flatMap((one) => reachingOf(one, campaigns.get(one.campaignId ?? '')?.zone) ?? []);
  const reaches = reaching.length > 0 ? await readReaches(trx, reaching, now, settings, { hold: true }) : undefined;
  return new Map(deliveries.map((delivery) => [delivery.id, judge(delivery)]));

  function judge(delivery: Outgoing): Verdict {
    if (delivery.expiresAt !== null && delivery.expiresAt <= now) return { type: 'suppress', reason: 'expired' };
    if (delivery.kind !== 'campaign') return { type: 'send' };
    const campaign = campaigns.get(delivery.campaignId ?? '');
    const one = reachingOf(delivery, campaign?.zone);
    if (!one && delivery.personId !== null && stopped.has(delivery.personId))
      return { type: 'suppress', reason: 'stopped' };
    if (campaign?.status === 'paused') return { type: 'hold', until: now + HOLD, reason: 'paused' };
    if (!one) return { type: 'send' };
    const verdict = judgeReach(reaches!.of(one), now, delivery.expiresAt);
    if (verdict.type === 'send') reaches!.letPass(one);
    return verdict;
  }
}

function reachingOf({ id, personId, consent, address }: Outgoing, zone: string | undefined): Asked | undefined {
  if (personId === null || consent === null) return undefined;
  return { id, personId, consent, platform: address.platform, zone };
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

async function campaignsOf(trx: Trx, deliveries: readonly Outgoing[]) {
  const ids = unique(deliveries.map((delivery) => delivery.campaignId));
  if (ids.length === 0) return new Map<string, { status: string; zone: string }>();
  const rows = await trx.selectFrom('campaign').select(['id', 'status', 'zone']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

function unique(values: readonly (string | null)[]): string[] {
  return [...new Set(values)].filter((value) => value !== null);
}
