// Campaigns and their rooms as rows.
import { type Insertable, type Selectable, sql } from 'kysely';
import type { Address } from '../chat/message.ts';
import type { CampaignTable, Db, Trx } from '../db/schema.ts';
import { insertAll, isSqlite, tableOf } from '../db/sets.ts';
import type { Scope } from '../engine/scope.ts';
import { groupBy } from '../group.ts';
import { type Language, languages } from '../text/language.ts';
import type { Campaign, Status } from './campaign.ts';
import { definitionHash, readDefinition } from './definition.ts';

/** What a slug looks like: it is typed in chat, so short and without anything to quote. */
export const slugPattern = /^[a-z][a-z0-9-]{1,40}$/;

export interface NewCampaign {
  kind: string;
  /** Must match `slugPattern`. */
  slug: string;
  title: string;
  language: Language;
  zone: string;
  /** JSON that the flow's schema takes. */
  definition: unknown;
  /** ms */
  opensAt?: number | undefined;
  closesAt?: number | undefined;
  rooms?: readonly Address[];
}

export type Created = { type: 'created'; campaign: Campaign } | { type: 'taken'; campaign: Campaign };

/** Adds a draft; `taken` gives the campaign that has the slug already. Throws a TypeError on a slug that is none. */
export async function createCampaign(
  { trx, now, newId }: Pick<Scope, 'trx' | 'now' | 'newId'>,
  made: NewCampaign,
): Promise<Created> {
  if (!slugPattern.test(made.slug)) throw new TypeError(`${JSON.stringify(made.slug)} is no slug`);
  const row: Insertable<CampaignTable> = {
    id: newId(),
    kind: made.kind,
    slug: made.slug,
    title: made.title,
    language: made.language,
    zone: made.zone,
    status: 'draft',
    definition: JSON.stringify(made.definition),
    approved_hash: null,
    opens_at: made.opensAt ?? null,
    closes_at: made.closesAt ?? null,
    created_at: now,
    opened_at: null,
    closed_at: null,
  };
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('campaign')
    .values(row)
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .executeTakeFirstOrThrow();
  if (Number(numInsertedOrUpdatedRows) === 0) return { type: 'taken', campaign: (await findCampaign(trx, made.slug))! };
  if (made.rooms) await addRooms(trx, row.id, made.rooms);
  return { type: 'created', campaign: toCampaign(row as Selectable<CampaignTable>) };
}

/** The definition is JSON as it was given; `definitionOf` reads it with the flow's schema. */
export async function findCampaign(db: Db, slug: string): Promise<Campaign | undefined> {
  const row = await db.selectFrom('campaign').selectAll().where('slug', '=', slug).executeTakeFirst();
  return row && toCampaign(row);
}

export async function findCampaignById(db: Db, id: string): Promise<Campaign | undefined> {
  const row = await db.selectFrom('campaign').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toCampaign(row);
}

/** These campaigns as they are now, by id. No other process changes their status before the commit. */
export async function holdCampaigns(trx: Trx, ids: readonly string[]): Promise<Map<string, Campaign>> {
  const rows = await trx
    .selectFrom('campaign')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .orderBy('id')
    .$if(!isSqlite(trx), (query) => query.forShare())
    .execute();
  return new Map(rows.map((row) => [row.id, toCampaign(row)]));
}

/** Nobody else moves the campaign before the commit: on PostgreSQL other processes wait here. */
export async function holdCampaign(trx: Trx, id: string): Promise<void> {
  if (isSqlite(trx)) return;
  await trx.selectFrom('campaign').select('id').where('id', '=', id).forNoKeyUpdate().execute();
}

export interface Filter {
  status?: Status | readonly Status[];
  kind?: string;
}

/** The newest first. */
export async function listCampaigns(
  db: Db,
  { limit, ...filter }: Filter & { limit?: number } = {},
): Promise<Campaign[]> {
  let query = filtered(db, filter).selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc');
  if (limit !== undefined) query = query.limit(limit);
  return (await query.execute()).map(toCampaign);
}

/** Only the slugs, the newest first: enough to count and to propose one. */
export async function listSlugs(db: Db, filter: Filter = {}): Promise<string[]> {
  const rows = await filtered(db, filter).select('slug').orderBy('created_at', 'desc').orderBy('id', 'desc').execute();
  return rows.map(({ slug }) => slug);
}

function filtered(db: Db, { status, kind }: Filter) {
  let query = db.selectFrom('campaign');
  if (status !== undefined) query = query.where('status', 'in', typeof status === 'string' ? [status] : [...status]);
  return kind === undefined ? query : query.where('kind', '=', kind);
}

/** What an edit may change; what is undefined stays, and null takes an instant away. */
export interface Edit {
  title?: string;
  language?: Language;
  zone?: string;
  definition?: unknown;
  opensAt?: number | null;
  closesAt?: number | null;
}

/** Writes an edit. Asks no rule: whether the state allows it, and that it voids an approval, is `transition(…, 'edit', …)`'s to say. */
export async function updateDefinition(trx: Trx, id: string, edit: Edit): Promise<void> {
  const changed = {
    title: edit.title,
    language: edit.language,
    zone: edit.zone,
    definition: edit.definition === undefined ? undefined : JSON.stringify(edit.definition),
    opens_at: edit.opensAt,
    closes_at: edit.closesAt,
  };
  if (Object.values(changed).every((value) => value === undefined)) return;
  await trx.updateTable('campaign').set(changed).where('id', '=', id).execute();
}

/** Gives a campaign that is on another definition, which whoever gives it approves by that. The flow sees to what follows. */
export async function amendDefinition(trx: Trx, id: string, definition: unknown): Promise<void> {
  const changed = { definition: JSON.stringify(definition), approved_hash: definitionHash(definition) };
  await trx.updateTable('campaign').set(changed).where('id', '=', id).execute();
}

/**
 * Moves a campaign from one state to another, and says whether it did: of two who try, one wins.
 * Approving stores the hash of the definition, going back to draft removes it; the first opening and the closing are dated `now` (ms).
 */
export async function changeStatus(trx: Trx, id: string, from: Status, to: Status, now: number): Promise<boolean> {
  let query = trx.updateTable('campaign').set({ status: to }).where('id', '=', id).where('status', '=', from);
  if (to === 'approved') {
    const stored = await trx.selectFrom('campaign').select('definition').where('id', '=', id).executeTakeFirst();
    if (!stored) return false;
    // What is approved is what was read, should another process edit it meanwhile.
    query = query
      .set({ approved_hash: definitionHash(readDefinition(stored.definition)) })
      .where('definition', '=', stored.definition);
  }
  if (to === 'draft') query = query.set({ approved_hash: null });
  if (to === 'live') query = query.set({ opened_at: sql<number>`coalesce(opened_at, ${now})` });
  if (to === 'closed') query = query.set({ closed_at: now });
  const { numUpdatedRows } = await query.executeTakeFirstOrThrow();
  return Number(numUpdatedRows) === 1;
}

const placeColumns = { campaign_id: 'text', platform: 'text', room: 'text', account: 'text' } as const;

/** Where a campaign takes place: rooms, or direct messages (an address without room). */
export async function roomsOf(db: Db, campaignId: string): Promise<Address[]> {
  const rows = await db
    .selectFrom('campaign_room')
    .select(['platform', 'room', 'account'])
    .where('campaign_id', '=', campaignId)
    .orderBy('platform')
    .orderBy('room')
    .orderBy('account')
    .execute();
  return rows.map(({ platform, room, account }) => (room === '' ? { platform, account } : { platform, room }));
}

/** Adds rooms; those it has already stay. Gives how many are new. */
export function addRooms(trx: Trx, campaignId: string, addresses: readonly Address[]): Promise<number> {
  const rows = addresses.map((address) => ({ campaign_id: campaignId, ...placeOf(address) }));
  return insertAll(trx, 'campaign_room', placeColumns, rows, { orIgnore: true });
}

/** Takes one room, or one person's direct message, from a campaign. */
export async function removeRoom(trx: Trx, campaignId: string, address: Address): Promise<void> {
  const { platform, room, account } = placeOf(address);
  await trx
    .deleteFrom('campaign_room')
    .where('campaign_id', '=', campaignId)
    .where('platform', '=', platform)
    .where('room', '=', room)
    .where('account', '=', account)
    .execute();
}

/** Makes these the campaign's rooms, and no others. */
export async function setRooms(trx: Trx, campaignId: string, addresses: readonly Address[]): Promise<void> {
  await trx.deleteFrom('campaign_room').where('campaign_id', '=', campaignId).execute();
  await addRooms(trx, campaignId, addresses);
}

/** The campaigns that take place in this room, or in this direct message; the newest first. */
export async function campaignsOfRoom(
  db: Db,
  place: Address,
  status: readonly Status[] = ['live'],
): Promise<Campaign[]> {
  const { platform, room, account } = placeOf(place);
  const rows = await db
    .selectFrom('campaign_room')
    .innerJoin('campaign', 'campaign.id', 'campaign_room.campaign_id')
    .selectAll('campaign')
    .where('campaign_room.platform', '=', platform)
    .where('campaign_room.room', '=', room)
    .where('campaign_room.account', '=', account)
    .where('campaign.status', 'in', [...status])
    .orderBy('campaign.created_at', 'desc')
    .orderBy('campaign.id', 'desc')
    .execute();
  return rows.map(toCampaign);
}

const seatColumns = { platform: 'text', room: 'text', account: 'text' } as const;

/** The live campaigns of one kind in each of these places, the newest first: ask what it gives for each place. For bulk handlers. */
export async function liveAt(
  db: Db,
  kind: string,
  places: readonly Address[],
): Promise<(place: Address) => readonly Campaign[]> {
  const [any] = await filtered(db, { kind, status: 'live' }).select('id').limit(1).execute();
  return any ? campaignsAt(db, kind, places) : () => [];
}

/** The same for campaigns in any of these states, in one query. */
export async function campaignsAt(
  db: Db,
  kind: string,
  places: readonly Address[],
  status: readonly Status[] = ['live'],
): Promise<(place: Address) => readonly Campaign[]> {
  const keyOf = ({ platform, room, account }: ReturnType<typeof placeOf>) => `${platform}/${room}/${account}`;
  const wanted = new Map(places.map(placeOf).map((place) => [keyOf(place), place]));
  const rows = await db
    .selectFrom(tableOf(db, seatColumns, [...wanted.values()]).as('wanted'))
    .crossJoin('campaign_room as seat')
    .crossJoin('campaign')
    .whereRef('seat.platform', '=', 'wanted.platform')
    .whereRef('seat.room', '=', 'wanted.room')
    .whereRef('seat.account', '=', 'wanted.account')
    .whereRef('campaign.id', '=', 'seat.campaign_id')
    .where('campaign.kind', '=', kind)
    .where('campaign.status', 'in', [...status])
    .selectAll('campaign')
    .select(['seat.platform', 'seat.room', 'seat.account'])
    .orderBy('campaign.id', 'desc')
    .execute();
  const found = groupBy(rows, keyOf);
  return (place) => found.get(keyOf(placeOf(place)))?.map(toCampaign) ?? [];
}

function placeOf({ platform, room, account }: Address): { platform: string; room: string; account: string } {
  if (room) return { platform, room, account: '' };
  if (account) return { platform, room: '', account };
  throw new TypeError('An address names a room or an account');
}

function toCampaign(row: Selectable<CampaignTable>): Campaign {
  return {
    id: row.id,
    kind: row.kind,
    slug: row.slug,
    title: row.title,
    language: languages.find((language) => language === row.language)!,
    zone: row.zone,
    status: row.status,
    definition: readDefinition(row.definition),
    approvedHash: row.approved_hash ?? undefined,
    opensAt: row.opens_at ?? undefined,
    closesAt: row.closes_at ?? undefined,
    openedAt: row.opened_at ?? undefined,
    closedAt: row.closed_at ?? undefined,
  };
}
