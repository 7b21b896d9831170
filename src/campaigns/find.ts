// Which campaign and which rooms a command is about, for the commands of flows.
import type { Address } from '../chat/message.ts';
import type { Turn } from '../engine/flow.ts';
import { UserError } from '../errors.ts';
import { nearest } from '../text/distance.ts';
import { fold } from '../text/normalise.ts';
import { quote } from '../text/phrase.ts';
import type { Campaign } from './campaign.ts';
import { campaignsOfRoom, findCampaign, listCampaigns, listSlugs } from './store.ts';
import { campaignTexts } from './text.ts';

/** Of one kind: the newest that is on in the place of the message, else the only one that is on at all. */
export async function campaignHere(turn: Turn, kind: string): Promise<Campaign | undefined> {
  const here = await campaignsOfRoom(turn.trx, turn.message, ['live', 'paused']);
  const on = here.find((campaign) => campaign.kind === kind);
  if (on) return on;
  const anywhere = await listCampaigns(turn.trx, { status: ['live', 'paused'], kind, limit: 2 });
  return anywhere.length === 1 ? anywhere[0] : undefined;
}

/** The campaign of that slug, or `campaignHere` where none was written. Throws a UserError where that does not tell. */
export async function campaignMeant(turn: Turn, kind: string, slug: string | undefined): Promise<Campaign> {
  const wanted = slug === undefined ? undefined : fold(slug).slice(0, 60);
  const campaign = wanted === undefined ? await campaignHere(turn, kind) : await findCampaign(turn.trx, wanted);
  if (campaign?.kind === kind) return campaign;
  if (wanted === undefined) throw new UserError(campaignTexts.whichOne());
  const meant = nearest(wanted, await listSlugs(turn.trx, { kind }), 3);
  throw new UserError(
    meant === undefined
      ? campaignTexts.notFound({ slug: wanted })
      : campaignTexts.notFoundNearest({ slug: wanted, nearest: meant }),
  );
}

/** The rooms written as `platform:room`; where none are, the room of the message. Throws a UserError where that gives none. */
export function roomsMeant({ message: { platform, room } }: Turn, written: readonly string[]): Address[] {
  if (written.length > 0) return written.map(readRoom);
  if (room === undefined) throw new UserError(campaignTexts.whichRoom());
  return [{ platform, room }];
}

function readRoom(text: string): Address {
  const [, platform, room] = /^([a-z]+):(\S{1,200})$/.exec(text) ?? [];
  if (platform !== undefined && room !== undefined) return { platform, room };
  throw new UserError(campaignTexts.refuseRoom({ room: quote(text.slice(0, 60)) }));
}
