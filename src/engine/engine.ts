// The kernel put together: intake, turns, outbox and ticker over one database, for the platforms and flows it is given.
import type { InboundMessage } from '../chat/message.ts';
import type { Capabilities, Platform } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import { isSerializationFailure, isUniqueViolation } from '../db/errors.ts';
import type { Database } from '../db/open.ts';
import { chance, type Ids } from '../ids.ts';
import type { Logger } from '../log.ts';
import { createHealth } from '../outbox/health.ts';
import { createOutbox, type Outbox } from '../outbox/worker.ts';
import { ensureOwner, type IdentityAddress } from '../people/store.ts';
import { createTicker, type Ticker } from '../schedule/ticker.ts';
import { TurnFailure } from './batch.ts';
import type { Conversations } from './conversations.ts';
import type { Flow } from './flow.ts';
import { incidentRecorder } from './incidents.ts';
import { createIntake } from './intake.ts';
import { createPerform, type Perform } from './perform.ts';
import { createRegistry } from './registry.ts';
import type { Installation } from './scope.ts';
import { latestArrival } from './seen.ts';
import { runTurns } from './turns.ts';
import { engineFlow } from './words.ts';

export interface EngineOptions {
  database: Database;
  platforms: readonly Platform[];
  flows: readonly Flow[];
  clock: Clock;
  newId: Ids;
  log: Logger;
  installation: Installation;
  /** Becomes owner where there is none yet. */
  owner: IdentityAddress;
  /** ms that have gone by, on a clock that nobody sets. */
  elapsed(): number;
}

export interface Engine {
  /** Begins to deliver, to run what is due, and to listen. */
  start(): Promise<void>;
  /** Listens no more, commits what was accepted, delivers what is under way. */
  stop(): Promise<void>;
  accept(message: InboundMessage): Promise<void>;
  /** Resolves when everything caused so far has been delivered. */
  settled(): Promise<void>;
  perform: Perform;
  ticker: Ticker;
}

export function createEngine(options: EngineOptions): Engine {
  const { database, platforms, clock, log } = options;
  let talks: Conversations | undefined;
  const conversations = (): Conversations => {
    if (talks) return talks;
    throw new Error('The engine was not started.');
  };
  const kernel = engineFlow(() => registry, conversations);
  const registry = createRegistry([kernel, ...options.flows]);
  const recordIncident = incidentRecorder(database.db, log);
  const known = new Map<string, Capabilities>(platforms.map(({ name, capabilities }) => [name, capabilities]));
  const capabilities = (platform: string) => known.get(platform) ?? ABSENT;

  const perform = createPerform({
    db: database.db,
    now: clock.now,
    newId: options.newId,
    installation: options.installation,
    capabilities,
    job: registry.job,
    takes: (one) => outbox.takes(one),
    committed: (outgoing) => outbox.committed(outgoing),
    doubtful: (outgoing) => outbox.doubtful(outgoing),
    riding: {
      begin: () => outbox.riding.begin(),
      board: () => outbox.riding.board(),
      end: () => outbox.riding.end(),
    },
    wake: (at) => {
      ticker.poke(at);
      if (at <= clock.now()) outbox.look();
    },
    mayRerun: (error) => mayRerun(database, error),
  });
  const outbox: Outbox = createOutbox({
    db: database.db,
    perform,
    clock,
    random: chance,
    platforms,
    flows: registry.flows,
    recordIncident,
    alone: database.kind === 'sqlite',
  });
  const health = createHealth({ platforms, perform, clock, recordIncident });
  const ticker = createTicker({ db: database.db, perform, clock, flows: registry.flows, recordIncident });
  const turns = {
    registry,
    get conversations() {
      return conversations();
    },
    capabilities,
    perform,
    recordIncident,
    now: clock.now,
    elapsed: options.elapsed,
  };
  const intake = createIntake({ now: clock.now, run: (arrived) => runTurns(arrived, turns) });

  const accept = (message: InboundMessage): Promise<void> => {
    health.saw(message.platform);
    return intake.accept(message);
  };

  /** A platform delivers once it has started, and what it hears before that waits until its answer can go out. */
  async function begin(platform: Platform): Promise<void> {
    let open!: () => void;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    await platform.start(async (message) => {
      await opened;
      return accept(message);
    });
    await outbox.open(platform.name);
    open();
  }

  return {
    accept,
    perform,
    ticker,
    settled: outbox.settled,
    async start() {
      talks = await loadConversations(registry.flows);
      await perform((scope) => ensureOwner(scope, options.owner));
      // However the clock was set since: what arrives now comes after what arrived before.
      intake.arriveAfter(await latestArrival(database.db));
      await outbox.start();
      ticker.start();
      health.start();
      await Promise.all(platforms.map(begin));
    },
    async stop() {
      await Promise.all(platforms.map((platform) => platform.stop()));
      await intake.idle();
      await ticker.stop();
      await health.stop();
      await outbox.stop();
    },
  };
}

/** Botkit takes half a second to load, so it is loaded for a bot that runs, and before it listens. */
async function loadConversations(flows: readonly Flow[]): Promise<Conversations> {
  const { createConversations } = await import('./conversations.ts');
  const dialogs = await Promise.all(flows.map((flow) => flow.dialogs?.() ?? []));
  return createConversations(dialogs.flat());
}

/** A platform that is not running: what is said to it waits in the outbox. */
const ABSENT: Capabilities = {
  markup: 'plain',
  buttons: false,
  threads: false,
  privateReplies: false,
  lookup: false,
  stableIds: true,
  latency: 0,
  longestText: 4000,
};

/** On PostgreSQL two processes may write the same key at once: the second sees the first when it runs again. */
function mayRerun({ kind }: Database, error: unknown): boolean {
  const cause = error instanceof TurnFailure ? error.cause : error;
  return isSerializationFailure(cause) || (kind === 'postgres' && isUniqueViolation(cause));
}
