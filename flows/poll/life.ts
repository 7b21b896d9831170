// The life of a poll: asked in its rooms, voted on, tallied now and then, closed with the tally.
import { z } from 'zod';
import type { Campaign } from '../../src/campaigns/campaign.ts';
import { choosing } from '../../src/campaigns/choosing.ts';
import { definitionOf } from '../../src/campaigns/definition.ts';
import { optionsSchema, text } from '../../src/campaigns/shapes.ts';
import { findCampaignById } from '../../src/campaigns/store.ts';
import { tell } from '../../src/campaigns/tell.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { cancelTimer, setTimer } from '../../src/schedule/timers.ts';
import { join, lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { tallyDue } from './rules.ts';
import { countVotes, storeVotes } from './store.ts';
import { pollTexts } from './text.ts';

const definition = z.strictObject({ question: text(300), options: optionsSchema });
const read = (poll: Campaign) => definitionOf(definition, poll);
const asked = (poll: Campaign) => quote(`📊 ${read(poll).question}`);
const tallyKey = (pollId: string) => `poll/${pollId}/tally`;

export const votes = choosing(
  'poll',
  (poll) => read(poll).options,
  async (scope, chosen) => {
    const rows = [...chosen].map(([{ person, message }, { campaign, option }]) => ({
      ...{ campaign_id: campaign.id, person_id: person.id, option, sent_at: message.sentAt.getTime() },
    }));
    await storeVotes(scope.trx, rows);
    const opened = new Map([...chosen.values()].map(({ campaign: { id, openedAt } }) => [id, openedAt ?? scope.now]));
    for (const [id, at] of opened) {
      const due = tallyDue(at, scope.now);
      await setTimer(scope, { flow: 'poll', job: 'tally', key: tallyKey(id), due, payload: id });
    }
    for (const [turn, { campaign, option }] of chosen) {
      const { label } = votes.choices(campaign)[option]!;
      turn.reply(pollTexts.recorded({ label }), { onlyPrivate: true, language: campaign.language });
    }
  },
);

export async function tally({ trx }: Scope, poll: Campaign): Promise<Phrase> {
  const counts = await countVotes(trx, poll.id);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const options = votes
    .choices(poll)
    .map(({ label }, index) => join(' · ', [label, quote(`${counts.get(index) ?? 0}`)]));
  return lines(asked(poll), ...options, (poll.status === 'closed' ? pollTexts.final : pollTexts.total)({ votes: all }));
}

export async function postTally(scope: Scope, pollId: unknown): Promise<void> {
  const poll = await findCampaignById(scope.trx, String(pollId));
  if (poll?.status === 'live') await tell(scope, poll, await tally(scope, poll));
}

export const life = {
  name: 'poll',
  definition,
  async opened(scope: Scope, poll: Campaign): Promise<void> {
    const choices = votes.choices(poll);
    await tell(scope, poll, lines(asked(poll), ...choices.map(({ label }) => label), pollTexts.howTo()), { choices });
  },
  async closed(scope: Scope, poll: Campaign): Promise<void> {
    await cancelTimer(scope, tallyKey(poll.id));
    await tell(scope, poll, await tally(scope, poll));
  },
};
