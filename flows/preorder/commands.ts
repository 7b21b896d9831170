// What members and staff say about pre-orders, but for codes, exports and lists.

import type { Campaign } from '../../src/campaigns/campaign.ts';
import { changed } from '../../src/campaigns/commands.ts';
import { statusName } from '../../src/campaigns/explain.ts';
import { openCampaign } from '../../src/campaigns/service.ts';
import { closeCommand } from '../../src/campaigns/verbs.ts';
import type { Command, Turn, Word } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { UserError } from '../../src/errors.ts';
import { entriesOf } from '../../src/quota/entry.ts';
import { holdQuota, lanesOf, resizeLane } from '../../src/quota/lanes.ts';
import { offerFree } from '../../src/quota/offers.ts';
import { aheadOf, freeOf, standingOf } from '../../src/quota/standing.ts';
import { fold } from '../../src/text/normalise.ts';
import { readNumeral } from '../../src/text/numerals.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { answerWords, cancelCommand } from './accepting.ts';
import { CLAIM_WORDS } from './claims.ts';
import { preorderBySlug, preorderMeant } from './find.ts';
import { life } from './life.ts';
import { type Preorder, read, takesClaims, termsOf } from './preorder.ts';
import { laneName, refuseClaim, refuseSignUp, standing, standingChoices } from './say.ts';
import { SIGNUP_WORDS } from './signups.ts';
import { staffTexts } from './staff-text.ts';
import { findDraw } from './store.ts';
import { tellOffers } from './tell.ts';
import { preorderTexts as texts } from './text.ts';

/** The bulk handlers answer what is clear; what is left to the words is not. */
export const words: readonly Word[] = [
  {
    words: SIGNUP_WORDS,
    arguments: true,
    summary: texts.summarySignup,
    async run(turn, rest) {
      turn.reply(refuseSignUp((await preorderMeant(turn, rest, 'signup')).preorder));
    },
  },
  {
    words: CLAIM_WORDS,
    arguments: true,
    summary: texts.summaryClaim,
    async run(turn, rest) {
      turn.reply(refuseClaim((await preorderMeant(turn, rest, 'claim')).preorder));
    },
  },
  ...answerWords,
];

/** More than this are not counted for a member. */
const MOST_AHEAD = 10_000;

const show: Command = {
  name: 'preorder show',
  role: 'member',
  usage: '[slug]',
  summary: texts.summaryShow,
  async run(turn, { words: [slug] }) {
    const preorder = await preorderBySlug(turn, slug);
    const { person, trx } = turn;
    const entry = (await entriesOf(trx, preorder.id, [person.id])).get(person.id);
    const staff = turn.role !== 'member';
    const places = await (staff ? staffStanding : memberStanding)(turn, preorder);
    const none = takesClaims(preorder) ? texts.showNoneLive() : preorder.status !== 'closed' && texts.showNone();
    if (!entry) return turn.reply(lines(places, !staff && none));
    const lanes = await lanesOf(trx, preorder.id);
    const ahead = entry.turn === undefined ? undefined : await aheadOf(trx, entry.laneId, entry.turn, MOST_AHEAD);
    const own = standing(entry, preorder, lanes, { again: true, ...(ahead !== undefined && { ahead }) });
    turn.reply(lines(places, own), { choices: standingChoices(entry, preorder) });
  },
};

async function memberStanding({ trx }: Scope, preorder: Preorder): Promise<Phrase> {
  const { title, slug, status } = preorder;
  const lanes = await freeOf(trx, preorder.id);
  return lines(
    texts.showHead({ title, slug, status: statusName(status) }),
    ...lanes.map(({ lane, free }) => texts.showLane({ lane: laneName(lane.name), free, size: lane.size })),
  );
}

async function staffStanding({ trx }: Scope, preorder: Preorder): Promise<Phrase> {
  const { title, slug, status } = preorder;
  const lanes = await standingOf(trx, preorder.id);
  return lines(
    texts.showHead({ title, slug, status: statusName(status) }),
    ...lanes.map(({ lane, ...counts }) =>
      staffTexts.standing({ lane: laneName(lane.name), size: lane.size, ...counts }),
    ),
  );
}

const open: Command = {
  name: 'preorder open',
  role: 'staff',
  usage: '[slug]',
  summary: staffTexts.summaryOpen,
  async run(turn, { words: [slug] }) {
    turn.reply(changed(await openCampaign(turn, life, await preorderBySlug(turn, slug))));
  },
};

/** The same as opening, for those whose places are drawn: it ends the sign-up. */
const draw: Command = {
  name: 'preorder draw',
  role: 'staff',
  usage: '[slug]',
  summary: staffTexts.summaryDraw,
  async confirm(turn, { words: [slug] }) {
    const preorder = await drawnPreorder(turn, slug);
    if (preorder.openedAt !== undefined) return undefined;
    const signed = (await standingOf(turn.trx, preorder.id)).reduce((sum, lane) => sum + lane.signed, 0);
    return { id: preorder.slug, consequence: staffTexts.drawing({ title: preorder.title, signed }) };
  },
  async run(turn, { words: [slug] }) {
    turn.reply(changed(await openCampaign(turn, life, await drawnPreorder(turn, slug))));
  },
};

async function drawnPreorder(turn: Turn, slug: string | undefined): Promise<Preorder> {
  const preorder = await preorderBySlug(turn, slug);
  if (preorder.definition.rule === 'draw') return preorder;
  throw new UserError(staffTexts.refuseNoDraw({ title: preorder.title, slug: preorder.slug }));
}

const offer: Command = {
  name: 'preorder offer',
  role: 'staff',
  usage: '<slug> [lane size]',
  summary: staffTexts.summaryOffer,
  async run(turn, { words: [slug, lane, size] }) {
    const preorder = await preorderBySlug(turn, slug);
    const quota = await holdQuota(turn.trx, preorder.id);
    if (!quota) throw new UserError(staffTexts.refuseUnapproved({ slug: preorder.slug }));
    if (lane !== undefined) await resize(turn, preorder, lane, size);
    const offers = await offerFree(turn, quota, termsOf(preorder));
    await tellOffers(turn, preorder, offers);
    turn.reply(lines(staffTexts.offered({ count: offers.offered.length }), await staffStanding(turn, preorder)));
  },
};

async function resize(turn: Turn, preorder: Preorder, name: string, written: string | undefined): Promise<void> {
  const { slug, definition } = preorder;
  const quota = (await holdQuota(turn.trx, preorder.id))!;
  const lane = quota.lanes.find((one) => one.name === fold(name));
  if (!lane) throw new UserError(staffTexts.refuseLane({ lanes: definition.lanes.map((one) => one.name).join(', ') }));
  const size = written === undefined ? undefined : readNumeral(written);
  if (size === undefined || !Number.isInteger(size) || size < 0 || size > 1_000_000)
    throw new UserError(staffTexts.refuseSizeNumber({ lane: lane.name }));
  const draw = definition.rule === 'draw' && preorder.openedAt !== undefined;
  if (draw && (await findDraw(turn.trx, preorder.id))?.drawn_at === null)
    throw new UserError(staffTexts.refuseDrawing({ title: preorder.title }));
  const resized = await resizeLane(turn.trx, lane, size);
  if (resized.type !== 'resized') throw new UserError(staffTexts.refuseSize({ slug, ...resized }));
}

async function closing(scope: Scope, campaign: Campaign): Promise<Phrase> {
  return staffStanding(scope, read(campaign));
}

export const commands: readonly Command[] = [show, cancelCommand, open, draw, offer, closeCommand(life, closing)];
