// A pre-order: a campaign whose definition has been read, and what follows from that.
import type { Campaign } from '../../src/campaigns/campaign.ts';
import { definitionOf } from '../../src/campaigns/definition.ts';
import { findCampaignById } from '../../src/campaigns/store.ts';
import type { Db } from '../../src/db/schema.ts';
import type { Terms } from '../../src/quota/terms.ts';
import { parseWaking } from '../../src/schedule/waking.ts';
import { type Definition, definitionSchema, readLength } from './definition.ts';

export const KIND = 'preorder';

export type Preorder = Campaign<Definition>;

export function read(campaign: Campaign): Preorder {
  return { ...campaign, definition: definitionOf<Definition>(definitionSchema, campaign) };
}

export async function findPreorder(db: Db, id: string): Promise<Preorder | undefined> {
  const campaign = await findCampaignById(db, id);
  return campaign?.kind === KIND ? read(campaign) : undefined;
}

/** Until when places are kept for those who have them. */
export function termsOf({ definition, zone }: Preorder): Terms {
  const { confirm_within, hold, waking } = definition;
  return {
    claimWithin: confirm_within === undefined ? undefined : readLength(confirm_within),
    hold: readLength(hold)!,
    waking: waking === undefined ? undefined : parseWaking(waking),
    zone,
  };
}

/** Claims are taken: it is live, and who gets a place is not drawn. */
export const takesClaims = ({ status, definition }: Preorder): boolean =>
  status === 'live' && definition.rule === 'first-come';

/** Sign-ups are taken: from its approval on, until it opens if places are drawn or a sign-up is needed, else until it closes. */
export function takesSignUps({ status, definition: { rule, signup } }: Preorder): boolean {
  if (status === 'approved' || status === 'scheduled') return true;
  return status === 'live' && rule === 'first-come' && signup === 'optional';
}
