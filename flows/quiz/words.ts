// What members say: join the live quiz, and see its board.
import { listCampaigns } from '../../src/campaigns/store.ts';
import type { Command, Turn, Word } from '../../src/engine/flow.ts';
import { lines, type Phrase } from '../../src/text/phrase.ts';
import { boardPhrase, ownRank, ranksOf } from './board.ts';
import { quizHere, quizMeant, read } from './find.ts';
import { askWhich, join } from './join.ts';
import type { Quiz } from './say.ts';
import { staffTexts } from './staff-text.ts';
import { quizTexts } from './text.ts';

export const words: readonly Word[] = [
  { words: ['quiz', '抢答'], summary: quizTexts.wordSummary, run: (turn) => join(turn) },
  { words: ['board', '排行榜'], summary: quizTexts.boardSummary, run: board },
];

/** The same with a slug, where there are several. */
export const memberCommands: readonly Command[] = [
  {
    name: 'quiz join',
    role: 'member',
    usage: '[slug]',
    summary: quizTexts.joinSummary,
    run: (turn, { words: [slug] }) => join(turn, slug),
  },
  {
    name: 'quiz board',
    role: 'member',
    usage: '[slug]',
    summary: staffTexts.boardCommandSummary,
    async run(turn, { words: [slug] }) {
      if (slug === undefined) return board(turn);
      turn.reply(await personalBoard(turn, await quizMeant(turn, slug)));
    },
  },
];

async function board(turn: Turn): Promise<void> {
  const here = await quizHere(turn);
  if (here) return turn.reply(await personalBoard(turn, here));
  const on = await listCampaigns(turn.trx, { status: ['live', 'paused'], kind: 'quiz' });
  if (on.length > 1) return askWhich(turn, quizTexts.whichBoard(), on, 'board');
  const last = await latestClosed(turn);
  turn.reply(last ? await personalBoard(turn, last) : quizTexts.noBoard());
}

async function latestClosed(turn: Turn): Promise<Quiz | undefined> {
  const closed = await listCampaigns(turn.trx, { status: 'closed', kind: 'quiz' });
  const played = closed.filter(({ openedAt }) => openedAt !== undefined);
  const last = played.sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))[0];
  return last && read(last);
}

/** The board, with the reader's own line where nobody else reads it. */
async function personalBoard(turn: Turn, quiz: Quiz): Promise<Phrase> {
  const { platform, room } = turn.message;
  const all = await boardPhrase(turn.trx, quiz);
  if (room !== undefined && !turn.capabilities(platform).privateReplies) return all;
  const standing = await ranksOf(turn.trx, quiz.id, [turn.person.id]);
  return lines(all, ownRank(standing.get(turn.person.id)));
}
