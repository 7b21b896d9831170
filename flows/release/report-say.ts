// Reports in words, and how lines are gathered into messages that are not too long.
import type { Campaign } from '../../src/campaigns/campaign.ts';
import { languages } from '../../src/text/language.ts';
import { join, lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { shortened } from '../../src/text/shortened.ts';
import { when } from '../../src/text/when.ts';
import { FACES } from './report-line.ts';
import type { Flaw } from './report-rules.ts';
import { reportTexts as texts } from './report-text.ts';
import type { Item, Release } from './store.ts';

export type Named = Pick<Item, 'number' | 'title'>;

/** What the chat of a plain platform bears, UTF-16 units. */
const LONGEST = 300;
/** So many items are named in a sentence. */
const NAMED = 6;

export const shortText = (text: string, most = 40): Phrase => quote(shortened(text, most));

/** "12. Dark mode" */
export const itemName = ({ number, title }: Named, most = 50): Phrase => quote(`${number}. ${shortened(title, most)}`);

/** "4 🙂" */
export const moodName = (mood: number): Phrase => quote(`${mood} ${FACES[mood - 1]}`);

/** What somebody told, in one line. */
export interface ToldItems {
  mood: number;
  best?: Named | undefined;
  worst?: Named | undefined;
  hope?: Named | undefined;
}

export function toldLine({ mood, best, worst, hope }: ToldItems): Phrase {
  const name = (item: Named | undefined) => (item ? itemName(item, 30) : texts.nothing());
  return texts.told({ mood: moodName(mood), best: name(best), worst: name(worst), hope: name(hope) });
}

/** The answer to a report. */
export function thanks(campaign: Campaign, release: Release, told: ToldItems, first: boolean): Phrase {
  const { title } = campaign;
  const head = (first ? texts.taken : texts.changed)({ title, number: release.number });
  return lines(head, toldLine(told), texts.until({ when: when(release.reports_until!) }));
}

/** Why one line of numbers is no report; `shipped` and `planned` may be chosen from. */
export function refuseFlaw(flaw: Flaw, release: Release, shipped: readonly Named[], planned: readonly Named[]): Phrase {
  const { number } = release;
  switch (flaw) {
    case 'mood':
      return texts.refuseMood();
    case 'best':
      return texts.refuseBest({ number, items: namesOf(shipped) });
    case 'worst':
      return texts.refuseWorst({ number, items: namesOf(shipped) });
    case 'hope':
      return planned.length === 0 ? texts.refuseNoHope() : texts.refuseHope({ items: namesOf(planned) });
    case 'same':
      return texts.refuseSame();
  }
}

/** "#1 Dark mode, #5 Faster camera, + 3 more" */
export function namesOf(items: readonly Named[], most = NAMED, letters = 24): Phrase {
  const rest = items.length - most;
  const named = items.slice(0, most).map((item) => itemName(item, letters));
  return join(', ', [...named, rest > 0 && texts.moreItems({ count: rest })]);
}

interface Shown {
  zone: string;
  now: number;
}

/** Whether it is no longer than that in any language. */
export function fits(phrase: Phrase, { zone, now }: Shown, longest: number): boolean {
  return languages.every((language) => phrase.render({ language, zone, now, markup: 'plain' }).length <= longest);
}

/** The lines in as few messages as bear them, in their order; none is split. In both languages the same lines are on a page. */
export function pagesOf(phrases: readonly Phrase[], shown: Shown, longest = LONGEST): Phrase[] {
  const pages: Phrase[][] = [];
  for (const phrase of phrases) {
    const last = pages.at(-1);
    if (last && fits(lines(...last, phrase), shown, longest)) last.push(phrase);
    else pages.push([phrase]);
  }
  return pages.map((page) => lines(...page));
}
