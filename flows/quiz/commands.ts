// How staff run a quiz: open, next, pause, resume, close, and what they can look at.
import {
  type Change,
  closeCampaign,
  openCampaign,
  pauseCampaign,
  resumeCampaign,
} from '../../src/campaigns/service.ts';
import { addRooms, roomsOf } from '../../src/campaigns/store.ts';
import { explainRefusal } from '../../src/campaigns/text.ts';
import type { Address } from '../../src/chat/message.ts';
import type { Arguments, Command, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { quote } from '../../src/text/phrase.ts';
import { quizBySlug, quizMeant } from './find.ts';
import { ask, life } from './game.ts';
import { checkPhrase, logPhrase } from './log.ts';
import { lastRound } from './store.ts';
import { quizTexts } from './text.ts';
import { personalBoard } from './words.ts';

export const runCommands: readonly Command[] = [
  {
    name: 'quiz open',
    role: 'staff',
    usage: '<slug> [platform:room …]',
    summary: () => quizTexts.openSummary(),
    run: open,
  },
  {
    name: 'quiz next',
    role: 'staff',
    usage: '[slug]',
    summary: () => quizTexts.nextSummary(),
    run: next,
  },
  {
    name: 'quiz pause',
    role: 'staff',
    usage: '[slug]',
    summary: () => quizTexts.pauseSummary(),
    async run(turn, { words }) {
      const quiz = await quizMeant(turn, words[0]);
      answer(turn, await pauseCampaign(turn, life, quiz), quizTexts.pausedDone({ slug: quiz.slug }));
    },
  },
  {
    name: 'quiz resume',
    role: 'staff',
    usage: '[slug]',
    summary: () => quizTexts.resumeSummary(),
    async run(turn, { words }) {
      const quiz = await quizMeant(turn, words[0]);
      answer(turn, await resumeCampaign(turn, life, quiz), quizTexts.resumedDone({ slug: quiz.slug }));
    },
  },
  {
    name: 'quiz close',
    role: 'staff',
    usage: '[slug]',
    summary: () => quizTexts.closeSummary(),
    async confirm(turn, { words }) {
      const { slug, title, status } = await quizMeant(turn, words[0]);
      return status === 'closed' ? undefined : { id: slug, consequence: quizTexts.closeConsequence({ title }) };
    },
    async run(turn, { words }) {
      const quiz = await quizMeant(turn, words[0]);
      answer(turn, await closeCampaign(turn, life, quiz), quizTexts.closedDone({ slug: quiz.slug }));
    },
  },
  {
    name: 'quiz board',
    role: 'member',
    usage: '[slug]',
    summary: () => quizTexts.boardCommandSummary(),
    async run(turn, { words }) {
      turn.reply(await personalBoard(turn, await quizMeant(turn, words[0])));
    },
  },
  {
    name: 'quiz log',
    role: 'staff',
    usage: '<slug> [--page n]',
    summary: () => quizTexts.logSummary(),
    options: ['page'],
    async run(turn, { words, options }) {
      const quiz = await quizMeant(turn, words[0]);
      turn.reply(await logPhrase(turn.trx, quiz, Number(options['page'] ?? 1)));
    },
  },
  {
    name: 'quiz check',
    role: 'staff',
    usage: '<slug>',
    summary: () => quizTexts.checkSummary(),
    async run(turn, { words }) {
      turn.reply(await checkPhrase(turn.trx, await quizMeant(turn, words[0])));
    },
  },
];

/** In a room: here. With rooms named: there. Otherwise where the file says. */
async function open(turn: Turn, { words: [slug, ...rooms] }: Arguments): Promise<void> {
  if (slug === undefined) throw new UserError(quizTexts.refuseWhichQuiz());
  const quiz = await quizBySlug(turn, slug);
  const { platform, room } = turn.message;
  const named = rooms.map(readRoom);
  const known = await roomsOf(turn.trx, quiz.id);
  const added = named.length === 0 && known.length === 0 && room !== undefined ? [{ platform, room }] : named;
  await addRooms(turn.trx, quiz.id, added);
  const count = (await roomsOf(turn.trx, quiz.id)).length;
  const change = await (quiz.status === 'paused' ? resumeCampaign : openCampaign)(turn, life, quiz);
  answer(turn, change, quizTexts.opened({ slug: quiz.slug, rooms: count }));
}

function readRoom(text: string): Address {
  const [, platform, room] = /^([a-z]+):(\S{1,200})$/.exec(text) ?? [];
  if (platform === undefined || room === undefined)
    throw new UserError(quizTexts.refuseRoom({ room: quote(text.slice(0, 60)) }));
  return { platform, room };
}

async function next(turn: Turn, { words }: Arguments): Promise<void> {
  const quiz = await quizMeant(turn, words[0]);
  const { slug } = quiz;
  const last = await lastRound(turn.trx, quiz.id);
  switch (await ask(turn, quiz.id)) {
    case 'asked':
      return turn.reply(quizTexts.nextDone({ slug }));
    case 'open':
      throw new UserError(quizTexts.refuseQuestionOpen({ slug, number: last?.number ?? 1 }));
    case 'over':
      return turn.reply(quizTexts.refuseNoMore({ slug }));
    case 'not-live':
      throw new UserError(quizTexts.refuseNotLive({ slug }));
  }
}

function answer(turn: Turn, change: Change, done: ReturnType<typeof quizTexts.closedDone>): void {
  switch (change.type) {
    case 'moved':
      return turn.reply(done);
    case 'already':
      return turn.reply(quizTexts.already({ slug: change.campaign.slug }));
    case 'refused':
      throw new UserError(explainRefusal(change.campaign, change.why));
  }
}
