// A room has another id after a login, or people moved to another one: what takes place there goes along.
import { sql } from 'kysely';
import { type Campaign, statuses } from '../campaigns/campaign.ts';
import { campaignsOfRoom } from '../campaigns/store.ts';
import type { Arguments, Command, Flow, Room, Turn } from '../engine/flow.ts';
import type { Scope } from '../engine/scope.ts';
import { UserError } from '../errors.ts';
import { quote } from '../text/phrase.ts';
import { peopleTexts } from './text.ts';

export function roomMoved(flows: () => readonly Flow[]): Command {
  return {
    name: 'room moved',
    role: 'staff',
    usage: '<old room> [new room]',
    summary: peopleTexts.roomMovedSummary,
    async confirm(turn, args) {
      const { from, to, campaigns } = await meant(turn, args);
      const slugs = campaigns.map(({ slug }) => slug).join(', ');
      const [old, now] = [quote(from.room), quote(to.room)];
      return { id: from.room, consequence: peopleTexts.roomMoving({ count: campaigns.length, slugs, old, now }) };
    },
    async run(turn, args) {
      const { from, to, campaigns } = await meant(turn, args);
      await moveRoom(turn, from, to);
      for (const flow of flows()) await flow.roomMoved?.(turn, from, to);
      turn.reply(peopleTexts.roomHasMoved({ count: campaigns.length, now: quote(to.room) }));
    },
  };
}

/** Throws a UserError where the rooms are not told, are the same, or nothing takes place in the old one. */
async function meant(
  turn: Turn,
  { words: [old, now] }: Arguments,
): Promise<{ from: Room; to: Room; campaigns: Campaign[] }> {
  const { platform, room } = turn.message;
  const target = now ?? room;
  if (!old || !target) throw new UserError(peopleTexts.refuseRooms());
  if (old === target) throw new UserError(peopleTexts.refuseSameRoom());
  const [from, to] = [old, target].map((id) => ({ platform, room: id })) as [Room, Room];
  const campaigns = await campaignsOfRoom(turn.trx, from, statuses);
  if (campaigns.length === 0) throw new UserError(peopleTexts.refuseEmptyRoom({ room: quote(old.slice(0, 60)) }));
  return { from, to, campaigns };
}

/** Campaigns, and what waits to be said there. */
async function moveRoom({ trx }: Scope, from: Room, to: Room): Promise<void> {
  await sql`update campaign_room set room = ${to.room} where platform = ${from.platform} and room = ${from.room}
    and not exists (select 1 from campaign_room as had where had.campaign_id = campaign_room.campaign_id
    and had.platform = campaign_room.platform and had.room = ${to.room} and had.account = campaign_room.account)`.execute(
    trx,
  );
  await trx.deleteFrom('campaign_room').where('platform', '=', from.platform).where('room', '=', from.room).execute();
  await trx
    .updateTable('outbox')
    .set({ room: to.room })
    .where('platform', '=', from.platform)
    .where('room', '=', from.room)
    .where(sql<boolean>`state in ('pending', 'sending')`)
    .where('state', '=', 'pending')
    .execute();
}
