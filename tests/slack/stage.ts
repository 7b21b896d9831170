// A whole Canyu with a whole Slack at its other end: real engine, real database, real sockets, and a clock the test owns.

import type { Dialect } from 'kysely';
import type { SlackOptions, SlackPlatform } from '../../adapters/slack/index.ts';
import { flows as everyFlow } from '../../flows/index.ts';
import type { Address, DeliveryKind } from '../../src/chat/message.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { type Clock, settableClock } from '../../src/clock.ts';
import type { OutboxTable } from '../../src/db/schema-outbox.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import type { Flow } from '../../src/engine/flow.ts';
import { uuids } from '../../src/ids.ts';
import { createLog } from '../../src/log.ts';
import { UNLIMITED } from '../../src/outbox/contact.ts';
import { allFlows } from '../../src/program.ts';
import { advance } from '../../src/schedule/advance.ts';
import { quote } from '../../src/text/phrase.ts';
import { type FreshOptions, freshDatabase, type Kind } from '../support/database.ts';
import { intercept } from '../support/faults.ts';
import { memoryKeep } from '../support/keep.ts';
import { type FakeSlackOptions, fakeSlack } from '../support/slack/index.ts';
import { MORNING } from '../support/world.ts';
import { type By, connection } from './connection.ts';

export interface SlackStageOptions extends FreshOptions {
  kind?: Kind;
  by?: By;
  fake?: FakeSlackOptions;
  /** Besides what the connection gives. */
  more?: Partial<SlackOptions>;
  /** Changes the platform before the engine gets it: how a protection is switched off. */
  changed?: (platform: SlackPlatform) => Platform;
  /** Platforms beside Slack, made anew with each start. */
  beside?: (clock: Clock) => Platform[];
}

const OWNER = 'T1.UBOSS';

type To = Pick<Address, 'account' | 'room'>;

export type SlackStage = Awaited<ReturnType<typeof openSlack>>;

/** What people can say to try things: it answers with what was said, to its author or to all. */
const echo: Flow = {
  name: 'echo',
  commands: [],
  words: [
    { words: ['echo'], arguments: true, summary: () => quote(''), run: (turn, rest) => turn.reply(quote(rest)) },
    {
      words: ['shout'],
      arguments: true,
      summary: () => quote(''),
      run: (turn, rest) => turn.reply(quote(rest), { public: true }),
    },
    {
      words: ['choose'],
      summary: () => quote(''),
      run: (turn) => turn.reply(quote('red or blue?'), { choices: ['red', 'blue'].map(choice) }),
    },
  ],
};

/** Sees what the database has to do. */
function stirring() {
  const seen = { calls: 0, underWay: 0 };
  const wrap = intercept(async (_, proceed) => {
    seen.calls += 1;
    seen.underWay += 1;
    try {
      return await proceed();
    } finally {
      seen.underWay -= 1;
    }
  });
  return Object.assign(seen, { wrap });
}

const choice = (colour: string) => ({ label: quote(colour), value: `echo ${colour}` });

export async function openSlack(options: SlackStageOptions = {}) {
  const { kind = 'sqlite', by = 'socket', changed = (same: SlackPlatform) => same } = options;
  const clock = settableClock();
  clock.set(MORNING);
  const slack = await fakeSlack({ clock, ...options.fake });
  const stir = stirring();
  const wrap = (dialect: Dialect) => stir.wrap(options.wrap?.(dialect) ?? dialect);
  const database = await freshDatabase(kind, { now: clock.now, ...options, wrap });
  const { db } = database;
  const keep = memoryKeep();
  const newId = uuids(clock.now);
  let platform: SlackPlatform;
  let engine = await begin();

  async function begin(): Promise<Engine> {
    platform = connection({ slack, by, clock, keep, ...(options.more && { more: options.more }) });
    const made = createEngine({
      ...{
        database,
        platforms: [changed(platform), ...(options.beside?.(clock) ?? [])],
        flows: allFlows([...everyFlow, echo]),
        clock,
        newId,
      },
      log: createLog('silent'),
      installation: { language: 'en', zone: 'Asia/Shanghai', keyring: [], contact: UNLIMITED },
      owner: { platform: 'slack', account: OWNER },
      elapsed: () => 0,
    });
    await made.start();
    return made;
  }

  const stage = {
    ...{ clock, slack, database, db, keep },
    get engine() {
      return engine;
    },
    get platform() {
      return platform;
    },
    settled: () => engine.settled(),
    /** So many ms further, running what falls due on the way. */
    async later(ms: number): Promise<void> {
      // A call that is still under way is not to time out because the clock was set.
      await stage.quiet();
      await advance({ clock, ticker: engine.ticker, settled: engine.settled }, clock.now() + ms);
    },
    /** Resolves when sockets and database have nothing more to do before the clock goes on. */
    async quiet(): Promise<void> {
      const state = () => [stir.calls, slack.processed.length, slack.events.attempts.length, slack.faults.count].join();
      for (let before = '', same = 0; same < 3; before = state()) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        same = before === state() && stir.underWay === 0 && slack.busy === 0 ? same + 1 : 0;
      }
    },
    /** Sets the clock step by step, ms, until it holds. */
    async laterUntil(holds: () => boolean | Promise<boolean>, step = 1000, most = 1200): Promise<void> {
      for (let steps = 0; steps < most; steps += 1) {
        if (await holds()) return;
        clock.set(clock.now() + step);
        await stage.quiet();
      }
      throw new Error(`never, in ${(most * step) / 1000} s: ${JSON.stringify(await stage.outbox())}`);
    },
    /** Says it of our own accord; with `kind` campaign the gate is asked and nothing is sent twice. */
    say(to: To | readonly To[], text: string, kindOf: DeliveryKind = 'service'): Promise<void> {
      const reader = { language: 'en', zone: 'Asia/Shanghai' } as const;
      return engine.perform(async (scope) => {
        for (const one of [to].flat()) scope.send({ platform: 'slack', ...one }, quote(text), { kind: kindOf, reader });
      });
    },
    /** How many deliveries are in each state; without those to the owner, who is told how the platform fares. */
    async outbox(): Promise<Partial<Record<OutboxTable['state'], number>>> {
      const rows = await db
        .selectFrom('outbox')
        .select((row) => ['state', row.fn.countAll<number>().as('count')])
        .where((row) => row.or([row('account', 'is', null), row('account', '!=', OWNER)]))
        .groupBy('state')
        .execute();
      return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
    },
    /** Ends in order and begins again on the same database. */
    async restart(): Promise<void> {
      await engine.stop();
      engine = await begin();
    },
    async close(): Promise<void> {
      slack.down(false);
      slack.faults.clear();
      await engine.stop();
      await slack.close();
      await database.close();
    },
  };
  return stage;
}
