// Feedback that a release is to bring or brought: rows which the flows of both may use, since neither imports the other.
import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';
import type { FeedbackItemTable } from '../db/schema-feedback.ts';
import { insertAll, isSqlite, listOf } from '../db/sets.ts';
import type { Scope } from '../engine/scope.ts';

/** What may be told of an item to everybody; who wrote it is not among that. */
export type ReleaseItem = Pick<FeedbackItemTable, 'id' | 'number' | 'campaign_id' | 'state' | 'text' | 'backers'>;

const TOLD = ['id', 'number', 'campaign_id', 'state', 'text', 'backers'] as const;

/** The items planned for a release or already in work for it, in the order of their numbers; none that are held back or hidden. */
export function plannedFor(db: Db, releaseId: string): Promise<ReleaseItem[]> {
  return waiting(db, releaseId).where('held', 'is', null).where('hidden_at', 'is', null).orderBy('number').execute();
}

function waiting(db: Db, releaseId: string) {
  return db
    .selectFrom('feedback_item')
    .select(TOLD)
    .where('release_id', '=', releaseId)
    .where('state', 'in', [sql.lit('planned' as const), sql.lit('work' as const)]);
}

/**
 * What was planned for the release has shipped in it: each gets its event, once however often this is called. Gives the items that
 * changed, as they are now, hidden ones too; the caller tells those who back them.
 */
export async function shipItems({ trx, now }: Pick<Scope, 'trx' | 'now'>, releaseId: string): Promise<ReleaseItem[]> {
  const items = await waiting(trx, releaseId)
    .select('steps')
    .orderBy('id')
    .$if(!isSqlite(trx), (query) => query.forUpdate())
    .execute();
  if (items.length === 0) return [];
  const ids = items.map(({ id }) => id);
  await trx
    .updateTable('feedback_item')
    .set((of) => ({ state: 'shipped', steps: of('steps', '+', 1), changed_at: now }))
    .where('id', 'in', trx.selectFrom(listOf(trx, ids).as('wanted')).select('wanted.value'))
    .execute();
  const events = items.map(({ id, steps }) => ({
    item_id: id,
    step: Number(steps) + 1,
    at: now,
    kind: 'state',
    person_id: null,
    note: 'shipped',
  }));
  const columns = {
    item_id: 'text',
    step: 'integer',
    at: 'integer',
    kind: 'text',
    person_id: 'text',
    note: 'text',
  } as const;
  await insertAll(trx, 'feedback_event', columns, events);
  return items.map(({ steps, ...item }) => ({ ...item, state: 'shipped' as const }));
}

/** An item of feedback that something else refers to. */
export type FeedbackReference = ReleaseItem & Pick<FeedbackItemTable, 'author_id' | 'anonymous' | 'owner_id'>;

const REFERRED = [...TOLD, 'author_id', 'anonymous', 'owner_id'] as const;

/** By id; those that everybody may see. */
export async function feedbackOf(db: Db, ids: readonly string[]): Promise<Map<string, FeedbackReference>> {
  if (ids.length === 0) return new Map();
  const rows = await seen(db)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** The one of that number, where everybody may see it. */
export function feedbackNumbered(db: Db, number: number): Promise<FeedbackReference | undefined> {
  return seen(db).where('number', '=', number).executeTakeFirst();
}

function seen(db: Db) {
  return db.selectFrom('feedback_item').select(REFERRED).where('held', 'is', null).where('hidden_at', 'is', null);
}
