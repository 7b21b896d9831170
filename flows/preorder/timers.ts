// The timers of a pre-order: what it does by itself, later.
import type { Scope } from '../../src/engine/scope.ts';
import type { Pool } from '../../src/quota/decide.ts';
import { setTimer } from '../../src/schedule/timers.ts';
import { KIND } from './preorder.ts';

export type PreorderJob = 'invite' | 'announce' | 'spill' | 'draw' | 'decide' | 'sweep' | 'guests' | 'guests-told';

export const timerKey = (campaignId: string, job: PreorderJob, part = ''): string =>
  `${KIND}/${campaignId}/${job}${part && `/${part}`}`;

/** Has a job done at an instant (ms); the same again moves it. `part` tells timers of one job apart. */
export function later(
  scope: Scope,
  campaignId: string,
  job: PreorderJob,
  due: number,
  { part, ...payload }: { part?: string; after?: number; pool?: Pool } = {},
): Promise<void> {
  const key = timerKey(campaignId, job, part);
  return setTimer(scope, { flow: KIND, job, key, due, payload: { campaignId, ...(part && { part }), ...payload } });
}

/** Has what runs out looked at by that instant (ms), or sooner. */
export async function sweepBy(scope: Scope, campaignId: string, due: number): Promise<void> {
  const key = timerKey(campaignId, 'sweep');
  const set = await scope.trx.selectFrom('timer').select('due_at').where('key', '=', key).executeTakeFirst();
  if (!set || set.due_at > due) await later(scope, campaignId, 'sweep', due);
}
