// The broadcasts of campaigns, those of this month and those weeks ahead, against what platforms allow.
import type { Db, ScheduleTable } from '../db/schema.ts';
import type { Budget } from '../outbox/contact.ts';
import { readRule, slotsAfter } from './cron.ts';
import { type Broadcast, type OverBudget, overBudget } from './over-budget.ts';

const DAY = 86_400_000;

/** So far ahead is looked, ms: twelve weeks. */
const AHEAD = 84 * DAY;

/** So many slots of one schedule are looked at. */
const MOST_SLOTS = 2000;

/** What does not fit into the budgets of the coming weeks, given the schedules that will run. `zone` is that of the installation. */
export async function broadcastsOverBudget(
  db: Db,
  schedules: readonly ScheduleTable[],
  { now, zone, budgets }: { now: number; zone: string; budgets: Readonly<Record<string, Budget>> },
): Promise<OverBudget[]> {
  const writing = schedules.filter(({ broadcasts }) => broadcasts === 1);
  if (writing.length === 0 || Object.keys(budgets).length === 0) return [];
  const ran = await db
    .selectFrom('slot')
    .innerJoin('schedule', 'schedule.name', 'slot.schedule')
    .select(['slot.schedule', 'slot.ran_at'])
    .where('schedule.broadcasts', '=', 1)
    .where('slot.state', '=', 'run')
    .where('slot.ran_at', '>', now - 32 * DAY)
    .execute();
  const been = ran.map(({ schedule, ran_at }) => ({ schedule, at: ran_at, ran: true }));
  return overBudget([...been, ...writing.flatMap((schedule) => ahead(schedule, now))], budgets, zone);
}

/** What will run: what is overdue by less than the grace, and what comes after. */
function ahead({ name, rule, zone, grace, checked_at }: ScheduleTable, now: number): Broadcast[] {
  const found: Broadcast[] = [];
  for (const at of slotsAfter(readRule(rule), zone, Math.max(checked_at, now - grace - 1))) {
    if (at > now + AHEAD || found.length === MOST_SLOTS) break;
    found.push({ schedule: name, at, ran: false });
  }
  return found;
}
