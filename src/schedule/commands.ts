// What staff can ask about the clock, in chat and on the command line.
import type { Db, ScheduleTable } from '../db/schema.ts';
import type { Flow } from '../engine/flow.ts';
import type { ContactRules } from '../outbox/contact.ts';
import { lines, type Phrase, quote, type Reader } from '../text/phrase.ts';
import { months } from '../text/time-text.ts';
import { duration, when } from '../text/when.ts';
import { localTime } from '../text/zone.ts';
import { broadcastsOverBudget } from './broadcasts.ts';
import { readRule, slotsAfter } from './cron.ts';
import type { OverBudget } from './over-budget.ts';
import { hasJob, readSchedules, scheduledJobs } from './schedules.ts';
import { jobNames } from './slots.ts';
import { scheduleTexts } from './text.ts';

const SLOTS_SHOWN = 5;

/** What schedules are looked at with: `now` in ms, and of the installation its zone and the budgets of platforms. */
export interface ScheduleView {
  flows: readonly Flow[];
  now: number;
  zone: string;
  budgets: ContactRules['budgets'];
}

/** The command `schedule list` over the jobs of these flows. */
export function scheduleFlow(flows: readonly Flow[]): Flow {
  return {
    name: 'schedule',
    commands: [
      {
        name: 'schedule list',
        role: 'staff',
        usage: '',
        summary: scheduleTexts.summary,
        async run({ trx, now, installation, reply }) {
          const { zone, contact } = installation;
          reply(await describeSchedules(trx, { flows, now, zone, budgets: contact.budgets }));
        },
      },
    ],
    words: [],
  };
}

/** The same as lines of plain text, for `canyu schedule list`; the zone of the reader is that of the installation. */
export async function scheduleLines(
  db: Db,
  flows: readonly Flow[],
  reader: Omit<Reader, 'markup'>,
  budgets: ContactRules['budgets'] = {},
): Promise<string[]> {
  const phrase = await describeSchedules(db, { flows, now: reader.now, zone: reader.zone, budgets });
  return phrase.render({ ...reader, markup: 'plain' }).split('\n');
}

/**
 * Each schedule of the program and of campaigns with its rule and its next five slots, in its own zone, and with those weeks ahead that are
 * more than a platform allows; then how many timers wait.
 */
export async function describeSchedules(db: Db, view: ScheduleView): Promise<Phrase> {
  const { schedules, over } = await survey(db, view);
  const timers = await db
    .selectFrom('timer')
    .select(({ fn }) => [fn.countAll().as('all'), fn.count('failed_at').as('failed')])
    .executeTakeFirstOrThrow();
  const failed = Number(timers.failed);
  const described = schedules.map((row) =>
    describe(
      row,
      view,
      over.filter(({ schedule }) => schedule === row.name),
    ),
  );
  return lines(
    ...(schedules.length === 0 ? [scheduleTexts.none()] : described),
    scheduleTexts.timers({ count: Number(timers.all) - failed }),
    failed > 0 && scheduleTexts.failedTimers({ count: failed }),
  );
}

/** What `canyu doctor` has to say of schedules, a phrase each. */
export async function scheduleTroubles(db: Db, view: ScheduleView): Promise<Phrase[]> {
  const { schedules, over } = await survey(db, view);
  return [
    ...schedules
      .filter((row) => !hasJob(view.flows, row))
      .map((row) => scheduleTexts.noJobIn({ schedule: row.name, note: noJob(row) })),
    ...over.map((one) =>
      scheduleTexts.overIn({ schedule: one.schedule, at: when(one.at, view.zone), note: noteOver(one, view.zone) }),
    ),
  ];
}

/** The schedules of this version, started or not, then those of campaigns; and the broadcasts among them that are too many. */
async function survey(db: Db, view: ScheduleView): Promise<{ schedules: ScheduleTable[]; over: OverBudget[] }> {
  const rows = await readSchedules(db);
  const own = scheduledJobs(view.flows).map(({ name, cron }): ScheduleTable => {
    const row = rows.find((one) => one.name === name && one.flow === null);
    const fresh = { flow: null, job: null, payload: null, broadcasts: 0, checked_at: view.now };
    return { ...fresh, ...row, name, ...cron };
  });
  const ofCampaigns = rows.filter(({ flow }) => flow !== null);
  const running = ofCampaigns.filter((row) => hasJob(view.flows, row));
  return { schedules: [...own, ...ofCampaigns], over: await broadcastsOverBudget(db, running, view) };
}

function describe(row: ScheduleTable, view: ScheduleView, over: readonly OverBudget[]): Phrase {
  const { name, zone, grace } = row;
  const rule = readRule(row.rule);
  const policy = row.missed === 'run-late' ? scheduleTexts.graceAndRunLate : scheduleTexts.graceAndSkip;
  return lines(
    scheduleTexts.heading({ schedule: quote(name), rule: quote(row.rule), zone: quote(zone) }),
    policy({ grace: duration(grace) }),
    rule.needsBothDays && scheduleTexts.bothDays(),
    ...(hasJob(view.flows, row) ? describeSlots(row, view, over) : [noJob(row)]),
  );
}

function describeSlots({ rule, zone, checked_at }: ScheduleTable, view: ScheduleView, over: readonly OverBudget[]) {
  const next: number[] = [];
  for (const at of slotsAfter(readRule(rule), zone, Math.max(view.now, checked_at))) {
    next.push(at);
    if (next.length === SLOTS_SHOWN) break;
  }
  if (next.length === 0) return [scheduleTexts.never()];
  const shown = [...new Set([...next, ...over.map(({ at }) => at)])].sort((one, other) => one - other);
  return shown.flatMap((at) => [
    scheduleTexts.slot({ at: when(at, zone) }),
    ...over.filter((one) => one.at === at).map((one) => noteOver(one, view.zone)),
  ]);
}

function noJob(row: ScheduleTable): Phrase {
  const { flow, job } = jobNames(row);
  return scheduleTexts.noJob({ job: `${flow}/${job}` });
}

function noteOver({ platform, span, most, nth, more, at }: OverBudget, zone: string): Phrase {
  if (most === 0) return scheduleTexts.overNone({ platform, more });
  if (span === 'day') return scheduleTexts.overDay({ platform, most, nth, more });
  return scheduleTexts.overMonth({ platform, most, nth, month: months[localTime(at, zone).month - 1]!() });
}
