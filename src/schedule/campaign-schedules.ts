// Schedules that flows set for their campaigns: rows like those of the program, with the job they run and what that is handed.
import type { Db, ScheduleTable } from '../db/schema.ts';
import type { Flow, Job } from '../engine/flow.ts';
import type { Scope } from '../engine/scope.ts';
import { nextSlot, readRule } from './cron.ts';
import { reportOverdue } from './slots.ts';

export interface CampaignSchedule {
  /** Names it among all: `<flow>/<slug>`. */
  name: string;
  flow: string;
  /** The name of one of the flow's jobs; it is handed `{ at, payload }`. */
  job: string;
  /** Five fields, as cron has them. */
  rule: string;
  /** IANA zone. */
  zone: string;
  /** A slot later than this was missed, ms. */
  grace: number;
  missed: 'run-late' | 'skip-and-tell';
  payload: unknown;
  /** Each slot writes to all who want to hear: it counts against the budgets of platforms. */
  broadcasts?: boolean;
}

/**
 * Makes the schedule of that name say this. One that is new, or has another rule or zone, counts from now on; what was due by the old rule and
 * has not run is recorded as missed, and staff are told. Throws a StartError where the rule is none, a RangeError where the zone is none.
 */
export async function setSchedule(
  scope: Scope,
  { payload, broadcasts = false, ...schedule }: CampaignSchedule,
): Promise<void> {
  const { trx, now } = scope;
  const next = nextSlot(readRule(schedule.rule), schedule.zone, now);
  const known = await find(trx, schedule.name);
  const moved = known !== undefined && (known.rule !== schedule.rule || known.zone !== schedule.zone);
  if (moved) await reportOverdue(scope, known);
  const row = { ...schedule, payload: JSON.stringify(payload), broadcasts: broadcasts ? 1 : 0 };
  await trx
    .insertInto('schedule')
    .values({ ...row, checked_at: now })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ ...row, ...(moved && { checked_at: now }) }))
    .execute();
  if (next !== undefined) scope.wake(next);
}

/** Ends a schedule. What was due and has not run is recorded as missed, and staff are told; what it did stays on record until then. */
export async function dropSchedule(scope: Scope, name: string): Promise<void> {
  const known = await find(scope.trx, name);
  if (!known) return;
  await reportOverdue(scope, known);
  await scope.trx.deleteFrom('slot').where('schedule', '=', name).execute();
  await scope.trx.deleteFrom('schedule').where('name', '=', name).execute();
}

function find(db: Db, name: string): Promise<ScheduleTable | undefined> {
  return db.selectFrom('schedule').selectAll().where('name', '=', name).executeTakeFirst();
}

/** The job that a schedule runs; undefined where this version of the program has none of that name. */
export function jobOfSchedule(
  flows: readonly Flow[],
  { name, flow, job }: Pick<ScheduleTable, 'name' | 'flow' | 'job'>,
): Job | undefined {
  const [ownFlow, ownJob] = flow === null ? name.split('/') : [flow, job];
  return flows.find((one) => one.name === ownFlow)?.jobs?.find((one) => one.name === ownJob);
}

/** What the job of a slot is handed. */
export function slotPayload({ flow, payload }: Pick<ScheduleTable, 'flow' | 'payload'>, at: number): unknown {
  return flow === null ? { at } : { at, payload: JSON.parse(payload ?? 'null') };
}
