// `feedback held`, `pass`, `hide`, `unhide`: what staff do with what should not be seen, or not yet.
import type { Command, Turn } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { UserError } from '../../src/errors.ts';
import { addressesOf } from '../../src/people/addresses.ts';
import { lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { shortened } from '../../src/text/shortened.ts';
import { takeOn } from './areas.ts';
import { type Board, boardMeant, findBoard } from './board.ts';
import { itemMeant } from './merging.ts';
import { moderationTexts as texts } from './moderation-text.ts';
import { storeTerms } from './similar.ts';
import { addEvent, holdItems, type Item, itemOf, storeItems } from './store.ts';

/** So many are listed at once. */
const LISTED = 10;

const held: Command = {
  name: 'feedback held',
  role: 'staff',
  usage: '[slug]',
  summary: texts.summaryHeld,
  async run(turn, { words: [slug] }) {
    const board = await boardMeant(turn, slug);
    const waiting = turn.trx
      .selectFrom('feedback_item')
      .where('campaign_id', '=', board.id)
      .where('held', 'is not', null);
    const { count } = await waiting.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow();
    if (Number(count) === 0) return turn.reply(texts.noneHeld());
    const rows = await waiting.selectAll().orderBy('number').limit(LISTED).execute();
    const names = await namesOf(turn, rows.map(itemOf));
    turn.reply(
      lines(
        texts.heldHead({ count: Number(count) }),
        ...rows.map(itemOf).map((item) => heldLine(item, names)),
        Number(count) > LISTED && texts.heldMore({ count: Number(count) - LISTED }),
        texts.heldNext(),
      ),
    );
  },
};

/** The names of those who want to be known. */
async function namesOf({ trx }: Scope, items: readonly Item[]): Promise<Map<string, string>> {
  const known = items.filter(({ anonymous }) => !anonymous).map(({ authorId }) => authorId);
  if (known.length === 0) return new Map();
  const rows = await trx.selectFrom('person').select(['id', 'name']).where('id', 'in', known).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function heldLine({ number, held: why, text, anonymous, authorId }: Item, names: Map<string, string>): Phrase {
  const name = anonymous ? texts.anonymous() : quote(shortened(names.get(authorId) ?? '', 30));
  return texts.heldOne({ number, why: texts[why!](), name, excerpt: shortened(text, 60) });
}

const pass: Command = {
  name: 'feedback pass',
  role: 'staff',
  usage: '#n …',
  summary: texts.summaryPass,
  async run(turn, { words }) {
    if (words.length === 0) throw new UserError(texts.refuseWhich({ usage: 'feedback pass #n …' }));
    const ids = new Set<string>();
    for (const word of words) ids.add((await itemMeant(turn.trx, word)).id);
    const items = [...(await holdItems(turn.trx, [...ids])).values()];
    const waiting = items.filter((item) => item.held !== undefined);
    await letThrough(turn, waiting, turn.person.id);
    const rest = items.filter((item) => item.held === undefined);
    turn.reply(
      lines(
        waiting.length > 0 && texts.passed({ numbers: numbersOf(waiting) }),
        rest.length > 0 && texts.notHeld({ numbers: numbersOf(rest) }),
      ),
    );
  },
};

const numbersOf = (items: readonly Item[]) => items.map(({ number }) => `#${number}`).join(', ');

/** They are like any others from now on: found by their words, somebody's to answer, and their authors know. */
async function letThrough(scope: Scope, items: readonly Item[], personId: string): Promise<void> {
  const passed: Item[] = [];
  for (const item of items) {
    passed.push({ ...(await addEvent(scope, item, 'let-through', { personId })), held: undefined });
  }
  await storeItems(scope.trx, passed);
  const boards = new Map<string, Board>();
  for (const { campaignId } of passed) boards.set(campaignId, (await findBoard(scope.trx, campaignId))!);
  for (const [campaignId, board] of boards) {
    const own = passed.filter((item) => item.campaignId === campaignId);
    const open = own.filter(({ duplicateOf }) => duplicateOf === undefined);
    await storeTerms(scope, campaignId, open);
    await takeOn(scope, board, open);
  }
  await tellAuthors(scope, passed, ({ number, text }) => texts.letThrough({ number, excerpt: shortened(text, 80) }));
}

/** Once each; who said stop does not hear it. */
async function tellAuthors(scope: Scope, items: readonly Item[], phrase: (item: Item) => Phrase): Promise<void> {
  const addresses = await addressesOf(
    scope.trx,
    items.map(({ authorId }) => authorId),
  );
  for (const item of items) {
    const to = addresses.get(item.authorId);
    if (!to) continue;
    const { language = scope.installation.language, zone = scope.installation.zone } = to.reader;
    scope.send(to.address, phrase(item), {
      kind: 'service',
      reader: { language, zone },
      personId: item.authorId,
      campaignId: item.campaignId,
      dedupe: `feedback/${item.id}/${item.steps}/author`,
    });
  }
}

const hide: Command = {
  name: 'feedback hide',
  role: 'staff',
  usage: '#n [reason]',
  summary: texts.summaryHide,
  async run(turn, { words: [number, ...reason] }) {
    const item = await itemHeld(turn, number, 'feedback hide #n [reason]');
    if (item.hiddenAt !== undefined) return turn.reply(texts.alreadyHidden({ number: item.number }));
    const note = shortened(reason.join(' '), 120);
    const hidden = await addEvent(turn, item, 'hidden', { personId: turn.person.id, ...(note && { note }) });
    await storeItems(turn.trx, [{ ...hidden, hiddenAt: turn.now }]);
    const because = note ? texts.because({ reason: note }) : quote('');
    await tellAuthors(turn, [hidden], () => texts.hiddenForYou({ number: item.number, reason: because }));
    turn.reply(texts.hidden({ number: item.number }));
  },
};

const unhide: Command = {
  name: 'feedback unhide',
  role: 'staff',
  usage: '#n',
  summary: texts.summaryUnhide,
  async run(turn, { words: [number] }) {
    const item = await itemHeld(turn, number, 'feedback unhide #n');
    if (item.hiddenAt === undefined) return turn.reply(texts.alreadyShown({ number: item.number }));
    const shown = await addEvent(turn, item, 'shown', { personId: turn.person.id });
    await storeItems(turn.trx, [{ ...shown, hiddenAt: undefined }]);
    turn.reply(texts.shown({ number: item.number }));
  },
};

/** Nobody else changes it before the commit. */
async function itemHeld({ trx }: Turn, written: string | undefined, usage: string): Promise<Item> {
  if (written === undefined) throw new UserError(texts.refuseWhich({ usage }));
  const { id } = await itemMeant(trx, written);
  return (await holdItems(trx, [id])).get(id)!;
}

export const moderationCommands: readonly Command[] = [held, pass, hide, unhide];
