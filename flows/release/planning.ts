// The next release of a train, and the timers that lead up to its slot.
import type { Scope } from '../../src/engine/scope.ts';
import { setSchedule } from '../../src/schedule/campaign-schedules.ts';
import { cancelTimer, setTimer } from '../../src/schedule/timers.ts';
import { readWeekly } from '../../src/schedule/weekly.ts';
import { readLength } from './definition.ts';
import { currentRelease, type Release, takeNumber, updateRelease } from './store.ts';
import { KIND, nextTimes, type Train } from './train.ts';

const HOUR = 3_600_000;
/** How long before the slot staff are nudged, ms. */
const NUDGES = { day: 24 * HOUR, hour: HOUR } as const;

const timerKey = (train: Train, name: string) => `${KIND}/${train.id}/${name}`;
export const scheduleName = (train: Pick<Train, 'slug'>) => `${KIND}/${train.slug}/announce`;

/** Has the weekly slot of a train run by the clock, as its definition says now. */
export function scheduleTrain(scope: Scope, train: Train): Promise<void> {
  return setSchedule(scope, {
    ...{ name: scheduleName(train), flow: KIND, job: 'announce', rule: readWeekly(train.definition.announce)! },
    ...{ zone: train.zone, grace: readLength(train.definition.late), missed: 'skip-and-tell' },
    ...{ payload: { campaignId: train.id }, broadcasts: true },
  });
}

/** Makes the release of the first slot after `after` (ms) whose votes can still be given, and gives it. What was approved and never announced comes with it. */
export async function planNext(scope: Scope, train: Train, after: number): Promise<Release> {
  const { trx, now } = scope;
  const { slotAt, freezeAt } = nextTimes(train, Math.max(after, now), now);
  const id = scope.newId();
  const number = await takeNumber(trx, train.id, 'last_release');
  await trx
    .insertInto('release')
    .values({ id, campaign_id: train.id, number, slot_at: slotAt, freeze_at: freezeAt, state: 'open' })
    .execute();
  await trx
    .updateTable('release_item')
    .set({ release_id: id })
    .where('campaign_id', '=', train.id)
    .where('state', '=', 'approved')
    .execute();
  const release = (await currentRelease(trx, train.id))!;
  await setTimers(scope, train, release);
  return release;
}

/** Moves a release to where the definition puts it now. */
export async function replan(scope: Scope, train: Train, release: Release): Promise<Release> {
  const times = nextTimes(train, scope.now, release.state === 'open' ? scope.now : Number.NEGATIVE_INFINITY);
  const moved = { slot_at: times.slotAt, freeze_at: times.freezeAt };
  await updateRelease(scope.trx, release.id, moved);
  await setTimers(scope, train, { ...release, ...moved });
  return { ...release, ...moved };
}

/** What is to happen on the way to the slot; an instant that has passed is left out. */
async function setTimers(scope: Scope, train: Train, release: Release): Promise<void> {
  const payload = { campaignId: train.id, releaseId: release.id };
  const at = async (job: string, name: string, due: number) => {
    const key = timerKey(train, name);
    if (due > scope.now) await setTimer(scope, { flow: KIND, job, key, due, payload });
    else await cancelTimer(scope, key);
  };
  if (release.state === 'open') await at('freeze', 'freeze', release.freeze_at);
  for (const [name, ahead] of Object.entries(NUDGES)) {
    const due = release.slot_at - ahead;
    // At the freeze staff hear of it anyway.
    if (due > release.freeze_at) await at('nudge', `nudge-${name}`, due);
    else await cancelTimer(scope, timerKey(train, `nudge-${name}`));
  }
}

export async function cancelTimers(scope: Scope, train: Train): Promise<void> {
  for (const name of ['freeze', 'nudge-day', 'nudge-hour']) await cancelTimer(scope, timerKey(train, name));
}
