// The announcement by message: everybody who chose it gets a row with its verdict, page by page; and whoever voted on what shipped, or asked
// for it, hears so once, in that message or in one of their own.
import { z } from 'zod';
import type { Db } from '../../src/db/schema.ts';
import { listOf, readAll } from '../../src/db/sets.ts';
import type { Job } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { judgeAudience, nextAudience, planBroadcast } from '../../src/outbox/broadcast.ts';
import { setTimer } from '../../src/schedule/timers.ts';
import { join, type Phrase, quote } from '../../src/text/phrase.ts';
import { type Announcement, announcementOf, announcementPhrase } from './announcement.ts';
import { broadcastKey, broadcastOf, PAGE } from './audience.ts';
import { nextWithPart, type Part, partsOf } from './parts.ts';
import { findRelease, type Item, type Release } from './store.ts';
import { releaseTexts as texts } from './text.ts';
import { findTrain, KIND, type Train } from './train.ts';

/** While the train is paused it is looked after so often, ms. */
const PAUSED = 5000;

const payloadSchema = z.object({
  ...{ campaignId: z.string(), releaseId: z.string(), late: z.number() },
  /** First those who chose it, then those who had a part in it and did not hear. */
  phase: z.enum(['audience', 'thanks']),
  /** The last person of the page before. */
  after: z.string(),
});
type Payload = z.infer<typeof payloadSchema>;

export function beginFanout(scope: Scope, train: Train, release: Release, late: number): Promise<void> {
  return goOn(scope, { campaignId: train.id, releaseId: release.id, late, phase: 'audience', after: '' }, scope.now);
}

function goOn(scope: Scope, payload: Payload, due: number): Promise<void> {
  return setTimer(scope, { flow: KIND, job: 'fanout', key: `${KIND}/${payload.releaseId}/fanout`, due, payload });
}

export const fanoutJob: Job = {
  name: 'fanout',
  async run(scope, given) {
    const payload = payloadSchema.parse(given);
    const train = await findTrain(scope.trx, payload.campaignId);
    const release = await findRelease(scope.trx, payload.releaseId);
    if (release?.state !== 'announced' || !train || train.status === 'closed') return;
    if (train.status === 'paused') return goOn(scope, payload, scope.now + PAUSED);
    const announcement = await announcementOf(scope.trx, train, release);
    const tellPage = payload.phase === 'audience' ? tellAudience : thank;
    const page = await tellPage(scope, announcement, payload);
    if (page.length === PAGE) return goOn(scope, { ...payload, after: page.at(-1)! }, scope.now);
    if (payload.phase === 'audience') await goOn(scope, { ...payload, phase: 'thanks', after: '' }, scope.now);
  },
};

async function tellAudience(scope: Scope, announcement: Announcement, { after, late }: Payload): Promise<string[]> {
  const broadcast = broadcastOf(announcement.train, announcement.release);
  const ids = await nextAudience(scope.trx, 'release', after, PAGE);
  const judged = await judgeAudience(scope.trx, broadcast, ids, scope.now, scope.installation);
  const parts = await partsOf(scope.trx, announcement.items, ids);
  const phrases = new Map<string, Phrase>();
  planBroadcast(scope, broadcast, judged, (personId) => {
    const part = parts.get(personId);
    const key = part ? `${part.voted.join()}/${part.asked.join()}` : '';
    const known = phrases.get(key);
    if (known) return { phrase: known };
    const own = part ? thanksFor(announcement.items, part) : [];
    const phrase = announcementPhrase(announcement, { late, own, footer: texts.why() });
    phrases.set(key, phrase);
    return { phrase };
  });
  return ids;
}

function thanksFor(items: readonly Item[], { voted, asked }: Part): Phrase[] {
  const named = (numbers: readonly number[]) =>
    join(
      ', ',
      items.filter(({ number }) => numbers.includes(number)).map(({ title }) => quote(title)),
    );
  if (asked.length > 0) return [texts.thanksAsked({ items: named([...asked, ...voted]) })];
  return [texts.thanks({ items: named(voted) })];
}

/** Whoever had a part and was not told in the announcement hears of it once, on its own, outside their quiet hours; who said stop hears nothing. */
async function thank(scope: Scope, { train, release, items }: Announcement, { after }: Payload): Promise<string[]> {
  const ids = await nextWithPart(scope.trx, items, after, PAGE);
  const reached = await reachedBy(scope.trx, release.id, ids);
  const left = ids.filter((id) => !reached.has(id));
  const parts = await partsOf(scope.trx, items, left);
  const judged = await judgeAudience(scope.trx, broadcastOf(train, release), left, scope.now, scope.installation, {
    asked: true,
  });
  for (const { personId, address, reader, verdict } of judged) {
    if (!address) continue;
    const { voted, asked } = parts.get(personId)!;
    const mine = items.filter(({ number }) => voted.includes(number) || asked.includes(number));
    const phrase = texts.thanksAlone({
      ...{
        title: train.title,
        number: release.number,
        items: join(
          ', ',
          mine.map(({ title }) => quote(title)),
        ),
      },
    });
    scope.send(address, phrase, {
      ...{ kind: 'campaign', reader, verdict, personId, campaignId: train.id },
      dedupe: `${KIND}/thanks/${release.id}/${personId}`,
    });
  }
  return ids;
}

/** Those of these persons whom the announcement has reached, or is to reach yet. */
async function reachedBy(db: Db, releaseId: string, personIds: readonly string[]): Promise<Set<string>> {
  const key = broadcastKey(releaseId);
  const query = db
    .selectFrom(
      listOf(
        db,
        personIds.map((id) => `${key}/${id}`),
      ).as('wanted'),
    )
    .crossJoin('outbox')
    .whereRef('outbox.dedupe', '=', 'wanted.value')
    .where('outbox.state', '<>', 'suppressed')
    .select('outbox.person_id');
  return new Set((await readAll(db, query, ['person_id'])).map(({ person_id }) => person_id!));
}
