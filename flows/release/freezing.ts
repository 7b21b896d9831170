// The freeze: the votes count, staff hear what passed and are asked to confirm the announcement, and nudged until they do.
import { z } from 'zod';
import type { Job } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { tellStaff } from '../../src/people/tell-staff.ts';
import { setTimer } from '../../src/schedule/timers.ts';
import { type Phrase, quote } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { announcementOf, hashOf } from './announcement.ts';
import { countLater } from './audience.ts';
import { readLength } from './definition.ts';
import { judgeItem } from './rules.ts';
import { fallbackPhrase } from './say.ts';
import { staffTexts as texts } from './staff-text.ts';
import { holdCurrent, holdItems, type Release, updateItem, updateRelease, votedOn } from './store.ts';
import { findTrain, KIND, type Train } from './train.ts';

const payloadSchema = z.object({ campaignId: z.string(), releaseId: z.string() });

/** The train and its release as they are now, held; undefined where that release is on its way no more. */
async function heldRelease(scope: Scope, payload: unknown): Promise<{ train: Train; release: Release } | undefined> {
  const { campaignId, releaseId } = payloadSchema.parse(payload);
  const train = await findTrain(scope.trx, campaignId);
  const release = await holdCurrent(scope.trx, campaignId);
  return train && release?.id === releaseId ? { train, release } : undefined;
}

/** Judges all that is voted on, and closes the vote of this release. */
export const freezeJob: Job = {
  name: 'freeze',
  async run(scope, payload) {
    const held = await heldRelease(scope, payload);
    if (held?.release.state !== 'open') return;
    const { train, release } = held;
    const { window, ...threshold } = train.definition.vote;
    const up = await votedOn(scope.trx, train.id);
    for (const item of (
      await holdItems(
        scope.trx,
        up.map(({ id }) => id),
      )
    ).values()) {
      const state = judgeItem(item, threshold, scope.now, readLength(window));
      if (state === 'voting') continue;
      await updateItem(scope.trx, item.id, {
        state,
        release_id: state === 'approved' ? release.id : null,
        decided_at: scope.now,
      });
    }
    await updateRelease(scope.trx, release.id, { state: 'frozen' });
    const { items } = await announcementOf(scope.trx, train, release);
    await planFeedback(
      scope,
      release,
      items.flatMap(({ feedback_id }) => feedback_id ?? []),
    );
    await countLater(scope, train, release);
    const { slug } = train;
    const next = items.length > 0 ? texts.askConfirm({ slug }) : fallbackPhrase(train);
    const phrase = texts.frozenStaff({
      title: quote(train.title),
      number: release.number,
      approved: items.length,
      next,
    });
    await tellStaff(scope, phrase, `${KIND}/${release.id}/frozen`);
  },
};

/** The feedback behind what passed is planned for the release: those who want it hear of that from the feedback flow. */
async function planFeedback(scope: Scope, release: Release, itemIds: readonly string[]): Promise<void> {
  for (const itemId of itemIds) {
    const payload = { itemId, state: 'planned', releaseId: release.id };
    await setTimer(scope, {
      flow: 'feedback',
      job: 'release',
      key: `${KIND}/${release.id}/feedback/${itemId}`,
      due: scope.now,
      payload,
    });
  }
}

/** A day and an hour before the slot, while nobody has confirmed what would be announced. */
export const nudgeJob: Job = {
  name: 'nudge',
  async run(scope, payload) {
    const held = await heldRelease(scope, payload);
    if (held?.release.state !== 'frozen' || held.train.status !== 'live') return;
    const phrase = await nudge(scope, held.train, held.release);
    if (phrase) await tellStaff(scope, phrase, `${KIND}/${held.release.id}/nudge/${scope.now}`);
  },
};

async function nudge({ trx }: Scope, train: Train, release: Release): Promise<Phrase | undefined> {
  const announcement = await announcementOf(trx, train, release);
  if (hashOf(announcement) === release.confirmed_hash) return undefined;
  const { title, slug, zone } = train;
  const about = {
    title: quote(title),
    number: release.number,
    when: when(release.slot_at, zone),
    fallback: fallbackPhrase(train),
  };
  return announcement.items.length === 0 ? texts.nudgeNothing(about) : texts.nudge({ ...about, slug });
}
