// What a release does with an item that asked for it: taken under review when it is proposed, planned when it passed. Set as a timer by whoever releases.
import { z } from 'zod';
import type { Job } from '../../src/engine/flow.ts';
import { judgeChange } from './rules.ts';
import { changeState } from './status.ts';
import { holdItems } from './store.ts';

const payloadSchema = z.object({
  itemId: z.string(),
  state: z.enum(['review', 'planned']),
  releaseId: z.string().optional(),
});

/** An item that is further on already, or closed meanwhile, stays as it is. */
export const releaseJob: Job = {
  name: 'release',
  async run(scope, payload) {
    const { itemId, state, releaseId } = payloadSchema.parse(payload);
    const item = (await holdItems(scope.trx, [itemId])).get(itemId);
    if (!item || judgeChange(item.state, state, undefined) !== 'moves') return;
    if (state === 'review' && item.state !== 'received') return;
    await changeState(scope, item, state, { releaseId });
  },
};
