// Text and choices as Block Kit, within every limit whatever they hold. https://docs.slack.dev/reference/block-kit. Pure.
import type { ActionsBlock, Button, SectionBlock } from '@slack/types';
import type { Choice } from '../../src/chat/message.ts';
import { decode } from './markup.ts';
import { cut, pieces } from './split.ts';

/** Of a message; a view takes a hundred. */
const MOST_BLOCKS = 50;
const LONGEST_SECTION = 3000;
const MOST_BUTTONS = 25;
const LONGEST_LABEL = 75;
const LONGEST_VALUE = 2000;
/** What is longer is cut on the screen, and read out by `accessibility_label`. */
const SHOWN_LABEL = 30;
/** What stands where there is nothing to say: Slack takes no empty text. */
export const NOTHING = '…';

/** Sections with the text, then the buttons. What has no room as a button can still be typed by its number. */
export function blocksOf(text: string, choices: readonly Choice[]): (SectionBlock | ActionsBlock)[] {
  const buttons = choices.flatMap(buttonOf).slice(0, (MOST_BLOCKS - 1) * MOST_BUTTONS);
  const actions: ActionsBlock[] = [];
  for (let start = 0; start < buttons.length; start += MOST_BUTTONS) {
    const elements = buttons.slice(start, start + MOST_BUTTONS);
    actions.push({ type: 'actions', block_id: `choices-${actions.length}`, elements });
  }
  return [...sectionsOf(text, MOST_BLOCKS - actions.length), ...actions];
}

function sectionsOf(text: string, most: number): SectionBlock[] {
  const found = pieces(text, LONGEST_SECTION, most);
  return (found.length > 0 ? found : [NOTHING]).map((piece) => ({
    type: 'section',
    // Verbatim: nothing that a member wrote becomes a mention or a link to a channel.
    text: { type: 'mrkdwn', text: piece, verbatim: true },
  }));
}

function buttonOf({ label, value }: Choice, index: number): Button[] {
  if (value === '' || value.length > LONGEST_VALUE) return [];
  const shown = decode(label).replace(/\s+/g, ' ').trim() || String(index + 1);
  return [
    {
      type: 'button',
      action_id: `choice-${index}`,
      text: { type: 'plain_text', text: cutPlain(shown), emoji: true },
      value,
      ...(shown.length > SHOWN_LABEL && { accessibility_label: cutPlain(shown) }),
    },
  ];
}

function cutPlain(text: string): string {
  if (text.length <= LONGEST_LABEL) return text;
  return `${text.slice(0, LONGEST_LABEL - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The text that stands for the blocks: in notifications, for screen readers, in old programs. */
export function textFor(text: string): string {
  return text.trim() === '' ? NOTHING : cut(text, LONGEST_TEXT);
}

/** Slack cuts what is longer. https://docs.slack.dev/reference/methods/chat.postMessage */
const LONGEST_TEXT = 40_000;
