// How a member comes to play in a direct message, and how they leave.
import type { Campaign } from '../../src/campaigns/campaign.ts';
import { addRooms, campaignsOfRoom, listCampaigns, removeRoom } from '../../src/campaigns/store.ts';
import type { Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { fold } from '../../src/text/normalise.ts';
import { lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { read } from './find.ts';
import { placeLeft } from './game.ts';
import { timingOf } from './rules.ts';
import { type Quiz, questionChoices, questionPhrase } from './say.ts';
import { lastRound, placeOf, type Round } from './store.ts';
import { quizTexts } from './text.ts';
import { addRoundRooms, closings, openWindows } from './windows.ts';

/** In a direct message: the person plays there from now on, beginning with an open question. Without a slug, the one quiz that is on. */
export async function join(turn: Turn, slug?: string): Promise<void> {
  const on = await listCampaigns(turn.trx, { status: ['live', 'paused'], kind: 'quiz' });
  const named = slug === undefined ? undefined : on.find((quiz) => quiz.slug === fold(slug));
  if (slug !== undefined && !named)
    throw new UserError(quizTexts.refuseNotPlayed({ slug: quote([...slug].slice(0, 60).join('')) }));
  if (on.length === 0) return sayNext(turn);
  if (turn.message.room !== undefined) return pointTheWay(turn, named ?? on[0]!);
  if (turn.person.stopped) throw new UserError(quizTexts.refuseStopped());
  const here = await joinedHere(turn);
  const meant = named ?? here ?? (on.length === 1 ? on[0] : undefined);
  if (!meant) return askWhich(turn, quizTexts.whichLive(), on, 'join');
  if (here && here.id !== meant.id) await depart(turn, here);
  await enter(turn, read(meant), here);
}

async function enter(turn: Turn, quiz: Quiz, before: Campaign | undefined): Promise<void> {
  const { title } = quiz;
  if (before?.id !== quiz.id) await addRooms(turn.trx, quiz.id, [here(turn)]);
  const welcome = !before
    ? quizTexts.joined({ title })
    : before.id === quiz.id
      ? quizTexts.alreadyIn({ title })
      : quizTexts.movedOver({ from: before.title, title });
  turn.reply(lines(welcome, quiz.status === 'paused' && quizTexts.joinedPaused()));
  const round = await lastRound(turn.trx, quiz.id);
  if (round?.status === 'open') await showQuestion(turn, quiz, round);
}

/** Whoever joins late has the time that is left: a window never closes after the last of those already open. */
async function showQuestion(turn: Turn, quiz: Quiz, round: Round): Promise<void> {
  const place = placeOf(here(turn));
  const last = (await closings(turn.trx, round.id)).map((row) => row.last).filter((at) => at !== undefined);
  const { reading, duration } = timingOf(quiz.definition, round.question);
  const closesAt = Math.min(turn.now + reading + duration, ...last);
  if (closesAt <= turn.now) return;
  await addRoundRooms(turn.trx, round.id, [place]);
  await openWindows(turn.trx, [{ roundId: round.id, ...place, openedAt: turn.now, closesAt }]);
  turn.reply(questionPhrase(quiz, round), { choices: questionChoices(round), expiresAt: closesAt });
}

/** Somebody said `cancel` in their direct message: what they hear where they played there. */
export async function leave(turn: Turn): Promise<Phrase | undefined> {
  const quiz = turn.message.room === undefined ? await joinedHere(turn) : undefined;
  if (!quiz) return undefined;
  await depart(turn, quiz);
  return quizTexts.leftQuiz({ title: quiz.title });
}

async function depart(turn: Turn, quiz: Campaign): Promise<void> {
  await removeRoom(turn.trx, quiz.id, here(turn));
  await placeLeft(turn, quiz.id, placeOf(here(turn)));
}

async function joinedHere(turn: Turn): Promise<Campaign | undefined> {
  const joined = await campaignsOfRoom(turn.trx, here(turn), ['live', 'paused']);
  return joined.find(({ kind }) => kind === 'quiz');
}

function here({ message: { platform, account } }: Turn) {
  return { platform, account };
}

async function pointTheWay(turn: Turn, quiz: Campaign): Promise<void> {
  const { platform, room } = turn.message;
  const played = await campaignsOfRoom(turn.trx, { platform, room: room! }, ['live', 'paused']);
  const own = played.find(({ kind }) => kind === 'quiz');
  turn.reply(own ? quizTexts.answerHere({ title: own.title }) : quizTexts.goToDirect({ title: quiz.title }));
}

/** Several quizzes are on: a button for each, which is the same as `quiz join <slug>` or `quiz board <slug>`. */
export function askWhich(turn: Turn, question: Phrase, on: readonly Campaign[], verb: 'join' | 'board'): void {
  turn.reply(question, {
    choices: on.map(({ title, slug }) => ({ label: quote(title), value: `quiz ${verb} ${slug}` })),
  });
}

async function sayNext(turn: Turn): Promise<void> {
  const scheduled = await listCampaigns(turn.trx, { status: 'scheduled', kind: 'quiz' });
  const next = scheduled.filter(({ opensAt }) => opensAt !== undefined).sort((a, b) => a.opensAt! - b.opensAt!)[0];
  turn.reply(next ? quizTexts.nextOpens({ title: next.title, at: when(next.opensAt!) }) : quizTexts.noneLive());
}
