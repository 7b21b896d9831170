// An outbox over a real database, with a platform whose every answer the test gives, and a clock it owns.

import type { Address, Delivery, DeliveryKind } from '../../src/chat/message.ts';
import type { Capabilities, Outcome, Platform, Way } from '../../src/chat/platform.ts';
import { settableClock } from '../../src/clock.ts';
import type { Database } from '../../src/db/open.ts';
import type { OutboxTable } from '../../src/db/schema-outbox.ts';
import type { Delivered, Flow } from '../../src/engine/flow.ts';
import { incidentRecorder } from '../../src/engine/incidents.ts';
import { createPerform, type Perform } from '../../src/engine/perform.ts';
import type { SendOptions } from '../../src/engine/scope.ts';
import { uuids } from '../../src/ids.ts';
import { createLog } from '../../src/log.ts';
import { type ContactRules, UNLIMITED } from '../../src/outbox/contact.ts';
import { createOutbox } from '../../src/outbox/worker.ts';
import { quote } from '../../src/text/phrase.ts';
import { type FreshOptions, freshDatabase, type Kind } from '../support/database.ts';
import { capable } from '../support/loopback.ts';

export const NOON = Date.parse('2026-11-27T12:00:00Z');

/** A delivery the platform was asked to make and has not answered for. */
export interface Asked {
  delivery: Delivery;
  answer(outcome: Outcome): void;
  fail(error: unknown): void;
}

export interface Doorman extends Platform {
  /** Every delivery in the order the platform was asked to make it. */
  readonly texts: string[];
  /** Those not answered yet. */
  readonly open: Asked[];
  /** What it answers at once; undefined: the test answers each. */
  always: ((delivery: Delivery) => Outcome | Promise<Outcome>) | undefined;
  /** What it finds when it is asked whether an earlier try arrived; undefined: it cannot tell. */
  finds: ((delivery: Delivery) => Promise<'sent' | 'absent' | 'unknown'>) | undefined;
  /** Resolves when it has been asked so often in all. */
  asked(count: number): Promise<void>;
}

export interface DoormanOptions {
  way?: (delivery: Delivery) => Way;
  capabilities?: Partial<Capabilities>;
}

export function doorman(name: string, now: () => number, { way, capabilities }: DoormanOptions = {}): Doorman {
  const texts: string[] = [];
  const open: Asked[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const platform: Doorman = {
    name,
    capabilities: { ...capable, ...capabilities },
    ...(way && { way }),
    finds: undefined,
    lookup: async (delivery) => (platform.finds ? platform.finds(delivery) : 'unknown'),
    texts,
    open,
    always: () => ({ type: 'sent', at: now() }),
    asked: (count) =>
      texts.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })),
    start: async () => {},
    stop: async () => {},
    health: () => ({ ok: true }),
    deliver(delivery) {
      texts.push(delivery.text);
      for (const one of waiting.splice(0)) {
        if (texts.length >= one.count) one.resolve();
        else waiting.push(one);
      }
      if (platform.always) return Promise.resolve(platform.always(delivery));
      return new Promise((resolve, reject) => {
        const closed = (settle: () => void) => {
          open.splice(open.indexOf(asked), 1);
          settle();
        };
        const asked: Asked = {
          delivery,
          answer: (outcome) => closed(() => resolve(outcome)),
          fail: (error) => closed(() => reject(error)),
        };
        open.push(asked);
      });
    },
  };
  return platform;
}

export interface Saying {
  to?: string;
  room?: string;
  platform?: string;
  kind?: DeliveryKind;
}

export interface OutboxStageOptions extends FreshOptions, DoormanOptions {
  kind?: Kind;
  /** Shared with another stage. */
  database?: Database;
  clock?: ReturnType<typeof settableClock>;
  platforms?: Doorman[];
  /** 0 to 1; where absent every wait is as long as it may be. */
  random?: () => number;
  /** How often and when people may be written to; without limits where absent. */
  contact?: ContactRules;
}

export async function openOutbox(options: OutboxStageOptions = {}) {
  const clock = options.clock ?? settableClock();
  if (!clock.frozen) clock.set(NOON);
  const database = options.database ?? (await freshDatabase(options.kind ?? 'sqlite', { now: clock.now, ...options }));
  const { db } = database;
  const platforms = options.platforms ?? [doorman('terminal', clock.now, options)];
  const platform = platforms[0]!;
  const told: Delivered[] = [];
  const flow: Flow & { fails: boolean } = {
    name: 'quiz',
    fails: false,
    commands: [],
    words: [],
    async delivered(_scope, deliveries) {
      if (flow.fails) throw new Error('the flow is broken');
      told.push(...deliveries);
    },
  };
  const newId = uuids(clock.now);
  let life = { over: false };
  let outbox = open();

  /** An outbox of a process: once its life is over, nothing it still begins comes to anything. */
  function open() {
    const mine = { over: false };
    life = mine;
    const never = new Promise<never>(() => {});
    return createOutbox({
      db,
      perform: (work) => (mine.over ? never : perform(work)),
      clock: { now: clock.now, wait: (at, wake) => clock.wait(at, () => mine.over || wake()) },
      random: options.random ?? (() => 1),
      platforms,
      flows: [flow],
      recordIncident: incidentRecorder(db, createLog('silent')),
      alone: database.kind === 'sqlite',
    });
  }

  async function start(): Promise<void> {
    await outbox.start();
    await Promise.all(platforms.map(({ name }) => outbox.open(name)));
  }

  const perform: Perform = createPerform({
    db,
    now: clock.now,
    newId,
    installation: { language: 'en', zone: 'UTC', keyring: [], contact: options.contact ?? UNLIMITED },
    capabilities: () => capable,
    takes: (one) => outbox.takes(one),
    committed: (outgoing) => outbox.committed(outgoing),
    wake: () => {},
    mayRerun: () => false,
  });

  const stage = {
    clock,
    database,
    db,
    perform,
    platform,
    flow,
    told,
    get outbox() {
      return outbox;
    },
    /** Says the texts in one transaction; a reply to amy unless told otherwise. */
    say(texts: string | readonly string[], saying: Saying = {}, more: Partial<SendOptions> = {}): Promise<void> {
      const { to, room, kind = 'reply' } = saying;
      const address: Address = {
        platform: saying.platform ?? platform.name,
        ...(room === undefined ? { account: to ?? 'amy' } : { room, ...(to !== undefined && { account: to }) }),
      };
      const reader = { language: 'en', zone: 'UTC' } as const;
      return perform(async (scope) => {
        for (const text of [texts].flat()) scope.send(address, quote(text), { kind, reader, ...more });
      });
    },
    settled: () => outbox.settled(),
    start,
    /** Lets time go by, so much at a time (ms), and waits each time for what that caused, and for what that caused in turn. */
    async passes(length: number, step = length): Promise<void> {
      const end = clock.now() + length;
      for (;;) {
        for (let times = 0; times < 3; times += 1) await outbox.settled();
        if (clock.now() >= end) return;
        clock.set(Math.min(clock.now() + step, end));
      }
    },
    /** The process ends in order, and another begins on the same database. */
    async restart(): Promise<void> {
      await outbox.stop();
      outbox = open();
      await start();
    },
    /** The process dies without a word, and another takes its place. */
    crash(): void {
      life.over = true;
      outbox = open();
    },
    rows: (): Promise<OutboxTable[]> => db.selectFrom('outbox').selectAll().orderBy('id').execute(),
    /** `text: state` of every row, in the order they were said. */
    async states(): Promise<string[]> {
      const rows = await stage.rows();
      return rows.map(({ body, state }) => `${(JSON.parse(body) as { text: string }).text}: ${state}`);
    },
    incidents: () => db.selectFrom('incident').select(['origin', 'error']).orderBy('at').execute(),
    /** Waits, by asking the database again and again, until every row has one of these states. */
    async until(...states: OutboxTable['state'][]): Promise<void> {
      for (let looks = 0; looks < 2000; looks += 1) {
        const rows = await stage.rows();
        if (rows.every(({ state }) => states.includes(state))) return;
      }
      throw new Error(`never: ${(await stage.states()).join(', ')}`);
    },
    async person(account: string): Promise<string> {
      return perform(async ({ trx, now, newId: makeId }) => {
        const id = makeId();
        await trx
          .insertInto('person')
          .values({ ...NOBODY, id, name: account, created_at: now })
          .execute();
        return id;
      });
    },
    async stops(personId: string): Promise<void> {
      await perform(({ trx, now }) =>
        trx.updateTable('person').set({ stopped_at: now }).where('id', '=', personId).execute(),
      );
    },
    async campaign(slug: string): Promise<string> {
      return perform(async ({ trx, now, newId: makeId }) => {
        const id = makeId();
        await trx
          .insertInto('campaign')
          .values({ ...SOME_CAMPAIGN, id, slug, created_at: now })
          .execute();
        return id;
      });
    },
    async becomes(campaignId: string, status: 'live' | 'paused'): Promise<void> {
      await perform(({ trx }) => trx.updateTable('campaign').set({ status }).where('id', '=', campaignId).execute());
    },
    async close(): Promise<void> {
      for (const one of platforms) {
        one.always ??= () => ({ type: 'sent', at: clock.now() });
        for (const asked of [...one.open]) asked.answer({ type: 'sent', at: clock.now() });
      }
      await outbox.stop();
      await database.close();
    },
  };
  return stage;
}

const NOBODY = { language: null, zone: null, hidden: 0, stopped_at: null };
const SOME_CAMPAIGN = {
  kind: 'quiz',
  title: 'A quiz',
  language: 'en',
  zone: 'UTC',
  status: 'live' as const,
  definition: '{}',
  approved_hash: 'x',
  opens_at: null,
  closes_at: null,
  opened_at: null,
  closed_at: null,
};

export const sent = (stage: { clock: { now(): number } }): Outcome => ({ type: 'sent', at: stage.clock.now() });
