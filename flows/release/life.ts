// The life of a train: its slot runs by the clock, and a release is always on the way.
import type { Campaign } from '../../src/campaigns/campaign.ts';
import { tell } from '../../src/campaigns/tell.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { withdrawBroadcast } from '../../src/outbox/broadcast.ts';
import { dropSchedule } from '../../src/schedule/campaign-schedules.ts';
import { when } from '../../src/text/when.ts';
import { broadcastKey } from './audience.ts';
import { definitionSchema } from './definition.ts';
import { cancelTimers, planNext, replan, scheduleName, scheduleTrain } from './planning.ts';
import { announcedReleases, holdCurrent } from './store.ts';
import { releaseTexts as texts } from './text.ts';
import { KIND, read } from './train.ts';

export const life = {
  name: KIND,
  definition: definitionSchema,
  /** Again after a pause: a release whose votes or slot fell into it is put where the next can be. */
  async opened(scope: Scope, campaign: Campaign): Promise<void> {
    const train = read(campaign);
    await scope.trx
      .insertInto('train')
      .values({ campaign_id: train.id, last_release: 0, last_item: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await scheduleTrain(scope, train);
    const current = await holdCurrent(scope.trx, train.id);
    const late = current !== undefined && (current.state === 'open' ? current.freeze_at : current.slot_at) <= scope.now;
    const release = current
      ? late
        ? await replan(scope, train, current)
        : current
      : await planNext(scope, train, scope.now);
    await tell(scope, train, texts.opened({ title: train.title, when: when(release.slot_at, train.zone) }));
  },
  async closed(scope: Scope, campaign: Campaign): Promise<void> {
    const train = read(campaign);
    await dropSchedule(scope, scheduleName(train));
    await cancelTimers(scope, train);
    for (const { id } of await announcedReleases(scope.trx, train.id, 2))
      await withdrawBroadcast(scope.trx, broadcastKey(id));
    await tell(scope, train, texts.closedNow({ title: train.title }), { kind: 'service' });
  },
};
