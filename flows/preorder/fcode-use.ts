// The word `fcode`: somebody's entry takes over the place that a code holds. And `fcode pass`, which only notes who has it now.
import { holdCampaigns } from '../../src/campaigns/store.ts';
import type { Arguments, Turn } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { readCode } from '../../src/keep/code.ts';
import { enter, newEntry } from '../../src/quota/claim.ts';
import { type Entry, entriesOf, owns } from '../../src/quota/entry.ts';
import { holdQuota, type Quota } from '../../src/quota/lanes.ts';
import { handOver } from '../../src/quota/settle.ts';
import { heldUntil, type Until } from '../../src/quota/terms.ts';
import { lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { stateOf } from './fcode-find.ts';
import { nameOf } from './fcode-issue.ts';
import { addEvents, countUse, entriesFrom, eventsOf, type Fcode, findCode, unusedOf } from './fcode-store.ts';
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
  const held = await hold(turn, typed.code);
  if (!held) return { phrase: texts.refuseUnknown() };
  const { code, preorder, quota } = held;
  const entry = (await entriesOf(turn.trx, preorder.id, [turn.person.id])).get(turn.person.id);
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

/** The code as it is once nobody else can change it; undefined where it is gone. */
async function hold(turn: Turn, { id, campaign_id }: Fcode): Promise<Held | undefined> {
  const campaign = (await holdCampaigns(turn.trx, [campaign_id])).get(campaign_id);
  const quota = await holdQuota(turn.trx, campaign_id);
  const code = await findCode(turn.trx, id);
  return campaign && quota && code && { code, preorder: read(campaign), quota };
}

/** Why a code gives nothing now: its own state first, since no waiting mends that. */
function refusalOf({ now }: Scope, { code, preorder }: Held): Phrase | undefined {
  const last = { code: quote(code.last_four) };
  switch (stateOf(code, now)) {
    case 'isRevoked':
      return texts.refuseRevoked(last);
    case 'isExpired':
      return texts.refuseExpired({ ...last, when: when(code.expires_at!) });
    case 'usedUp':
      return texts.refuseUsedUp(last);
    case 'free':
      return ['approved', 'scheduled', 'live'].includes(preorder.status) ? undefined : refuseClaim(preorder);
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

/** So often a code is noted as passed on. */
const MOST_PASSED = 50;
/** A code typed with spaces is so many words at most. */
const MOST_WORDS = 12;

export async function passCode(turn: Turn, { words }: Arguments): Promise<void> {
  const pieces = Array.from({ length: Math.min(words.length, MOST_WORDS) }, (_, index) => index + 1);
  const reads = (type: 'code' | 'slip') =>
    pieces.find((count) => readCode(words.slice(0, count).join('')).type === type);
  const length = reads('code') ?? reads('slip') ?? 1;
  const other = nameOf(words.slice(length).join(' '));
  if (other === '') return sayPrivately(turn, { phrase: texts.refusePassTo() });
  sayPrivately(turn, { phrase: await passed(turn, words.slice(0, length).join(''), other) });
}

async function passed(turn: Turn, written: string, other: string): Promise<Phrase> {
  const typed = await findTyped(turn, written);
  if (typed.type === 'refused') return typed.why;
  const held = await hold(turn, typed.code);
  if (!held) return texts.refuseUnknown();
  const why = refusalOf(turn, held);
  if (why) return why;
  const { id, last_four } = held.code;
  const code = quote(last_four);
  const before = (await eventsOf(turn.trx, id)).filter(({ kind }) => kind === 'passed');
  const last = before.at(-1);
  if (last?.person_id === turn.person.id && last.other === other) return texts.passedAgain({ code, to: other });
  if (before.length >= MOST_PASSED) return texts.refusePassMost({ code });
  await addEvents(turn, [{ fcode_id: id, kind: 'passed', person_id: turn.person.id, other }]);
  return texts.passed({ code, to: other });
}

/** Asked in a room, the answer comes in direct messages, the second of which says that others may have read the code. */
function sayPrivately(turn: Turn, { phrase, about }: Said): void {
  const { platform, account, room, event } = turn.message;
  const choices = about ? standingChoices(about.entry, about.preorder) : [];
  const language = about?.preorder.language ?? turn.language;
  if (room === undefined) return turn.reply(phrase, { choices, language });
  const zone = turn.person.zone ?? turn.installation.zone;
  const reader = { language: turn.person.language ?? language, zone };
  turn.send({ platform, account }, phrase, { kind: 'reply', reader, re: event, choices });
  turn.send({ platform, account }, texts.keepSecret(), { kind: 'reply', reader, re: event });
}
