// Schedules that flows set for their campaigns: rows that say which job of the flow runs by the clock, and what it is handed.
import type { ScheduleTable } from '../db/schema.ts';
import type { Scope } from '../engine/scope.ts';
import { UserError } from '../errors.ts';
import { isZone } from '../text/zone.ts';
import { nextSlot, readRule, ruleFault } from './cron.ts';
import { cancelRetries } from './retries.ts';
import { lockSchedule, nextOf, reportMissed, reportOverdue, tellJob } from './slots.ts';
import { scheduleTexts as texts } from './text.ts';

export interface ScheduleSetting {
  /** Names the schedule among all, and people read it: `<flow>/<slug>/<job>`. Of two parts are the program's own. */
  name: string;
  flow: string;
  /** The name of one of the flow's jobs. */
  job: string;
  /** Five fields of cron, or six with seconds first. */
  rule: string;
  /** IANA name. */
  zone: string;
  /** How late a slot may still run, ms. */
  grace: number;
  missed: ScheduleTable['missed'];
  /** The job is handed `{ at, payload }`: JSON. */
  payload?: unknown;
  /** Each slot writes to all who want to hear. */
  broadcasts?: boolean;
}

/**
 * Sets a schedule; the same name again changes it. A new one, one that was dropped, and one whose rule or zone changed count from now on, and
 * slots of the old rule that were overdue are reported as missed. Throws a UserError on a rule or a zone that is none, and where no day
 * satisfies the rule.
 */
export async function setSchedule(scope: Scope, setting: ScheduleSetting): Promise<void> {
  refuseUnusable(setting, scope);
  const { trx, now } = scope;
  const { name, flow, job, rule, zone, grace, missed } = setting;
  const row = await lockSchedule(trx, name);
  const kept = row?.job != null && row.rule === rule && row.zone === zone;
  if (row?.job != null && !kept) await reportOverdue(scope, row);
  const checked_at = kept ? row.checked_at : now;
  const payload = JSON.stringify(setting.payload ?? null);
  const values = { flow, job, rule, zone, grace, missed, payload, broadcasts: setting.broadcasts ? 1 : 0, checked_at };
  await trx
    .insertInto('schedule')
    .values({ name, ...values })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
    .execute();
  scope.wake(nextOf({ name, ...values })!);
}

/**
 * Ends a schedule: nothing of it runs from now on, nor the retry of a slot that failed. What was due and has not run is reported as missed.
 * The slots it had stay, so that the same name set again runs none of them twice. Where there is none, nothing happens.
 */
export async function dropSchedule(scope: Scope, name: string): Promise<void> {
  const row = await lockSchedule(scope.trx, name);
  if (row?.job == null) return;
  const retries = await cancelRetries(scope, name);
  await reportMissed(scope, { ...row, missed: 'skip-and-tell' }, { missed: [], run: undefined }, tellJob, retries);
  await reportOverdue(scope, row);
  await scope.trx.updateTable('schedule').set({ job: null, payload: null }).where('name', '=', name).execute();
}

function refuseUnusable({ name, flow, job, rule, zone }: ScheduleSetting, { now, job: find }: Scope): void {
  if (!new RegExp(`^${flow}/.+/.`).test(name)) throw new Error(`${name} is not of the form ${flow}/<slug>/<job>`);
  if (!find(flow, job)) throw new Error(`There is no job ${flow}/${job}`);
  if (!isZone(zone)) throw new UserError(texts.refuseZone({ zone }));
  const fault = ruleFault(rule);
  if (fault !== undefined) throw new UserError(texts.refuseRule({ rule, fault }));
  if (nextSlot(readRule(rule), zone, now) === undefined) throw new UserError(texts.refuseNever({ rule }));
}
