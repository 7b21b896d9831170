// The schedules that flows declare, as rows: the table says what the program says, and nothing that was due is lost when it changes.
import type { Db, ScheduleTable } from '../db/schema.ts';
import type { Flow, Job } from '../engine/flow.ts';
import type { Scope } from '../engine/scope.ts';
import { StartError } from '../errors.ts';
import { isZone } from '../text/zone.ts';
import { readRule } from './cron.ts';
import { jobNames, reportOverdue } from './slots.ts';

/** A job that a flow wants run by the clock. The schedule is named `<flow>/<job>`. */
export interface ScheduledJob {
  name: string;
  flow: string;
  job: Job;
  cron: NonNullable<Job['cron']>;
}

/** The jobs with a cron rule. Throws a StartError where a rule or a zone is none. */
export function scheduledJobs(flows: readonly Flow[]): ScheduledJob[] {
  return flows.flatMap((flow) =>
    (flow.jobs ?? []).flatMap((job) => {
      if (!job.cron) return [];
      const name = `${flow.name}/${job.name}`;
      readRule(job.cron.rule);
      if (!isZone(job.cron.zone))
        throw new StartError(`${name}: "${job.cron.zone}" is no time zone. Use an IANA name such as Asia/Shanghai.`);
      return [{ name, flow: flow.name, job, cron: job.cron }];
    }),
  );
}

/**
 * Makes the rows of the program's own schedules say what the flows say. A new schedule, or one whose rule or zone changed, counts from now on; slots of an old
 * rule that were overdue are reported as missed. A schedule that no flow has any more goes, with its slots.
 */
export async function syncSchedules(scope: Scope, jobs: readonly ScheduledJob[]): Promise<void> {
  const { trx, now } = scope;
  const rows = await trx.selectFrom('schedule').selectAll().where('flow', 'is', null).orderBy('name').execute();
  for (const row of rows) {
    const cron = jobs.find((job) => job.name === row.name)?.cron;
    const moved = !cron || cron.rule !== row.rule || cron.zone !== row.zone;
    if (moved) await reportOverdue(scope, row);
    if (!cron) {
      await trx.deleteFrom('slot').where('schedule', '=', row.name).execute();
      await trx.deleteFrom('schedule').where('name', '=', row.name).execute();
    } else if (moved || cron.grace !== row.grace || cron.missed !== row.missed) {
      const checked = moved ? { checked_at: now } : {};
      await trx
        .updateTable('schedule')
        .set({ ...cron, ...checked })
        .where('name', '=', row.name)
        .execute();
    }
  }
  for (const { name, cron } of jobs) {
    await trx
      .insertInto('schedule')
      .values({ name, ...cron, checked_at: now, broadcasts: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** The schedules of the program and of campaigns, by name; not those that were dropped. */
export function readSchedules(db: Db): Promise<ScheduleTable[]> {
  return db
    .selectFrom('schedule')
    .selectAll()
    .where(({ or, eb }) => or([eb('flow', 'is', null), eb('job', 'is not', null)]))
    .orderBy('name')
    .execute();
}

/** Whether this version of the program has the job of a schedule. */
export function hasJob(flows: readonly Flow[], schedule: ScheduleTable): boolean {
  const { flow, job } = jobNames(schedule);
  const found = flows.find(({ name }) => name === flow)?.jobs?.find(({ name }) => name === job);
  return found !== undefined && (schedule.flow !== null || found.cron !== undefined);
}
