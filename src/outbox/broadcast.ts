// One message to everybody who wants to hear of a topic: planned a page of persons at a time, each of whom gets a row with its verdict.
import { sql } from 'kysely';
import type { Campaign } from '../campaigns/campaign.ts';
import type { Address } from '../chat/message.ts';
import type { Db, Trx } from '../db/schema.ts';
import type { PhraseChoice, Scope } from '../engine/scope.ts';
import { addressesOf } from '../people/addresses.ts';
import type { Topic } from '../people/topics.ts';
import type { Phrase, Reader } from '../text/phrase.ts';
import { judgeReach, type Reason, type Verdict } from './gate-rules.ts';
import { type ContactSettings, readReaches } from './reach.ts';

export interface Broadcast {
  /** `<flow>/<id>`, named once: each person has one row under it, whatever happens. */
  key: string;
  consent: Topic;
  campaign: Pick<Campaign, 'id' | 'zone' | 'language'>;
  /** Of no use after this instant (ms). */
  expiresAt: number;
}

/** How many are in the audience, and what the gate says of them. */
export interface Counts {
  audience: number;
  /** They get it at once. */
  send: number;
  /** They get it later, by reason. */
  later: Partial<Record<Reason, number>>;
  /** They do not get it, by reason. */
  held: Partial<Record<Reason, number>>;
}

export const NOBODY: Counts = { audience: 0, send: 0, later: {}, held: {} };

/** The next persons, by id, who said that they want to hear of a topic; who said stop is among them, and held back. */
export async function nextAudience(db: Db, topic: Topic, after: string, most: number): Promise<string[]> {
  const rows = await db
    .selectFrom('consent')
    .select('person_id')
    .where('topic', '=', topic)
    .where('given', '=', 1)
    .where('person_id', '>', after)
    .orderBy('person_id')
    .limit(most)
    .execute();
  return rows.map(({ person_id }) => person_id);
}

export interface Judged {
  personId: string;
  address: Address | undefined;
  reader: Pick<Reader, 'language' | 'zone'>;
  verdict: Verdict;
}

/** What the gate says at an instant (ms) of a page of the audience, in its order. With `asked` they need not have chosen the topic: they took part. */
export async function judgeAudience(
  db: Db,
  { key, consent, campaign, expiresAt }: Broadcast,
  personIds: readonly string[],
  at: number,
  settings: ContactSettings,
  { asked: tookPart = false }: { asked?: boolean } = {},
): Promise<Judged[]> {
  const addresses = await addressesOf(db, personIds, { stopped: true });
  const asked = personIds.map((personId) => ({
    ...{ id: `${key}/${personId}`, personId, consent, zone: campaign.zone },
    platform: addresses.get(personId)?.address.platform ?? '',
  }));
  const reaches = await readReaches(db, asked, at, settings);
  const reachOf = (one: (typeof asked)[number]) => (tookPart ? { ...reaches.of(one), wants: true } : reaches.of(one));
  return asked.map((one) => {
    const known = addresses.get(one.personId);
    return {
      personId: one.personId,
      address: known?.address,
      reader: { language: known?.reader.language ?? campaign.language, zone: known?.reader.zone ?? campaign.zone },
      verdict: known
        ? judgeReach(reachOf(one), at, expiresAt)
        : { type: 'suppress' as const, reason: 'no address' as const },
    };
  });
}

/** What one person is told. */
export interface Saying {
  phrase: Phrase;
  choices?: readonly PhraseChoice[];
}

/** Gives everybody of a page their row: to be sent, to be sent later, or held back with the reason. The same page again adds nothing. */
export function planBroadcast(
  scope: Scope,
  { key, consent, campaign, expiresAt }: Broadcast,
  page: readonly Judged[],
  say: (personId: string) => Saying,
): void {
  for (const { personId, address, reader, verdict } of page) {
    const { phrase, choices } = say(personId);
    scope.send(address ?? { platform: '-', account: personId }, phrase, {
      ...{ kind: 'campaign', consent, verdict, reader, personId, expiresAt, campaignId: campaign.id },
      ...(choices && { choices }),
      broadcast: key,
      dedupe: `${key}/${personId}`,
    });
  }
}

export function countVerdicts(before: Counts, verdicts: Iterable<Verdict>): Counts {
  const counts = { ...before, later: { ...before.later }, held: { ...before.held } };
  for (const verdict of verdicts) {
    counts.audience += 1;
    if (verdict.type === 'send') counts.send += 1;
    else {
      const among = verdict.type === 'hold' ? counts.later : counts.held;
      among[verdict.reason] = (among[verdict.reason] ?? 0) + 1;
    }
  }
  return counts;
}

/** What has become of the rows so far, by state and reason. */
export async function broadcastStates(
  db: Db,
  key: string,
): Promise<{ state: string; reason: string | null; count: number }[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(({ fn }) => ['state', 'reason', fn.countAll().as('count')])
    .where('broadcast', '=', key)
    .where(isBroadcast)
    .groupBy(['state', 'reason'])
    .execute();
  return rows.map(({ state, reason, count }) => ({ state, reason, count: Number(count) }));
}

/** Takes back what nobody has been sent yet. */
export async function withdrawBroadcast(trx: Trx, key: string): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ state: 'suppressed', reason: 'withdrawn' satisfies Reason })
    .where('broadcast', '=', key)
    .where(isBroadcast)
    .where('state', '=', 'pending')
    .execute();
}

/** Spelled out, for the partial index. */
const isBroadcast = sql<boolean>`broadcast is not null`;
