// The digest: what came in a week, what was answered and how fast, what is overdue, and what people want most.
import { z } from 'zod';
import type { Command, Job } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { setTimer } from '../../src/schedule/timers.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { duration, parseInstant } from '../../src/text/when.ts';
import { answerTexts as texts } from './answer-text.ts';
import { type Board, boardMeant, findBoard, KIND } from './board.ts';
import { within } from './figures.ts';
import { itemLine } from './say.ts';
import { topOf } from './top.ts';

const WEEK = 7 * 86_400_000;
const MOST_TOP = 3;

export async function digestOf({ trx, now }: Scope, { id, title }: Board): Promise<Phrase> {
  const items = trx.selectFrom('feedback_item').where('campaign_id', '=', id);
  const answered = await items
    .select(['created_at', 'answered_at'])
    .where('answered_at', '>', now - WEEK)
    .execute();
  const received = await items
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('created_at', '>', now - WEEK)
    .executeTakeFirstOrThrow();
  const overdue = await items
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('due_at', '<=', now)
    .where('answered_at', 'is', null)
    .where('state', 'in', ['received', 'review'])
    .executeTakeFirstOrThrow();
  const lengths = answered.map(({ created_at, answered_at }) => answered_at! - created_at).sort((a, b) => a - b);
  const [median, most] = [within(0.5, lengths), within(0.9, lengths)];
  const { items: top } = await topOf(trx, id, { allTime: false, page: 1 });
  const counts = { received: Number(received.count), answered: answered.length, overdue: Number(overdue.count) };
  return lines(
    texts.digestHead({ title }),
    texts.digestCounts(counts),
    median !== undefined && most !== undefined && texts.digestTimes({ median: duration(median), most: duration(most) }),
    top.length > 0 && texts.digestTop(),
    ...top.slice(0, MOST_TOP).map(itemLine),
  );
}

export const digestCommand: Command = {
  name: 'feedback digest',
  role: 'staff',
  usage: '[board]',
  summary: texts.summaryDigest,
  async run(turn, { words: [slug] }) {
    turn.reply(await digestOf(turn, await boardMeant(turn, slug)));
  },
};

/** Has the next weekly digest posted, where the board wants one. */
export async function digestLater(scope: Scope, board: Board): Promise<void> {
  const at = board.definition.digest?.at;
  const due = at === undefined ? undefined : parseInstant(at, board.zone, scope.now);
  if (due === undefined) return;
  const key = `${KIND}/${board.id}/digest`;
  await setTimer(scope, { flow: KIND, job: 'digest', key, due, payload: { campaignId: board.id } });
}

export const digestJob: Job = {
  name: 'digest',
  async run(scope, payload) {
    const board = await findBoard(scope.trx, z.object({ campaignId: z.string() }).parse(payload).campaignId);
    const [platform, ...room] = board?.definition.digest?.room.split(':') ?? [];
    if (board?.status !== 'live' || platform === undefined) return;
    const reader = { language: board.language, zone: board.zone };
    const about = { kind: 'service', reader, dedupe: `${KIND}/digest/${board.id}/${scope.now}` } as const;
    scope.send({ platform, room: room.join(':') }, await digestOf(scope, board), about);
    await digestLater(scope, board);
  },
};
