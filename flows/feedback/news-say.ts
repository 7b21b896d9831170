// One message about several items, never longer than a chat bears: what does not fit is counted.
import type { FeedbackState } from '../../src/db/schema-feedback.ts';
import { forReader, join, lines, type Phrase } from '../../src/text/phrase.ts';
import { shortened } from '../../src/text/shortened.ts';
import type { NEWS } from './news.ts';
import { newsTexts as texts } from './news-text.ts';
import type { Item } from './store.ts';

export interface Happened {
  step: number;
  kind: (typeof NEWS)[number];
  /** Of a change of state the new one, of an answer its words. */
  note: string | undefined;
}

export interface Story {
  item: Item;
  /** What it was merged into. */
  target: Item | undefined;
  happened: readonly Happened[];
  /** They wrote it. */
  own?: boolean;
}

/** UTF-16 units, as they are sent. */
export const LONGEST = 300;
const STATES: readonly string[] = ['received', 'review', 'planned', 'work', 'shipped', 'declined', 'duplicate'];

/** What happened, item by item as far as there is room, why they hear it and how to stop. */
export function newsMessage(stories: readonly Story[]): Phrase {
  return forReader('feedback-news.message', (reader) => {
    const why = whyOf(stories);
    const fits = (phrase: Phrase) => phrase.render(reader).length <= LONGEST;
    for (let shown = stories.length; shown > 0; shown -= 1) {
      const rest = stories.length - shown;
      const tail = [rest > 0 && texts.more({ count: rest }), why];
      const said = stories.slice(0, shown);
      const whole = lines(...said.map((story) => about(story, 40, 120)), ...tail);
      if (fits(whole)) return whole;
      if (shown > 1) continue;
      // One item alone always has its line; only its words may be cut.
      for (const [excerpt, words] of [
        [24, 80],
        [12, 30],
        [6, 12],
      ] as const) {
        const cut = lines(about(said[0]!, excerpt, words), ...tail);
        if (fits(cut)) return cut;
      }
      return lines(about(said[0]!, 0, 0), ...tail);
    }
    return why;
  });
}

function whyOf(stories: readonly Story[]): Phrase {
  if (stories.length > 1) return texts.whyBoth();
  return stories[0]!.own ? texts.whyWrote() : texts.whyBacks();
}

function about(story: Story, excerpt: number, words: number): Phrase {
  const { number, text } = story.item;
  return texts.about({ number, excerpt: shortened(text, excerpt), what: join('; ', whatOf(story, words)) });
}

/** Each change once; where it is an old state that was left again, the way to the new one. */
function whatOf({ item, target, happened }: Story, words: number): Phrase[] {
  const changes = happened.filter(({ kind }) => kind === 'state');
  const said: Phrase[] = [];
  if (changes.length > 0) {
    const states = changes.map(({ note }) => stateIn(note) ?? item.state);
    said.push(
      join(
        ' → ',
        [...new Set(states)].map((state) => stateName(state, item.reason, words)),
      ),
    );
  }
  for (const { kind, note } of happened) {
    if (kind === 'answered') said.push(texts.answered({ answer: shortened(note ?? '', words) }));
  }
  const moved = happened.findLast(({ kind }) => kind === 'merged' || kind === 'unmerged');
  if (moved?.kind === 'merged' && target) said.push(texts.merged({ target: target.number }));
  if (moved?.kind === 'unmerged') said.push(texts.unmerged());
  return said;
}

function stateIn(note: string | undefined): FeedbackState | undefined {
  const [first = ''] = (note ?? '').split(/[\s:]/);
  return STATES.includes(first) ? (first as FeedbackState) : undefined;
}

function stateName(state: FeedbackState, reason: string | undefined, words: number): Phrase {
  if (state === 'declined' && reason) return texts.declinedFor({ reason: shortened(reason, words) });
  return texts[state]();
}
