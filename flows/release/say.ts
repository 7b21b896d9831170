// Short phrases that several files use.
import type { ReleaseItemState } from '../../src/db/schema-release.ts';
import type { Phrase } from '../../src/text/phrase.ts';
import { staffTexts } from './staff-text.ts';
import { releaseTexts as texts } from './text.ts';
import type { Train } from './train.ts';

export function stateName(state: ReleaseItemState): Phrase {
  const names = {
    voting: texts.stateVoting,
    approved: texts.stateApproved,
    shipped: texts.stateShipped,
    rejected: texts.stateRejected,
    withdrawn: texts.stateWithdrawn,
  };
  return names[state]();
}

/** What happens where nothing was approved, or nobody confirmed. */
export function fallbackPhrase({ definition: { fallback } }: Train): Phrase {
  const names = {
    skip: staffTexts.fallbackSkip,
    silent: staffTexts.fallbackSilent,
    announce: staffTexts.fallbackAnnounce,
  };
  return names[fallback]();
}
