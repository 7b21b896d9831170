// Backers and heat of an item out of its rows, where they did not come one by one: merges, and two persons who turn out to be one.
import { listOf, readAll } from '../../src/db/sets.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { groupBy } from '../../src/group.ts';
import { boardsOf } from './board.ts';
import { heatOf, rankingOf } from './ranking.ts';
import { holdItems, storeItems } from './store.ts';

/** The items must be held, or are held here. */
export async function recount(scope: Scope, itemIds: readonly string[]): Promise<void> {
  if (itemIds.length === 0) return;
  const { trx } = scope;
  const items = await holdItems(trx, itemIds);
  const query = trx
    .selectFrom(listOf(trx, itemIds).as('wanted'))
    .crossJoin('feedback_backer as backer')
    .whereRef('backer.item_id', '=', 'wanted.value')
    .select(['backer.item_id', 'backer.at'])
    .orderBy('backer.item_id')
    .orderBy('backer.at');
  const boards = await boardsOf(trx, items.values());
  const rows = groupBy(await readAll(trx, query, ['item_id', 'at']), ({ item_id }) => item_id);
  const counted = [...items.values()].map((item) => {
    const instants = (rows.get(item.id) ?? []).map(({ at }) => at);
    const ranking = rankingOf(boards.get(item.campaignId)!);
    return { ...item, backers: instants.length, heat: heatOf(ranking, item, instants) };
  });
  await storeItems(trx, counted);
}
