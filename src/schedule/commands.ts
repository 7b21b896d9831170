// What staff can ask about the clock, in chat and on the command line.
import type { Db } from '../db/schema.ts';
import type { Flow } from '../engine/flow.ts';
import { lines, type Phrase, quote, type Reader } from '../text/phrase.ts';
import { duration, when } from '../text/when.ts';
import { readRule, slotsAfter } from './cron.ts';
import { readSchedules, type ScheduledJob, scheduledJobs } from './schedules.ts';
import { scheduleTexts } from './text.ts';

const SLOTS_SHOWN = 5;

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
        run: async (turn) => turn.reply(await describeSchedules(turn.trx, flows, turn.now)),
      },
    ],
    words: [],
  };
}

/** The same as lines of plain text, for `canyu schedule list`. */
export async function scheduleLines(db: Db, flows: readonly Flow[], reader: Omit<Reader, 'markup'>): Promise<string[]> {
  const phrase = await describeSchedules(db, flows, reader.now);
  return phrase.render({ ...reader, markup: 'plain' }).split('\n');
}

/** Each schedule with its rule in words and its next five slots, in its own zone; then how many timers wait. `now` in ms. */
export async function describeSchedules(db: Db, flows: readonly Flow[], now: number): Promise<Phrase> {
  const jobs = scheduledJobs(flows);
  const rows = await readSchedules(db);
  const checkedAt = new Map(rows.map((row) => [row.name, row.checked_at]));
  const after = (name: string) => Math.max(now, checkedAt.get(name) ?? now);
  const own = rows.filter(({ flow }) => flow !== null);
  const described = [
    ...jobs.map((job) => describe(job.name, job.cron, after(job.name))),
    ...own.map((row) => describe(row.name, row, after(row.name))),
  ];
  const timers = await db
    .selectFrom('timer')
    .select(({ fn }) => [fn.countAll().as('all'), fn.count('failed_at').as('failed')])
    .executeTakeFirstOrThrow();
  const failed = Number(timers.failed);
  return lines(
    ...(described.length === 0 ? [scheduleTexts.none()] : described),
    scheduleTexts.timers({ count: Number(timers.all) - failed }),
    failed > 0 && scheduleTexts.failedTimers({ count: failed }),
  );
}

function describe(name: string, cron: ScheduledJob['cron'], after: number): Phrase {
  const rule = readRule(cron.rule);
  const next: Phrase[] = [];
  for (const at of slotsAfter(rule, cron.zone, after)) {
    next.push(scheduleTexts.slot({ at: when(at, cron.zone) }));
    if (next.length === SLOTS_SHOWN) break;
  }
  const policy = cron.missed === 'run-late' ? scheduleTexts.graceAndRunLate : scheduleTexts.graceAndSkip;
  return lines(
    scheduleTexts.heading({ schedule: quote(name), rule: quote(cron.rule), zone: quote(cron.zone) }),
    policy({ grace: duration(cron.grace) }),
    rule.needsBothDays && scheduleTexts.bothDays(),
    ...(next.length === 0 ? [scheduleTexts.never()] : next),
  );
}
