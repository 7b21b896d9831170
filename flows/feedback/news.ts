// Who is to hear of what happened to an item: noted here, and told once an hour at most (news-tell.ts).
import { sql } from 'kysely';
import { z } from 'zod';
import type { Job } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { setTimer } from '../../src/schedule/timers.ts';
import { type Item, itemsOf } from './store.ts';

/** So many persons are noted, or told, in one transaction. */
export const PAGE = 500;
/** Nobody hears news twice within this, ms. */
export const PAUSE = 3_600_000;
/** What happened to an item that is news to those who back it. */
export const NEWS = ['state', 'answered', 'merged', 'unmerged'] as const;

/** The one timer that gathers and tells news. */
export const gathering = { flow: 'feedback', job: 'news', key: 'feedback/news' } as const;
const SPREAD = 'spread-news';

interface NoteOptions {
  /** All of them in this transaction: their rows are about to move. */
  whole?: boolean;
  /** From which event on; the first of this moment where absent. */
  step?: number;
}

/**
 * Everybody who wrote or backs one of these items hears what has just happened to it, within the hour and once. Call it behind the event,
 * in its transaction. Of what is held or hidden only the author hears.
 */
export async function noteNews(scope: Scope, items: readonly Item[], options: NoteOptions = {}): Promise<void> {
  if (items.length === 0) return;
  await gather(scope);
  for (const item of items) {
    const step = options.step ?? (await firstStep(scope, item));
    await noteAuthor(scope, item, step);
    if (item.held === undefined && item.hiddenAt === undefined) await spread(scope, item.id, step, '', options);
  }
}

/**
 * Has the news told after a pause, unless that is on its way already. Whoever notes news does this first: on PostgreSQL the telling waits
 * for their commit then, and they for its.
 */
async function gather(scope: Scope): Promise<void> {
  const due = scope.now + PAUSE;
  const row = { id: scope.newId(), ...gathering, due_at: due, payload: 'null', attempts: 0, failed_at: null };
  await scope.trx
    .insertInto('timer')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        due_at: sql<number>`case when timer.failed_at is null then timer.due_at else excluded.due_at end`,
        failed_at: null,
      }),
    )
    .execute();
  scope.wake(due);
}

/** The first event of this very moment that is news: an answer and the state it brought are heard together. */
async function firstStep({ trx, now }: Scope, item: Item): Promise<number> {
  const row = await trx
    .selectFrom('feedback_event')
    .select(({ fn }) => fn.min('step').as('step'))
    .where('item_id', '=', item.id)
    .where('at', '=', now)
    .where('kind', 'in', NEWS)
    .executeTakeFirst();
  return Number(row?.step ?? item.steps);
}

async function noteAuthor({ trx }: Scope, item: Item, step: number): Promise<void> {
  await trx
    .insertInto('feedback_news')
    .values({ person_id: item.authorId, item_id: item.id, step })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Those who back it behind `after`, a page of them; the others by a timer. Who has not heard earlier news of it hears both together. */
async function spread(
  scope: Scope,
  itemId: string,
  step: number,
  after: string,
  { whole }: NoteOptions,
): Promise<void> {
  const { trx } = scope;
  const backers = trx
    .selectFrom('feedback_backer')
    .where('item_id', '=', itemId)
    .where('person_id', '>', after)
    .orderBy('person_id');
  const last = whole
    ? undefined
    : await backers
        .select('person_id')
        .offset(PAGE - 1)
        .limit(1)
        .executeTakeFirst();
  const page = last ? backers.where('person_id', '<=', last.person_id) : backers;
  await sql`insert into feedback_news (person_id, item_id, step)
    select person_id, item_id, ${step} as step from (${page.select(['person_id', 'item_id'])}) as page where true
    on conflict do nothing`.execute(trx);
  if (!last) return;
  const payload = { itemId, step, after: last.person_id };
  // A key of its own each time: what has begun to spread goes on whatever happens meanwhile.
  await setTimer(scope, {
    flow: 'feedback',
    job: SPREAD,
    key: `feedback/${itemId}/news/${step}`,
    due: scope.now,
    payload,
  });
}

const payloadSchema = z.object({ itemId: z.string(), step: z.number(), after: z.string() });

export const spreadJob: Job = {
  name: SPREAD,
  async run(scope, payload) {
    const { itemId, step, after } = payloadSchema.parse(payload);
    await gather(scope);
    const item = (await itemsOf(scope.trx, [itemId])).get(itemId);
    if (item?.held === undefined && item?.hiddenAt === undefined) await spread(scope, itemId, step, after, {});
  },
};
