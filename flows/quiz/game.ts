// The course of a live quiz: announced, asked question by question, closed by the clock. Each step is one transaction.

import { definitionOf } from '../../src/campaigns/definition.ts';
import { closeCampaign } from '../../src/campaigns/service.ts';
import { findCampaignById, roomsOf } from '../../src/campaigns/store.ts';
import type { Delivered } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { UserError } from '../../src/errors.ts';
import { groupBy } from '../../src/group.ts';
import { cancelTimer, setTimer } from '../../src/schedule/timers.ts';
import { lines } from '../../src/text/phrase.ts';
import { duration } from '../../src/text/when.ts';
import { boardPhrase, participants, shownName, topOf } from './board.ts';
import { type Definition, definitionSchema } from './definition.ts';
import { judgeRound } from './result.ts';
import { endsNow, overAt, timingOf } from './rules.ts';
import { announcement, type Quiz, questionChoices, questionPhrase } from './say.ts';
import {
  addRound,
  addRoundRooms,
  closings,
  dropRoundRoom,
  endRound,
  findRound,
  lastRound,
  openWindows,
  placeOf,
  type Round,
  roundsAnswered,
} from './store.ts';
import { tell } from './tell.ts';
import { quizTexts } from './text.ts';

/** A question whose delivery nobody confirms closes all the same, so long after its time, ms. */
const UNCONFIRMED = 30_000;

export const askKey = (campaignId: string) => `quiz/${campaignId}/ask`;
export const closeKey = (roundId: string) => `quiz/${roundId}/close`;

/** Live for the first time, or again after a pause. Throws a UserError where there is nothing to ask or nowhere to ask it. */
export async function opened(scope: Scope, campaign: Quiz): Promise<void> {
  const { definition, slug, title } = campaign;
  if (definition.questions.length === 0) throw new UserError(quizTexts.refuseNoQuestions({ slug }));
  if ((await roomsOf(scope.trx, campaign.id)).length === 0) throw new UserError(quizTexts.refuseNoRoom({ slug }));
  const again = await lastRound(scope.trx, campaign.id);
  const wait = duration(definition.countdown * 1000);
  await tell(scope, campaign, again ? quizTexts.resumed({ title, wait }) : announcement(campaign));
  await askIn(scope, campaign, definition.countdown);
}

async function askIn(scope: Scope, campaign: Quiz, seconds: number): Promise<void> {
  const due = scope.now + seconds * 1000;
  await setTimer(scope, {
    flow: 'quiz',
    job: 'ask',
    key: askKey(campaign.id),
    due,
    payload: { campaignId: campaign.id },
  });
}

/** Asks the next question in every room. Nothing where the quiz is not live, or a question is still open. */
export async function ask(scope: Scope, campaignId: string): Promise<'asked' | 'open' | 'over' | 'not-live'> {
  const campaign = await quizOf(scope, campaignId);
  if (campaign?.status !== 'live') return 'not-live';
  const last = await lastRound(scope.trx, campaignId);
  if (last?.status === 'open') return 'open';
  const number = (last?.number ?? 0) + 1;
  const question = campaign.definition.questions[number - 1];
  if (!question) {
    await closeCampaign(scope, life, campaign);
    return 'over';
  }
  await cancelTimer(scope, askKey(campaignId));
  const round: Round = {
    id: scope.newId(),
    campaignId,
    number,
    question,
    status: 'open',
    askedAt: scope.now,
    closedAt: undefined,
  };
  await addRound(scope.trx, round);
  const rooms = await roomsOf(scope.trx, campaignId);
  await addRoundRooms(scope.trx, round.id, rooms.map(placeOf));
  await tell(scope, campaign, questionPhrase(campaign, round), {
    choices: questionChoices(round),
    topic: `quiz/${round.id}`,
    expiresAt: scope.now + UNCONFIRMED,
  });
  const { reading, duration: open } = timingOf(campaign.definition, question);
  await closeAt(scope, round.id, scope.now + reading + open + UNCONFIRMED);
  return 'asked';
}

function closeAt(scope: Scope, roundId: string, due: number): Promise<void> {
  return setTimer(scope, { flow: 'quiz', job: 'close', key: closeKey(roundId), due, payload: { roundId } });
}

/** The question arrived: the clock of that room starts. Where it did not arrive, the room plays no part in the round. */
export async function delivered(scope: Scope, deliveries: readonly Delivered[]): Promise<void> {
  const byRound = groupBy(deliveries, ({ topic }) => topic.split('/')[1]!);
  for (const [roundId, arrived] of byRound) {
    const round = await findRound(scope.trx, roundId);
    const campaign = round && (await quizOf(scope, round.campaignId));
    if (!campaign || round.status !== 'open') continue;
    const { reading, duration: open } = timingOf(campaign.definition, round.question);
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

/** When every room's window is known, the round closes with the last of them, its platform's latency added. */
async function settleClosing(scope: Scope, round: Round): Promise<void> {
  const all = await closings(scope.trx, round.id);
  const over = overAt(
    all.map(({ platform, last, unopened }) =>
      last === undefined || unopened > 0 ? undefined : last + scope.capabilities(platform).latency,
    ),
    undefined,
  );
  if (over !== undefined) await bringForward(scope, round.id, over);
}

/** Moves the closing of a round nearer; a round that is to close before stays so. */
export async function bringForward(scope: Scope, roundId: string, due: number): Promise<void> {
  const key = closeKey(roundId);
  const set = await scope.trx.selectFrom('timer').select('due_at').where('key', '=', key).executeTakeFirst();
  if (set && set.due_at > due) await closeAt(scope, roundId, due);
}

/** Time is up: points, result and board, and what comes next. */
export async function close(scope: Scope, roundId: string): Promise<void> {
  const round = await findRound(scope.trx, roundId);
  const campaign = round && (await quizOf(scope, round.campaignId));
  if (!round || campaign?.status !== 'live' || !(await endRound(scope.trx, roundId, 'closed', scope.now))) return;
  await judgeRound(scope, campaign, round);
  const { definition, slug } = campaign;
  const recent = await roundsAnswered(scope.trx, campaign.id, definition.empty_rounds);
  const deserted = endsNow(recent.answered > 0 ? 0 : recent.rounds, definition.empty_rounds);
  if (deserted || round.number >= definition.questions.length) {
    await closeCampaign(scope, life, campaign);
  } else if (definition.advance === 'staff') {
    await tell(scope, campaign, quizTexts.nextByStaff({ slug }));
  } else await askIn(scope, campaign, definition.pause);
}

/** At once, and what was open does not count: nobody knows whether everyone saw it. */
export async function paused(scope: Scope, campaign: Quiz): Promise<void> {
  await withdraw(scope, campaign);
  await tell(scope, campaign, quizTexts.pausedNow({ title: campaign.title }), { kind: 'service' });
}

async function withdraw(scope: Scope, campaign: Quiz): Promise<void> {
  await cancelTimer(scope, askKey(campaign.id));
  const last = await lastRound(scope.trx, campaign.id);
  if (last?.status !== 'open') return;
  await endRound(scope.trx, last.id, 'withdrawn', scope.now);
  await cancelTimer(scope, closeKey(last.id));
  await tell(scope, campaign, quizTexts.withdrawn({ number: last.number }), { kind: 'service' });
}

/** The end, by the last question, by desertion or by staff: the final board and the prize. */
export async function closed(scope: Scope, campaign: Quiz): Promise<void> {
  await withdraw(scope, campaign);
  const { definition, title } = campaign;
  const recent = await roundsAnswered(scope.trx, campaign.id, definition.empty_rounds);
  const deserted = recent.rounds === definition.empty_rounds && recent.answered === 0;
  await tell(
    scope,
    campaign,
    lines(
      deserted ? quizTexts.finishedEmpty({ title, rounds: recent.rounds }) : quizTexts.finished({ title }),
      await boardPhrase(scope.trx, campaign),
      definition.prize !== undefined && (await prizePhrase(scope, campaign, definition.prize)),
    ),
    { ranks: 'private' },
  );
}

/** No prize below a number of players: a friend and a second phone are no contest. */
async function prizePhrase({ trx }: Scope, { id, definition }: Quiz, prize: string) {
  const players = definition.prize_players;
  const { top } = await topOf(trx, id, 20);
  const first = top.filter((row) => row.rank === 1);
  if ((await participants(trx, id)) < players || first.length === 0) return quizTexts.noPrize({ players });
  return quizTexts.prizeFor({ prize, names: lines(...first.map(shownName)) });
}

/** The life of a campaign, as the kernel calls it. */
export const life = { definition: definitionSchema, opened, paused, closed };

export async function quizOf(scope: Scope, campaignId: string): Promise<Quiz | undefined> {
  const campaign = await findCampaignById(scope.trx, campaignId);
  return campaign && { ...campaign, definition: definitionOf<Definition>(definitionSchema, campaign) };
}
