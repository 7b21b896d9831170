// The outbox table: one row a delivery, its state `pending -> sending -> sent | uncertain | failed | suppressed`.
import { sql } from 'kysely';
import type { Trx } from '../db/schema.ts';
import { insertAll, listOf, tableOf } from '../db/sets.ts';
import type { Topic } from '../people/topics.ts';
import type { Body, Outgoing } from './outgoing.ts';
import { storeWordings, type Worded } from './wording.ts';

const columns = {
  id: 'text',
  kind: 'text',
  platform: 'text',
  account: 'text',
  room: 'text',
  thread: 'text',
  person_id: 'text',
  campaign_id: 'text',
  topic: 'text',
  dedupe: 'text',
  body: 'text',
  wording_id: 'text',
  consent: 'text',
  broadcast: 'text',
  re: 'text',
  state: 'text',
  reason: 'text',
  attempts: 'integer',
  next_at: 'integer',
  expires_at: 'integer',
  created_at: 'integer',
} as const;

/** Neither done with nor waiting at a door. */
const isLeased = sql<boolean>`state in ('pending', 'sending') and next_at < 8640000000000000`;

/**
 * Adds the rows as pending, or as the gate has said already; those that go out directly are leased until `leasedTo` (ms). A dedupe key that is
 * there already adds nothing.
 */
export async function enqueue(trx: Trx, outgoing: readonly Outgoing[], leasedTo: number): Promise<void> {
  const bodies = await storeWordings(trx, outgoing);
  const rows = outgoing.map((one, place) => ({
    id: one.id,
    kind: one.kind,
    platform: one.address.platform,
    account: one.address.account ?? null,
    room: one.address.room ?? null,
    thread: one.address.thread ?? null,
    person_id: one.personId,
    campaign_id: one.campaignId,
    topic: one.topic,
    dedupe: one.dedupe,
    body: bodies[place]!.body,
    wording_id: bodies[place]!.wording_id,
    consent: one.consent,
    broadcast: one.broadcast ?? null,
    re: one.re ?? null,
    state: one.verdict?.type === 'suppress' ? 'suppressed' : 'pending',
    reason: one.verdict?.type === 'send' ? null : (one.verdict?.reason ?? null),
    attempts: 0,
    next_at: one.verdict?.type === 'hold' ? one.verdict.until : one.direct ? leasedTo : one.createdAt,
    expires_at: one.expiresAt,
    created_at: one.createdAt,
  }));
  await insertAll(trx, 'outbox', columns, rows, { orIgnore: true });
}

/** What the gate lets pass at `now` (ms) and needs a consent: caps and budgets count it from here on. */
export async function notePassed(trx: Trx, ids: readonly string[], now: number): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable('outbox')
    .set({ passed_at: now })
    .where('id', 'in', trx.selectFrom(listOf(trx, ids).as('wanted')).select('wanted.value'))
    .execute();
}

/** Puts rows off until the gate may let them pass. */
export async function holdBack(
  trx: Trx,
  held: readonly { id: string; until: number; reason: string }[],
): Promise<void> {
  if (held.length === 0) return;
  const made = tableOf(trx, { id: 'text', until: 'integer', reason: 'text' }, held);
  await sql`update outbox set next_at = made.until, reason = made.reason from ${made} as made
    where outbox.id = made.id and outbox.state = 'pending'`.execute(trx);
}

/** Leases rows to this process until `nextAt`; `campaign` rows become `sending`, so that a crash leaves a trace. */
export async function lease(trx: Trx, ids: readonly string[], nextAt: number): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ next_at: nextAt, state: sql`case kind when 'campaign' then 'sending' else 'pending' end` })
    .where('id', 'in', trx.selectFrom(listOf(trx, ids).as('wanted')).select('wanted.value'))
    .execute();
}

/** The same for what a process still has in hand: rows that others marked meanwhile stay as they are. */
export async function renewLeases(trx: Trx, ids: readonly string[], nextAt: number): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ next_at: nextAt })
    .where(isLeased)
    .where('id', 'in', trx.selectFrom(listOf(trx, ids).as('wanted')).select('wanted.value'))
    .execute();
}

/** Takes back what of a topic has not been handed to its platform yet: it is of no use any more. */
export async function withdrawTopic(trx: Trx, topic: string): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ state: 'suppressed', reason: 'withdrawn' })
    .where('topic', '=', topic)
    .where(sql<boolean>`state = 'pending' and topic is not null`)
    .execute();
}

/** Gives up the leases of a process that is gone: on SQLite there is only one, and it is us. */
export async function releaseLeases(trx: Trx, now: number): Promise<void> {
  for (const where of leased) {
    await sql`update outbox set next_at = ${now} where (attempts = 0 or state = 'sending')
      and id in (select id from outbox where ${where} and next_at > ${now})`.execute(trx);
  }
}

/** Each is the condition of one index. */
const leased = [
  sql`state = 'pending' and next_at < 8640000000000000 and kind in ('reply', 'service')`,
  sql`state = 'pending' and next_at < 8640000000000000 and kind = 'campaign'`,
  sql`state = 'sending'`,
];

/** A row as the worker hands it on. */
export function outgoingOf(row: Worded): Outgoing {
  const body = JSON.parse(row.worded ?? row.body) as Body;
  return {
    id: row.id,
    kind: row.kind,
    address: {
      platform: row.platform,
      ...(row.account !== null && { account: row.account }),
      ...(row.room !== null && { room: row.room }),
      ...(row.thread !== null && { thread: row.thread }),
    },
    text: body.text,
    choices: body.choices,
    ...(row.re !== null && { re: row.re }),
    attempt: row.attempts + 1,
    personId: row.person_id,
    campaignId: row.campaign_id,
    topic: row.topic,
    dedupe: row.dedupe,
    consent: row.consent as Topic | null,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    direct: false,
  };
}
