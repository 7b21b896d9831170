// Which quiz a command is about.

import type { Campaign } from '../../src/campaigns/campaign.ts';
import { definitionOf } from '../../src/campaigns/definition.ts';
import { campaignHere } from '../../src/campaigns/find.ts';
import { findCampaign, listCampaigns } from '../../src/campaigns/store.ts';
import type { Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { nearest } from '../../src/text/distance.ts';
import { fold } from '../../src/text/normalise.ts';
import { quote } from '../../src/text/phrase.ts';
import { type Definition, definitionSchema } from './definition.ts';
import type { Quiz } from './say.ts';
import { staffTexts } from './staff-text.ts';

/** The quiz of that slug. Throws a UserError that names the nearest. */
export async function quizBySlug(turn: Turn, slug: string): Promise<Quiz> {
  const wanted = fold(slug);
  const campaign = await findCampaign(turn.trx, wanted);
  if (campaign?.kind === 'quiz') return read(campaign);
  const all = await listCampaigns(turn.trx, { kind: 'quiz' });
  const near = nearest(
    wanted,
    all.map((one) => one.slug),
    3,
  );
  const shown = quote(slug.slice(0, 60));
  throw new UserError(
    near === undefined
      ? staffTexts.refuseNoQuiz({ slug: shown })
      : staffTexts.refuseNoQuizNear({ slug: shown, nearest: near }),
  );
}

/** The quiz named, or the one that is on here, or the only one that is on at all. Throws a UserError where that does not tell. */
export async function quizMeant(turn: Turn, slug: string | undefined): Promise<Quiz> {
  if (slug !== undefined) return quizBySlug(turn, slug);
  const found = await quizHere(turn);
  if (!found) throw new UserError(staffTexts.refuseWhichQuiz());
  return found;
}

export async function quizHere(turn: Turn): Promise<Quiz | undefined> {
  const campaign = await campaignHere(turn, 'quiz');
  return campaign && read(campaign);
}

export function read(campaign: Campaign): Quiz {
  return { ...campaign, definition: definitionOf<Definition>(definitionSchema, campaign) };
}
