// The states of a campaign in words, and why something has no place in one.
import type { Phrase } from '../text/phrase.ts';
import { when } from '../text/when.ts';
import type { Campaign, Status } from './campaign.ts';
import type { Refusal } from './lifecycle.ts';
import { campaignTexts } from './text.ts';

/** A state by name. */
export function statusName(status: Status): Phrase {
  return campaignTexts[status]();
}

/** To a member who came before the opening or after the end: the state, and since when. */
export function notOpen({ title, status, closedAt }: Campaign): Phrase {
  const state = closedAt === undefined ? statusName(status) : campaignTexts.wasClosed({ when: when(closedAt) });
  return campaignTexts.notOpen({ title, state });
}

/** Why an event has no place in the state a campaign is in, and what to do instead. */
export function explainRefusal({ title, slug, status, closesAt }: Campaign, why: Refusal | 'definition'): Phrase {
  switch (why) {
    case 'draft':
      return campaignTexts.refuseDraft({ title, slug });
    case 'not-open':
      return campaignTexts.refuseNotOpen({ title, slug, status: statusName(status) });
    case 'live':
      return campaignTexts.refuseLive({ title, slug });
    case 'paused':
      return campaignTexts.refusePaused({ title, slug });
    case 'closed':
      return campaignTexts.refuseClosed({ title });
    case 'no-opening':
      return campaignTexts.refuseNoOpening({ title, slug });
    case 'opening-passed':
      return campaignTexts.refuseOpeningPassed({ title, slug });
    case 'closing-passed':
      if (closesAt === undefined) return campaignTexts.refuseClosingPassed({ title, slug });
      return campaignTexts.refuseClosingPassedAt({ title, slug, when: when(closesAt) });
    case 'definition':
      return campaignTexts.refuseDefinition({ title });
  }
}
