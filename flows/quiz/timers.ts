// The two timers of a quiz: when it asks, and when the open question closes.
import type { Scope } from '../../src/engine/scope.ts';
import { setTimer } from '../../src/schedule/timers.ts';

export const askKey = (campaignId: string) => `quiz/${campaignId}/ask`;
export const closeKey = (roundId: string) => `quiz/${roundId}/close`;

/** Has the next question asked after so many seconds. */
export function askIn(scope: Scope, campaignId: string, seconds: number): Promise<void> {
  const due = scope.now + seconds * 1000;
  return setTimer(scope, { flow: 'quiz', job: 'ask', key: askKey(campaignId), due, payload: { campaignId } });
}

/** Has a round closed at an instant (ms), whenever it was to close before. */
export function closeAt(scope: Scope, roundId: string, due: number): Promise<void> {
  return setTimer(scope, { flow: 'quiz', job: 'close', key: closeKey(roundId), due, payload: { roundId } });
}

/** Moves the closing of a round nearer; a round that is to close before stays so. */
export async function bringForward(scope: Scope, roundId: string, due: number): Promise<void> {
  const key = closeKey(roundId);
  const set = await scope.trx.selectFrom('timer').select('due_at').where('key', '=', key).executeTakeFirst();
  if (set && set.due_at > due) await closeAt(scope, roundId, due);
}
