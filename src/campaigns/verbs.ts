// Commands that the flows of campaigns have in common, to be declared under their own names.
import type { Address } from '../chat/message.ts';
import type { Command, Turn } from '../engine/flow.ts';
import type { Scope } from '../engine/scope.ts';
import { UserError } from '../errors.ts';
import { guessLanguage } from '../text/language.ts';
import { lines, type Phrase } from '../text/phrase.ts';
import type { Campaign } from './campaign.ts';
import { changed } from './commands.ts';
import { campaignMeant } from './find.ts';
import { faultsOf } from './schema-faults.ts';
import { closeCampaign, type LiveFlow, openCampaign } from './service.ts';
import { createCampaign, listSlugs } from './store.ts';
import { campaignTexts } from './text.ts';

/** A kind of campaign: what its flow declares of the life of one. */
export type Kind = LiveFlow & { name: string };

const LONGEST_TITLE = 80;

/**
 * Makes a campaign and opens it at once, as `<kind>-<number>`, and says so; its language is that of the title.
 * Throws a UserError where the kind's schema does not take the definition.
 */
export async function launch(
  turn: Turn,
  kind: Kind,
  { title, ...made }: { title: string; definition: unknown; rooms: readonly Address[] },
): Promise<void> {
  const [flaw] = kind.definition ? faultsOf(kind.definition, made.definition) : [];
  if (flaw) throw new UserError(campaignTexts.refuseLaunch({ where: flaw.path.join('.'), ...flaw }));
  const campaign = {
    ...made,
    kind: kind.name,
    title: Array.from(title.replace(/\s+/g, ' ').trim()).slice(0, LONGEST_TITLE).join(''),
    language: guessLanguage(title) ?? turn.language,
    zone: turn.installation.zone,
  };
  for (let number = (await listSlugs(turn.trx, { kind: kind.name })).length + 1; ; number += 1) {
    const created = await createCampaign(turn, { ...campaign, slug: `${kind.name}-${number}` });
    if (created.type === 'created') return turn.reply(changed(await openCampaign(turn, kind, created.campaign)));
  }
}

/** How a campaign stands, for whoever asks: a board, a tally. */
export type Standing = (scope: Scope, campaign: Campaign) => Promise<Phrase>;

/** `<kind> show [slug]`, for everyone. */
export function showCommand(kind: string, standing: Standing): Command {
  return {
    name: `${kind} show`,
    role: 'member',
    usage: '[slug]',
    summary: campaignTexts.summaryStanding,
    async run(turn, { words: [slug] }) {
      turn.reply(await standing(turn, await campaignMeant(turn, kind, slug)));
    },
  };
}

/** `<kind> close [slug]`, for staff: ends a campaign for good, and asks first, showing how it stands. */
export function closeCommand(kind: Kind, standing: Standing): Command {
  return {
    name: `${kind.name} close`,
    role: 'staff',
    usage: '[slug]',
    summary: campaignTexts.summaryClose,
    async confirm(turn, { words: [slug] }) {
      const campaign = await campaignMeant(turn, kind.name, slug);
      if (campaign.status === 'closed') return undefined;
      const consequence = campaignTexts.closingNow({ title: campaign.title });
      return { id: campaign.slug, consequence: lines(await standing(turn, campaign), consequence) };
    },
    async run(turn, { words: [slug] }) {
      turn.reply(changed(await closeCampaign(turn, kind, await campaignMeant(turn, kind.name, slug))));
    },
  };
}
