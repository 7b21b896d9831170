// Reports are taken: all of a batch together, each within the window of its release or not at all.
import type { Campaign } from '../../src/campaigns/campaign.ts';
import { notOpen } from '../../src/campaigns/explain.ts';
import { holdCampaigns } from '../../src/campaigns/store.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { groupBy } from '../../src/group.ts';
import type { Phrase } from '../../src/text/phrase.ts';
import { refuseNow } from './report-result.ts';
import { type Boxes, type Flaw, phaseOf, settleReport, type Told } from './report-rules.ts';
import { refuseFlaw, type ToldItems, thanks } from './report-say.ts';
import {
  itemsById,
  itemsPlanned,
  itemsShipped,
  keyOf,
  type Report,
  reportsOf,
  shareReleases,
  storeReports,
} from './report-store.ts';
import type { Item, Release } from './store.ts';

export const REPORT_DIALOG = 'release-report@1';

export interface Wish {
  campaignId: string;
  releaseId: string;
  personId: string;
  boxes: Boxes;
}

export type Taken =
  | { type: 'taken'; answer: Phrase }
  | { type: 'flaw'; flaw: Flaw; answer: Phrase }
  /** Not now: the train is paused, or the window is not open. */
  | { type: 'refused'; answer: Phrase };

/** Takes one report a person, in the order given, and gives what became of each. The window stays as it is until the commit. */
export async function takeReports(scope: Scope, wishes: readonly Wish[]): Promise<Taken[]> {
  const { trx } = scope;
  const campaigns = await holdCampaigns(
    trx,
    wishes.map(({ campaignId }) => campaignId),
  );
  const releases = await shareReleases(
    trx,
    wishes.map(({ releaseId }) => releaseId),
  );
  const closed = await refusals(scope, campaigns, releases);
  const open = wishes.filter(({ releaseId }) => !closed.has(releaseId));
  const known = await readFor(scope, open);
  const reports: Report[] = [];
  const taken = wishes.map((wish): Taken => {
    const refusal = closed.get(wish.releaseId);
    if (refusal) return { type: 'refused', answer: refusal };
    const release = releases.get(wish.releaseId)!;
    const key = { release_id: release.id, person_id: wish.personId };
    const [shipped = [], planned = []] = [known.shipped.get(release.id), known.planned.get(release.campaign_id)];
    const before = known.before.get(keyOf(key));
    const settled = settleReport(wish.boxes, before && toldIn(before), idsOf(shipped), idsOf(planned));
    if (settled.type === 'flaw') {
      const { flaw } = settled;
      return { type: 'flaw', flaw, answer: refuseFlaw(flaw, release, shipped, planned) };
    }
    const report = reportOf(scope, key, settled.told, before);
    reports.push(report);
    const told = toldItems(report, known.items);
    return { type: 'taken', answer: thanks(campaigns.get(wish.campaignId)!, release, told, before === undefined) };
  });
  if (reports.length > 0) await storeReports(trx, reports, known.before);
  return taken;
}

/** Why releases take no reports now, by id; those that do are not among them. */
async function refusals(
  { trx, now }: Scope,
  campaigns: ReadonlyMap<string, Campaign>,
  releases: ReadonlyMap<string, Release>,
): Promise<Map<string, Phrase>> {
  const closed = new Map<string, Phrase>();
  for (const release of releases.values()) {
    const campaign = campaigns.get(release.campaign_id)!;
    if (campaign.status !== 'live') closed.set(release.id, notOpen(campaign));
    else if (phaseOf(release, now) !== 'open') closed.set(release.id, await refuseNow(trx, campaign, release, now));
  }
  return closed;
}

interface Known {
  /** By release. */
  shipped: ReadonlyMap<string, Item[]>;
  /** By campaign. */
  planned: ReadonlyMap<string, Item[]>;
  /** All that can have been named, by id. */
  items: ReadonlyMap<string, Item>;
  before: ReadonlyMap<string, Report>;
}

async function readFor({ trx }: Scope, wishes: readonly Wish[]): Promise<Known> {
  if (wishes.length === 0) return { shipped: new Map(), planned: new Map(), items: new Map(), before: new Map() };
  const keys = wishes.map(({ releaseId, personId }) => ({ release_id: releaseId, person_id: personId }));
  const before = await reportsOf(trx, keys);
  const [releaseIds, campaignIds] = [
    wishes.map(({ releaseId }) => releaseId),
    wishes.map(({ campaignId }) => campaignId),
  ];
  const shipped = await itemsShipped(trx, releaseIds);
  const planned = await itemsPlanned(trx, campaignIds);
  const hoped = await itemsById(
    trx,
    [...before.values()].flatMap(({ hope_id }) => hope_id ?? []),
  );
  return {
    shipped: groupBy(shipped, ({ release_id }) => release_id!),
    planned: groupBy(planned, ({ campaign_id }) => campaign_id),
    items: new Map([...shipped, ...planned, ...hoped].map((item) => [item.id, item])),
    before,
  };
}

/** A report with the items it names. */
export function toldItems({ mood, best_id, worst_id, hope_id }: Report, items: ReadonlyMap<string, Item>): ToldItems {
  const find = (id: string | null) => (id === null ? undefined : items.get(id));
  return { mood, best: find(best_id), worst: find(worst_id), hope: find(hope_id) };
}

const idsOf = (items: readonly Item[]) => new Map(items.map(({ number, id }) => [number, id]));

const toldIn = ({ mood, best_id, worst_id, hope_id }: Report): Told => ({
  ...{ mood, best: best_id, worst: worst_id, hope: hope_id },
});

function reportOf(
  { now }: Scope,
  key: Pick<Report, 'release_id' | 'person_id'>,
  { mood, best, worst, hope }: Told,
  before: Report | undefined,
): Report {
  return { ...key, mood, best_id: best, worst_id: worst, hope_id: hope, at: before?.at ?? now, changed_at: now };
}
