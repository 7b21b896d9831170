// The word `fcode`: somebody's entry takes over the place that a code holds.
import { holdCampaigns } from '../../src/campaigns/store.ts';
import type { Turn } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { enter, newEntry } from '../../src/quota/claim.ts';
import { type Entry, entriesOf, owns } from '../../src/quota/entry.ts';
import { holdQuota, type Quota } from '../../src/quota/lanes.ts';
import { handOver } from '../../src/quota/settle.ts';
import { heldUntil, type Until } from '../../src/quota/terms.ts';
import { lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { stateOf } from './fcode-find.ts';
import { entriesFrom, unusedOf } from './fcode-places.ts';
import { addEvents, countUse, type Fcode, findCode } from './fcode-store.ts';
import { fcodeTexts as texts } from './fcode-text.ts';
import { findTyped } from './fcode-typed.ts';
import { type Preorder, read, termsOf } from './preorder.ts';
import { refuseClaim, standing, standingChoices } from './say.ts';
import { sweepBy } from './timers.ts';

/** What somebody hears of their code. */
interface Said {
  phrase: Phrase;
  /** Of their own part, where it is about that. */
  about?: { entry: Entry; preorder: Preorder };
}

interface Held {
  code: Fcode;
  preorder: Preorder;
  quota: Quota;
}

export async function useCode(turn: Turn, rest: string): Promise<void> {
  sayPrivately(turn, await used(turn, rest));
}

async function used(turn: Turn, rest: string): Promise<Said> {
  const typed = await findTyped(turn, rest);
  if (typed.type === 'refused') return { phrase: typed.why };
  const ended = refusalOfCode(turn, typed.code);
  // A code that many try needs no lock once it gives nothing any more: that never changes.
  const before = ended && (await ownEntry(turn, typed.code));
  if (ended && !(before && owns(before))) return { phrase: ended };
  const held = await hold(turn, typed.code);
  if (!held) return { phrase: texts.refuseUnknown() };
  const { code, preorder, quota } = held;
  const entry = await ownEntry(turn, code);
  if (entry && owns(entry)) {
    const again = standing(entry, preorder, quota.lanes, { again: true });
    const same = (await entriesFrom(turn.trx, code.id)).some(({ id }) => id === entry.id);
    return { phrase: same ? again : lines(texts.unused(), again), about: { entry, preorder } };
  }
  const why = refusalOf(turn, held);
  if (why) return { phrase: why };
  const given = await takeOver(turn, held, entry);
  return { phrase: standing(given, preorder, quota.lanes), about: { entry: given, preorder } };
}

async function ownEntry({ trx, person }: Turn, { campaign_id }: Fcode): Promise<Entry | undefined> {
  return (await entriesOf(trx, campaign_id, [person.id])).get(person.id);
}

/** The code as it is once nobody else can change it; undefined where it is gone. */
export async function hold(turn: Turn, { id, campaign_id }: Fcode): Promise<Held | undefined> {
  const campaign = (await holdCampaigns(turn.trx, [campaign_id])).get(campaign_id);
  const quota = await holdQuota(turn.trx, campaign_id);
  const code = await findCode(turn.trx, id);
  return campaign && quota && code && { code, preorder: read(campaign), quota };
}

/** Why a code gives nothing now: its own state first, since no waiting mends that. */
export function refusalOf(turn: Turn, { code, preorder }: Held): Phrase | undefined {
  const takes = ['approved', 'scheduled', 'live'].includes(preorder.status);
  return refusalOfCode(turn, code) ?? (takes ? undefined : refuseClaim(preorder));
}

function refusalOfCode({ now }: Scope, code: Fcode): Phrase | undefined {
  const last = { code: quote(code.last_four) };
  switch (stateOf(code, now)) {
    case 'isRevoked':
      return texts.refuseRevoked(last);
    case 'isExpired':
      return texts.refuseExpired({ ...last, when: when(code.expires_at!) });
    case 'usedUp':
      return texts.refuseUsedUp(last);
    case 'free':
      return undefined;
  }
}

/** Whoever only signed up, waits, or takes no part yet gets the place; a turn on the waiting list is left by it. */
async function takeOver(turn: Turn, { code, preorder, quota }: Held, entry: Entry | undefined): Promise<Entry> {
  const [place] = await unusedOf(turn.trx, [code.id], 1);
  if (!place || !(await countUse(turn.trx, code.id))) throw new Error(`no place is held for the code ${code.id}`);
  const mine = { laneId: code.lane_id, units: 1, personId: turn.person.id };
  const [own] = entry ? [entry] : await enter(turn, quota, [newEntry(turn, quota, mine)]);
  const ending = { state: 'cancelled', reason: 'code', note: `…${code.last_four}` } as const;
  const until = placeUntil(turn, preorder);
  const given = await handOver(turn, place, own!, ending, until);
  const move = { entry_id: given.id, entry_step: given.steps };
  await addEvents(turn, [{ fcode_id: code.id, kind: 'used', person_id: turn.person.id, ...move }]);
  if (until) await sweepBy(turn, preorder.id, until.remindAt);
  return given;
}

/**
 * The time to confirm counts from the opening that is planned, where that is still to come. Where none is planned yet nobody can say
 * when it would be over: then the place is for good at once, as where nothing has to be confirmed.
 */
function placeUntil({ now }: Scope, preorder: Preorder): Until | undefined {
  const { status, opensAt } = preorder;
  if (status !== 'live' && opensAt === undefined) return undefined;
  return heldUntil(termsOf(preorder), status === 'live' ? now : Math.max(now, opensAt!));
}

/** Asked in a room, the answer comes in direct messages, the second of which says that others may have read the code. */
export function sayPrivately(turn: Turn, { phrase, about }: Said): void {
  const { platform, account, room, event } = turn.message;
  const choices = about ? standingChoices(about.entry, about.preorder) : [];
  const language = about?.preorder.language ?? turn.language;
  if (room === undefined) return turn.reply(phrase, { choices, language });
  const zone = turn.person.zone ?? turn.installation.zone;
  const reader = { language: turn.person.language ?? language, zone };
  turn.send({ platform, account }, phrase, { kind: 'reply', reader, re: event, choices });
  turn.send({ platform, account }, texts.keepSecret(), { kind: 'reply', reader, re: event });
}
