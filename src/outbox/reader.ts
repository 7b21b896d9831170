// Takes a page of due rows for one platform: asks the gate, leases what may go, and finds what a crash left half sent.
import type { Trx } from '../db/schema.ts';
import { askGate, type Verdict } from './gate.ts';
import type { Lane } from './lane.ts';
import type { Outgoing } from './outgoing.ts';
import { dueRows, lease, type Mark, mark, outgoingOf } from './store.ts';

/** Whoever took a row has this long to deliver it before another process may, ms. */
export const LEASE = 60_000;

export interface Page {
  /** How many rows were due: a full page means there may be more. */
  rows: number;
  sends: Outgoing[];
  /** `sending`, and whoever sent them is gone: nobody here knows whether they arrived. */
  orphans: Outgoing[];
}

export async function takePage(trx: Trx, lane: Lane, now: number, limit: number): Promise<Page> {
  const rows = await dueRows(trx, lane.platform.name, now, limit);
  const strange = rows.filter((row) => !lane.holds(row.id));
  const fresh = strange.filter((row) => row.state === 'pending').map(outgoingOf);
  const orphans = strange.filter((row) => row.state === 'sending').map(outgoingOf);
  const verdicts = await askGate(trx, fresh, now);
  const withheld = fresh.flatMap((one) => withhold(one, verdicts.get(one.id)!, now));
  const stays = new Set(withheld.map((one) => one.id));
  await mark(trx, withheld);
  const leased = rows.map((row) => row.id).filter((id) => !stays.has(id));
  if (leased.length > 0) await lease(trx, leased, now + LEASE);
  return { rows: rows.length, sends: fresh.filter((one) => !stays.has(one.id)), orphans };
}

function withhold(one: Outgoing, verdict: Verdict, now: number): Mark[] {
  const unchanged = { id: one.id, attempts: one.attempt - 1, sent_at: null, message_id: null };
  switch (verdict.type) {
    case 'send':
      return [];
    case 'hold':
      return [{ ...unchanged, state: 'pending', reason: 'held', next_at: verdict.until }];
    case 'suppress':
      return [{ ...unchanged, state: 'suppressed', reason: verdict.reason, next_at: now }];
  }
}
