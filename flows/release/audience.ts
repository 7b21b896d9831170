// Whom an announcement reaches by message: everybody who chose news of releases, counted a page at a time.
import { z } from 'zod';
import type { Job } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import {
  type Broadcast,
  type Counts,
  countVerdicts,
  judgeAudience,
  NOBODY,
  nextAudience,
} from '../../src/outbox/broadcast.ts';
import { reasonName } from '../../src/outbox/reason-text.ts';
import { setTimer } from '../../src/schedule/timers.ts';
import { join, type Phrase } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { staffTexts as texts } from './staff-text.ts';
import { findRelease, type Release, updateRelease } from './store.ts';
import { findTrain, KIND, type Train } from './train.ts';

/** So many persons are planned or counted in one transaction: others have their turn between two pages. */
export const PAGE = 500;
/** News of a release are of no use to anybody a day later, ms. */
const NEWS_FOR = 24 * 3_600_000;
/** What was counted longer ago is counted anew, ms. */
const FRESH = 10 * 60_000;

export const broadcastKey = (releaseId: string) => `${KIND}/${releaseId}`;

export function broadcastOf(train: Train, release: Release): Broadcast {
  return {
    ...{ key: broadcastKey(release.id), consent: 'release', campaign: train },
    expiresAt: release.slot_at + NEWS_FOR,
  };
}

interface Counted extends Counts {
  at: number;
}

/** What was counted last, where it still says something; begins to count where it does not. Small audiences are counted on the spot. */
export async function audienceOf(scope: Scope, train: Train, release: Release): Promise<Counted | undefined> {
  const known = release.counts === null ? undefined : (JSON.parse(release.counts) as Counted);
  if (known && scope.now - known.at < FRESH && known.audience >= PAGE) return known;
  const ids = await nextAudience(scope.trx, 'release', '', PAGE);
  if (ids.length < PAGE) return { ...(await count(scope, train, release, ids, NOBODY)), at: scope.now };
  await countLater(scope, train, release);
  return known;
}

/** Counts the whole audience page by page, and keeps what came out with the release. */
export function countLater(scope: Scope, train: Train, release: Release): Promise<void> {
  return goOn(scope, { campaignId: train.id, releaseId: release.id, after: '', counts: NOBODY });
}

async function count(
  scope: Scope,
  train: Train,
  release: Release,
  ids: readonly string[],
  before: Counts,
): Promise<Counts> {
  const judged = await judgeAudience(
    scope.trx,
    broadcastOf(train, release),
    ids,
    Math.max(release.slot_at, scope.now),
    scope.installation,
  );
  return countVerdicts(
    before,
    judged.map(({ verdict }) => verdict),
  );
}

const numbers = z.record(z.string(), z.number());
const payloadSchema = z.object({
  ...{ campaignId: z.string(), releaseId: z.string(), after: z.string() },
  counts: z.object({ audience: z.number(), send: z.number(), later: numbers, held: numbers }),
});
type Payload = z.infer<typeof payloadSchema>;

function goOn(
  scope: Scope,
  payload: Payload | { counts: Counts; campaignId: string; releaseId: string; after: string },
): Promise<void> {
  return setTimer(scope, {
    flow: KIND,
    job: 'count',
    key: `${KIND}/${payload.releaseId}/count`,
    due: scope.now,
    payload,
  });
}

export const countJob: Job = {
  name: 'count',
  async run(scope, payload) {
    const { campaignId, releaseId, after, counts } = payloadSchema.parse(payload);
    const [train, release] = [await findTrain(scope.trx, campaignId), await findRelease(scope.trx, releaseId)];
    if (!train || (release?.state !== 'frozen' && release?.state !== 'open')) return;
    const ids = await nextAudience(scope.trx, 'release', after, PAGE);
    const counted = await count(scope, train, release, ids, counts);
    if (ids.length === PAGE) return goOn(scope, { campaignId, releaseId, after: ids.at(-1)!, counts: counted });
    await updateRelease(scope.trx, releaseId, {
      counts: JSON.stringify({ ...counted, at: scope.now } satisfies Counted),
    });
  },
};

export function audiencePhrase(counted: Counted | undefined): Phrase {
  if (!counted) return texts.counting();
  const { audience, send, later, held, at } = counted;
  const reasons = Object.entries({ ...later, ...held });
  const sum = (some: object) => Object.values(some).reduce((total: number, one: number) => total + one, 0);
  return texts.audience({
    ...{ audience, send, later: sum(later), held: sum(held), when: when(at) },
    why:
      reasons.length === 0
        ? ''
        : texts.because({
            reasons: join(
              ', ',
              reasons.map(([reason, number]) => texts.reason({ reason: reasonName(reason), count: number })),
            ),
          }),
  });
}
