// What staff say about campaigns of any kind: list, show, open, pause, resume, close.
import type { Arguments, Command, Flow, Turn } from '../engine/flow.ts';
import type { Scope } from '../engine/scope.ts';
import { UserError } from '../errors.ts';
import { nearest } from '../text/distance.ts';
import { join, lines, type Phrase, quote } from '../text/phrase.ts';
import { when } from '../text/when.ts';
import { type Campaign, type Status, statuses } from './campaign.ts';
import { explainRefusal, statusName } from './explain.ts';
import { type Change, campaignJobs, closeCampaign, openCampaign, pauseCampaign, resumeCampaign } from './service.ts';
import { findCampaign, listCampaigns, listSlugs, roomsOf } from './store.ts';
import { campaignTexts } from './text.ts';

/** The commands and timers that every kind of campaign has in common. `flows` gives the flows of the program, once they are known. */
export function campaignFlow(flows: () => readonly Flow[]): Flow {
  const flowOf = (campaign: Campaign): Flow => {
    const flow = flows().find(({ name }) => name === campaign.kind);
    if (flow) return flow;
    throw new UserError(campaignTexts.noFlow({ title: campaign.title, kind: campaign.kind }));
  };

  const change = (
    verb: 'open' | 'pause' | 'resume' | 'close',
    summary: () => Phrase,
    from: readonly Status[],
    act: (scope: Scope, flow: Flow, campaign: Campaign) => Promise<Change>,
  ): Command => ({
    name: `campaign ${verb}`,
    role: 'staff',
    usage: '<slug>',
    summary,
    async run(turn, args) {
      const campaign = await asked(turn, args, `campaign ${verb}`, from);
      turn.reply(changed(await act(turn, flowOf(campaign), campaign)));
    },
  });

  const open = change('open', campaignTexts.summaryOpen, ['draft', 'approved', 'scheduled'], openCampaign);
  const pause = change('pause', campaignTexts.summaryPause, ['live'], pauseCampaign);
  const resume = change('resume', campaignTexts.summaryResume, ['paused'], resumeCampaign);
  const close = change('close', campaignTexts.summaryClose, ['live', 'paused'], closeCampaign);
  return {
    name: 'campaign',
    commands: [list, show, open, pause, resume, { ...close, confirm: confirmClosing }],
    words: [],
    jobs: campaignJobs(flowOf),
  };
}

/** Campaigns on one list; the newest. */
const MOST_LISTED = 20;

const list: Command = {
  name: 'campaign list',
  role: 'staff',
  usage: '[--all]',
  summary: campaignTexts.summaryList,
  options: ['all'],
  async run(turn, { options }) {
    const all = options.all !== undefined;
    const filter = all ? {} : { status: statuses.filter((status) => status !== 'closed') };
    const count = (await listSlugs(turn.trx, filter)).length;
    if (count === 0) {
      const any = !all && (await listSlugs(turn.trx)).length > 0;
      return turn.reply(any ? campaignTexts.noneOpen() : campaignTexts.none());
    }
    const campaigns = await listCampaigns(turn.trx, { ...filter, limit: MOST_LISTED });
    const more = count - campaigns.length;
    turn.reply(
      lines(
        campaignTexts.listHead({ count }),
        ...campaigns.map(listLine),
        more > 0 && campaignTexts.listMore({ count: more }),
      ),
    );
  },
};

const show: Command = {
  name: 'campaign show',
  role: 'staff',
  usage: '<slug>',
  summary: campaignTexts.summaryShow,
  async run(turn, args) {
    const campaign = await asked(turn, args, 'campaign show', statuses);
    const { title, slug, kind, status, language, zone } = campaign;
    const rooms = (await roomsOf(turn.trx, campaign.id)).map(({ platform, room, account }) =>
      quote(room ? `${platform}:${room}` : `${platform}:@${account}`),
    );
    turn.reply(
      lines(
        campaignTexts.showHead({ title, slug, kind, status: statusName(status) }),
        rooms.length > 0 ? campaignTexts.showRooms({ rooms: join(', ', rooms) }) : campaignTexts.showNoRooms(),
        campaignTexts.showLanguage({ language, zone }),
        ...instants(campaign),
        next(campaign),
      ),
    );
  },
};

async function confirmClosing(turn: Turn, args: Arguments): Promise<{ id: string; consequence: Phrase } | undefined> {
  const { id, title, slug, status } = await asked(turn, args, 'campaign close', ['live', 'paused']);
  if (status === 'closed') return undefined;
  const rooms = (await roomsOf(turn.trx, id)).length;
  return { id: slug, consequence: campaignTexts.closing({ title, slug, status: statusName(status), rooms }) };
}

/** The campaign that was named. Where none was, names those in the states that the command is for. Throws a UserError. */
async function asked(turn: Turn, { words }: Arguments, command: string, from: readonly Status[]): Promise<Campaign> {
  const [written, extra] = words;
  if (written === undefined) {
    const slugs = (await listSlugs(turn.trx, { status: from })).slice(0, 5);
    if (slugs.length === 0) throw new UserError(campaignTexts.slugMissing({ command }));
    throw new UserError(campaignTexts.slugMissingOneOf({ command, slugs: slugs.join(', ') }));
  }
  if (extra !== undefined) throw new UserError(campaignTexts.tooManyWords({ command, word: extra.slice(0, 40) }));
  const slug = written.normalize('NFKC').toLowerCase().slice(0, 60);
  const campaign = await findCampaign(turn.trx, slug);
  if (campaign) return campaign;
  const meant = nearest(slug, await listSlugs(turn.trx), Math.max(1, Math.floor(slug.length / 3)));
  throw new UserError(
    meant === undefined ? campaignTexts.notFound({ slug }) : campaignTexts.notFoundNearest({ slug, nearest: meant }),
  );
}

/** What became of a campaign, and what may be done next. Throws a UserError where it was refused. */
export function changed(change: Change): Phrase {
  const { campaign } = change;
  if (change.type === 'refused') throw new UserError(explainRefusal(campaign, change.why));
  const { title, status } = campaign;
  if (change.type === 'already') return campaignTexts.already({ title, status: statusName(status) });
  return lines(campaignTexts.done({ title, status: statusName(status) }), next(campaign));
}

function listLine(campaign: Campaign): Phrase {
  const { slug, kind, title, status } = campaign;
  const shown = { slug, kind, title, status: statusName(status) };
  const [soonest] = instants(campaign);
  return soonest ? campaignTexts.listLineNext({ ...shown, next: soonest }) : campaignTexts.listLine(shown);
}

/** The instants that matter in its state, the most telling first. */
function instants({ status, opensAt, closesAt, openedAt, closedAt }: Campaign): Phrase[] {
  const waiting = status === 'draft' || status === 'approved' || status === 'scheduled';
  return [
    closedAt !== undefined && campaignTexts.wasClosed({ when: when(closedAt) }),
    waiting && opensAt !== undefined && campaignTexts.opens({ when: when(opensAt) }),
    status !== 'closed' && closesAt !== undefined && campaignTexts.closes({ when: when(closesAt) }),
    openedAt !== undefined && campaignTexts.opened({ when: when(openedAt) }),
  ].filter((phrase) => phrase !== false);
}

/** What may be done from here. */
function next({ status, slug }: Campaign): Phrase | undefined {
  const verbs: Record<Status, readonly string[]> = {
    draft: ['open'],
    approved: ['open'],
    scheduled: ['open', 'close'],
    live: ['pause', 'close'],
    paused: ['resume', 'close'],
    closed: [],
  };
  if (verbs[status].length === 0) return undefined;
  return campaignTexts.next({ commands: verbs[status].map((verb) => `campaign ${verb} ${slug}`).join(' · ') });
}
