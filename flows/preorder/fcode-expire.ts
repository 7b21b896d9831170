// Codes whose time is over give their unused places back, and those are offered on.
import { z } from 'zod';
import type { Job } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { holdQuota } from '../../src/quota/lanes.ts';
import { endEntries } from '../../src/quota/settle.ts';
import { setTimer } from '../../src/schedule/timers.ts';
import { unusedOf } from './fcode-places.ts';
import { addEvents, endCodes, type Fcode } from './fcode-store.ts';
import { findPreorder, KIND, termsOf } from './preorder.ts';
import { tellOffers } from './tell.ts';

const JOB = 'fcode-expire';
/** So many codes, and so many places, are dealt with in one transaction; the rest at once after it. */
const PAGE = 500;

/** Has expired codes looked for at that instant (ms), or sooner. */
export async function expireBy(scope: Scope, campaignId: string, due: number): Promise<void> {
  const key = `${KIND}/${campaignId}/${JOB}`;
  const set = await scope.trx.selectFrom('timer').select('due_at').where('key', '=', key).executeTakeFirst();
  if (!set || set.due_at > due) await setTimer(scope, { flow: KIND, job: JOB, key, due, payload: { campaignId } });
}

const expire: Job = {
  name: JOB,
  async run(scope, given) {
    const { campaignId } = z.object({ campaignId: z.string() }).parse(given);
    const preorder = await findPreorder(scope.trx, campaignId);
    const quota = preorder && (await holdQuota(scope.trx, campaignId));
    if (!quota) return;
    const codes = (await expiring(scope, campaignId)).filter(({ expires_at }) => expires_at! <= scope.now);
    const ids = codes.map(({ id }) => id);
    const entries = await unusedOf(scope.trx, ids, PAGE);
    if (entries.length > 0) {
      const ending = { entries, state: 'expired', reason: 'expired' } as const;
      await tellOffers(scope, preorder, await endEntries(scope, quota, ending, termsOf(preorder)), quota.lanes);
    }
    if (entries.length === PAGE) return expireBy(scope, campaignId, scope.now);
    await endCodes(scope.trx, ids, 'expired_at', scope.now);
    await addEvents(
      scope,
      ids.map((id) => ({ fcode_id: id, kind: 'expired' })),
    );
    const [next] = await expiring(scope, campaignId);
    if (next) await expireBy(scope, campaignId, next.expires_at!);
  },
};

/** Those that expire next, or have and were not dealt with yet. */
function expiring({ trx }: Scope, campaignId: string): Promise<Fcode[]> {
  return trx
    .selectFrom('fcode')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where('expires_at', 'is not', null)
    .where('expired_at', 'is', null)
    .where('revoked_at', 'is', null)
    .whereRef('used', '<', 'uses')
    .orderBy('expires_at')
    .orderBy('id')
    .limit(PAGE)
    .execute();
}

export const fcodeJobs: readonly Job[] = [expire];
