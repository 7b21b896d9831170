// A board: the campaign in which feedback is gathered.
import type { Campaign } from '../../src/campaigns/campaign.ts';
import { definitionOf } from '../../src/campaigns/definition.ts';
import { campaignHere, campaignMeant } from '../../src/campaigns/find.ts';
import { findCampaignById, listCampaigns } from '../../src/campaigns/store.ts';
import type { Db } from '../../src/db/schema.ts';
import type { Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import type { Phrase } from '../../src/text/phrase.ts';
import { type Definition, definitionSchema } from './definition.ts';
import { mediaTexts } from './media-text.ts';
import type { Item } from './store.ts';
import { feedbackTexts as texts } from './text.ts';

export const KIND = 'feedback';

export type Board = Campaign<Definition>;

export function read(campaign: Campaign): Board {
  return { ...campaign, definition: definitionOf<Definition>(definitionSchema, campaign) };
}

export async function findBoard(db: Db, id: string): Promise<Board | undefined> {
  const campaign = await findCampaignById(db, id);
  return campaign?.kind === KIND ? read(campaign) : undefined;
}

/** The boards that these items are on, by id. */
export async function boardsOf(db: Db, items: Iterable<Pick<Item, 'campaignId'>>): Promise<Map<string, Board>> {
  const boards = new Map<string, Board>();
  for (const id of new Set([...items].map(({ campaignId }) => campaignId))) boards.set(id, (await findBoard(db, id))!);
  return boards;
}

/** The board of this room, else the only one that is open. Throws a UserError where that does not tell. */
export async function boardHere(turn: Turn): Promise<Board> {
  const campaign = await campaignHere(turn, KIND);
  if (campaign) return read(campaign);
  throw new UserError(texts.noBoard());
}

/** The board of that slug, or the one here. Throws a UserError where that does not tell. */
export async function boardMeant(turn: Turn, slug: string | undefined): Promise<Board> {
  return slug === undefined ? boardHere(turn) : read(await campaignMeant(turn, KIND, slug));
}

/** Where a board is open: how a photo or a file becomes part of an item. */
export async function mediaAlone({ trx }: Turn): Promise<Phrase | undefined> {
  const [open] = await listCampaigns(trx, { status: ['live'], kind: KIND, limit: 1 });
  return open && mediaTexts.alone();
}
