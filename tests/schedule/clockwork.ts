// A database, a clock and flows whose jobs leave a trace: an audit row each, so that a rolled back job leaves none.

import type { Capabilities } from '../../src/chat/platform.ts';
import { type SettableClock, settableClock } from '../../src/clock.ts';
import { isSerializationFailure } from '../../src/db/errors.ts';
import type { Database } from '../../src/db/open.ts';
import type { Flow, Job } from '../../src/engine/flow.ts';
import type { Incident } from '../../src/engine/incidents.ts';
import { createPerform, type Perform } from '../../src/engine/perform.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { uuids } from '../../src/ids.ts';
import { UNLIMITED } from '../../src/outbox/contact.ts';
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
