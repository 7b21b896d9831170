// A database, a clock and flows whose jobs leave a trace: an audit row each, so that a rolled back job leaves none.

import type { Capabilities } from '../../src/chat/platform.ts';
import { type SettableClock, settableClock } from '../../src/clock.ts';
import { isSerializationFailure } from '../../src/db/errors.ts';
import type { Database } from '../../src/db/open.ts';
import type { Flow, Job } from '../../src/engine/flow.ts';
import type { Incident } from '../../src/engine/incidents.ts';
import { createPerform, type Perform } from '../../src/engine/perform.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { uuids } from '../../src/ids.ts';
import { UNLIMITED } from '../../src/outbox/contact.ts';
import type { ScheduleSetting } from '../../src/schedule/campaign-schedules.ts';
import { createTicker, type Ticker } from '../../src/schedule/ticker.ts';
import { setTimer } from '../../src/schedule/timers.ts';

export const at = (text: string) => Date.parse(text);
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const capabilities: Capabilities = {
  markup: 'plain',
  buttons: false,
  threads: false,
  privateReplies: true,
  lookup: false,
  stableIds: true,
  latency: 0,
  longestText: 4000,
};

export interface Clockwork {
  clock: SettableClock;
  ticker: Ticker;
  perform: Perform;
  incidents: Incident[];
  /** Sets a timer of the flow `test` for its job `note`, which writes `text` down. */
  note(text: string, due: number): Promise<void>;
  set(job: string, key: string, due: number, payload?: unknown): Promise<void>;
}

export interface ClockworkOptions {
  clock?: SettableClock;
  jobs?: readonly Job[];
  /** Goes around the real `perform` of the ticker. */
  around?: (perform: Perform) => Perform;
}

/** One process on that database; several may share it. The clock stands at `now` unless one is given. */
export function clockwork(database: Database, now: number, options: ClockworkOptions = {}): Clockwork {
  const clock = options.clock ?? settableClock();
  if (!options.clock) clock.set(now);
  const incidents: Incident[] = [];
  const flows: Flow[] = [{ name: 'test', commands: [], words: [], jobs: [note, ...(options.jobs ?? [])] }];
  const perform = createPerform({
    db: database.db,
    now: clock.now,
    newId: uuids(clock.now),
    installation: { language: 'en', zone: 'Asia/Shanghai', keyring: [], contact: UNLIMITED },
    capabilities: () => capabilities,
    job: createRegistry(flows).job,
    takes: () => false,
    committed: () => undefined,
    wake: (instant) => ticker.poke(instant),
    mayRerun: isSerializationFailure,
  });
  const ticker: Ticker = createTicker({
    db: database.db,
    perform: options.around?.(perform) ?? perform,
    clock,
    flows,
    recordIncident: async (incident) => {
      incidents.push(incident);
      return `INCIDENT${incidents.length}`;
    },
  });
  const set: Clockwork['set'] = (job, key, due, payload) =>
    perform((scope) => setTimer(scope, { flow: 'test', job, key, due, payload }));
  return { clock, ticker, perform, incidents, set, note: (text, due) => set('note', text, due, text) };
}

const note: Job = { name: 'note', run: (scope, payload) => write(scope, String(payload)) };

/** A trace of a job, gone when its transaction is rolled back. */
export async function write({ trx, newId, now }: Scope, text: string): Promise<void> {
  await trx
    .insertInto('audit')
    .values({
      id: newId(),
      at: now,
      platform: 'test',
      account: 'test',
      person_id: null,
      command: text,
      outcome: 'done',
    })
    .execute();
}

/** The traces, in the order they were made. */
export async function written({ db }: Database): Promise<string[]> {
  const rows = await db.selectFrom('audit').select('command').orderBy('id').execute();
  return rows.map(({ command }) => command);
}

/** A schedule's job that writes its name and the slot it runs for. */
export function scheduled(name: string, cron: NonNullable<Job['cron']>): Job {
  return {
    name,
    cron,
    run: (scope, payload) =>
      write(scope, `${name} ${new Date((payload as { at: number }).at).toISOString().slice(0, 16)}`),
  };
}

export async function hireStaff({ perform }: Clockwork, account: string, language: 'zh-CN' | 'en'): Promise<void> {
  await perform(async ({ trx, newId, now }) => {
    const id = newId();
    const person = { id, name: account, language, zone: null, hidden: 0, stopped_at: null, created_at: now };
    await trx.insertInto('person').values(person).execute();
    const identity = {
      platform: 'terminal',
      account,
      person_id: id,
      name: account,
      role: 'staff',
      created_at: now,
    } as const;
    await trx.insertInto('identity').values(identity).execute();
  });
}

/** What was said to an account, in order. */
export async function heard({ db }: Database, account: string): Promise<string[]> {
  const rows = await db.selectFrom('outbox').select('body').where('account', '=', account).orderBy('id').execute();
  return rows.map(({ body }) => (JSON.parse(body) as { text: string }).text);
}

export async function slotRows({ db }: Database): Promise<string[]> {
  const rows = await db.selectFrom('slot').selectAll().orderBy('schedule').orderBy('at').execute();
  return rows.map(
    ({ schedule, at: instant, state }) => `${schedule} ${new Date(instant).toISOString().slice(0, 16)} ${state}`,
  );
}

/** Each in turn, and what is due then is run. */
export async function lookAt(process: Clockwork, ...instants: number[]): Promise<void> {
  for (const instant of instants) {
    process.clock.set(instant);
    await process.ticker.runDue();
  }
}

/** Once open, so many processes wait for each other before the first thing each performs: both have then read that the slot is due. */
export function meetingPoint(count: number): ((perform: Perform) => Perform) & { open(): void } {
  let isOpen = false;
  const arrived: (() => void)[] = [];
  const around = (perform: Perform): Perform => {
    let met = false;
    return async (work) => {
      if (isOpen && !met) {
        met = true;
        await new Promise<void>((resolve) => {
          arrived.push(resolve);
          if (arrived.length === count) for (const go of arrived) go();
        });
      }
      return perform(work);
    };
  };
  return Object.assign(around, {
    open() {
      isOpen = true;
    },
  });
}

/** A job of campaigns' schedules: what ran and what it heard was missed, with the payload. */
export const train: Job = {
  name: 'train',
  async run(scope, payload) {
    const slot = payload as { at: number; payload: unknown };
    await write(scope, `train ${minuteOf(slot.at)} ${JSON.stringify(slot.payload)}`);
  },
  async missed(scope, slots, payload) {
    await write(scope, `missed ${slots.map(minuteOf).join(' ')} ${JSON.stringify(payload)}`);
  },
};

const minuteOf = (instant: number) => new Date(instant).toISOString().slice(0, 16);

/** Friday 17:00 in Shanghai. */
export const weekly: ScheduleSetting = {
  name: 'test/orange/train',
  flow: 'test',
  job: 'train',
  rule: '0 17 * * 5',
  zone: 'Asia/Shanghai',
  grace: HOUR,
  missed: 'skip-and-tell',
  payload: { line: 'orange' },
  broadcasts: true,
};
