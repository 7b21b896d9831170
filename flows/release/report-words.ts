// `report` 报告: four questions, or all four answers in one line. Lines are taken in bulk.
import type { Campaign } from '../../src/campaigns/campaign.ts';
import { notOpen } from '../../src/campaigns/explain.ts';
import { campaignsAt, findCampaign, findCampaignById } from '../../src/campaigns/store.ts';
import type { Db } from '../../src/db/schema.ts';
import type { Bulk, Turn, Word } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { UserError } from '../../src/errors.ts';
import { fold } from '../../src/text/normalise.ts';
import { join, quote } from '../../src/text/phrase.ts';
import { readTyped, type Typed } from './report-line.ts';
import { refuseNow } from './report-result.ts';
import { type Boxes, phaseOf } from './report-rules.ts';
import { uncounted } from './report-store.ts';
import { REPORT_DIALOG, type Taken, takeReports } from './report-taking.ts';
import { reportTexts as texts } from './report-text.ts';
import { announcedReleases, type Release } from './store.ts';
import { KIND, trainHere } from './train.ts';

const WORDS = ['report', '报告'] as const;
/** Longer is talk, UTF-16 units. */
const LONGEST = 120;

interface Meant {
  campaign: Campaign;
  release: Release;
}

/** A report in one line. */
interface Heard extends Meant {
  boxes: Boxes;
}

/** What takes reports now, the newest of a train last. */
async function openReports({ trx, now }: Scope): Promise<Meant[]> {
  const open: Meant[] = [];
  for (const release of await uncounted(trx)) {
    if (phaseOf(release, now) !== 'open') continue;
    const campaign = await findCampaignById(trx, release.campaign_id);
    if (campaign?.status === 'live') open.push({ campaign, release });
  }
  return open;
}

/** What stands behind the word, where it is said; undefined for all other messages. */
export function typedIn({ message }: Turn): Typed | undefined {
  const said = message.choice ?? message.text;
  if (message.edited || said.length > LONGEST) return undefined;
  const [word = '', ...rest] = fold(said.replace(/^\s*[!！]/, '')).split(' ');
  return WORDS.some((one) => one === word) ? readTyped(rest.join(' ')) : undefined;
}

function saidToUs({ message: { room, addressed, choice, text } }: Turn): boolean {
  return room === undefined || addressed || choice !== undefined || /^\s*[!！]/.test(text);
}

/** Takes lines that say clearly what they are a report on; all else is left to the word. */
export const reportBulk: Bulk<Heard> = {
  name: 'release reports',
  async wants(scope, turns) {
    const heard = new Map<Turn, Heard>();
    const lines = turns.flatMap((turn) => {
      const { boxes, slug } = typedIn(turn) ?? {};
      return boxes ? [{ turn, boxes, slug }] : [];
    });
    if (lines.length === 0) return heard;
    const open = await openReports(scope);
    if (open.length === 0) return heard;
    const places = lines.map(({ turn }) => turn.message);
    const campaignsHere = await campaignsAt(scope.trx, KIND, places);
    for (const { turn, boxes, slug } of lines) {
      const meant = whichOf(open, slug, campaignsHere(turn.message), saidToUs(turn));
      if (meant) heard.set(turn, { ...meant, boxes });
    }
    return heard;
  },
  handle: answerAll,
};

/** The one of that slug, else that of this room, else the only one. */
function whichOf(
  open: readonly Meant[],
  slug: string | undefined,
  here: readonly Campaign[],
  toUs: boolean,
): Meant | undefined {
  if (slug !== undefined) return open.findLast(({ campaign }) => campaign.slug === slug);
  const own = open.findLast(({ campaign }) => here.some(({ id }) => id === campaign.id));
  if (own || !toUs) return own;
  const [first] = open;
  return open.every(({ campaign }) => campaign.id === first?.campaign.id) ? open.at(-1) : undefined;
}

async function answerAll(scope: Scope, heard: ReadonlyMap<Turn, Heard>): Promise<void> {
  const wishes = [...heard].map(([{ person }, { campaign, release, boxes }]) => ({
    ...{ campaignId: campaign.id, releaseId: release.id, personId: person.id, boxes },
  }));
  const taken = await takeReports(scope, wishes);
  for (const [place, [turn, { campaign }]] of [...heard].entries()) say(turn, taken[place]!, campaign);
}

/** What somebody told is for themselves: where nothing can be said to them alone, the room hears only that it is in. */
function say(turn: Turn, taken: Taken, { language }: Campaign): void {
  const { room, platform } = turn.message;
  const alone = room === undefined || turn.capabilities(platform).privateReplies;
  turn.reply(taken.type === 'taken' && !alone ? texts.takenShort() : taken.answer, { language });
}

async function report(turn: Turn, rest: string): Promise<void> {
  const typed = readTyped(rest);
  const { campaign, release } = await meantBy(turn, typed);
  if (typed.given && !typed.boxes) throw new UserError(texts.refuseLine());
  if (typed.boxes) return answerAll(turn, new Map([[turn, { campaign, release, boxes: typed.boxes }]]));
  if (campaign.status !== 'live') throw new UserError(notOpen(campaign));
  if (phaseOf(release, turn.now) !== 'open')
    throw new UserError(await refuseNow(turn.trx, campaign, release, turn.now));
  turn.begin(REPORT_DIALOG, { campaignId: campaign.id, releaseId: release.id });
}

/** What is reported on: what takes reports, else what was announced last. Throws a UserError where that does not tell. */
async function meantBy(turn: Turn, { slug, given }: Typed): Promise<Meant> {
  const open = await openReports(turn);
  const here = (await campaignsAt(turn.trx, KIND, [turn.message]))(turn.message);
  const meant = whichOf(open, slug, here, true);
  if (meant) return meant;
  if (slug === undefined && open.length > 0) {
    const slugs = [...new Set(open.map(({ campaign }) => campaign.slug))].map((one) => quote(`report ${one}`));
    throw new UserError(texts.refuseWhich({ slugs: join(' · ', slugs) }));
  }
  const campaign = slug === undefined ? await trainHere(turn) : await trainOf(turn.trx, slug);
  if (!campaign) throw new UserError(given ? texts.refuseLine() : texts.refuseNoTrain({ slug: slug! }));
  const [release] = await announcedReleases(turn.trx, campaign.id, 1);
  if (!release) throw new UserError(texts.refuseNone({ title: campaign.title }));
  return { campaign, release };
}

async function trainOf(db: Db, slug: string): Promise<Campaign | undefined> {
  const campaign = await findCampaign(db, slug.slice(0, 60));
  return campaign?.kind === KIND ? campaign : undefined;
}

export const reportWords: readonly Word[] = [
  { words: WORDS, arguments: true, summary: texts.summaryWord, run: (turn, rest) => report(turn, rest) },
];
