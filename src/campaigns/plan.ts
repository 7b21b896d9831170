// What applying a campaign file would do, and doing it. Planning only reads; applying plans again in its own transaction.
import type { Address } from '../chat/message.ts';
import type { Db } from '../db/schema.ts';
import type { Flow } from '../engine/flow.ts';
import type { Scope } from '../engine/scope.ts';
import { join, type Phrase, quote } from '../text/phrase.ts';
import { when } from '../text/when.ts';
import type { Campaign, Status } from './campaign.ts';
import { canonical, definitionHash } from './definition.ts';
import { differences } from './differences.ts';
import { fileTexts } from './file-text.ts';
import type { CampaignFile } from './files.ts';
import { approveCampaign, editCampaign, type LiveFlow } from './service.ts';
import { createCampaign, findCampaign, roomsOf, setRooms } from './store.ts';

export type Plan =
  | { type: 'create'; changes: Phrase[] }
  | { type: 'update'; campaign: Campaign; changes: Phrase[] }
  | { type: 'unchanged'; campaign: Campaign; changes: Phrase[] }
  | { type: 'refused'; why: Phrase; changes: Phrase[] };

/** What applying `file` at the instant `now` (ms) would do. Reads only. */
export async function plan(db: Db, flows: readonly Flow[], file: CampaignFile, now: number): Promise<Plan> {
  const campaign = await findCampaign(db, file.slug);
  const passed = passedInstant(file, now);
  if (!campaign)
    return passed ? { type: 'refused', why: passed, changes: [] } : { type: 'create', changes: created(file) };
  if (campaign.kind !== file.kind) {
    return { type: 'refused', why: fileTexts.kindChanged({ kind: campaign.kind }), changes: [] };
  }
  const changes = changesOf(flows, campaign, file, await roomsOf(db, campaign.id));
  if (changes.length === 0) return { type: 'unchanged', campaign, changes };
  const why = isPlayed(campaign.status) ? played(campaign.status, file.slug) : passed;
  return why ? { type: 'refused', why, changes } : { type: 'update', campaign, changes };
}

/**
 * Makes the campaign as the file says, approves it (whoever has the command line is the approver) and schedules it where it has an
 * opening to come. Does what `plan` says and nothing more, so a second time changes nothing.
 */
export async function apply(
  scope: Scope,
  flows: readonly Flow[],
  file: CampaignFile,
): Promise<{ plan: Plan; campaign?: Campaign }> {
  const planned = await plan(scope.trx, flows, file, scope.now);
  switch (planned.type) {
    case 'refused':
      return { plan: planned };
    case 'unchanged':
      return { plan: planned, campaign: planned.campaign };
    case 'create': {
      const made = await createCampaign(scope, file);
      // Another process made it meanwhile: what is to be done with the file has changed.
      if (made.type === 'taken') return apply(scope, flows, file);
      return { plan: planned, campaign: (await approveCampaign(scope, flowOf(flows, file), made.campaign)).campaign };
    }
    case 'update': {
      const { definition, title, language, zone, opensAt = null, closesAt = null } = file;
      const edit = { definition, title, language, zone, opensAt, closesAt };
      const edited = await editCampaign(scope, planned.campaign, edit);
      // Opened by another process since it was read.
      if (edited.type === 'refused') return apply(scope, flows, file);
      await setRooms(scope.trx, edited.campaign.id, file.rooms);
      return { plan: planned, campaign: (await approveCampaign(scope, flowOf(flows, file), edited.campaign)).campaign };
    }
  }
}

function flowOf(flows: readonly Flow[], { kind }: CampaignFile): LiveFlow {
  return flows.find(({ name }) => name === kind) ?? {};
}

type Played = Extract<Status, 'live' | 'paused' | 'closed'>;

function isPlayed(status: Status): status is Played {
  return status === 'live' || status === 'paused' || status === 'closed';
}

function played(status: Played, slug: string): Phrase {
  if (status === 'live') return fileTexts.live({ slug });
  return status === 'paused' ? fileTexts.paused({ slug }) : fileTexts.closed();
}

function passedInstant({ opensAt, closesAt }: CampaignFile, now: number): Phrase | undefined {
  if (opensAt !== undefined && opensAt <= now) return fileTexts.openingPassed({ when: when(opensAt) });
  if (closesAt !== undefined && closesAt <= now) return fileTexts.closingPassed({ when: when(closesAt) });
  return undefined;
}

function created({ title, rooms, opensAt, closesAt }: CampaignFile): Phrase[] {
  return [
    quote(title),
    ...(rooms.length > 0 ? [fileTexts.changeRooms({ rooms: rooms.map(written).join(', ') })] : []),
    ...(opensAt === undefined ? [] : [fileTexts.opensAt({ when: when(opensAt) })]),
    ...(closesAt === undefined ? [] : [fileTexts.closesAt({ when: when(closesAt) })]),
  ];
}

function changesOf(
  flows: readonly Flow[],
  campaign: Campaign,
  file: CampaignFile,
  rooms: readonly Address[],
): Phrase[] {
  const instant = (at: number | undefined) => (at === undefined ? fileTexts.nothing() : when(at));
  const field = (name: string, before: string | undefined, after: string | undefined, phrases?: [Phrase, Phrase]) => {
    if (before === after) return [];
    const [from, to] = phrases ?? [quote(before ?? ''), quote(after ?? '')];
    return [fileTexts.changeField({ field: name, before: from, after: to })];
  };
  const moved = (name: string, before: number | undefined, after: number | undefined) =>
    field(name, before?.toString(), after?.toString(), [instant(before), instant(after)]);
  return [
    ...field('title', campaign.title, file.title),
    ...field('language', campaign.language, file.language),
    ...field('zone', campaign.zone, file.zone),
    ...moved('opens', campaign.opensAt, file.opensAt),
    ...moved('closes', campaign.closesAt, file.closesAt),
    ...roomChanges(campaign.status, rooms.map(written), file.rooms.map(written)),
    ...definitionChanges(flows, campaign, file),
    ...(campaign.status === 'draft' ? [fileTexts.changeApproval()] : []),
  ];
}

/** Rooms that joined while a campaign was played are no change of the file. */
function roomChanges(status: Status, before: readonly string[], after: readonly string[]): Phrase[] {
  const added = after.filter((room) => !before.includes(room)).map((room) => `+ ${room}`);
  const removed = isPlayed(status) ? [] : before.filter((room) => !after.includes(room)).map((room) => `- ${room}`);
  const rooms = [...added, ...removed].join(', ');
  return rooms === '' ? [] : [fileTexts.changeRooms({ rooms })];
}

/** How many changed places of a definition are named. */
const MOST_PATHS = 10;

function definitionChanges(flows: readonly Flow[], campaign: Campaign, file: CampaignFile): Phrase[] {
  const schema = flows.find(({ name }) => name === file.kind)?.definition;
  // A stored definition that the schema no longer takes counts as it stands: it differs, and the file replaces it.
  const read = (definition: unknown) => schema?.safeParse(definition).data ?? definition;
  const [before, after] = [read(campaign.definition), read(file.definition)];
  if (definitionHash(before) === definitionHash(after)) return [];
  const paths = differences(JSON.parse(canonical(before)), JSON.parse(canonical(after)));
  const named = join(', ', paths.slice(0, MOST_PATHS).map(quote));
  const count = paths.length - MOST_PATHS;
  return [
    count > 0 ? fileTexts.changeDefinitionMore({ paths: named, count }) : fileTexts.changeDefinition({ paths: named }),
  ];
}

function written({ platform, room, account }: Address): string {
  return room ? `${platform}:${room}` : `${platform}:@${account}`;
}
