// Who has duty: the rota as rows, filled as weeks come.
import type { Db } from '../../src/db/schema.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { parseIdentity } from '../../src/people/store.ts';
import { weekOf } from '../../src/schedule/weeks.ts';
import type { Board } from './board.ts';
import { shareWeeks } from './rules.ts';

/** Who takes what nobody owns this week; undefined where nobody shares duty. Settles the week where it was open. */
export async function onDuty(scope: Scope, board: Board): Promise<string | undefined> {
  if (board.definition.duty.length === 0) return undefined;
  const week = weekOf(scope.now, board.zone);
  const personId = (await rotaOf(scope.trx, board, [week])).get(week);
  if (personId !== undefined) await settleWeek(scope, board.id, week, personId);
  return personId;
}

/** Who has each of these weeks: as settled, else as they would be shared. */
export async function rotaOf(db: Db, board: Board, weeks: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.selectFrom('feedback_duty').selectAll().where('campaign_id', '=', board.id).execute();
  const settled = new Map(rows.map(({ week, person_id }) => [week, person_id]));
  return shareWeeks(await peopleOf(db, board), settled, weeks);
}

async function peopleOf(db: Db, { definition }: Board): Promise<string[]> {
  const people: string[] = [];
  for (const written of definition.duty) {
    const address = parseIdentity(written);
    if (!address) continue;
    const row = await db
      .selectFrom('identity')
      .select('person_id')
      .where('platform', '=', address.platform)
      .where('account', '=', address.account)
      .executeTakeFirst();
    if (row && !people.includes(row.person_id)) people.push(row.person_id);
  }
  return people;
}

/** Notes who has a week; `swapped` where it was somebody else's. */
export async function settleWeek(
  { trx }: Scope,
  campaignId: string,
  week: string,
  personId: string,
  swappedFrom?: string,
): Promise<void> {
  const row = { campaign_id: campaignId, week, person_id: personId, swapped_from: swappedFrom ?? null };
  await trx
    .insertInto('feedback_duty')
    .values(row)
    .onConflict((conflict) =>
      swappedFrom === undefined
        ? conflict.doNothing()
        : conflict.columns(['campaign_id', 'week']).doUpdateSet({ person_id: personId, swapped_from: swappedFrom }),
    )
    .execute();
}
