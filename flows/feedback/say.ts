// Items in a line or a few, and their states and kinds by name.
import type { FeedbackKind, FeedbackState } from '../../src/db/schema-feedback.ts';
import { join, type Phrase, quote } from '../../src/text/phrase.ts';
import { shortened } from '../../src/text/shortened.ts';
import type { Item } from './store.ts';
import { feedbackTexts as texts } from './text.ts';

export const stateName = (state: FeedbackState): Phrase => texts[state]();

const KINDS: Readonly<Record<FeedbackKind, string>> = { bug: '🐞', idea: '💡', praise: '👍', question: '❓' };

/** So much of a text is shown in a list, characters. */
const SHOWN = 60;

export const shortText = (text: string, most = SHOWN): Phrase => quote(shortened(text, most));

/** "#128 🐞 battery drains overnight · 37 · planned" */
export function itemLine(item: Item): Phrase {
  const head = quote(`#${item.number} ${KINDS[item.kind]} `);
  const parts = [quote(String(item.backers)), item.state !== 'received' && stateName(item.state)];
  return join('', [head, shortText(item.text), quote(' · '), join(' · ', parts)]);
}
