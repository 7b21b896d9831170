// Takes a page of due rows for one platform: asks the gate, leases what may go, and finds what a crash left half sent.
import type { Trx } from '../db/schema.ts';
import { askGate } from './gate.ts';
import type { Outgoing } from './outgoing.ts';
import { endingOf, judge, type Result } from './results.ts';
import { dueRows, holdCampaigns, lease, mark, outgoingOf } from './store.ts';

/** Whoever took a row has this long to deliver it before another process may, ms. */
export const LEASE = 60_000;

export interface Page {
  /** How many rows were due: a full page means there may be more. */
  rows: number;
  sends: Outgoing[];
  /** `sending`, and whoever sent them is gone: nobody here knows whether they arrived. */
  orphans: Outgoing[];
  /** Marked already; what is left to do is to tell the flows. */
  suppressed: Result[];
}

/** `holds`: true for what this process has in hand; its lease is only made longer. */
export async function takePage(
  trx: Trx,
  platform: string,
  holds: (id: string) => boolean,
  now: number,
  limit: number,
): Promise<Page> {
  const rows = await dueRows(trx, platform, now, limit);
  const strange = rows.filter((row) => !holds(row.id));
  const fresh = strange.filter((row) => row.state === 'pending').map(outgoingOf);
  const orphans = strange.filter((row) => row.state === 'sending').map(outgoingOf);
  const verdicts = await askGate(trx, fresh, now);

  const stays = new Set<string>();
  const paused = new Set<string>();
  const suppressed: Result[] = [];
  let until = now;
  for (const one of fresh) {
    const verdict = verdicts.get(one.id)!;
    if (verdict.type === 'send') continue;
    stays.add(one.id);
    if (verdict.type === 'suppress') suppressed.push(judge(one, endingOf(verdict), now));
    else {
      until = verdict.until;
      paused.add(one.campaignId!);
    }
  }
  await mark(
    trx,
    suppressed.map((result) => result.mark),
  );
  await holdCampaigns(trx, platform, [...paused], now, until);
  const leased = rows.map((row) => row.id).filter((id) => !stays.has(id));
  if (leased.length > 0) await lease(trx, leased, now + LEASE);
  return { rows: rows.length, sends: fresh.filter((one) => !stays.has(one.id)), orphans, suppressed };
}
