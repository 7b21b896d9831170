// A list as a room sees it, and what was not taken from one.
import { join, lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { mostUnits } from './definition.ts';
import { type JielongLine, writeJielong } from './jielong.ts';
import { listTexts as texts } from './list-text.ts';
import type { Outcome } from './listed-plan.ts';
import type { Preorder } from './preorder.ts';

const MOST_SHOWN = 60;
const MOST_REFUSALS = 4;
const LONGEST_NAME_SHOWN = 20;

/** The list, clean; it can be pasted again. */
export function showList(preorder: Preorder, list: readonly (JielongLine & { guest: boolean })[]): Phrase {
  const claimedFor = preorder.definition.rule === 'first-come' && list.some(({ guest }) => guest);
  return lines(
    quote(writeJielong(preorder.title, list.slice(0, MOST_SHOWN))),
    list.length > MOST_SHOWN && texts.more({ count: list.length - MOST_SHOWN }),
    claimedFor && texts.guests(),
  );
}

/** What was not taken, and why, in one message; undefined where all was. */
export function refusals(preorder: Preorder, outcomes: readonly Outcome[]): Phrase | undefined {
  const refused = outcomes.flatMap((outcome) => (outcome.type === 'refused' ? [outcome] : []));
  if (refused.length === 0) return undefined;
  const shown = refused.slice(0, MOST_REFUSALS).map((outcome) => refusal(preorder, outcome));
  const more = refused.length > MOST_REFUSALS && texts.more({ count: refused.length - MOST_REFUSALS });
  return texts.refused({ title: preorder.title, lines: join(' · ', [...shown, more]) });
}

export function refusal(preorder: Preorder, { line, why }: Outcome & { type: 'refused' }): Phrase {
  const name = shortName(line.name);
  switch (why) {
    case 'units':
      return texts.refusedUnits({ name, units: line.units, most: mostUnits(preorder.definition) });
    case 'lane':
      return texts.refusedLane({ name });
    case 'left':
      return texts.refusedLeft({ name });
  }
}

export const shortName = (name: string): string =>
  name.length <= LONGEST_NAME_SHOWN
    ? name
    : `${Array.from(name)
        .slice(0, LONGEST_NAME_SHOWN - 1)
        .join('')}…`;
