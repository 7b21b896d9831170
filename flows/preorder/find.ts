// Which pre-order somebody means.

import type { Status } from '../../src/campaigns/campaign.ts';
import { campaignMeant } from '../../src/campaigns/find.ts';
import { campaignsOfRoom, listCampaigns } from '../../src/campaigns/store.ts';
import type { Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { fold } from '../../src/text/normalise.ts';
import { readNumeral } from '../../src/text/numerals.ts';
import { quote } from '../../src/text/phrase.ts';
import { KIND, type Preorder, read } from './preorder.ts';
import { type Request, readRequest } from './rules.ts';
import { preorderTexts as texts } from './text.ts';

const TAKING_PART: readonly Status[] = ['approved', 'scheduled', 'live', 'paused'];
/** So many pre-orders at one time can be told apart by their slugs; the newest. */
const MOST_KNOWN = 50;

/** Those that are on or will be, the newest first. */
export async function known({ trx }: Pick<Turn, 'trx'>, status: readonly Status[] = TAKING_PART): Promise<Preorder[]> {
  const campaigns = await listCampaigns(trx, { kind: KIND, status, limit: MOST_KNOWN });
  return campaigns.map(read);
}

export interface Meant {
  preorder: Preorder;
  request: Request;
}

/**
 * Reads what stands behind a word, `signup` or `claim`, and which pre-order it is about: the one named, the newest of this room, the only
 * one there is. Throws a UserError where that does not tell, or a word means nothing here.
 */
export async function preorderMeant(turn: Turn, rest: string, word: string): Promise<Meant> {
  const all = await known(turn);
  const read = readRest(rest, all);
  if (read.type === 'unclear') {
    const example = quote(all.length > 1 ? `${word} ${all[0]!.slug} 2` : `${word} 2`);
    throw new UserError(texts.unclear({ word: quote(read.word.slice(0, 40)), example }));
  }
  const { request } = read;
  if (request.slug !== undefined) return { preorder: all.find(({ slug }) => slug === request.slug)!, request };
  const here = await campaignsOfRoom(turn.trx, turn.message, TAKING_PART);
  const preorder = all.find(({ id }) => here.some((one) => one.id === id)) ?? (all.length === 1 ? all[0] : undefined);
  if (preorder) return { preorder, request };
  if (all.length === 0) throw new UserError(texts.none());
  throw new UserError(texts.which({ slugs: all.map(({ slug }) => slug).join(', ') }));
}

/** The words behind `signup` or `claim`, read against the pre-orders there are. */
export function readRest(rest: string, all: readonly Preorder[]) {
  const words = fold(rest)
    .split(' ')
    .filter((word) => word !== '');
  const lanes = all.flatMap(({ definition }) => definition.lanes.map(({ name }) => name));
  return readRequest(words, { slugs: all.map(({ slug }) => slug), lanes }, readNumeral);
}

/** The pre-order of that slug in whatever state, or the one that is on here. Throws a UserError where that does not tell. */
export async function preorderBySlug(turn: Turn, slug: string | undefined): Promise<Preorder> {
  if (slug !== undefined) return read(await campaignMeant(turn, KIND, slug));
  return (await preorderMeant(turn, '', KIND)).preorder;
}
