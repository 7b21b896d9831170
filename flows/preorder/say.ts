// How it stands with somebody in a pre-order, in one message: what they have, their number, lane, position, rule and deadline.
import { notOpen } from '../../src/campaigns/explain.ts';
import type { PhraseChoice } from '../../src/engine/scope.ts';
import type { Entry } from '../../src/quota/entry.ts';
import { type Lane, laneById } from '../../src/quota/lanes.ts';
import { lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { duration, when } from '../../src/text/when.ts';
import { type LaneDefinition, mostUnits } from './definition.ts';
import { type Preorder, takesClaims, termsOf } from './preorder.ts';
import { preorderTexts as texts } from './text.ts';

/** The name of a lane in messages: as it was written, VIP stays VIP when it is short. */
export const laneName = (name: string): Phrase => quote(name.length <= 3 ? name.toUpperCase() : name);

/** Number, lane, units and rule of an entry. */
export function details(entry: Entry, preorder: Preorder, lanes: readonly Lane[]): Phrase {
  const lane = laneName(laneById({ lanes }, entry.laneId).name);
  const rule = preorder.definition.rule === 'draw' ? texts.byDraw() : texts.byFirst();
  const { number, units } = entry;
  return number === undefined ? texts.detailsKept({ lane, units, rule }) : texts.details({ number, lane, units, rule });
}

export interface More {
  /** They said it again: nothing was changed. */
  again?: boolean;
  /** So many stand before them. */
  ahead?: number;
}

/** The same question gets the same answer: it is made of what is stored alone. */
export function standing(entry: Entry, preorder: Preorder, lanes: readonly Lane[], more: More = {}): Phrase {
  return lines(head(entry, preorder, lanes, more), details(entry, preorder, lanes), ...tail(entry, preorder, more));
}

function head(entry: Entry, { title }: Preorder, lanes: readonly Lane[], { again }: More): Phrase {
  const lane = laneName(laneById({ lanes }, entry.place?.laneId ?? entry.laneId).name);
  const place = entry.place?.number ?? 0;
  switch (entry.state) {
    case 'signed':
      return again ? texts.signedAgain({ title }) : texts.signed({ title });
    case 'claimed':
      return texts.claimed({ title });
    case 'waiting':
      return texts.waiting({ title, lane, turn: entry.turn! });
    case 'held':
      return texts.held({ title, lane, place });
    case 'offered':
      return texts.offered({ title, lane, place });
    case 'confirmed':
      return texts.confirmed({ title, lane, place });
    case 'cancelled':
      return texts.cancelled({ title });
    case 'declined':
      return texts.declined({ title });
    case 'expired':
      return texts.expired({ title });
    case 'revoked':
      return texts.revoked({ title });
  }
}

function tail(entry: Entry, preorder: Preorder, { ahead }: More): (Phrase | undefined | false)[] {
  const { slug } = preorder;
  switch (entry.state) {
    case 'signed':
      return [signedNext(preorder)];
    case 'claimed':
      return [];
    case 'waiting':
      return [
        entry.units > 1 && texts.waitingGroup({ units: entry.units }),
        ahead !== undefined && texts.waitingAhead({ ahead }),
        texts.waitingFor({ hold: duration(termsOf(preorder).hold) }),
      ];
    case 'held':
      return [texts.confirmBy({ when: when(entry.deadline!) })];
    case 'offered':
      return [texts.answerBy({ when: when(entry.deadline!) })];
    case 'confirmed':
      return [texts.giveBack({ slug })];
    default:
      return [takesClaims(preorder) ? texts.againClaim() : preorder.status !== 'closed' && texts.againSignup()];
  }
}

function signedNext({ status, opensAt, definition: { rule } }: Preorder): Phrase | undefined {
  if (rule === 'draw') return opensAt === undefined ? texts.drawLater() : texts.drawAt({ when: when(opensAt) });
  if (status === 'live') return texts.claimNow();
  return opensAt === undefined ? texts.opensLater() : texts.opensAt({ when: when(opensAt) });
}

/** The buttons that go with how it stands; each says what can be typed as well. */
export function standingChoices({ state }: Entry, preorder: Preorder): PhraseChoice[] {
  const choice = (label: Phrase, verb: string) => ({ label, value: choiceValue(verb, preorder.slug) });
  if (state === 'held') return [choice(texts.confirmButton(), 'confirm')];
  if (state === 'offered') return [choice(texts.acceptButton(), 'accept'), choice(texts.declineButton(), 'decline')];
  if (state === 'signed' && takesClaims(preorder)) return [choice(texts.claimButton(), 'claim')];
  return [];
}

/** What a button says: the word, and which pre-order. */
export const choiceValue = (word: string, slug: string): string => `${word} ${slug}`;

/** Why a lane does not let somebody in. */
export function refuseLane({ name, who }: LaneDefinition): Phrase {
  const lane = laneName(name);
  if (typeof who === 'string') return texts.refuseCode({ lane });
  if ('tag' in who) return texts.refuseTag({ lane, tag: who.tag });
  if ('points' in who) return texts.refusePoints({ lane, points: who.points });
  return texts.refuseSince({ lane, day: who.since });
}

/** Why no claim is taken now, and what to do instead. */
export function refuseClaim(preorder: Preorder): Phrase {
  const { title, status, opensAt, closedAt, definition } = preorder;
  switch (status) {
    case 'draft':
      return texts.refuseDraft({ title });
    case 'approved':
    case 'scheduled':
      if (definition.rule === 'draw') return texts.refuseDraw({ title });
      return opensAt === undefined
        ? texts.refuseNotOpen({ title })
        : texts.refuseNotOpenAt({ title, when: when(opensAt) });
    case 'live':
      return texts.refuseDrawOver({ title });
    case 'paused':
      return texts.refusePaused({ title });
    case 'closed':
      return closedAt === undefined ? notOpen(preorder) : texts.refuseClosedAt({ title, when: when(closedAt) });
  }
}

/** Why no sign-up is taken now. */
export function refuseSignUp(preorder: Preorder): Phrase {
  const { title, status, definition } = preorder;
  if (status !== 'live') return refuseClaim(preorder);
  return definition.rule === 'draw' ? texts.refuseDrawOver({ title }) : texts.refuseSignupNeeded({ title });
}

export function refuseUnits({ title, definition }: Preorder): Phrase {
  return texts.refuseUnits({ title, most: mostUnits(definition) });
}
