// The course of a live quiz: announced, asked question by question, closed by the clock. Each step is one transaction.

import { definitionOf } from '../../src/campaigns/definition.ts';
import { closeCampaign } from '../../src/campaigns/service.ts';
import { findCampaignById, holdCampaign, roomsOf } from '../../src/campaigns/store.ts';
import { listeners } from '../../src/campaigns/tell.ts';
import type { Delivered } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { UserError } from '../../src/errors.ts';
import { groupBy } from '../../src/group.ts';
import { cancelTimer } from '../../src/schedule/timers.ts';
import { quote } from '../../src/text/phrase.ts';
import { duration } from '../../src/text/when.ts';
import { type Definition, definitionSchema } from './definition.ts';
import { closed, paused } from './ending.ts';
import { judgeRound } from './result.ts';
import { endsNow, overAt, timingOf } from './rules.ts';
import { announcement, type Quiz, questionChoices, questionPhrase } from './say.ts';
import { staffTexts } from './staff-text.ts';
import {
  addRound,
  endRound,
  findRound,
  holdRound,
  lastRound,
  type Place,
  type Round,
  rivalOf,
  roundsAnswered,
} from './store.ts';
import { tell } from './tell.ts';
import { quizTexts } from './text.ts';
import { askIn, askKey, bringForward, closeAt } from './timers.ts';
import { addRoundRooms, closings, dropRoundRoom, openWindows } from './windows.ts';

/** A question whose delivery nobody confirms closes all the same, so long after its time, ms. */
const UNCONFIRMED = 30_000;

/** Live for the first time, or again after a pause. Throws a UserError where there is nothing to ask, or nowhere free to ask it. */
export async function opened(scope: Scope, quiz: Quiz): Promise<void> {
  const { definition, slug, title } = quiz;
  if (definition.questions.length === 0) throw new UserError(staffTexts.refuseNoQuestions({ slug }));
  if ((await roomsOf(scope.trx, quiz.id)).length === 0) throw new UserError(staffTexts.refuseNoRoom({ slug }));
  await refuseRival(scope, quiz);
  const again = await lastRound(scope.trx, quiz.id);
  await tell(scope, quiz, again ? resumption(title, definition.countdown) : announcement(quiz));
  await askIn(scope, quiz.id, definition.countdown);
}

/** One quiz a room: two would take each other's answers. Throws a UserError that names the one that is on. */
export async function refuseRival(scope: Scope, quiz: Quiz): Promise<void> {
  const rival = await rivalOf(scope.trx, quiz.id);
  if (!rival) return;
  const { title, slug, platform, room } = rival;
  throw new UserError(staffTexts.refuseRoomBusy({ own: quiz.slug, title, slug, room: quote(`${platform}:${room}`) }));
}

function resumption(title: string, countdown: number) {
  return countdown > 0
    ? quizTexts.resumed({ title, wait: duration(countdown * 1000) })
    : quizTexts.resumedNow({ title });
}

/** Asks the next question in every room. Nothing where the quiz is not live, or a question is still open. */
export async function ask(scope: Scope, campaignId: string): Promise<'asked' | 'open' | 'over' | 'not-live'> {
  const quiz = await heldQuiz(scope, campaignId);
  if (quiz?.status !== 'live') return 'not-live';
  const last = await lastRound(scope.trx, campaignId);
  if (last?.status === 'open') return 'open';
  const number = (last?.number ?? 0) + 1;
  const question = quiz.definition.questions[number - 1];
  if (!question) {
    await closeCampaign(scope, life, quiz);
    return 'over';
  }
  await cancelTimer(scope, askKey(campaignId));
  const round: Round = {
    ...{ id: scope.newId(), campaignId, number, question },
    ...{ status: 'open', askedAt: scope.now, closedAt: undefined },
  };
  await addRound(scope.trx, round);
  await addRoundRooms(scope.trx, round.id, await listeners(scope, campaignId));
  await tell(scope, quiz, questionPhrase(quiz, round), {
    choices: questionChoices(round),
    topic: `quiz/${round.id}`,
    expiresAt: scope.now + UNCONFIRMED,
  });
  const { reading, duration: open } = timingOf(quiz.definition, question);
  await closeAt(scope, round.id, scope.now + reading + open + UNCONFIRMED);
  return 'asked';
}

/** The question arrived: the clock of that room starts. Where it did not arrive, the room plays no part in the round. */
export async function delivered(scope: Scope, deliveries: readonly Delivered[]): Promise<void> {
  const byRound = groupBy(deliveries, ({ topic }) => topic.split('/')[1]!);
  for (const [roundId, arrived] of byRound) {
    const round = await holdRound(scope.trx, roundId);
    const quiz = round && (await quizOf(scope, round.campaignId));
    if (!quiz || round.status !== 'open') continue;
    const { reading, duration: open } = timingOf(quiz.definition, round.question);
    const windows = arrived.filter(({ outcome }) => outcome !== 'failed');
    await openWindows(
      scope.trx,
      windows.map(({ platform, room, account, at }) => ({
        ...{ roundId, platform, room, account },
        openedAt: at,
        closesAt: at + reading + open,
      })),
    );
    for (const failed of arrived) if (failed.outcome === 'failed') await dropRoundRoom(scope.trx, roundId, failed);
    await settleClosing(scope, round);
  }
}

/** When every room's window is known, the round closes with the last of them, its platform's latency added; with no room left, at once. */
async function settleClosing(scope: Scope, round: Round): Promise<void> {
  const all = await closings(scope.trx, round.id);
  const over = overAt(
    all.map(({ platform, last, unopened }) =>
      last === undefined || unopened > 0 ? undefined : last + scope.capabilities(platform).latency,
    ),
    all.length === 0 ? scope.now : undefined,
  );
  if (over !== undefined) await bringForward(scope, round.id, over);
}

/** Somebody no longer plays in this place: an open question does not wait for it. */
export async function placeLeft(scope: Scope, campaignId: string, place: Place): Promise<void> {
  const asked = await lastRound(scope.trx, campaignId);
  const last = asked?.status === 'open' ? await holdRound(scope.trx, asked.id) : undefined;
  if (last?.status !== 'open') return;
  await dropRoundRoom(scope.trx, last.id, place);
  await settleClosing(scope, last);
}

/** Time is up: points, result and board, and what comes next. */
export async function close(scope: Scope, roundId: string): Promise<void> {
  const round = await findRound(scope.trx, roundId);
  const quiz = round && (await heldQuiz(scope, round.campaignId));
  if (!round || quiz?.status !== 'live' || !(await endRound(scope.trx, roundId, 'closed', scope.now))) return;
  const { definition } = quiz;
  const recent = await roundsAnswered(scope.trx, quiz.id, definition.empty_rounds);
  const deserted = endsNow(recent.answered > 0 ? 0 : recent.rounds, definition.empty_rounds);
  const over = deserted || round.number >= definition.questions.length;
  await judgeRound(scope, quiz, round, !over);
  if (over) await closeCampaign(scope, life, quiz);
  else if (definition.advance === 'auto') await askIn(scope, quiz.id, definition.pause);
}

/** The life of a campaign, as the kernel calls it. */
export const life = { definition: definitionSchema, opened, paused, closed };

/** The quiz, which nobody pauses, closes or takes further before the commit. */
async function heldQuiz(scope: Scope, campaignId: string): Promise<Quiz | undefined> {
  await holdCampaign(scope.trx, campaignId);
  return quizOf(scope, campaignId);
}

export async function quizOf(scope: Scope, campaignId: string): Promise<Quiz | undefined> {
  const campaign = await findCampaignById(scope.trx, campaignId);
  return campaign && { ...campaign, definition: definitionOf<Definition>(definitionSchema, campaign) };
}
