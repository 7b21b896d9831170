// Sign-ups, taken in bulk. Where a pre-order asks for something, a dialog asks first and signs up at its end (dialog.ts).
import { holdCampaigns } from '../../src/campaigns/store.ts';
import type { Bulk, Turn } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { groupBy } from '../../src/group.ts';
import { enter, newEntry } from '../../src/quota/claim.ts';
import { type Entry, entriesOf, hasEnded } from '../../src/quota/entry.ts';
import { holdQuota, type Lane, type Quota } from '../../src/quota/lanes.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { mostUnits } from './definition.ts';
import { type Entrance, entrances } from './entrance.ts';
import { type Heard, hear } from './hearing.ts';
import { noteOwnWords } from './listed-store.ts';
import { type Preorder, read, takesSignUps } from './preorder.ts';
import type { Request } from './rules.ts';
import { refuseLane, refuseSignUp, refuseUnits, standing, standingChoices } from './say.ts';
import { type Signup, storeSignups } from './store.ts';
import { preorderTexts as texts } from './text.ts';

export const SIGNUP_WORDS = ['signup', '报名', '预约'] as const;
/** The dialog that asks for what a pre-order wants to know. */
export const SIGNUP_DIALOG = 'preorder-signup@1';

export const signups: Bulk<Heard> = {
  name: 'preorder sign-ups',
  wants: (scope, turns) => hear(scope, turns, { words: SIGNUP_WORDS, on: () => true, rather: takesSignUps }),
  async handle(scope, wanted) {
    const ids = [...wanted.values()].map(({ preorder }) => preorder.id);
    const current = await holdCampaigns(scope.trx, ids);
    for (const [id, own] of groupBy([...wanted], ([, { preorder }]) => preorder.id)) {
      const preorder = read(current.get(id)!);
      const wishes = own.map(([turn, { request }]) => ({ turn, personId: turn.person.id, request }));
      const results = await signUp(scope, preorder, wishes);
      for (const [place, { turn }] of wishes.entries()) answer(turn, preorder, results[place]!, wishes[place]!.request);
    }
  },
};

export interface SignupWish {
  personId: string;
  request: Request;
  /** What they told in the dialog; undefined: nothing was asked yet. */
  told?: Omit<Signup, 'entryId'>;
}

export type SignedUp =
  | { type: 'signed'; entry: Entry; lanes: readonly Lane[]; again: boolean }
  /** They have a place already, or a turn. */
  | { type: 'stands'; entry: Entry; lanes: readonly Lane[] }
  /** Something is to be asked before. */
  | { type: 'asks'; entry: Entry | undefined }
  | { type: 'refused'; why: Phrase };

/** Signs persons up, each at most once in `wishes`; gives what became of each, in their order. The campaign must be held. */
export async function signUp(scope: Scope, preorder: Preorder, wishes: readonly SignupWish[]): Promise<SignedUp[]> {
  const quota = await holdQuota(scope.trx, preorder.id);
  if (!quota) return wishes.map(() => ({ type: 'refused', why: refuseSignUp(preorder) }));
  const persons = wishes.map(({ personId }) => personId);
  const entries = await entriesOf(scope.trx, preorder.id, persons);
  const entranceOf = await entrances(scope, preorder, quota.lanes, persons);
  const results = wishes.map((wish) =>
    resultOf(scope, preorder, quota, wish, entries.get(wish.personId), entranceOf(wish.personId, wish.request.lane)),
  );
  const changed = results.flatMap((result, place) =>
    result.type === 'signed' && result.entry !== entries.get(wishes[place]!.personId) ? [result] : [],
  );
  const stored = await enter(
    scope,
    quota,
    changed.map(({ entry }) => entry),
  );
  for (const [place, result] of changed.entries()) result.entry = stored[place]!;
  const told = results.flatMap((result, place) => {
    const own = wishes[place]!.told;
    return result.type === 'signed' && own ? [{ entryId: result.entry.id, ...own }] : [];
  });
  await storeSignups(scope.trx, told);
  // What somebody changes themselves is not changed back by a list that others post.
  const own = results.flatMap((result, place) => {
    const before = entries.get(wishes[place]!.personId);
    return result.type === 'signed' && before && result.entry !== before ? [before.id] : [];
  });
  await noteOwnWords(scope.trx, own);
  return results;
}

function resultOf(
  scope: Scope,
  preorder: Preorder,
  quota: Quota,
  { request, personId, told }: SignupWish,
  entry: Entry | undefined,
  entrance: Entrance,
): SignedUp {
  const { lanes } = quota;
  const active = entry !== undefined && !hasEnded(entry);
  if (active && entry.state !== 'signed') return { type: 'stands', entry, lanes };
  const unchanged = request.units === undefined && request.lane === undefined && !request.edit && !told;
  if (active && unchanged) return { type: 'signed', entry, lanes, again: true };
  if (!takesSignUps(preorder)) return { type: 'refused', why: refuseSignUp(preorder) };
  const most = mostUnits(preorder.definition);
  const { units = active ? entry.units : 1 } = request;
  if (!Number.isInteger(units) || units < 1 || units > most) return { type: 'refused', why: refuseUnits(preorder) };
  if (entrance.type === 'refused') return { type: 'refused', why: refuseLane(entrance.lane) };
  if (entrance.type === 'no lane') return { type: 'refused', why: texts.refuseNoLane({ title: preorder.title }) };
  if (preorder.definition.ask.length > 0 && !told && (!active || request.edit)) return { type: 'asks', entry };
  const laneId = active && request.lane === undefined ? entry.laneId : entrance.lane.id;
  const signed: Entry = entry
    ? { ...entry, laneId, units, state: 'signed', changedAt: scope.now }
    : newEntry(scope, quota, { laneId, units, personId });
  return { type: 'signed', entry: signed, lanes, again: false };
}

/** Says what became of a sign-up, or begins the dialog that asks first. */
export function answer(turn: Turn, preorder: Preorder, result: SignedUp, request: Request): void {
  const language = { language: preorder.language };
  switch (result.type) {
    case 'refused':
      return turn.reply(result.why, language);
    case 'asks':
      return turn.begin(SIGNUP_DIALOG, { campaignId: preorder.id, request });
    case 'stands':
    case 'signed': {
      const { entry, lanes } = result;
      const again = result.type === 'stands' || result.again;
      const hint = again && entry.state === 'signed' && preorder.definition.ask.length > 0 && texts.editHint();
      const said = lines(standing(entry, preorder, lanes, { again }), hint);
      return turn.reply(said, { ...language, choices: standingChoices(entry, preorder) });
    }
  }
}
