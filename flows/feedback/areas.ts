// Who answers for an item, and until when.
import { listOf } from '../../src/db/sets.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { addWorking, parseWorking } from '../../src/quota/working.ts';
import type { Board } from './board.ts';
import { readLength } from './definition.ts';
import { type Item, storeItems } from './store.ts';

/** Gives new items the owner of their area and the instant at which a first answer is due; gives them as they are stored. */
export async function takeOn(scope: Scope, board: Board, items: readonly Item[]): Promise<Item[]> {
  if (items.length === 0) return [];
  const { answer_within, days, hours } = board.definition;
  const areas = [...new Set(items.map(({ area }) => area))];
  const rows = await scope.trx
    .selectFrom('feedback_area')
    .select(['area', 'owner_id'])
    .where('campaign_id', '=', board.id)
    .where('area', 'in', scope.trx.selectFrom(listOf(scope.trx, areas).as('wanted')).select('wanted.value'))
    .execute();
  const owners = new Map(rows.map(({ area, owner_id }) => [area, owner_id ?? undefined]));
  const working = parseWorking(`${days.join(',')} ${hours}`);
  const dueAt = addWorking(scope.now, readLength(answer_within)!, working, board.zone);
  const taken = items.map((item) => ({ ...item, ownerId: item.ownerId ?? owners.get(item.area), dueAt }));
  await storeItems(scope.trx, taken);
  return taken;
}
