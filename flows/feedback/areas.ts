// Who answers for an item, and until when: the owner of its area, else whoever has duty this week.
import { listOf } from '../../src/db/sets.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { addWorking, nextWorking, parseWorking, type WorkingHours } from '../../src/quota/working.ts';
import { setTimer } from '../../src/schedule/timers.ts';
import { type Board, KIND } from './board.ts';
import { readLength } from './definition.ts';
import { onDuty } from './duty-store.ts';
import { addEvent, type Item, storeItems } from './store.ts';

/** Several new items within this become one message to their owner, ms. */
const GATHERED = 120_000;
/** Nobody can go on: the owner hears it at once, whatever the hour. */
const SEVERE = 4;

export function workingOf({ definition: { days, hours } }: Board): WorkingHours {
  return parseWorking(`${days.join(',')} ${hours}`)!;
}

/** ms of working time within which a first answer is due. */
export const answerWithin = ({ definition }: Board): number => readLength(definition.answer_within)!;

/** Gives new items their owner and the instant at which a first answer is due, and has both looked after; gives them as they are stored. */
export async function takeOn(scope: Scope, board: Board, items: readonly Item[]): Promise<Item[]> {
  if (items.length === 0) return [];
  const owners = await ownersOf(
    scope,
    board,
    items.map(({ area }) => area),
  );
  const dueAt = addWorking(scope.now, answerWithin(board), workingOf(board), board.zone);
  const taken: Item[] = [];
  for (const item of items) {
    const ownerId = item.ownerId ?? owners.get(item.area) ?? (await onDuty(scope, board));
    const owned = { ...item, ownerId, dueAt };
    taken.push(ownerId === undefined ? owned : await addEvent(scope, owned, 'assigned'));
  }
  await storeItems(scope.trx, taken);
  const severe = taken.some(({ severity }) => severity >= SEVERE);
  const gathered = nextWorking(scope.now + GATHERED, workingOf(board), board.zone);
  await soonest(scope, board.id, 'owners', severe ? scope.now : gathered);
  await soonest(scope, board.id, 'clock', dueAt);
  return taken;
}

async function ownersOf({ trx }: Scope, board: Board, areas: readonly string[]): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('feedback_area')
    .select(['area', 'owner_id'])
    .where('campaign_id', '=', board.id)
    .where('area', 'in', trx.selectFrom(listOf(trx, [...new Set(areas)]).as('wanted')).select('wanted.value'))
    .execute();
  return new Map(rows.flatMap(({ area, owner_id }) => (owner_id === null ? [] : [[area, owner_id] as const])));
}

/** Has a board's job done at an instant (ms), or sooner where it is set for sooner. */
export async function soonest(scope: Scope, campaignId: string, job: 'owners' | 'clock', due: number): Promise<void> {
  const key = `${KIND}/${campaignId}/${job}`;
  const set = await scope.trx.selectFrom('timer').select('due_at').where('key', '=', key).executeTakeFirst();
  if (!set || set.due_at > due) await setTimer(scope, { flow: KIND, job, key, due, payload: { campaignId } });
}
