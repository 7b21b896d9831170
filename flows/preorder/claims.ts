// Claims, taken in bulk: all of a batch that are for one pre-order are read, decided and answered with a handful of statements.
import { holdCampaigns } from '../../src/campaigns/store.ts';
import type { Bulk, Turn } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { groupBy } from '../../src/group.ts';
import { newEntry, takePlaces } from '../../src/quota/claim.ts';
import { type Entry, entriesOf, hasEnded } from '../../src/quota/entry.ts';
import { holdQuota, type Quota } from '../../src/quota/lanes.ts';
import type { Phrase } from '../../src/text/phrase.ts';
import { mostUnits } from './definition.ts';
import { type Entrance, entrances } from './entrance.ts';
import { type Heard, hear } from './hearing.ts';
import { type Preorder, read, takesClaims, termsOf } from './preorder.ts';
import type { Request } from './rules.ts';
import { refuseClaim, refuseLane, refuseUnits, standing, standingChoices } from './say.ts';
import { preorderTexts as texts } from './text.ts';
import { claimWithinTies, goesByTies } from './ties.ts';
import { sweepBy } from './timers.ts';

export const CLAIM_WORDS = ['claim', '抢购'] as const;

export const claims: Bulk<Heard> = {
  name: 'preorder claims',
  wants: (scope, turns) => hear(scope, turns, { words: CLAIM_WORDS, on: ({ status }) => status === 'live' }),
  handle,
};

async function handle(scope: Scope, wanted: ReadonlyMap<Turn, Heard>): Promise<void> {
  const current = await holdCampaigns(
    scope.trx,
    [...wanted.values()].map(({ preorder }) => preorder.id),
  );
  for (const [id, own] of groupBy([...wanted], ([, { preorder }]) => preorder.id)) {
    const preorder = read(current.get(id)!);
    if (takesClaims(preorder)) await answer(scope, preorder, own);
    else for (const [turn] of own) turn.reply(refuseClaim(preorder), { language: preorder.language });
  }
}

async function answer(scope: Scope, preorder: Preorder, claims: readonly (readonly [Turn, Heard])[]): Promise<void> {
  const quota = (await holdQuota(scope.trx, preorder.id))!;
  const persons = claims.map(([{ person }]) => person.id);
  const entries = await entriesOf(scope.trx, preorder.id, persons);
  // Who gave up begins anew: where they stood may not be open to them any more.
  const strangers = persons.filter((id) => !takesPart(entries.get(id)));
  const entranceOf = await entrances(scope, preorder, quota.lanes, strangers);
  const say = (turn: Turn, phrase: Phrase, entry?: Entry) =>
    turn.reply(phrase, { language: preorder.language, choices: entry ? standingChoices(entry, preorder) : [] });

  const wishes = new Map<Turn, Entry>();
  for (const [turn, { request }] of claims) {
    const wish = wishOf(scope, preorder, quota, entries.get(turn.person.id), request, () =>
      entranceOf(turn.person.id, request.lane),
    );
    if (wish.type === 'wish') wishes.set(turn, { ...wish.entry, personId: turn.person.id });
    else if (wish.type === 'stands')
      say(turn, standing(wish.entry, preorder, quota.lanes, { again: true }), wish.entry);
    else say(turn, wish.why);
  }
  if (wishes.size === 0) return;
  const answered = await decide(scope, preorder, quota, wishes);
  for (const [turn, entry] of answered) say(turn, standing(entry, preorder, quota.lanes), entry);
}

async function decide(
  scope: Scope,
  preorder: Preorder,
  quota: Quota,
  wishes: ReadonlyMap<Turn, Entry>,
): Promise<(readonly [Turn, Entry])[]> {
  const turns = [...wishes.keys()];
  if (await goesByTies(scope, preorder)) {
    const claimed = await claimWithinTies(scope, preorder, quota, wishes);
    return claimed.map((entry, place) => [turns[place]!, entry]);
  }
  const terms = termsOf(preorder);
  const taken = await takePlaces(scope, quota, [...wishes.values()], terms);
  const due = taken.flatMap(({ remindAt }) => remindAt ?? []);
  if (due.length > 0) await sweepBy(scope, preorder.id, Math.min(...due));
  return taken.map((entry, place) => [turns[place]!, entry]);
}

type WishOf = { type: 'wish'; entry: Entry } | { type: 'stands'; entry: Entry } | { type: 'refused'; why: Phrase };

/** What a claim comes to: a wish for places; how it stands with who has claimed before; a refusal. */
function wishOf(
  scope: Scope,
  preorder: Preorder,
  quota: Quota,
  entry: Entry | undefined,
  { units }: Request,
  entrance: () => Entrance,
): WishOf {
  const most = mostUnits(preorder.definition);
  if (units !== undefined && (!Number.isInteger(units) || units < 1 || units > most))
    return { type: 'refused', why: refuseUnits(preorder) };
  if (entry && takesPart(entry)) {
    if (entry.state !== 'signed') return { type: 'stands', entry };
    return { type: 'wish', entry: units === undefined ? entry : { ...entry, units } };
  }
  if (!entry && preorder.definition.signup === 'required')
    return { type: 'refused', why: texts.refuseSignupNeeded({ title: preorder.title }) };
  const at = entrance();
  if (at.type === 'refused') return { type: 'refused', why: refuseLane(at.lane) };
  if (at.type === 'no lane') return { type: 'refused', why: texts.refuseNoLane({ title: preorder.title }) };
  const asked = { laneId: at.lane.id, units: units ?? 1 };
  return { type: 'wish', entry: entry ? { ...entry, ...asked } : newEntry(scope, quota, asked) };
}

const takesPart = (entry: Entry | undefined): boolean => entry !== undefined && !hasEnded(entry);
