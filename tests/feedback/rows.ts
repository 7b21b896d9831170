// What stories about keeping feedback right begin with: a board, persons, and items as rows, so that only what is told here happens.
import { mergeCommands } from '../../flows/feedback/merging.ts';
import { moderationCommands } from '../../flows/feedback/moderation-commands.ts';
import { spreadJob } from '../../flows/feedback/news.ts';
import { newsJob } from '../../flows/feedback/news-tell.ts';
import { mergeFeedback } from '../../flows/feedback/persons.ts';
import { recount } from '../../flows/feedback/recount.ts';
import { storeTerms } from '../../flows/feedback/similar.ts';
import { addEvent, type Item, itemsOf, storeItems } from '../../flows/feedback/store.ts';
import { createCampaign } from '../../src/campaigns/store.ts';
import { insertAll } from '../../src/db/sets.ts';
import type { Flow } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

/** Only what keeps feedback right. */
export const keeping: Flow = {
  name: 'feedback',
  commands: [...mergeCommands, ...moderationCommands],
  words: [],
  jobs: [newsJob, spreadJob],
  merged: mergeFeedback,
};

/** A world with a live board, and these people in it. */
export async function keepingWorld(
  accounts: readonly string[],
  { definition = {}, ...options }: WorldOptions & { definition?: object } = {},
) {
  const world = await createWorld({ flows: [keeping], ...options });
  for (const account of ['boss', ...accounts]) await world.person(account).says('language en');
  const persons = new Map(
    (await world.db.selectFrom('person').select(['id', 'name']).execute()).map(({ id, name }) => [name, id]),
  );
  const boardId = await world.engine.perform(async (scope) => {
    const given = { kind: 'feedback', slug: 'ideas', title: 'Ideas', language: 'en', zone: 'Asia/Shanghai' } as const;
    const { campaign } = await createCampaign(scope, { ...given, definition });
    await scope.trx
      .updateTable('campaign')
      .set({ status: 'live', approved_hash: 'made', opened_at: scope.now })
      .where('id', '=', campaign.id)
      .execute();
    await scope.trx.insertInto('feedback_board').values({ campaign_id: campaign.id, terms: 0, items: 0 }).execute();
    return campaign.id;
  });
  let last = 0;
  const idOf = (name: string) => persons.get(name)!;

  /** An item that `names` back, the first of whom wrote it. */
  async function write(scope: Scope, text: string, names: readonly string[], more: Partial<Item> = {}): Promise<Item> {
    last += 1;
    const item: Item = {
      ...{ id: scope.newId(), number: last, campaignId: boardId, authorId: idOf(names[0]!), anonymous: false },
      ...{ area: '', kind: 'idea', severity: 2, text, state: 'received', told: 0, backers: 0, heat: 0, steps: 0 },
      ...{ createdAt: scope.now, changedAt: scope.now },
      ...{ reason: undefined, duplicateOf: undefined, held: undefined, hiddenAt: undefined, ownerId: undefined },
      ...{ dueAt: undefined, answeredAt: undefined, answeredBy: undefined, releaseId: undefined },
      ...more,
    };
    await storeItems(scope.trx, [item]);
    await addEvent(scope, item, 'received', item.anonymous ? {} : { personId: item.authorId });
    await back(scope, item.id, names);
    if (item.held === undefined) await storeTerms(scope, boardId, [item]);
    return (await itemsOf(scope.trx, [item.id])).get(item.id)!;
  }

  const columns = { item_id: 'text', person_id: 'text', at: 'integer', merge_id: 'text' } as const;
  async function back(scope: Scope, itemId: string, names: readonly string[]): Promise<void> {
    const rows = names.map((name) => ({ item_id: itemId, person_id: idOf(name), at: scope.now, merge_id: null }));
    await insertAll(scope.trx, 'feedback_backer', columns, rows, { orIgnore: true });
    await recount(scope, [itemId]);
  }
  return Object.assign(Object.create(world) as World, { boardId, idOf, write, back });
}

export type KeepingWorld = Awaited<ReturnType<typeof keepingWorld>>;

const TABLES = [
  ...(['feedback_item', 'feedback_backer', 'feedback_media', 'feedback_term', 'feedback_news'] as const),
  ...(['feedback_board', 'feedback_area', 'feedback_duty', 'feedback_counter'] as const),
];

/** All rows of feedback but events and merges; without how many events there are, and when the last was. */
export async function rowsOf({ db }: Pick<World, 'db'>): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of TABLES) {
    const rows: object[] = await db.selectFrom(table).selectAll().execute();
    all[table] = rows.map((row) => JSON.stringify({ ...row, steps: 0, changed_at: 0 })).sort();
  }
  return all;
}

/** Who backs an item, by name. */
export async function backersIn({ db }: Pick<World, 'db'>, itemId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('feedback_backer as backer')
    .innerJoin('person', 'person.id', 'backer.person_id')
    .where('item_id', '=', itemId)
    .select('person.name')
    .execute();
  return rows.map(({ name }) => name).sort();
}
