// The slots of a schedule. The database decides: a slot is run by whoever inserts its row first, and `checked_at` moves in the same transaction.
import type { ScheduleTable, SlotTable, Trx } from '../db/schema.ts';
import { isSqlite, tableOf } from '../db/sets.ts';
import type { Scope } from '../engine/scope.ts';
import { tellStaff } from '../people/tell-staff.ts';
import { when } from '../text/when.ts';
import { nextSlot, readRule, slotsAfter } from './cron.ts';
import { scheduleTexts } from './text.ts';

/** What a schedule has to do now. Instants in ms, ascending; what was missed comes before what is run. */
export interface Overdue {
  missed: readonly number[];
  run: number | undefined;
}

/** So many missed slots are reported in one transaction and one message. */
const MISSED_AT_ONCE = 10_000;

/** The first slot that has no row yet, ms; it may have passed. */
export function nextOf({ rule, zone, checked_at }: ScheduleTable): number | undefined {
  return nextSlot(readRule(rule), zone, checked_at);
}

/**
 * The first thing a schedule has to do at `now`; undefined where nothing is due. A slot is run unless it is later than the grace:
 * then it was missed, but that under `run-late` the latest of all that are due runs however late it is.
 */
export function overdue(schedule: ScheduleTable, now: number): Overdue | undefined {
  const missed: number[] = [];
  for (const at of slotsAfter(readRule(schedule.rule), schedule.zone, schedule.checked_at)) {
    if (at > now) break;
    if (now - at <= schedule.grace) return { missed, run: at };
    missed.push(at);
    if (missed.length > MISSED_AT_ONCE) return { missed: missed.slice(0, -1), run: undefined };
  }
  const run = schedule.missed === 'run-late' ? missed.pop() : undefined;
  return missed.length === 0 && run === undefined ? undefined : { missed, run };
}

/** The job that a schedule runs: a campaign's says so itself, the program's own is named by it. */
export function jobNames({ name, flow, job }: Pick<ScheduleTable, 'name' | 'flow' | 'job'>): {
  flow: string;
  job: string;
} {
  const [ofFlow = '', ofJob = ''] = name.split('/');
  return flow === null ? { flow: ofFlow, job: ofJob } : { flow, job: job ?? '' };
}

/** The row of a schedule, which nobody changes before this transaction ends. */
export function lockSchedule(trx: Trx, name: string): Promise<ScheduleTable | undefined> {
  return locked(trx, name).executeTakeFirst();
}

/** The same, where it still says when and what to run: it may have been edited or dropped since it was read. */
export function lockUnchanged(trx: Trx, { name, rule, zone, flow, job }: ScheduleTable) {
  return locked(trx, name)
    .where('rule', '=', rule)
    .where('zone', '=', zone)
    .where('flow', flow === null ? 'is' : '=', flow)
    .where('job', job === null ? 'is' : '=', job)
    .executeTakeFirst();
}

function locked(trx: Trx, name: string) {
  const rows = trx.selectFrom('schedule').selectAll().where('name', '=', name);
  return isSqlite(trx) ? rows : rows.forNoKeyUpdate();
}

/** Inserts the row of one slot, and moves `checked_at`. False: somebody else was first, and the slot is theirs. */
export async function takeSlot(
  scope: Scope,
  schedule: string,
  at: number,
  state: SlotTable['state'],
): Promise<boolean> {
  return (await takeSlots(scope, schedule, [at], state)).length > 0;
}

/** What else is done where slots were recorded as missed: ms, ascending. */
export type HearMissed = (scope: Scope, schedule: ScheduleTable, slots: readonly number[]) => Promise<void>;

/** The `missed` of the schedule's job. */
export const tellJob: HearMissed = async (scope, schedule, slots) => {
  const { flow, job } = jobNames(schedule);
  await scope.job(flow, job)?.missed?.(scope, slots, JSON.parse(schedule.payload ?? 'null'));
};

/**
 * Records slots as missed; of those that nobody recorded before, staff are told and then `hear`. `also` were recorded by the caller.
 * `run` is left to the caller.
 */
export async function reportMissed(
  scope: Scope,
  schedule: ScheduleTable,
  { missed, run }: Overdue,
  hear: HearMissed = tellJob,
  also: readonly number[] = [],
): Promise<void> {
  const reported = [...also, ...(await takeSlots(scope, schedule.name, missed, 'missed'))];
  if (reported.length === 0) return;
  const [first, last] = [reported[0]!, reported.at(-1)!];
  const madeUpFor = schedule.missed === 'run-late' && run !== undefined;
  const say = madeUpFor ? scheduleTexts.missedRunLate : scheduleTexts.missedSkipped;
  const phrase = say({
    schedule: schedule.name,
    count: reported.length,
    first: when(first, schedule.zone),
    last: when(last, schedule.zone),
  });
  await tellStaff(scope, phrase, `schedule/missed/${schedule.name}/${first}`);
  await hear(scope, schedule, reported);
}

/** Reports every slot that is overdue as missed, however late it is: the schedule is about to change. */
export async function reportOverdue(scope: Scope, schedule: ScheduleTable): Promise<void> {
  let row: ScheduleTable = { ...schedule, grace: 0, missed: 'skip-and-tell' };
  for (let due = overdue(row, scope.now); due; due = overdue(row, scope.now)) {
    const missed = due.run === undefined ? due.missed : [...due.missed, due.run];
    await reportMissed(scope, row, { missed, run: undefined });
    row = { ...row, checked_at: missed.at(-1)! };
  }
}

/** Inserts what is not there yet and gives exactly that; ascending. */
async function takeSlots(
  scope: Scope,
  schedule: string,
  slots: readonly number[],
  state: SlotTable['state'],
): Promise<number[]> {
  if (slots.length === 0) return [];
  const { trx, now } = scope;
  const rows = slots.map((at) => ({ schedule, at, state, ran_at: now }));
  const made = tableOf(trx, { schedule: 'text', at: 'integer', state: 'text', ran_at: 'integer' }, rows).as('made');
  const taken = await trx
    .insertInto('slot')
    .columns(['schedule', 'at', 'state', 'ran_at'])
    .expression((build) =>
      build
        .selectFrom(made)
        .select(({ ref }) => [
          ref('schedule').as('schedule'),
          ref('at').as('at'),
          ref('state').as('state'),
          ref('ran_at').as('ran_at'),
        ])
        .where(build.lit(true)),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('at')
    .execute();
  await trx
    .updateTable('schedule')
    .set({ checked_at: slots.at(-1)! })
    .where('name', '=', schedule)
    .where('checked_at', '<', slots.at(-1)!)
    .execute();
  return taken.map(({ at }) => at).sort((one, other) => one - other);
}
