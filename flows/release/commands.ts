// What staff and members say about trains.
import { closeCommand } from '../../src/campaigns/verbs.ts';
import type { Command, Word } from '../../src/engine/flow.ts';
import { lines } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { editCommand, withdrawCommand } from './changing.ts';
import { confirmCommand, noteCommand } from './confirming.ts';
import { life } from './life.ts';
import { newCommand, setCommand } from './making.ts';
import { proposeCommand } from './proposing.ts';
import { reportCommands } from './report-commands.ts';
import { reportWords } from './report-words.ts';
import { itemsCommand, showCommand } from './showing.ts';
import { currentRelease } from './store.ts';
import { releaseTexts as texts } from './text.ts';
import { voteCommand, voteWord } from './voting.ts';

const close = closeCommand(life, async ({ trx }, train) => {
  const release = await currentRelease(trx, train.id);
  if (!release) return texts.noneNow();
  return lines(texts.head({ title: train.title, number: release.number, when: when(release.slot_at, train.zone) }));
});

export const commands: readonly Command[] = [
  ...[newCommand, showCommand, itemsCommand, proposeCommand, editCommand, withdrawCommand, voteCommand],
  ...[noteCommand, confirmCommand, setCommand, close, ...reportCommands],
];

export const words: readonly Word[] = [voteWord, ...reportWords];
