// What waits for a first answer: all of it, the most urgent first, and what is one's own.
import { sql } from 'kysely';
import type { Command, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { fold } from '../../src/text/normalise.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { answerTexts as texts } from './answer-text.ts';
import { boardMeant } from './board.ts';
import { type Place, type Waiting, waitingItems } from './queue-find.ts';
import { shortText } from './say.ts';

const PAGE = 10;

const queue: Command = {
  name: 'feedback queue',
  role: 'staff',
  usage: '[board] [--area name] [--after place]',
  summary: texts.summaryQueue,
  options: ['area', 'after'],
  async run(turn, { words: [slug], options: { area, after } }) {
    const board = await boardMeant(turn, slug);
    const begin = after === undefined ? undefined : readPlace(after);
    const found = await waitingItems(turn.trx, {
      campaignId: board.id,
      after: begin,
      most: PAGE + 1,
      ...(typeof area === 'string' && { area: fold(area) }),
    });
    if (found.length === 0) return turn.reply(texts.queueNone());
    const page = found.slice(0, PAGE);
    const value = `feedback queue ${board.slug}${typeof area === 'string' ? ` --area "${area}"` : ''} --after ${placeOf(page.at(-1)!)}`;
    const choices = found.length > PAGE ? [{ label: texts.more(), value }] : [];
    const head = begin ? texts.queueHeadAfter({ number: begin.number }) : texts.queueHead();
    turn.reply(lines(head, ...(await shown(turn, page))), { choices });
  },
};

/** What "more" says: when the last one shown is due, where a clock runs, and its number. It stays true whatever becomes of that item. */
const placeOf = ({ dueAt, number }: Place) => (dueAt === undefined ? String(number) : `${dueAt}-${number}`);

function readPlace(said: string | boolean): Place {
  const [, dueAt, number] = /^(?:(\d{1,15})-)?#?(\d{1,15})$/.exec(String(said)) ?? [];
  if (number === undefined) throw new UserError(texts.refuseAfter());
  return { dueAt: dueAt === undefined ? undefined : Number(dueAt), number: Number(number) };
}

const mine: Command = {
  name: 'feedback mine',
  role: 'staff',
  usage: '',
  summary: texts.summaryMine,
  async run(turn) {
    const rows = await turn.trx
      .selectFrom('feedback_item')
      .select(['id', 'number', 'area', 'severity', 'text', 'owner_id', 'due_at'])
      .where('owner_id', '=', turn.person.id)
      .where(
        sql<boolean>`answered_at is null and state in ('received', 'review') and held is null and hidden_at is null`,
      )
      .orderBy('due_at')
      .orderBy('number')
      .limit(PAGE)
      .execute();
    if (rows.length === 0) return turn.reply(texts.mineNone());
    const found = rows.map(({ owner_id, due_at, ...row }) => ({
      ...row,
      ownerId: owner_id ?? undefined,
      dueAt: due_at ?? undefined,
    }));
    turn.reply(lines(texts.mineHead(), ...(await shown(turn, found))));
  },
};

async function shown({ trx, now }: Turn, found: readonly Waiting[]): Promise<Phrase[]> {
  const ids = [...new Set(found.flatMap(({ ownerId }) => ownerId ?? []))];
  const owners =
    ids.length > 0 ? await trx.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute() : [];
  return found.map(({ number, text, ownerId, dueAt }) => {
    const owner = owners.find(({ id }) => id === ownerId)?.name ?? texts.nobody();
    const at = dueAt === undefined ? undefined : { when: when(dueAt) };
    const due = at === undefined ? texts.noClock() : dueAt! <= now ? texts.overdue(at) : texts.due(at);
    return texts.line({ number, text: shortText(text, 50), owner, due });
  });
}

export const queueCommands: readonly Command[] = [queue, mine];
