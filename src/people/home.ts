// A person's own page: who they are, what they take part in, and what they can change with one press.
import type { Campaign } from '../campaigns/campaign.ts';
import { statusName } from '../campaigns/explain.ts';
import { campaignsOfRoom, listCampaigns } from '../campaigns/store.ts';
import type { Flow, Turn, Word } from '../engine/flow.ts';
import type { PhraseChoice } from '../engine/scope.ts';
import { lines, type Phrase, quote } from '../text/phrase.ts';
import { contactLines } from './contact-words.ts';
import { pointsOf } from './points.ts';
import { peopleTexts } from './text.ts';

/** So many campaigns are on the page; the newest. */
const MOST_CAMPAIGNS = 5;

export function homeWord(flows: () => readonly Flow[]): Word {
  return {
    words: ['home', '主页'],
    summary: peopleTexts.homeSummary,
    run: async (turn) => turn.reply(await page(turn, flows()), { choices: choices(turn) }),
  };
}

async function page(turn: Turn, flows: readonly Flow[]): Promise<Phrase> {
  const { person, trx, language, capabilities, message } = turn;
  const campaigns = await takenPartIn(turn, flows);
  return lines(
    peopleTexts.homeHead({ name: person.name, points: await pointsOf(trx, person.id) }),
    campaigns.length > 0 ? peopleTexts.homeCampaigns() : peopleTexts.homeNoCampaigns(),
    ...campaigns.map(({ title, slug, status }) =>
      peopleTexts.homeCampaign({ title, slug, status: statusName(status) }),
    ),
    peopleTexts.homeLanguage({ language: language === 'en' ? 'English' : '中文' }),
    person.stopped ? peopleTexts.homeNewsOff() : peopleTexts.homeNewsOn(),
    await contactLines(turn),
    !capabilities(message.platform).stableIds && peopleTexts.homeCode(),
  );
}

/** What is said by each is a word that people may type as well. */
function choices({ person }: Turn): PhraseChoice[] {
  return [
    { label: quote('中文'), value: 'language 中文' },
    { label: quote('English'), value: 'language English' },
    person.stopped
      ? { label: peopleTexts.startButton(), value: 'start' }
      : { label: peopleTexts.stopButton(), value: 'stop' },
  ];
}

/** The live and paused campaigns of this place, and those in which they did something; the newest first. */
async function takenPartIn({ trx, person, message }: Turn, flows: readonly Flow[]): Promise<Campaign[]> {
  const mine = new Set((await campaignsOfRoom(trx, message, ['live', 'paused'])).map(({ id }) => id));
  for (const flow of flows) for (const id of (await flow.joined?.(trx, person.id)) ?? []) mine.add(id);
  const on = await listCampaigns(trx, { status: ['live', 'paused'] });
  return on.filter(({ id }) => mine.has(id)).slice(0, MOST_CAMPAIGNS);
}
