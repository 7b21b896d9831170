// How items read, each in one line, and as many of them as a message bears.
import { forReader, lines, type Phrase, quote } from '../../src/text/phrase.ts';
import type { Item } from './store.ts';
import { releaseTexts as texts } from './text.ts';

/** UTF-16 units: what a chat without markup bears (WeChat), and a longer one elsewhere (a section of Slack has 3,000). */
const LONGEST = { plain: 300, mrkdwn: 2800, html: 2800 } as const;

/** The feedback that asked for an item, and how many back it. */
export interface Asking {
  number: number;
  backers: number;
}

/** "3. Dark mode · Kim (Display) · asked for in #128 by 12 people" */
export function itemLine(item: Item, asking?: Asking): Phrase {
  let line: Phrase = texts.line({ number: item.number, title: quote(item.title) });
  const { owner, team } = item;
  if (owner !== null && team !== null) line = texts.byTeam({ line, owner: quote(owner), team: quote(team) });
  else if (owner !== null) line = texts.by({ line, owner: quote(owner) });
  else if (team !== null) line = texts.ofTeam({ line, team: quote(team) });
  return asking ? texts.askedBy({ line, feedback: asking.number, count: asking.backers }) : line;
}

/** `items` between what comes before and behind them: as many as fit, each whole, and the number of the others. */
export function fitted(
  code: string,
  {
    before,
    items,
    after,
  }: {
    before: readonly (Phrase | undefined | false)[];
    items: readonly Phrase[];
    after: readonly (Phrase | undefined | false)[];
  },
  more: (count: number) => Phrase,
): Phrase {
  return forReader(code, (reader) => {
    const most = LONGEST[reader.markup];
    for (let shown = items.length; shown > 0; shown -= 1) {
      const rest = items.length - shown;
      const whole = lines(...before, ...items.slice(0, shown), rest > 0 && more(rest), ...after);
      if (whole.render(reader).length <= most || shown === 1) return whole;
    }
    return lines(...before, ...after);
  });
}
