// Opening, pausing and closing a campaign, from chat, from a file or by the clock: state, timers and the flow's own part in one transaction.
import { z } from 'zod';
import type { Flow, Job } from '../engine/flow.ts';
import type { Scope } from '../engine/scope.ts';
import { tellStaff } from '../people/tell-staff.ts';
import { cancelTimer, setTimer } from '../schedule/timers.ts';
import { when } from '../text/when.ts';
import type { Campaign } from './campaign.ts';
import { definitionOf } from './definition.ts';
import { type LifeEvent, type Refusal, transition } from './lifecycle.ts';
import { changeStatus, type Edit, findCampaignById, updateDefinition } from './store.ts';
import { campaignTexts } from './text.ts';

/** What became of it; `campaign` is as it stands afterwards. */
export type Change =
  | { type: 'moved'; campaign: Campaign }
  | { type: 'already'; campaign: Campaign }
  | { type: 'refused'; why: Refusal | 'definition'; campaign: Campaign };

/** The part of a flow that the life of its campaigns concerns. */
export type LiveFlow = Pick<Flow, 'definition' | 'approved' | 'opened' | 'paused' | 'closed'>;

const FLOW = 'campaign';
const openKey = (id: string) => `campaign/${id}/open`;
const closeKey = (id: string) => `campaign/${id}/close`;

/**
 * Makes a campaign live and lets its flow begin. A draft is approved by whoever opens it.
 * Refused with `definition` where the flow's schema does not take what the campaign is about.
 */
export async function openCampaign(scope: Scope, flow: LiveFlow, campaign: Campaign): Promise<Change> {
  if (flow.definition && !flow.definition.safeParse(campaign.definition).success) {
    return { type: 'refused', why: 'definition', campaign };
  }
  const approved = campaign.status === 'draft' ? await approve(scope, flow, campaign) : undefined;
  const change = await move(scope, approved?.campaign ?? campaign, 'open');
  if (change.type !== 'moved') return change;
  const { id, closesAt } = change.campaign;
  await cancelTimer(scope, openKey(id));
  if (closesAt !== undefined) {
    await setTimer(scope, { flow: FLOW, job: 'close', key: closeKey(id), due: closesAt, payload: { campaignId: id } });
  }
  await flow.opened?.(scope, readFor(flow, change.campaign));
  return change;
}

/** Stops a live campaign for a while. Its closing instant holds all the same. */
export async function pauseCampaign(scope: Scope, flow: LiveFlow, campaign: Campaign): Promise<Change> {
  const change = await move(scope, campaign, 'pause');
  if (change.type === 'moved') await flow.paused?.(scope, readFor(flow, change.campaign));
  return change;
}

/** Goes on with a paused campaign: the flow's `opened` is called again. */
export async function resumeCampaign(scope: Scope, flow: LiveFlow, campaign: Campaign): Promise<Change> {
  const change = await move(scope, campaign, 'resume');
  if (change.type === 'moved') await flow.opened?.(scope, readFor(flow, change.campaign));
  return change;
}

/** Ends a campaign for good. The flow hears of it only if the campaign had ever been open. */
export async function closeCampaign(scope: Scope, flow: LiveFlow, campaign: Campaign): Promise<Change> {
  const change = await move(scope, campaign, 'close');
  if (change.type !== 'moved') return change;
  await cancelTimer(scope, openKey(change.campaign.id));
  await cancelTimer(scope, closeKey(change.campaign.id));
  if (change.campaign.openedAt !== undefined) await flow.closed?.(scope, readFor(flow, change.campaign));
  return change;
}

/** Approves a draft, and has the clock open it where it has an opening instant to come. */
export async function approveCampaign(scope: Scope, flow: LiveFlow, campaign: Campaign): Promise<Change> {
  const approved = await approve(scope, flow, campaign);
  if (approved.type === 'refused' || approved.campaign.opensAt === undefined) return approved;
  const scheduled = await move(scope, approved.campaign, 'schedule');
  if (scheduled.type !== 'moved') return scheduled;
  const { id, opensAt } = scheduled.campaign;
  await setTimer(scope, { flow: FLOW, job: 'open', key: openKey(id), due: opensAt!, payload: { campaignId: id } });
  return scheduled;
}

async function approve(scope: Scope, flow: LiveFlow, campaign: Campaign): Promise<Change> {
  const change = await move(scope, campaign, 'approve');
  if (change.type === 'moved') await flow.approved?.(scope, readFor(flow, change.campaign));
  return change;
}

/** Changes a campaign that nobody plays yet; it is a draft afterwards, and no timer opens it. */
export async function editCampaign(scope: Scope, campaign: Campaign, edit: Edit): Promise<Change> {
  const change = await move(scope, campaign, 'edit');
  if (change.type === 'refused') return change;
  await cancelTimer(scope, openKey(campaign.id));
  await updateDefinition(scope.trx, campaign.id, edit);
  return { type: 'moved', campaign: (await findCampaignById(scope.trx, campaign.id))! };
}

const Payload = z.object({ campaignId: z.string() });

/** What the timers of a campaign do. `flowOf` gives the flow of a campaign and throws where there is none. */
export function campaignJobs(flowOf: (campaign: Campaign) => Flow): Job[] {
  const find = (scope: Scope, payload: unknown) => findCampaignById(scope.trx, Payload.parse(payload).campaignId);
  return [
    {
      name: 'open',
      async run(scope, payload) {
        const campaign = await find(scope, payload);
        if (campaign?.status !== 'scheduled') return;
        const flow = flowOf(campaign);
        const change = await openCampaign(scope, flow, campaign);
        if (change.type !== 'refused') return;
        // The program stood still from before the opening until after the closing: there is nothing left to open.
        if (change.why !== 'closing-passed') {
          throw new Error(`${campaign.slug} could not be opened by the clock: ${change.why}`);
        }
        await closeCampaign(scope, flow, change.campaign);
        const { id, title, slug, opensAt = scope.now } = change.campaign;
        await tellStaff(
          scope,
          campaignTexts.missedOpening({ title, slug, when: when(opensAt) }),
          `schedule/campaign/${id}/missed`,
        );
      },
    },
    {
      name: 'close',
      async run(scope, payload) {
        const campaign = await find(scope, payload);
        if (campaign) await closeCampaign(scope, flowOf(campaign), campaign);
      },
    },
  ];
}

/** How often an event is tried again because another process was faster. */
const TRIES = 5;

/** Takes the step that the state allows, whatever the state was when the caller read the campaign. */
async function move({ trx, now }: Scope, campaign: Campaign, event: LifeEvent): Promise<Change> {
  let current = campaign;
  for (let tries = 0; tries < TRIES; tries++) {
    const known = current;
    const step = transition(known, event, now);
    const moves = step.type === 'moved';
    const won = moves && (await changeStatus(trx, known.id, known.status, step.to, now));
    current = (await findCampaignById(trx, known.id)) ?? known;
    if (won) return { type: 'moved', campaign: current };
    if (moves || current.status !== known.status) continue;
    return step.type === 'refused' ? { ...step, campaign: current } : { type: 'already', campaign: current };
  }
  throw new Error(`${campaign.slug} keeps changing: ${event} was tried ${TRIES} times`);
}

function readFor(flow: LiveFlow, campaign: Campaign): Campaign {
  return flow.definition ? { ...campaign, definition: definitionOf(flow.definition, campaign) } : campaign;
}
