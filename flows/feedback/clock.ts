// The clock of first answers: the owner is told of what is new, then the backup and the lead of what nobody answered.
import { sql } from 'kysely';
import { z } from 'zod';
import type { Job } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { groupBy } from '../../src/group.ts';
import { addressesOf } from '../../src/people/addresses.ts';
import { addWorking } from '../../src/quota/working.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { answerTexts as texts } from './answer-text.ts';
import { answerWithin, soonest, workingOf } from './areas.ts';
import { type Board, findBoard, KIND } from './board.ts';
import { shortText } from './say.ts';
import { addEvent, type Item, itemOf } from './store.ts';

/** So many are looked after in one transaction. */
const PAGE = 200;
/** So many are named in one message. */
const NAMED = 5;

const job = (name: string, run: (scope: Scope, board: Board) => Promise<void>): Job => ({
  name,
  async run(scope, payload) {
    const board = await findBoard(scope.trx, z.object({ campaignId: z.string() }).parse(payload).campaignId);
    if (board?.status === 'live') await run(scope, board);
  },
});

/** Each owner hears once of the new items that are theirs. */
async function tellOwners(scope: Scope, board: Board): Promise<void> {
  const items = await waiting(scope, board, sql<boolean>`told = 0 and owner_id is not null`);
  for (const [ownerId, own] of groupBy(items, ({ ownerId }) => ownerId!)) {
    const shown = own.slice(0, NAMED).map(({ number, text }) => texts.item({ number, text: shortText(text) }));
    const phrase = lines(texts.newOne({ count: own.length }), ...shown, texts.howTo({ number: own[0]!.number }));
    await tellOne(scope, board, ownerId, phrase, `${KIND}/owner/${own[0]!.id}/${ownerId}`);
  }
  for (const item of items) await addEvent(scope, { ...item, told: 1 }, 'escalated', { note: 'owner' });
  if (items.length === PAGE) await soonest(scope, board.id, 'owners', scope.now);
}

/** What is overdue goes to the next who is responsible, and gets half the time again. */
async function watch(scope: Scope, board: Board): Promise<void> {
  const items = await waiting(scope, board, sql<boolean>`due_at <= ${scope.now} and told < 3`);
  const areas = await scope.trx.selectFrom('feedback_area').selectAll().where('campaign_id', '=', board.id).execute();
  for (const item of items) {
    const area = areas.find((one) => one.area === item.area);
    const [next, told] = nextIn(item, area?.backup_id ?? undefined, area?.lead_id ?? undefined);
    const again = addWorking(scope.now, Math.floor(answerWithin(board) / 2), workingOf(board), board.zone);
    const escalated = { ...item, told, dueAt: told < 3 ? again : item.dueAt };
    await addEvent(scope, escalated, 'escalated', { note: told === 2 ? 'backup' : 'lead' });
    if (next === undefined) continue;
    const { number, text } = item;
    const who = (await nameOf(scope, item.ownerId)) ?? texts.nobody();
    const phrase = texts.late({ number, text: shortText(text), when: when(item.dueAt!), who });
    await tellOne(scope, board, next, phrase, `${KIND}/late/${item.id}/${told}`);
  }
  const due = items.length === PAGE ? scope.now : await nextDue(scope, board);
  if (due !== undefined) await soonest(scope, board.id, 'clock', due);
}

/** Whom an overdue item goes to, and how far it has got then: 2 the backup, 3 the lead. */
function nextIn(
  { told }: Pick<Item, 'told'>,
  backup: string | undefined,
  lead: string | undefined,
): [string | undefined, number] {
  if (told < 2 && backup !== undefined) return [backup, 2];
  return [lead, 3];
}

async function waiting({ trx }: Scope, { id }: Board, which: ReturnType<typeof sql<boolean>>): Promise<Item[]> {
  const rows = await trx
    .selectFrom('feedback_item')
    .selectAll()
    .where('campaign_id', '=', id)
    .where(sql<boolean>`answered_at is null and due_at is not null`)
    .where(sql<boolean>`state in ('received', 'review') and held is null and hidden_at is null`)
    .where(which)
    .orderBy('due_at')
    .limit(PAGE)
    .execute();
  return rows.map(itemOf);
}

async function nextDue(scope: Scope, board: Board): Promise<number | undefined> {
  const [first] = await waiting(scope, board, sql<boolean>`told < 3`);
  return first?.dueAt;
}

async function nameOf({ trx }: Scope, personId: string | undefined): Promise<string | undefined> {
  if (personId === undefined) return undefined;
  return (await trx.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirst())?.name;
}

async function tellOne(scope: Scope, board: Board, personId: string, phrase: Phrase, dedupe: string): Promise<void> {
  const to = (await addressesOf(scope.trx, [personId], { stopped: true })).get(personId);
  if (!to) return;
  const { language = board.language, zone = board.zone } = to.reader;
  scope.send(to.address, phrase, { kind: 'service', reader: { language, zone }, personId, dedupe });
}

export const clockJobs: readonly Job[] = [job('owners', tellOwners), job('clock', watch)];
