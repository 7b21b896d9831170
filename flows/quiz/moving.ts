// When a person turns out to be another, or a room gets another id: answers and open questions go along.
import { sql } from 'kysely';
import { campaignsOfRoom } from '../../src/campaigns/store.ts';
import type { Db, Trx } from '../../src/db/schema.ts';
import type { Room } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { read } from './find.ts';
import { refuseRival } from './game.ts';

/** The quizzes that are on, and in which a person answered. */
export async function answeredIn(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('quiz_round')
    .innerJoin('campaign', 'campaign.id', 'quiz_round.campaign_id')
    .where('campaign.status', 'in', ['live', 'paused'])
    .where((row) =>
      row.exists(
        row
          .selectFrom('quiz_answer')
          .select(sql`1`.as('one'))
          .whereRef('quiz_answer.round_id', '=', 'quiz_round.id')
          .where('quiz_answer.person_id', '=', personId),
      ),
    )
    .select('quiz_round.campaign_id')
    .distinct()
    .execute();
  return rows.map((row) => row.campaign_id);
}

/** A second right answer to one question, given from the other account, counts as repeated. */
export async function mergeAnswers(trx: Trx, from: string, to: string): Promise<void> {
  await sql`update quiz_answer set verdict = 'repeated' where person_id = ${from} and verdict = 'correct'
    and exists (select 1 from quiz_answer as had where had.round_id = quiz_answer.round_id
    and had.person_id = ${to} and had.verdict = 'correct')`.execute(trx);
  await trx.updateTable('quiz_answer').set({ person_id: to }).where('person_id', '=', from).execute();
}

/** An open question is answered in the new room. Throws a UserError where another quiz is on there. */
export async function moveQuizzes(scope: Scope, from: Room, to: Room): Promise<void> {
  const here = await campaignsOfRoom(scope.trx, to, ['live', 'paused']);
  for (const campaign of here) if (campaign.kind === 'quiz') await refuseRival(scope, read(campaign));
  await sql`update quiz_round_room set room = ${to.room} where platform = ${from.platform} and room = ${from.room}
    and exists (select 1 from quiz_round where quiz_round.id = quiz_round_room.round_id and quiz_round.status = 'open')
    and not exists (select 1 from quiz_round_room as had where had.round_id = quiz_round_room.round_id
    and had.platform = quiz_round_room.platform and had.room = ${to.room} and had.account = quiz_round_room.account)`.execute(
    scope.trx,
  );
}
