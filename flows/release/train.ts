// A train: the campaign whose releases go out week by week; and when things happen to one.
import type { Campaign } from '../../src/campaigns/campaign.ts';
import { definitionOf } from '../../src/campaigns/definition.ts';
import { campaignHere, campaignMeant } from '../../src/campaigns/find.ts';
import { findCampaign, findCampaignById } from '../../src/campaigns/store.ts';
import type { Db } from '../../src/db/schema.ts';
import type { Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { nextSlot, readRule } from '../../src/schedule/cron.ts';
import { readWeekly } from '../../src/schedule/weekly.ts';
import { fold } from '../../src/text/normalise.ts';
import { type Definition, definitionSchema, readLength } from './definition.ts';
import { releaseTexts as texts } from './text.ts';

export const KIND = 'release';

export type Train = Campaign<Definition>;

export function read(campaign: Campaign): Train {
  return { ...campaign, definition: definitionOf<Definition>(definitionSchema, campaign) };
}

export async function findTrain(db: Db, id: string): Promise<Train | undefined> {
  const campaign = await findCampaignById(db, id);
  return campaign?.kind === KIND ? read(campaign) : undefined;
}

/** The train of this room, else the only one there is. Throws a UserError where that does not tell. */
export async function trainHere(turn: Turn): Promise<Train> {
  const campaign = await campaignHere(turn, KIND);
  if (campaign) return read(campaign);
  throw new UserError(texts.noTrain());
}

/** The train whose slug comes first, and the words behind it; without one that of this place. Throws a UserError where that does not tell. */
export async function trainMeant(
  turn: Turn,
  words: readonly string[],
): Promise<{ train: Train; words: readonly string[] }> {
  const [first, ...rest] = words;
  const named = first === undefined ? undefined : await findCampaign(turn.trx, fold(first).slice(0, 60));
  if (named?.kind === KIND) return { train: read(named), words: rest };
  return { train: await trainHere(turn), words };
}

/** For commands that take a slug and nothing else. */
export async function trainNamed(turn: Turn, slug: string | undefined): Promise<Train> {
  return slug === undefined ? trainHere(turn) : read(await campaignMeant(turn, KIND, slug));
}

/** Its clock runs: it is live, or paused. */
export const isRunning = ({ status }: Campaign): boolean => status === 'live' || status === 'paused';

export interface Times {
  slotAt: number;
  freezeAt: number;
}

/** The first slot after `after` whose votes are not over at `now` (ms). */
export function nextTimes({ zone, definition }: Train, after: number, now: number): Times {
  const rule = readRule(readWeekly(definition.announce)!);
  const freeze = readLength(definition.freeze);
  for (let slotAt = after; ; ) {
    slotAt = nextSlot(rule, zone, slotAt)!;
    if (slotAt - freeze > now) return { slotAt, freezeAt: slotAt - freeze };
  }
}

/** The window of the reports on what was announced at a slot (ms). */
export function reportWindow({ zone, definition: { report } }: Train, slotAt: number): { from: number; until: number } {
  const from = nextSlot(readRule(readWeekly(report.opens)!), zone, slotAt)!;
  return { from, until: nextSlot(readRule(readWeekly(report.closes)!), zone, from)! };
}
