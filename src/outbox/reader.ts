// Takes a page of rows for one platform that may go now: asks the gate and the doors, leases what may go, and finds what a crash left half sent.
import type { Trx } from '../db/schema.ts';
import type { Doors } from './doors.ts';
import { askGate } from './gate.ts';
import { mark } from './mark.ts';
import type { Outgoing } from './outgoing.ts';
import {
  answersIn,
  campaignRowsIn,
  campaignsIn,
  orphansOf,
  type Place,
  rowsById,
  sendToWait,
  waitingBefore,
} from './queues.ts';
import type { ContactSettings } from './reach.ts';
import { endingOf, judge, NEVER, type Result } from './results.ts';
import { holdBack, lease, notePassed, outgoingOf } from './store.ts';

/** Whoever took a row has this long to deliver it before another process may, ms. */
export const LEASE = 60_000;

export interface Page {
  /** There may be more that could go at once. */
  more: boolean;
  sends: Outgoing[];
  /** `sending`, and whoever sent them is gone: nobody here knows whether they arrived. */
  orphans: Outgoing[];
  /** Marked already; what is left to do is to tell the flows. */
  suppressed: Result[];
  /** Doors at which rows wait now. */
  waits: string[];
  /** Doors at which none were left. */
  drained: string[];
}

export interface Wanted {
  platform: string;
  /** True for what this process has in hand; its lease is only made longer. */
  holds(id: string): boolean;
  doors: Doors;
  /** Those at which rows may wait. */
  waiting: readonly string[];
  turns: Turns;
  now: number;
  limit: number;
  settings: ContactSettings;
}

/** The campaign that had its turn last, at the doors and away from them: the next one goes first. */
export interface Turns {
  atDoors: string | null;
  elsewhere: string | null;
}

export async function takePage(trx: Trx, wanted: Wanted): Promise<Page> {
  const { platform, doors, now, waiting } = wanted;
  const { ids, more, drained } = await choose(trx, wanted);
  const rows = await rowsById(trx, ids);
  const strange = rows.filter((row) => !wanted.holds(row.id));
  const orphans = strange.filter((row) => row.state === 'sending').map(outgoingOf);
  const fresh = strange.filter((row) => row.state === 'pending');
  const doorOf = new Map(fresh.map(({ id, next_at, reason }) => [id, next_at === NEVER ? reason : null]));
  const candidates = fresh.map(outgoingOf);

  const verdicts = await askGate(trx, candidates, now, wanted.settings);
  const suppressed: Result[] = [];
  const open: Outgoing[] = [];
  const putOff: { id: string; until: number; reason: string }[] = [];
  for (const one of candidates) {
    const verdict = verdicts.get(one.id)!;
    if (verdict.type === 'send') open.push(one);
    else if (verdict.type === 'suppress') suppressed.push(judge(one, endingOf(verdict), now, () => 0));
    else if (verdict.reason !== 'paused') putOff.push({ id: one.id, until: verdict.until, reason: verdict.reason });
  }
  await holdBack(trx, putOff);
  await mark(
    trx,
    suppressed.map((result) => result.mark),
  );

  const plan = doors.plan();
  const before = waiting.length === 0 ? undefined : await waitingBefore(trx, platform, ids);
  const sends: Outgoing[] = [];
  const stopped: { id: string; door: string }[] = [];
  for (const one of open) {
    const door = plan.admit(one, before?.get(one.id));
    if (door === undefined) sends.push(one);
    else stopped.push({ id: one.id, door });
  }
  const moved = stopped.filter(({ id, door }) => doorOf.get(id) !== door);
  await sendToWait(trx, moved);
  const held = rows.filter((row) => wanted.holds(row.id) && row.next_at < NEVER);
  const leased = [...sends, ...orphans, ...held].map(({ id }) => id);
  if (leased.length > 0) await lease(trx, leased, now + LEASE);
  const passed = sends.filter(({ consent }) => consent !== null).map(({ id }) => id);
  await notePassed(trx, passed, now);
  const waits = [...new Set(stopped.map(({ door }) => door))];
  // Whoever does not go leaves room for others.
  return {
    more: more || moved.length + suppressed.length + putOff.length > 0,
    sends,
    orphans,
    suppressed,
    waits,
    drained: drained.filter((door) => !waits.includes(door)),
  };
}

/** Orphans, then replies and service messages, then campaigns in turn; of each first those that wait at an open door. */
async function choose(trx: Trx, { platform, doors, waiting, turns, now, limit }: Wanted) {
  const due: Place = { platform, now };
  const ids = await orphansOf(trx, platform, now, limit);
  const left = () => limit - ids.length;
  const open: { door: string; room: number }[] = [];
  for (const door of waiting) {
    const room = doors.room(door);
    if (left() <= 0 || room <= 0) continue;
    const found = await answersIn(trx, { platform, door }, Math.min(room, left()));
    ids.push(...found);
    open.push({ door, room: room - found.length });
  }
  if (left() > 0) ids.push(...(await answersIn(trx, due, left())));

  const drained: string[] = [];
  for (const { door, room } of open) {
    const most = Math.min(room, left());
    if (most <= 0) continue;
    const { running, paused } = await campaignsIn(trx, { platform, door });
    const found = await inTurn(trx, { platform, door }, running, turns.atDoors, most);
    ids.push(...found.ids);
    if (found.ids.length > 0) turns.atDoors = found.last;
    if (found.complete && paused.length === 0) drained.push(door);
  }
  if (left() <= 0) return { ids, more: true, drained };
  const { running } = await campaignsIn(trx, { platform });
  const found = await inTurn(trx, due, running, turns.elsewhere, left());
  ids.push(...found.ids);
  if (found.ids.length > 0) turns.elsewhere = found.last;
  return { ids, more: !found.complete, drained };
}

/** One row of each campaign after the other, beginning with the one behind `last`; `complete`: no more are there. */
async function inTurn(
  trx: Trx,
  place: Place,
  campaigns: readonly (string | null)[],
  last: string | null,
  limit: number,
): Promise<{ ids: string[]; last: string | null; complete: boolean }> {
  const next = Math.max(
    campaigns.findIndex((id) => (id ?? '') > (last ?? '')),
    0,
  );
  const share = Math.ceil(limit / Math.max(campaigns.length, 1));
  const found: { campaign: string | null; ids: string[] }[] = [];
  let asked = 0;
  for (const campaign of [...campaigns.slice(next), ...campaigns.slice(0, next)]) {
    if (found.length === limit) break;
    asked += 1;
    const rows = await campaignRowsIn(trx, place, campaign, share + 1);
    if (rows.length > 0) found.push({ campaign, ids: rows });
  }
  const ids: string[] = [];
  let served = last;
  for (let round = 0; round < share; round += 1) {
    for (const one of found) {
      const id = one.ids[round];
      if (id === undefined || ids.length === limit) continue;
      ids.push(id);
      served = one.campaign;
    }
  }
  const there = found.reduce((sum, one) => sum + one.ids.length, 0);
  return { ids, last: served, complete: asked === campaigns.length && ids.length === there };
}
