// A whole Canyu for stories: the real engine over a real database, with people who say and hear things and a clock the test owns.
import { performance } from 'node:perf_hooks';
import { expect } from 'vitest';
import { flows as everyFlow } from '../../flows/index.ts';
import type { InboundMessage } from '../../src/chat/message.ts';
import { settableClock } from '../../src/clock.ts';
import type { Database } from '../../src/db/open.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import type { Flow } from '../../src/engine/flow.ts';
import { uuids } from '../../src/ids.ts';
import type { Keyring } from '../../src/keep/keys.ts';
import { createLog } from '../../src/log.ts';
import { UNLIMITED } from '../../src/outbox/contact.ts';
import { allFlows } from '../../src/program.ts';
import { advance } from '../../src/schedule/advance.ts';
import { type FreshOptions, freshDatabase, type Kind } from './database.ts';
import { type Loopback, loopback } from './loopback.ts';

/** Friday 27 November 2026, 09:00 in Beijing. */
export const MORNING = Date.parse('2026-11-27T09:00:00+08:00');

export interface WorldOptions extends FreshOptions {
  kind?: Kind;
  database?: Database;
  /** Besides the kernel's; all of Canyu's where absent. */
  flows?: readonly Flow[];
  platforms?: (now: () => number) => Loopback[];
  /** By which personal codes are made; none where absent. */
  keyring?: Keyring;
  /** The instant it begins at, ms; MORNING where absent. */
  at?: number;
}

export type World = Awaited<ReturnType<typeof createWorld>>;

export async function createWorld(options: WorldOptions = {}) {
  const clock = settableClock();
  clock.set(options.at ?? MORNING);
  const now = clock.now;
  const database = options.database ?? (await freshDatabase(options.kind ?? 'sqlite', { now, ...options }));
  const own = options.flows ?? everyFlow;
  let events = 0;
  const newId = uuids(now);
  const platforms = options.platforms?.(now) ?? [loopback('terminal', now)];
  let engine = await startEngine();

  async function startEngine(): Promise<Engine> {
    const made = createEngine({
      database,
      platforms,
      flows: allFlows(own, options.keyring),
      clock,
      newId,
      log: createLog('silent'),
      installation: { language: 'zh-CN', zone: 'Asia/Shanghai', keyring: options.keyring ?? [], contact: UNLIMITED },
      owner: { platform: platforms[0]!.name, account: 'boss' },
      elapsed: performance.now.bind(performance),
    });
    await made.start();
    return made;
  }

  const world = {
    clock,
    database,
    db: database.db,
    platforms,
    get engine() {
      return engine;
    },
    /** Somebody on a platform, the first one where none is named. */
    person: (account: string, platform = platforms[0]!) => person(world, account, platform),
    room: (room: string, platform = platforms[0]!) =>
      listener(platform, (d) => d.room === room && d.account === undefined),
    /** The message as a platform would hand it over. */
    message(from: Partial<InboundMessage> & { account: string; text: string }): InboundMessage {
      events += 1;
      return {
        platform: platforms[0]!.name,
        event: `e${events}`,
        name: from.account,
        addressed: from.room === undefined,
        sentAt: new Date(now()),
        ...from,
      };
    },
    async accept(message: InboundMessage): Promise<void> {
      await engine.accept(message);
      await engine.settled();
    },
    /** Sets the clock, running what falls due on the way: an ISO instant, or so many ms further. */
    async set(to: string | number): Promise<void> {
      const at = typeof to === 'number' ? now() + to : Date.parse(to);
      await advance({ clock, ticker: engine.ticker, settled: engine.settled }, at);
    },
    /** Stops in order and starts again on the same database. */
    async restart(): Promise<void> {
      await engine.stop();
      engine = await startEngine();
    },
    async close(): Promise<void> {
      await engine.stop();
      await database.close();
    },
  };
  return world;
}

type Heard = {
  text: string;
  choices: readonly { label: string; value: string }[];
  account: string | undefined;
  room: string | undefined;
};

/** What one address has heard and the test has not asked for yet. */
function listener(platform: Loopback, mine: (address: { account?: string; room?: string }) => boolean) {
  let read = 0;
  const unread = (): Heard[] =>
    platform.delivered
      .slice(read)
      .filter(({ address }) => mine(address))
      .map(({ text, choices, address: { account, room } }) => ({ text, choices, account, room }));
  return {
    /** Passes over what was heard until a message fits, and gives that one. */
    async hears(pattern: RegExp | string): Promise<Heard> {
      for (let index = read; index < platform.delivered.length; index += 1) {
        const { address, text, choices } = platform.delivered[index]!;
        if (!mine(address)) continue;
        if (typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text)) {
          read = index + 1;
          return { text, choices, account: address.account, room: address.room };
        }
      }
      expect.fail(
        `expected to hear ${pattern}, heard: ${JSON.stringify(
          unread().map(({ text }) => text),
          null,
          1,
        )}`,
      );
    },
    async hearsNothing(): Promise<void> {
      expect(unread().map(({ text }) => text)).toEqual([]);
    },
    /** Everything not asked for yet, and asks for it. */
    async hearsAll(): Promise<string[]> {
      const texts = unread().map(({ text }) => text);
      read = platform.delivered.length;
      return texts;
    },
  };
}

interface Speaking {
  accept(message: InboundMessage): Promise<void>;
  message(from: Partial<InboundMessage> & { account: string; text: string }): InboundMessage;
}

function person(world: Speaking, account: string, platform: Loopback) {
  const say = (text: string, more: Partial<InboundMessage> = {}) =>
    world.accept(world.message({ account, text, platform: platform.name, ...more }));
  return {
    account,
    ...listener(platform, (address) => address.account === account),
    /** In a direct message. */
    says: (text: string, more: Partial<InboundMessage> = {}) => say(text, more),
    presses: (choice: string, more: Partial<InboundMessage> = {}) => say('', { choice, ...more }),
    /** In a room. */
    in: (room: string) => ({
      says: (text: string, more: Partial<InboundMessage> = {}) => say(text, { room, ...more }),
    }),
  };
}
