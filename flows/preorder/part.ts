// Where the part of a person in pre-orders meets the rest: their page, `cancel`, two persons who turn out to be one.
import { sql } from 'kysely';
import type { Db } from '../../src/db/schema.ts';
import type { Room, Turn } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { GUEST } from '../../src/quota/claim.ts';
import { entriesOfPerson, hasEnded } from '../../src/quota/entry.ts';
import { mergeEntries } from '../../src/quota/merge.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { findPreorder, termsOf } from './preorder.ts';
import { tellStanding } from './tell.ts';
import { preorderTexts as texts } from './text.ts';

/** The pre-orders, live or paused, in which somebody takes part, by id. */
export async function takesPartIn(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('entry')
    .innerJoin('campaign', 'campaign.id', 'entry.campaign_id')
    .where('entry.person_id', '=', personId)
    .where('campaign.status', 'in', ['live', 'paused'])
    .select('campaign.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** A bare `cancel` gives nothing up by accident: it says how to. */
export async function leave(turn: Turn): Promise<Phrase | undefined> {
  const entries = (await entriesOfPerson(turn.trx, turn.person.id)).filter((entry) => !hasEnded(entry));
  const hints: Phrase[] = [];
  for (const { campaignId } of entries) {
    const preorder = await findPreorder(turn.trx, campaignId);
    if (!preorder || preorder.status === 'closed') continue;
    hints.push(texts.cancelHint({ title: preorder.title, slug: preorder.slug }));
  }
  return hints.length > 0 ? lines(...hints) : undefined;
}

/** Of two parts in one pre-order the better stays; a place that comes free by it goes on to the next. */
export async function mergeParts(scope: Scope, from: string, to: string): Promise<void> {
  const termsBy = async (campaignId: string) => termsOf((await findPreorder(scope.trx, campaignId))!);
  const offered = await mergeEntries(scope, from, to, termsBy);
  for (const [campaignId, entries] of offered) {
    await tellStanding(scope, (await findPreorder(scope.trx, campaignId))!, entries);
  }
  await scope.trx.updateTable('fcode_event').set({ person_id: to }).where('person_id', '=', from).execute();
  await scope.trx.updateTable('fcode_wrong').set({ person_id: to }).where('person_id', '=', from).execute();
}

/** The list of a room goes along with it, guests too. */
export async function moveLists({ trx }: Scope, from: Room, to: Room): Promise<void> {
  const [before, after] = [from, to].map(({ platform, room }) => `${GUEST}${platform}/${room}/`) as [string, string];
  await sql`update entry set held_for = ${after} || substr(held_for, ${before.length + 1})
    where held_for is not null and substr(held_for, 1, ${before.length}) = ${before}`.execute(trx);
  await trx
    .updateTable('preorder_guest')
    .set({ room: to.room })
    .where('platform', '=', from.platform)
    .where('room', '=', from.room)
    .execute();
}
