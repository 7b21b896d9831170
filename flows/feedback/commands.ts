// What members and staff say about feedback.
import type { Campaign } from '../../src/campaigns/campaign.ts';
import { closeCommand } from '../../src/campaigns/verbs.ts';
import type { Command, Word } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { backingWords } from './backing.ts';
import { digestCommand } from './digest.ts';
import { dutyCommands } from './duty.ts';
import { life, newCommand } from './making.ts';
import { mergeCommands } from './merging.ts';
import { moderationCommands } from './moderation-commands.ts';
import { FEEDBACK_WORDS, writeFeedback } from './posting.ts';
import { queueCommands } from './queue.ts';
import { itemLine } from './say.ts';
import { showCommand } from './show.ts';
import { statusCommands } from './status.ts';
import { feedbackTexts as texts } from './text.ts';
import { topCommand, topOf } from './top.ts';

export const words: readonly Word[] = [
  {
    words: FEEDBACK_WORDS,
    arguments: true,
    summary: texts.summaryFeedback,
    run: (turn, rest) => writeFeedback(turn, rest),
  },
  ...backingWords,
];

async function standing({ trx }: Scope, { id, title }: Campaign): Promise<Phrase> {
  const { items } = await topOf(trx, id, { allTime: false, page: 1 });
  return items.length === 0
    ? texts.topNone({ title })
    : lines(texts.topNow({ title, page: 1 }), ...items.map(itemLine));
}

export const commands: readonly Command[] = [
  newCommand,
  topCommand,
  showCommand,
  closeCommand(life, standing),
  ...statusCommands,
  ...queueCommands,
  digestCommand,
  ...dutyCommands,
  ...mergeCommands,
  ...moderationCommands,
];
