// `feedback show #128`: what was written, how it stands, and what happened to it.
import type { Db } from '../../src/db/schema.ts';
import type { Command, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { counted, type Media, mediaOf, references } from './media.ts';
import { mediaTexts } from './media-text.ts';
import { itemMeant } from './merging.ts';
import { shortText, stateName } from './say.ts';
import { type Item, isSeen, itemsOf } from './store.ts';
import { feedbackTexts as texts } from './text.ts';

/** So many of the last events are told. */
const MOST_EVENTS = 5;
const LONGEST_TEXT = 500;
const LONGEST_NOTE = 120;

export const showCommand: Command = {
  name: 'feedback show',
  role: 'member',
  usage: '#number',
  summary: texts.summaryShow,
  async run(turn, { words: [number] }) {
    const item = await itemMeant(turn.trx, number);
    const mayLook = isSeen(item) || turn.role !== 'member' || item.authorId === turn.person.id;
    if (!mayLook) throw new UserError(texts.refuseUnseen({ number: item.number }));
    turn.reply(await shown(turn, item));
  },
};

async function shown(turn: Turn, item: Item): Promise<Phrase> {
  const { trx } = turn;
  const media = (await mediaOf(trx, [item.id])).get(item.id) ?? [];
  const author = await trx.selectFrom('person').select('name').where('id', '=', item.authorId).executeTakeFirst();
  const by = item.anonymous
    ? texts.showAnonymous({ when: when(item.createdAt) })
    : texts.showBy({ name: author?.name ?? '', when: when(item.createdAt) });
  const target =
    item.duplicateOf === undefined ? undefined : (await itemsOf(trx, [item.duplicateOf])).get(item.duplicateOf);
  return lines(
    quote(`#${item.number}`),
    shortText(item.text, LONGEST_TEXT),
    by,
    texts.showState({ state: stateName(item.state), kind: texts[item.kind](), backers: item.backers }),
    item.reason !== undefined && texts.showReason({ reason: item.reason }),
    target && texts.showDuplicate({ number: target.number }),
    ...(await history(trx, item)),
    ...mediaShown(turn, item, media),
  );
}

/** How many, to everybody. What the platform calls them may tell who wrote: of an anonymous item its author alone sees it, and nobody in a room. */
function mediaShown({ message, role, person, capabilities }: Turn, item: Item, media: readonly Media[]): Phrase[] {
  if (media.length === 0) return [];
  const alone = message.room === undefined || capabilities(message.platform).privateReplies;
  const sees = item.authorId === person.id || (role !== 'member' && !item.anonymous);
  return [mediaTexts.shown({ media: counted(media) }), ...(alone && sees ? [references(media)] : [])];
}

async function history(db: Db, item: Item): Promise<Phrase[]> {
  const rows = await db
    .selectFrom('feedback_event')
    .select(['at', 'kind', 'note'])
    .where('item_id', '=', item.id)
    .where('kind', 'in', ['state', 'answered', 'merged', 'unmerged', 'let-through'])
    .orderBy('step', 'desc')
    .limit(MOST_EVENTS)
    .execute();
  return rows.reverse().map(({ at, kind, note }) => texts.showEvent({ when: when(at), what: what(kind, note ?? '') }));
}

function what(kind: string, note: string): Phrase {
  const told = shortText(note, LONGEST_NOTE);
  switch (kind) {
    case 'answered':
      return texts.eventAnswered({ note: told });
    case 'merged':
      return texts.eventMerged();
    case 'unmerged':
      return texts.eventUnmerged();
    case 'let-through':
      return texts.eventLetThrough();
    default:
      return stateNamed(note) ?? told;
  }
}

function stateNamed(note: string): Phrase | undefined {
  const name = note.split(/[\s>→:]+/).at(-1) ?? '';
  const known = ['received', 'review', 'planned', 'work', 'shipped', 'declined', 'duplicate'] as const;
  const state = known.find((one) => one === name);
  return state && stateName(state);
}
