// How staff run a quiz: open, next, pause, resume, close, and what they can look at.

import { explainRefusal, statusName } from '../../src/campaigns/explain.ts';
import {
  type Change,
  closeCampaign,
  openCampaign,
  pauseCampaign,
  resumeCampaign,
} from '../../src/campaigns/service.ts';
import { addRooms, roomsOf } from '../../src/campaigns/store.ts';
import type { Address } from '../../src/chat/message.ts';
import type { Arguments, Command, Turn } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { lines, type Phrase, quote } from '../../src/text/phrase.ts';
import { quizBySlug, quizMeant } from './find.ts';
import { ask, life, refuseRival } from './game.ts';
import { checkPhrase, logPhrase } from './log.ts';
import { announcement, listed, type Quiz } from './say.ts';
import { staffTexts } from './staff-text.ts';
import { lastRound } from './store.ts';

export const runCommands: readonly Command[] = [
  {
    name: 'quiz open',
    role: 'staff',
    usage: '<slug> [platform:room …]',
    summary: () => staffTexts.openSummary(),
    run: open,
  },
  {
    name: 'quiz next',
    role: 'staff',
    usage: '[slug]',
    summary: () => staffTexts.nextSummary(),
    run: next,
  },
  {
    name: 'quiz pause',
    role: 'staff',
    usage: '[slug]',
    summary: () => staffTexts.pauseSummary(),
    async run(turn, { words }) {
      const quiz = await quizMeant(turn, words[0]);
      answer(turn, await pauseCampaign(turn, life, quiz), staffTexts.pausedDone({ slug: quiz.slug }));
    },
  },
  {
    name: 'quiz resume',
    role: 'staff',
    usage: '[slug]',
    summary: () => staffTexts.resumeSummary(),
    async run(turn, { words }) {
      const quiz = await quizMeant(turn, words[0]);
      answer(turn, await resumeCampaign(turn, life, quiz), staffTexts.resumedDone({ slug: quiz.slug }));
    },
  },
  {
    name: 'quiz close',
    role: 'staff',
    usage: '[slug]',
    summary: () => staffTexts.closeSummary(),
    async confirm(turn, { words }) {
      const { slug, title, status } = await quizMeant(turn, words[0]);
      return status === 'closed' ? undefined : { id: slug, consequence: staffTexts.closeConsequence({ title }) };
    },
    async run(turn, { words }) {
      const quiz = await quizMeant(turn, words[0]);
      answer(turn, await closeCampaign(turn, life, quiz), staffTexts.closedDone({ slug: quiz.slug }));
    },
  },
  {
    name: 'quiz log',
    role: 'staff',
    usage: '<slug> [--page n]',
    summary: () => staffTexts.logSummary(),
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
    summary: () => staffTexts.checkSummary(),
    async run(turn, { words }) {
      turn.reply(await checkPhrase(turn.trx, await quizMeant(turn, words[0])));
    },
  },
];

/** With rooms named: there. Otherwise where the file says, or else here. A live quiz is opened in further rooms. */
async function open(turn: Turn, { words: [slug, ...rooms] }: Arguments): Promise<void> {
  if (slug === undefined) throw new UserError(staffTexts.refuseWhichQuiz());
  const quiz = await quizBySlug(turn, slug);
  const { platform, room } = turn.message;
  const known = await roomsOf(turn.trx, quiz.id);
  const nowhere = known.every((place) => place.room === undefined);
  const wanted = rooms.length === 0 && nowhere && room !== undefined ? [{ platform, room }] : rooms.map(readRoom);
  const added = wanted.filter((place) => !known.some((other) => written(other) === written(place)));
  await addRooms(turn.trx, quiz.id, added);
  if (quiz.status === 'live' && added.length > 0) return openMore(turn, quiz, added);
  const change = await (quiz.status === 'paused' ? resumeCampaign : openCampaign)(turn, life, quiz);
  const places = (await roomsOf(turn.trx, quiz.id)).filter((place) => place.room !== undefined);
  const done = staffTexts.opened({ slug: quiz.slug, rooms: roomList(places) });
  const byHand = quiz.definition.advance === 'staff' && staffTexts.byHand({ slug: quiz.slug });
  answer(turn, change, lines(done, byHand));
}

async function openMore(turn: Turn, quiz: Quiz, added: readonly Address[]): Promise<void> {
  await refuseRival(turn, quiz);
  const reader = { language: quiz.language, zone: quiz.zone };
  for (const place of added) turn.send(place, announcement(quiz), { kind: 'campaign', campaignId: quiz.id, reader });
  turn.reply(staffTexts.openedMore({ slug: quiz.slug, rooms: roomList(added) }));
}

/** Rooms named in one sentence. */
const MOST_NAMED = 5;

function roomList(rooms: readonly Address[]): Phrase {
  const named = rooms.slice(0, MOST_NAMED).map((place) => quote(written(place)));
  const count = rooms.length - named.length;
  return listed(count > 0 ? [...named, staffTexts.roomsMore({ count })] : named);
}

function written({ platform, room, account }: Address): string {
  return room === undefined ? `${platform}:@${account}` : `${platform}:${room}`;
}

function readRoom(text: string): Address {
  const [, platform, room] = /^([a-z]+):(\S{1,200})$/.exec(text) ?? [];
  if (platform === undefined || room === undefined)
    throw new UserError(staffTexts.refuseRoom({ room: quote(text.slice(0, 60)) }));
  return { platform, room };
}

async function next(turn: Turn, { words }: Arguments): Promise<void> {
  const quiz = await quizMeant(turn, words[0]);
  const { slug } = quiz;
  const last = await lastRound(turn.trx, quiz.id);
  switch (await ask(turn, quiz.id)) {
    case 'asked':
      return turn.reply(staffTexts.nextDone({ slug }));
    case 'open':
      throw new UserError(staffTexts.refuseQuestionOpen({ slug, number: last?.number ?? 1 }));
    case 'over':
      return turn.reply(staffTexts.refuseNoMore({ slug }));
    case 'not-live':
      throw new UserError(whyNotLive(quiz));
  }
}

function whyNotLive({ slug, status }: Quiz): Phrase {
  if (status === 'paused') return staffTexts.refusePaused({ slug });
  return status === 'closed' ? staffTexts.refuseOver({ slug }) : staffTexts.refuseNotLive({ slug });
}

function answer(turn: Turn, change: Change, done: Phrase): void {
  switch (change.type) {
    case 'moved':
      return turn.reply(done);
    case 'already':
      return turn.reply(staffTexts.already({ slug: change.campaign.slug, status: statusName(change.campaign.status) }));
    case 'refused':
      throw new UserError(explainRefusal(change.campaign, change.why));
  }
}
