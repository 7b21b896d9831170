// What staff and members say about polls.
import { campaignHere, roomsMeant } from '../../src/campaigns/find.ts';
import { liveAt } from '../../src/campaigns/store.ts';
import { closeCommand, launch, showCommand } from '../../src/campaigns/verbs.ts';
import type { Command, Turn, Word } from '../../src/engine/flow.ts';
import { life, tally, votes } from './life.ts';
import { pollTexts } from './text.ts';

const open: Command = {
  name: 'poll open',
  role: 'staff',
  usage: '"question" --options "one|two|three" [platform:room …]',
  summary: pollTexts.openSummary,
  options: ['options'],
  async run(turn, { words: [question = '', ...rooms], options }) {
    const listed = typeof options['options'] === 'string' ? options['options'].split(/[|｜]/) : [];
    const definition = { question, options: listed.filter((option) => option.trim() !== '') };
    await launch(turn, life, { title: question, definition, rooms: roomsMeant(turn, rooms) });
  },
};

export const commands: readonly Command[] = [open, showCommand('poll', tally), closeCommand(life, tally)];

/** In a room of a poll, or alone with the bot where one poll is on. */
async function isForPoll(turn: Turn): Promise<boolean> {
  const here = (await liveAt(turn.trx, 'poll', [turn.message]))(turn.message);
  return here.length > 0 || (turn.message.room === undefined && (await campaignHere(turn, 'poll')) !== undefined);
}

export const words: readonly Word[] = [
  {
    words: ['vote', '投票'],
    arguments: true,
    summary: pollTexts.voteSummary,
    wants: isForPoll,
    run: (turn, rest) => votes.answer(turn, rest, tally),
  },
];
