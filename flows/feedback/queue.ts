// What waits for a first answer: all of it, the most urgent first, and what is one's own.
import { sql } from 'kysely';
import type { Command, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { fold } from '../../src/text/normalise.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { answerTexts as texts } from './answer-text.ts';
import { boardMeant } from './board.ts';
import { type Waiting, waitingItems } from './queue-find.ts';
import { shortText } from './say.ts';

const PAGE = 10;
/** Beyond it nobody leafs; and each page costs what lies before it. */
const LAST_PAGE = 100;

const queue: Command = {
  name: 'feedback queue',
  role: 'staff',
  usage: '[board] [--area name] [--page n]',
  summary: texts.summaryQueue,
  options: ['area', 'page'],
  async run(turn, { words: [slug], options: { area, page = '1' } }) {
    const board = await boardMeant(turn, slug);
    const number = Number(page);
    if (!Number.isInteger(number) || number < 1 || number > LAST_PAGE)
      throw new UserError(texts.refusePage({ last: LAST_PAGE }));
    const found = await waitingItems(turn.trx, {
      campaignId: board.id,
      skip: (number - 1) * PAGE,
      most: PAGE + 1,
      ...(typeof area === 'string' && { area: fold(area) }),
    });
    if (found.length === 0) return turn.reply(texts.queueNone());
    const value = `feedback queue ${board.slug}${typeof area === 'string' ? ` --area "${area}"` : ''} --page ${number + 1}`;
    const choices = found.length > PAGE ? [{ label: texts.more(), value }] : [];
    turn.reply(lines(texts.queueHead({ page: number }), ...(await shown(turn, found.slice(0, PAGE)))), { choices });
  },
};

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
