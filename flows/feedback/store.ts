// Items of feedback and their events as rows.
import { type Selectable, sql } from 'kysely';
import type { Db, Trx } from '../../src/db/schema.ts';
import type { FeedbackItemTable, FeedbackKind, FeedbackState } from '../../src/db/schema-feedback.ts';
import { insertAll, isSqlite, listOf } from '../../src/db/sets.ts';
import type { Scope } from '../../src/engine/scope.ts';

export interface Item {
  id: string;
  number: number;
  campaignId: string;
  authorId: string;
  anonymous: boolean;
  area: string;
  kind: FeedbackKind;
  severity: number;
  text: string;
  state: FeedbackState;
  reason: string | undefined;
  duplicateOf: string | undefined;
  held: 'review' | 'flood' | 'copies' | undefined;
  hiddenAt: number | undefined;
  ownerId: string | undefined;
  dueAt: number | undefined;
  told: number;
  answeredAt: number | undefined;
  answeredBy: string | undefined;
  releaseId: string | undefined;
  backers: number;
  heat: number;
  steps: number;
  createdAt: number;
  changedAt: number;
}

export type EventKind =
  | 'received'
  | 'backed'
  | 'state'
  | 'answered'
  | 'assigned'
  | 'merged'
  | 'unmerged'
  | 'held'
  | 'let-through'
  | 'hidden'
  | 'shown'
  | 'escalated'
  | 'release';

export const OPEN: readonly FeedbackState[] = ['received', 'review', 'planned', 'work'];

export const isOpen = ({ state }: Pick<Item, 'state'>): boolean => OPEN.includes(state);

/** Everybody may see it. */
export const isSeen = ({ held, hiddenAt }: Item): boolean => held === undefined && hiddenAt === undefined;

export async function findItem(db: Db, number: number): Promise<Item | undefined> {
  const row = await db.selectFrom('feedback_item').selectAll().where('number', '=', number).executeTakeFirst();
  return row && itemOf(row);
}

export async function itemsOf(db: Db, ids: readonly string[]): Promise<Map<string, Item>> {
  if (ids.length === 0) return new Map();
  const rows = await wanted(db, ids).execute();
  return new Map(rows.map((row) => [row.id, itemOf(row)]));
}

/** The same, and nobody else changes them before the commit. */
export async function holdItems(trx: Trx, ids: readonly string[]): Promise<Map<string, Item>> {
  if (ids.length === 0) return new Map();
  const rows = await wanted(trx, ids)
    .$if(!isSqlite(trx), (query) => query.forNoKeyUpdate('item'))
    .execute();
  return new Map(rows.map((row) => [row.id, itemOf(row)]));
}

function wanted(db: Db, ids: readonly string[]) {
  return db
    .selectFrom(listOf(db, [...new Set(ids)]).as('wanted'))
    .crossJoin('feedback_item as item')
    .whereRef('item.id', '=', 'wanted.value')
    .selectAll('item')
    .orderBy('item.id');
}

const columns = {
  id: 'text',
  number: 'integer',
  campaign_id: 'text',
  author_id: 'text',
  anonymous: 'integer',
  area: 'text',
  kind: 'text',
  severity: 'integer',
  text: 'text',
  state: 'text',
  reason: 'text',
  duplicate_of: 'text',
  held: 'text',
  hidden_at: 'integer',
  owner_id: 'text',
  due_at: 'integer',
  told: 'integer',
  answered_at: 'integer',
  answered_by: 'text',
  release_id: 'text',
  backers: 'integer',
  heat: 'integer',
  steps: 'integer',
  created_at: 'integer',
  changed_at: 'integer',
} as const;
const { id: _id, number: _number, campaign_id: _campaign, created_at: _created, text: _text, ...changing } = columns;
const replace = { key: ['id'], set: Object.keys(changing) };

/** Adds new items and rewrites known ones, by id. */
export async function storeItems(trx: Trx, items: readonly Item[]): Promise<void> {
  await insertAll(trx, 'feedback_item', columns, items.map(rowOf), { replace });
}

/** Notes what happened to an item; gives it with its new `steps`. Both are stored. */
export async function addEvent(
  scope: Pick<Scope, 'trx' | 'now'>,
  item: Item,
  kind: EventKind,
  more: { personId?: string; note?: string } = {},
): Promise<Item> {
  const changed = { ...item, steps: item.steps + 1, changedAt: scope.now };
  await storeItems(scope.trx, [changed]);
  await scope.trx
    .insertInto('feedback_event')
    .values({
      item_id: item.id,
      step: changed.steps,
      at: scope.now,
      kind,
      person_id: more.personId ?? null,
      note: more.note ?? null,
    })
    .execute();
  return changed;
}

/** The next numbers, counted over all boards; on PostgreSQL others wait for them until the commit. */
export async function takeNumbers(trx: Trx, count: number): Promise<number> {
  const { last } = await trx
    .insertInto('feedback_counter')
    .values({ name: 'item', last: count })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ last: sql<number>`feedback_counter.last + excluded.last` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return last - count + 1;
}

export function itemOf(row: Selectable<FeedbackItemTable>): Item {
  return {
    id: row.id,
    number: row.number,
    campaignId: row.campaign_id,
    authorId: row.author_id,
    anonymous: row.anonymous === 1,
    area: row.area,
    kind: row.kind,
    severity: row.severity,
    text: row.text,
    state: row.state,
    reason: row.reason ?? undefined,
    duplicateOf: row.duplicate_of ?? undefined,
    held: row.held ?? undefined,
    hiddenAt: row.hidden_at ?? undefined,
    ownerId: row.owner_id ?? undefined,
    dueAt: row.due_at ?? undefined,
    told: row.told,
    answeredAt: row.answered_at ?? undefined,
    answeredBy: row.answered_by ?? undefined,
    releaseId: row.release_id ?? undefined,
    backers: row.backers,
    heat: row.heat,
    steps: row.steps,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}

function rowOf(item: Item): FeedbackItemTable {
  return {
    id: item.id,
    number: item.number,
    campaign_id: item.campaignId,
    author_id: item.authorId,
    anonymous: item.anonymous ? 1 : 0,
    area: item.area,
    kind: item.kind,
    severity: item.severity,
    text: item.text,
    state: item.state,
    reason: item.reason ?? null,
    duplicate_of: item.duplicateOf ?? null,
    held: item.held ?? null,
    hidden_at: item.hiddenAt ?? null,
    owner_id: item.ownerId ?? null,
    due_at: item.dueAt ?? null,
    told: item.told,
    answered_at: item.answeredAt ?? null,
    answered_by: item.answeredBy ?? null,
    release_id: item.releaseId ?? null,
    backers: item.backers,
    heat: item.heat,
    steps: item.steps,
    created_at: item.createdAt,
    changed_at: item.changedAt,
  };
}
