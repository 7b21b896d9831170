// What members say: join the live quiz, and see its board.
import { addRooms, campaignsOfRoom, listCampaigns } from '../../src/campaigns/store.ts';
import type { Turn, Word } from '../../src/engine/flow.ts';
import { lines } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { boardPhrase, ownRank, ranksOf } from './board.ts';
import { quizHere, read } from './find.ts';
import { timingOf } from './rules.ts';
import { type Quiz, questionChoices, questionPhrase } from './say.ts';
import { addRoundRooms, closings, lastRound, openWindows, placeOf, type Round } from './store.ts';
import { quizTexts } from './text.ts';

export const words: readonly Word[] = [
  { words: ['quiz', '抢答'], summary: () => quizTexts.wordSummary(), run: join },
  { words: ['board', '排行榜'], summary: () => quizTexts.boardSummary(), run: board },
];

/** In a direct message: the person plays there from now on, beginning with an open question. */
async function join(turn: Turn): Promise<void> {
  const { platform, account, room } = turn.message;
  const [newest] = await listCampaigns(turn.trx, { status: 'live', kind: 'quiz' });
  if (!newest) return sayNext(turn);
  const { title } = newest;
  if (room !== undefined) return turn.reply(quizTexts.goToRoom({ title }));
  const here = (await campaignsOfRoom(turn.trx, { platform, account })).find(({ kind }) => kind === 'quiz');
  const quiz = read(here ?? newest);
  if (!here) await addRooms(turn.trx, quiz.id, [{ platform, account }]);
  turn.reply(here ? quizTexts.alreadyIn({ title: quiz.title }) : quizTexts.joined({ title: quiz.title }));
  const round = await lastRound(turn.trx, quiz.id);
  if (round?.status === 'open') await showQuestion(turn, quiz, round);
}

/** Whoever joins late has the time that is left: a window never closes after the last of those already open. */
async function showQuestion(turn: Turn, quiz: Quiz, round: Round): Promise<void> {
  const { platform, account } = turn.message;
  const place = placeOf({ platform, account });
  const last = (await closings(turn.trx, round.id)).map((row) => row.last).filter((at) => at !== undefined);
  const { reading, duration } = timingOf(quiz.definition, round.question);
  const closesAt = Math.min(turn.now + reading + duration, ...last);
  if (closesAt <= turn.now) return;
  await addRoundRooms(turn.trx, round.id, [place]);
  await openWindows(turn.trx, [{ roundId: round.id, ...place, openedAt: turn.now, closesAt }]);
  turn.reply(questionPhrase(quiz, round), { choices: questionChoices(round), expiresAt: closesAt });
}

async function sayNext(turn: Turn): Promise<void> {
  const scheduled = await listCampaigns(turn.trx, { status: 'scheduled', kind: 'quiz' });
  const next = scheduled.filter(({ opensAt }) => opensAt !== undefined).sort((a, b) => a.opensAt! - b.opensAt!)[0];
  turn.reply(next ? quizTexts.nextOpens({ title: next.title, at: when(next.opensAt!) }) : quizTexts.noneLive());
}

async function board(turn: Turn): Promise<void> {
  const quiz = (await quizHere(turn)) ?? (await latestClosed(turn));
  if (!quiz) return turn.reply(quizTexts.noBoard());
  turn.reply(await personalBoard(turn, quiz));
}

async function latestClosed(turn: Turn): Promise<Quiz | undefined> {
  const closed = await listCampaigns(turn.trx, { status: 'closed', kind: 'quiz' });
  const last = closed.sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))[0];
  return last && read(last);
}

/** The board with the reader's own line. */
export async function personalBoard(turn: Turn, quiz: Quiz) {
  const standing = await ranksOf(turn.trx, quiz.id, [turn.person.id]);
  return lines(await boardPhrase(turn.trx, quiz), ownRank(standing.get(turn.person.id)));
}
