// Keeps us logged in: one connection after another, each looked after by a probe of our own, since wechaty believes in a dead gateway.
import type { Clock } from '../../src/clock.ts';
import type { Ids } from '../../src/ids.ts';
import type { Logger } from '../../src/log.ts';
import type { Connection, Events, Puppet } from './connection.ts';
import { pause, within } from './within.ts';

/** We are logged in. */
export interface Here {
  type: 'here';
  account: string;
  puppet: Puppet;
  /** When this login began, ms: another connection to the same login does not begin it anew. */
  since: number;
}

export type State =
  | { type: 'starting' }
  | Here
  /** The account was logged out, or a code waits to be scanned. */
  | { type: 'out'; since: number; code: boolean }
  /** There is no connection. */
  | { type: 'away'; since: number; reason: string };

export interface Presence {
  /** Resolves when it is known how we stand; rejects where this puppet can never be had. Connects again by itself from then on. */
  start(): Promise<void>;
  /** The same, for whoever may come before the start. */
  known: Promise<void>;
  state(): State;
  /** A call failed as if nobody were there: has a look at once. */
  doubt(): void;
  /** Takes the connection down; resolves when nothing of it is left, or after `CLOSING`. */
  stop(): Promise<void>;
}

export interface PresenceOptions {
  connect(events: Events): Promise<Connection>;
  clock: Clock;
  random(): number;
  newId: Ids;
  log: Logger;
  message(id: string): void;
  scan(code: string): void;
}

/** Between two probes, ms. */
const EVERY = 30_000;
/** A gateway that says nothing for so long after a probe is dead, ms. */
const PATIENCE = 10_000;
/** The same where something has failed already, ms. */
const HURRIED = 3000;
/** A connection that does not come down in so long is left to itself, ms. */
const CLOSING = 4000;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15_000;

export function createPresence({ connect, clock, random, newId, log, message, scan }: PresenceOptions): Presence {
  let state: State = { type: 'starting' };
  /** Which connection may speak; those before it are over. */
  let life = 0;
  let stopped = false;
  let running: Promise<void> | undefined;
  /** Signs of life of this connection. */
  let signs = 0;
  let doubted = false;
  let probing = false;
  /** Some puppets answer no probe at all; those that once did must go on. */
  let proven = false;
  let failures = 0;
  let last: { account: string; since: number } | undefined;
  let wake = () => {};
  let settle!: () => void;
  const known = new Promise<void>((resolve) => {
    settle = resolve;
  });
  let reason = '';

  const sleep = (length: number) =>
    pause(clock, length, (awaken) => {
      wake = awaken;
    });

  function become(next: State): void {
    if (next.type !== state.type) log.info({ state: next.type }, 'WeChat');
    state = next;
    if (next.type !== 'starting') settle();
  }

  function eventsOf(mine: number): Events {
    const lively =
      <Args extends unknown[]>(work: (...args: Args) => void) =>
      (...args: Args): void => {
        if (mine !== life) return;
        signs += 1;
        if (probing) wake();
        work(...args);
      };
    return {
      login: lively((account, puppet) => {
        if (last?.account !== account) last = { account, since: clock.now() };
        failures = 0;
        become({ type: 'here', puppet, ...last });
      }),
      logout: lively(() => {
        last = undefined;
        become({ type: 'out', since: clock.now(), code: false });
      }),
      scan: lively((code) => {
        last = undefined;
        become({ type: 'out', since: clock.now(), code: true });
        scan(code);
      }),
      message: lively(message),
      sign: lively(() => {}),
      dong: lively(() => {
        proven = true;
        failures = 0;
      }),
      error(error) {
        if (mine !== life) return;
        reason = wordsOf(error);
        log.warn({ reason }, 'WeChat: the gateway reports an error');
        doubt();
      },
    };
  }

  function doubt(): void {
    doubted = true;
    if (!probing) wake();
  }

  async function run(first: (error: unknown) => void): Promise<void> {
    while (!stopped) {
      life += 1;
      reason = '';
      const connection = await connect(eventsOf(life)).then(undefined, (error: unknown) => {
        reason = wordsOf(error);
        first(error);
      });
      if (!connection && state.type === 'starting') return;
      doubted = false;
      if (connection?.up) await watch(connection);
      life += 1;
      if (connection) await within(clock, CLOSING, connection.close());
      if (stopped) return;
      become({ type: 'away', since: state.type === 'away' ? state.since : clock.now(), reason });
      failures += 1;
      await sleep(Math.min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT) * (0.75 + random() / 4));
    }
  }

  /** Resolves when the connection is of no use any more. */
  async function watch({ puppet }: Connection): Promise<void> {
    while (!stopped) {
      if (!doubted) await sleep(EVERY);
      if (stopped) return;
      const urgent = doubted;
      doubted = false;
      if (await answers(puppet, urgent ? HURRIED : PATIENCE)) continue;
      if (stopped || proven || urgent) return;
      log.warn('WeChat: this puppet answers no probe, so that only a failed call shows it to be dead');
    }
  }

  /** A puppet that works answers a ding with a dong: https://wechaty.js.org/docs/specs/puppet. Any other sign of life will do. */
  async function answers(puppet: Puppet, patience: number): Promise<boolean> {
    const before = signs;
    probing = true;
    const asked = Promise.resolve().then(() => puppet.ding(newId()));
    const rung = await within(clock, patience, asked).then(
      () => true,
      () => false,
    );
    if (rung && signs === before) await sleep(patience);
    probing = false;
    return signs > before;
  }

  return {
    known,
    state: () => state,
    doubt,
    async start() {
      await new Promise<void>((resolve, reject) => {
        void known.then(resolve);
        running = run(reject);
      });
    },
    async stop() {
      stopped = true;
      wake();
      if (running) await within(clock, CLOSING, running);
      state = { type: 'away', since: clock.now(), reason: 'stopped' };
      settle();
    },
  };
}

function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]!.slice(0, 200);
}
