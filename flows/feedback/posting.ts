// Something is posted to a board: in one line, or at the end of the dialog; what is like it is looked for before.
import type { Turn } from '../../src/engine/flow.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { shortened } from '../../src/text/shortened.ts';
import { type Board, boardHere } from './board.ts';
import { type Draft, receive } from './intake.ts';
import { counted, withMedia } from './media.ts';
import { mediaTexts } from './media-text.ts';
import { similarTo } from './similar.ts';
import { type Item, itemsOf } from './store.ts';
import { feedbackTexts as texts } from './text.ts';

export const FEEDBACK_WORDS = ['feedback', '反馈'] as const;
export const FEEDBACK_DIALOG = 'feedback@1';

/** So many like it are shown. */
const MOST_SIMILAR = 3;
/** "--anonymous …", "匿名 …": nobody is named. */
const ANONYMOUS = /^(?:--?anonymous|anonymous:|匿名)[\s:：]*/i;
/** "feedback : close ideas" is no command `feedback close`: how others' words are handed in. */
const TAKEN_AS_IT_STANDS = /^[:：]\s*/;

/** 'about "Dark mode"': what they go on to write is about that; the announcement of a release offers it for each of its items. */
const ABOUT = /^(?:about|关于)\s*["“「]([^"“”「」]{1,80})["”」]$/iu;

/** An item to choose. */
export interface Alike {
  id: string;
  label: string;
}

/** Whether something like it is there already: up to three open items. */
export async function likeIt(turn: Turn, campaignId: string, text: string): Promise<Alike[]> {
  const found = await similarTo(turn.trx, campaignId, text, MOST_SIMILAR);
  const items = await itemsOf(
    turn.trx,
    found.map(({ itemId }) => itemId),
  );
  return found
    .flatMap(({ itemId }) => items.get(itemId) ?? [])
    .map(({ id, number, text: other }) => ({ id, label: `#${number} ${shortened(other, 60)}` }));
}

/** `feedback …`: posts it, or asks first whether it is one of those that are like it; alone, it begins the dialog. */
export async function writeFeedback(turn: Turn, rest: string): Promise<void> {
  const board = await boardHere(turn);
  const anonymous = ANONYMOUS.test(rest);
  const text = rest.replace(ANONYMOUS, '').replace(TAKEN_AS_IT_STANDS, '').trim();
  const media = withMedia([], turn.message);
  const known = { campaignId: board.id, done: [], ...(media.length > 0 && { media }), ...(anonymous && { anonymous }) };
  const [, about] = ABOUT.exec(text) ?? [];
  if (about !== undefined) return turn.begin(FEEDBACK_DIALOG, { ...known, about });
  if (text === '') return turn.begin(FEEDBACK_DIALOG, known);
  const similar = await likeIt(turn, board.id, text);
  if (similar.length > 0) return turn.begin(FEEDBACK_DIALOG, { ...known, text, anonymous, quick: true, similar });
  await postDraft(turn, board, { text, anonymous, media, authorId: turn.person.id });
}

export async function postDraft(turn: Turn, board: Board, draft: Draft): Promise<void> {
  const [item] = await receive(turn, board, [draft]);
  turn.reply(lines(answerTo(item!), mediaWith(draft)), { language: board.language });
}

function mediaWith({ anonymous, media = [] }: Draft): Phrase | undefined {
  if (media.length === 0) return undefined;
  return (anonymous ? mediaTexts.takenAnonymous : mediaTexts.taken)({ media: counted(media) });
}

function answerTo({ number, held, kind, area, anonymous }: Item) {
  if (held !== undefined) return texts.takenHeld({ number });
  const told = { number, kind: texts[kind](), area: area === '' ? '' : texts.inArea({ area }) };
  return (anonymous ? texts.takenAnonymous : texts.taken)(told);
}
