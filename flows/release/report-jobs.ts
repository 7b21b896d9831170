// By the clock: reports open, and what came out of them is counted once and told.
import { z } from 'zod';
import { tell } from '../../src/campaigns/tell.ts';
import type { Job } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { setTimer } from '../../src/schedule/timers.ts';
import { when } from '../../src/text/when.ts';
import { countResult, type Result, resultLines } from './report-result.ts';
import { phaseOf } from './report-rules.ts';
import { itemName, pagesOf } from './report-say.ts';
import { holdRelease, itemsShipped } from './report-store.ts';
import { reportTexts as texts } from './report-text.ts';
import { findRelease, type Release, updateRelease } from './store.ts';
import { findTrain, KIND, type Train } from './train.ts';

const OPEN = 'report-open';
const CLOSE = 'report-close';
const payloadSchema = z.object({ releaseId: z.string() });

/** Has the reports on a release opened and closed at the instants that stand with it. */
export async function reportsLater(scope: Scope, release: Release): Promise<void> {
  await later(scope, release, OPEN, release.reports_from!);
  await later(scope, release, CLOSE, release.reports_until!);
}

function later(scope: Scope, { id }: Release, job: string, due: number): Promise<void> {
  return setTimer(scope, { flow: KIND, job, key: `${KIND}/${id}/${job}`, due, payload: { releaseId: id } });
}

const openJob: Job = {
  name: OPEN,
  async run(scope, payload) {
    const release = await findRelease(scope.trx, payloadSchema.parse(payload).releaseId);
    const train = release && (await findTrain(scope.trx, release.campaign_id));
    if (!release || !train || phaseOf(release, scope.now) !== 'open') return;
    const { title, slug, zone } = train;
    const until = release.reports_until!;
    const items = await itemsShipped(scope.trx, [release.id]);
    const head = texts.open({ title, number: release.number });
    const all = [head, ...items.map((item) => itemName(item)), texts.openHow({ when: when(until, zone) })];
    const pages = pagesOf(all, { zone, now: scope.now });
    const choices = [{ label: texts.reportButton(), value: `report ${slug}` }];
    for (const [index, page] of pages.entries())
      await tell(scope, train, page, { expiresAt: until, ...(index === pages.length - 1 && { choices }) });
  },
};

const closeJob: Job = {
  name: CLOSE,
  async run(scope, payload) {
    const release = await holdRelease(scope.trx, payloadSchema.parse(payload).releaseId);
    const train = release && (await findTrain(scope.trx, release.campaign_id));
    if (!release || !train) return;
    const phase = phaseOf(release, scope.now);
    if (phase === 'before' || phase === 'open') return later(scope, release, CLOSE, release.reports_until!);
    if (phase !== 'over') return;
    const result = await countResult(scope.trx, train, release);
    await updateRelease(scope.trx, release.id, { result: JSON.stringify(result) });
    const all = await resultLines(scope.trx, train, release, result);
    // A train that was closed meanwhile still owes its people what they reported.
    const kind = train.status === 'closed' ? 'service' : 'campaign';
    for (const page of pagesOf(all, { zone: train.zone, now: scope.now })) await tell(scope, train, page, { kind });
    await fileWorst(scope, train, release, result);
  },
};

/** What was liked least becomes feedback of its owner: the flow of feedback files it. */
async function fileWorst(scope: Scope, train: Train, release: Release, { worst, items }: Result): Promise<void> {
  const figures = items.find(({ number }) => number === worst);
  const item = (await itemsShipped(scope.trx, [release.id])).find(({ number }) => number === worst);
  if (!figures || !item) return;
  const { hates, respondents } = figures;
  const { title, zone, language } = train;
  const phrase = texts.filed({ title, release: release.number, item: itemName(item), hates, respondents });
  const text = phrase.render({ language, zone, now: scope.now, markup: 'plain' });
  const payload = {
    ...{ text, releaseId: release.id, campaignId: train.id, ownerId: item.owner_id },
    authorId: item.owner_id ?? release.confirmed_by ?? item.proposed_by,
  };
  await setTimer(scope, { flow: 'feedback', job: 'file', key: `${KIND}/${release.id}/worst`, due: scope.now, payload });
}

export const reportJobs: readonly Job[] = [openJob, closeJob];
