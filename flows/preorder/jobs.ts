// What a pre-order does by the clock: invite, announce, spill over, draw, decide, and look after what runs out.
import { z } from 'zod';
import { tell } from '../../src/campaigns/tell.ts';
import type { Job } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { addressesOf } from '../../src/people/addresses.ts';
import { decideNext, drawOrder, poolOf } from '../../src/quota/decide.ts';
import type { Entry } from '../../src/quota/entry.ts';
import { holdQuota, spillOver } from '../../src/quota/lanes.ts';
import { offerFree } from '../../src/quota/offers.ts';
import { sweep } from '../../src/quota/sweep.ts';
import { lines, quote } from '../../src/text/phrase.ts';
import { invitation, spillLater } from './life.ts';
import { findPreorder, KIND, type Preorder, termsOf } from './preorder.ts';
import { choiceValue } from './say.ts';
import { findDraw, noteDrawn, toBeTold } from './store.ts';
import { tellExpired, tellOffers, tellReminder, tellStanding } from './tell.ts';
import { preorderTexts as texts } from './text.ts';
import { tiesEnd } from './ties.ts';
import { later, type PreorderJob, sweepBy } from './timers.ts';

const payloadSchema = z.object({
  campaignId: z.string(),
  part: z.string().optional(),
  after: z.number().optional(),
  pool: z.record(z.string(), z.object({ size: z.number(), left: z.number() })).optional(),
});
type Payload = z.infer<typeof payloadSchema>;

/** So many are told of the opening in one transaction. */
const PAGE = 500;

function job(name: PreorderJob, run: (scope: Scope, preorder: Preorder, payload: Payload) => Promise<void>): Job {
  return {
    name,
    async run(scope, given) {
      const payload = payloadSchema.parse(given);
      const preorder = await findPreorder(scope.trx, payload.campaignId);
      if (preorder) await run(scope, preorder, payload);
    },
  };
}

async function invite(scope: Scope, preorder: Preorder): Promise<void> {
  if (preorder.status === 'approved' || preorder.status === 'scheduled') await invitation(scope, preorder);
}

/** To each who signed up and did not say that they do not want to hear it, page by page in the order of their numbers. */
async function announce(scope: Scope, preorder: Preorder, { after = 0 }: Payload): Promise<void> {
  if (preorder.status !== 'live') return;
  const { id, title } = preorder;
  const page = await toBeTold(scope.trx, id, after, PAGE);
  const addresses = await addressesOf(
    scope.trx,
    page.flatMap(({ personId }) => personId ?? []),
  );
  for (const { personId, number } of page) {
    const to = personId === undefined ? undefined : addresses.get(personId);
    if (!to) continue;
    const { language = preorder.language, zone = preorder.zone } = to.reader;
    scope.send(to.address, lines(texts.openingForYou({ title, number }), texts.whyTold()), {
      kind: 'campaign',
      reader: { language, zone },
      personId: personId!,
      campaignId: id,
      dedupe: `${KIND}/${id}/opening/${personId}`,
      choices: [{ label: texts.claimButton(), value: choiceValue('claim', preorder.slug) }],
    });
  }
  const last = page.at(-1);
  if (last && page.length === PAGE) await later(scope, id, 'announce', scope.now, { after: last.number });
}

/** Places of a lane that nobody took are there for another lane now, and those who wait there are asked first. */
async function spill(scope: Scope, preorder: Preorder, { part }: Payload): Promise<void> {
  const quota = (await holdQuota(scope.trx, preorder.id))!;
  const lane = quota.lanes.find(({ name }) => name === part);
  if (!lane?.spillTo) return;
  await spillOver(scope, quota, lane);
  await tellOffers(scope, preorder, await offerFree(scope, quota, termsOf(preorder)), quota.lanes);
}

/** Everybody who signed up gets their key from the seed, page by page; then the places are given in that order. */
async function draw(scope: Scope, preorder: Preorder, { after = 0 }: Payload): Promise<void> {
  const { id } = preorder;
  const quota = (await holdQuota(scope.trx, id))!;
  const { seed } = (await findDraw(scope.trx, id))!;
  const last = await drawOrder(scope, quota, seed!, after);
  if (last !== undefined) return later(scope, id, 'draw', scope.now, { after: last });
  await later(scope, id, 'decide', scope.now, { pool: await poolOf(scope, quota) });
}

/** More at once the longer it takes: claims go on coming meanwhile, and one day none may be left. */
function pagesFor(preorder: Preorder, now: number): number {
  return 1 + Math.floor(Math.max(0, now - (tiesEnd(preorder) ?? now)) / 1000);
}

async function decide(scope: Scope, preorder: Preorder, { pool }: Payload): Promise<void> {
  const { id, title, definition } = preorder;
  const drawn = definition.rule === 'draw';
  const quota = (await holdQuota(scope.trx, id))!;
  const decided: Entry[] = [];
  for (let pages = drawn ? 1 : pagesFor(preorder, scope.now); pages > 0; pages -= 1) {
    const page = await decideNext(scope, quota, termsOf(preorder), drawn ? 'drawn' : 'claimed', pool);
    if (page.length === 0) break;
    decided.push(...page);
  }
  if (decided.length > 0) {
    await tellStanding(scope, preorder, decided, quota.lanes);
    const due = decided.flatMap(({ remindAt }) => remindAt ?? []);
    if (due.length > 0) await sweepBy(scope, id, Math.min(...due));
    return later(scope, id, 'decide', scope.now, pool && { pool });
  }
  if (!(await noteDrawn(scope.trx, id, scope.now))) return;
  await tellOffers(scope, preorder, await offerFree(scope, quota, termsOf(preorder)), quota.lanes);
  if (!drawn) return tell(scope, preorder, texts.decidedOver({ title }));
  await spillLater(scope, preorder);
  const { seed } = (await findDraw(scope.trx, id))!;
  const over = texts.drawnOver({ title, taking: quota.lastNumber });
  const phrase = lines(over, texts.drawnSeed({ seed: quote(seed!) }), texts.drawnCheck());
  await tell(scope, preorder, phrase, { kind: 'service' });
}

/** What was not confirmed or accepted in time goes on to the next, in one transaction; who has little time left is reminded. */
async function sweepDue(scope: Scope, preorder: Preorder): Promise<void> {
  const quota = (await holdQuota(scope.trx, preorder.id))!;
  const { expired, reminded, offered, next } = await sweep(scope, quota, termsOf(preorder));
  await tellExpired(scope, preorder, expired);
  await tellReminder(scope, preorder, reminded);
  await tellStanding(scope, preorder, offered, quota.lanes);
  if (next !== undefined) await later(scope, preorder.id, 'sweep', next);
}

export const jobs: readonly Job[] = [
  job('invite', invite),
  job('announce', announce),
  job('spill', spill),
  job('draw', draw),
  job('decide', decide),
  job('sweep', sweepDue),
];
