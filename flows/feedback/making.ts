// `feedback new`: a board made in chat, and opened at once. Campaign files do the same, and can say more (example.yaml).

import type { Campaign } from '../../src/campaigns/campaign.ts';
import { roomsMeant } from '../../src/campaigns/find.ts';
import { faultsOf } from '../../src/campaigns/schema-faults.ts';
import { openCampaign } from '../../src/campaigns/service.ts';
import { createCampaign, slugPattern } from '../../src/campaigns/store.ts';
import { tell } from '../../src/campaigns/tell.ts';
import type { Command } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { UserError } from '../../src/errors.ts';
import { guessLanguage } from '../../src/text/language.ts';
import { fold } from '../../src/text/normalise.ts';
import { quote } from '../../src/text/phrase.ts';
import { soonest } from './areas.ts';
import { KIND, read } from './board.ts';
import { definitionSchema } from './definition.ts';
import { digestLater } from './digest.ts';
import { ensureBoard } from './intake.ts';
import { feedbackTexts as texts } from './text.ts';

const LONGEST_TITLE = 80;

export const life = {
  name: KIND,
  definition: definitionSchema,
  async opened(scope: Scope, campaign: Campaign): Promise<void> {
    const board = read(campaign);
    await ensureBoard(scope, board);
    await digestLater(scope, board);
    // After a pause: what fell due in it.
    for (const job of ['owners', 'clock'] as const) await soonest(scope, board.id, job, scope.now);
    await tell(scope, campaign, texts.opened({ title: campaign.title }));
  },
  async closed(scope: Scope, campaign: Campaign): Promise<void> {
    await tell(scope, campaign, texts.closedNow({ title: campaign.title }), { kind: 'service' });
  },
};

export const newCommand: Command = {
  name: 'feedback new',
  role: 'staff',
  usage: '<slug> ["title"] [--areas "camera|battery"] [--mode open|review] [platform:room …]',
  summary: texts.summaryNew,
  options: ['areas', 'mode'],
  async run(turn, { words, options }) {
    const [written, ...more] = words;
    if (written === undefined) throw new UserError(texts.usageNew());
    const slug = fold(written);
    if (!slugPattern.test(slug)) throw new UserError(texts.refuseSlug({ slug: quote(written.slice(0, 60)) }));
    const isRoom = (word: string) => /^[a-z]+:\S+$/.test(word);
    const given = more.find((word) => !isRoom(word));
    const { areas, mode } = options;
    const names = typeof areas === 'string' ? areas.split(/[|｜,，]/) : [];
    const definition = {
      areas: names.filter((name) => name.trim() !== '').map((name) => ({ name: name.trim() })),
      ...(mode !== undefined && { mode }),
    };
    const [flaw] = faultsOf(definitionSchema, definition);
    if (flaw) throw new UserError(texts.refuseDefinition({ where: flaw.path.join('.'), ...flaw }));
    const title =
      Array.from((given ?? slug).replace(/\s+/g, ' ').trim())
        .slice(0, LONGEST_TITLE)
        .join('') || slug;
    const rooms = more.filter(isRoom);
    const made = await createCampaign(turn, {
      ...{ kind: KIND, slug, title, definition, language: guessLanguage(title) ?? turn.language },
      ...{ zone: turn.installation.zone, rooms: rooms.length > 0 || turn.message.room ? roomsMeant(turn, rooms) : [] },
    });
    if (made.type === 'taken') throw new UserError(texts.refuseTaken({ slug }));
    await openCampaign(turn, life, made.campaign);
    turn.reply(texts.created({ title, slug }));
  },
};
