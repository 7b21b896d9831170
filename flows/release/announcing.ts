// The slot: what was approved and confirmed is announced, once; else the fallback of the train runs. Then the next release is under way.
import { z } from 'zod';
import { listCampaigns } from '../../src/campaigns/store.ts';
import { tell } from '../../src/campaigns/tell.ts';
import type { Db } from '../../src/db/schema.ts';
import type { Job } from '../../src/engine/flow.ts';
import type { PhraseChoice, Scope } from '../../src/engine/scope.ts';
import { shipItems } from '../../src/feedback/releases.ts';
import { tellStaff } from '../../src/people/tell-staff.ts';
import { type Phrase, quote } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { type Announcement, announcementOf, announcementPhrase, hashOf } from './announcement.ts';
import { beginFanout } from './fanout.ts';
import { planNext } from './planning.ts';
import { reportsLater } from './report-jobs.ts';
import { staffTexts } from './staff-text.ts';
import { holdCurrent, type Item, type Release, updateRelease } from './store.ts';
import { releaseTexts as texts } from './text.ts';
import { findTrain, KIND, reportWindow, type Train } from './train.ts';

const payloadSchema = z.object({ at: z.number(), payload: z.object({ campaignId: z.string() }) });
const missedSchema = payloadSchema.shape.payload;

export const announceJob: Job = {
  name: 'announce',
  async run(scope, given) {
    const { at, payload } = payloadSchema.parse(given);
    const train = await findTrain(scope.trx, payload.campaignId);
    const release = train && (await holdCurrent(scope.trx, train.id));
    // A slot for which no release was planned: the train had begun too late for it.
    if (!train || !release || release.slot_at > at) return;
    const announcement = await announcementOf(scope.trx, train, release);
    const confirmed = hashOf(announcement) === release.confirmed_hash;
    if (train.status !== 'live') return skip(scope, announcement, staffTexts.whyPaused(), false);
    if (announcement.items.length === 0) return skip(scope, announcement, staffTexts.whyNothing());
    if (!confirmed && train.definition.fallback !== 'announce')
      return skip(scope, announcement, staffTexts.whyUnconfirmed());
    await announce(scope, announcement, at, confirmed);
  },
  /** The program stood still for longer than the train allows: nothing is announced late, and nothing is lost. */
  async missed(scope, slots, payload) {
    const train = await findTrain(scope.trx, missedSchema.parse(payload).campaignId);
    const release = train && (await holdCurrent(scope.trx, train.id));
    if (!train || !release || release.slot_at > slots.at(-1)!) return;
    await updateRelease(scope.trx, release.id, { state: 'missed' });
    const next = await planNext(scope, train, release.slot_at);
    const { title, zone } = train;
    const phrase = staffTexts.missedStaff({
      ...{
        title: quote(title),
        number: release.number,
        at: when(release.slot_at, zone),
        when: when(next.slot_at, zone),
      },
    });
    await tellStaff(scope, phrase, `${KIND}/${release.id}/missed`);
  },
};

async function announce(scope: Scope, announcement: Announcement, at: number, confirmed: boolean): Promise<void> {
  const { train, release } = announcement;
  const { from, until } = reportWindow(train, at);
  const announced = { state: 'announced', announced_at: scope.now, reports_from: from, reports_until: until } as const;
  await updateRelease(scope.trx, release.id, announced);
  await scope.trx
    .updateTable('release_item')
    .set({ state: 'shipped', decided_at: scope.now })
    .where('release_id', '=', release.id)
    .where('state', '=', 'approved')
    .execute();
  await shipItems(scope, release.id);
  const late = scope.now - at;
  const choices = await feedbackChoices(scope.trx, announcement.items);
  await tell(scope, train, announcementPhrase(announcement, { late, footer: texts.byMessage() }), { choices });
  await beginFanout(scope, train, release, late);
  await reportsLater(scope, { ...release, ...announced });
  await planNext(scope, train, at);
  const { title, slug } = train;
  const phrase = staffTexts.announcedStaff({
    ...{ title: quote(title), number: release.number, slug, unconfirmed: confirmed ? '' : staffTexts.unconfirmed() },
  });
  await tellStaff(scope, phrase, `${KIND}/${release.id}/announced`);
}

/** So many buttons stand under a message. */
const MOST_CHOICES = 5;

/** What is said of an item begins with its name, where feedback is gathered. */
async function feedbackChoices(db: Db, items: readonly Item[]): Promise<PhraseChoice[]> {
  const [board] = await listCampaigns(db, { kind: 'feedback', status: 'live', limit: 1 });
  if (!board) return [];
  return items.slice(0, MOST_CHOICES).map(({ number, title }) => ({
    label: texts.feedbackButton({ number }),
    value: `feedback about "${title.replace(/["“”「」]/g, '')}"`,
  }));
}

/** Nothing is announced: staff hear why, and the rooms what the train says, never an empty post. */
async function skip(scope: Scope, { train, release, items }: Announcement, why: Phrase, telling = true): Promise<void> {
  await updateRelease(scope.trx, release.id, { state: 'skipped' });
  const next: Release = await planNext(scope, train, release.slot_at);
  const about = { title: quote(train.title), number: release.number, when: when(next.slot_at, train.zone) };
  await tellStaff(
    scope,
    staffTexts.skippedStaff({ ...about, why, left: items.length }),
    `${KIND}/${release.id}/skipped`,
  );
  if (telling && train.definition.fallback !== 'silent') await tellRooms(scope, train, next);
}

function tellRooms(scope: Scope, train: Train, next: Release): Promise<void> {
  return tell(scope, train, texts.skipped({ title: train.title, when: when(next.slot_at, train.zone) }));
}
