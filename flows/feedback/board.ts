// A board: a campaign in which feedback is gathered, with its definition read.
import type { Campaign } from '../../src/campaigns/campaign.ts';
import { definitionOf } from '../../src/campaigns/definition.ts';
import { campaignHere, campaignMeant } from '../../src/campaigns/find.ts';
import { findCampaignById } from '../../src/campaigns/store.ts';
import type { Db } from '../../src/db/schema.ts';
import type { Turn } from '../../src/engine/flow.ts';
import { type Definition, definitionSchema } from './definition.ts';

export const KIND = 'feedback';

export type Board = Campaign<Definition>;

export function read(campaign: Campaign): Board {
  return { ...campaign, definition: definitionOf<Definition>(definitionSchema, campaign) };
}

export async function findBoard(db: Db, id: string): Promise<Board | undefined> {
  const campaign = await findCampaignById(db, id);
  return campaign?.kind === KIND ? read(campaign) : undefined;
}

/** The newest that is on in the place of the message, else the only one that is on at all. */
export async function boardHere(turn: Turn): Promise<Board | undefined> {
  const campaign = await campaignHere(turn, KIND);
  return campaign && read(campaign);
}

/** The board of that slug, or the one that is on here. Throws a UserError where that does not tell. */
export async function boardMeant(turn: Turn, slug: string | undefined): Promise<Board> {
  return read(await campaignMeant(turn, KIND, slug));
}
