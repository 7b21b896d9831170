// A live quiz with open questions in many rooms, for the answers workload.
import { setTimeout as wait } from 'node:timers/promises';
import { message, type Setting } from './harness.ts';

const OPTIONS = '--options "red|green|blue|white" --answer B --seconds 600';

/** Opens a quiz in each set of rooms (`platform:room`), by the owner, and waits until its question is open in all of them. */
export async function liveQuizzes(
  { engine, database }: Pick<Setting, 'engine' | 'database'>,
  quizzes: readonly (readonly string[])[],
  owner: { platform: string; account: string } = { platform: 'terminal', account: 'boss' },
): Promise<void> {
  let said = 0;
  const say = (text: string) => engine.accept({ ...message(owner.account, `s-${said++}`, text), ...owner });
  for (const [quiz, rooms] of quizzes.entries()) {
    await say(`quiz new bench${quiz} "Bench" --scoring all --seconds 600`);
    await say(`quiz ask bench${quiz} "Which colour?" ${OPTIONS}`);
    await say(`quiz open bench${quiz} ${rooms.join(' ')}`);
    await say(`quiz next bench${quiz}`);
  }
  for (;;) {
    await engine.settled();
    const open = await database.db
      .selectFrom('quiz_round_room')
      .select('room')
      .where('opened_at', 'is not', null)
      .execute();
    if (open.length === quizzes.flat().length) return;
    await wait(20);
  }
}

/** How many answers are missing, doubled, or have the wrong verdict or no private reply. */
export async function answersOnRecord({ database, delivered }: Setting, messages: number): Promise<number> {
  const rows = await database.db
    .selectFrom('quiz_answer')
    .select((row) => ['verdict', 'text', row.fn.countAll<number>().as('count')])
    .groupBy(['verdict', 'text'])
    .execute();
  const total = rows.reduce((sum, row) => sum + Number(row.count), 0);
  const misjudged = rows.filter((row) => (row.verdict === 'correct') !== row.text.startsWith('B.'));
  const replies = await database.db
    .selectFrom('outbox')
    .where('kind', '=', 'reply')
    .where('account', '<>', 'boss')
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const missing = Math.abs(total - messages) + Math.abs(Number(replies.count) - messages);
  return missing + misjudged.reduce((sum, row) => sum + Number(row.count), 0) + (delivered() < messages ? 1 : 0);
}
