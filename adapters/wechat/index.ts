// The WeChat platform: wechaty with any puppet. Says things at a careful pace, rests when it is told to, and keeps itself connected.
import type { Keep } from '../../src/chat/keep.ts';
import type { Delivery } from '../../src/chat/message.ts';
import type { Outcome, Platform } from '../../src/chat/platform.ts';
import type { Clock } from '../../src/clock.ts';
import { StartError } from '../../src/errors.ts';
import type { Ids } from '../../src/ids.ts';
import type { Logger } from '../../src/log.ts';
import type { Language } from '../../src/text/language.ts';
import { createArrivals } from './arrivals.ts';
import { drawCode } from './code.ts';
import { connect } from './connection.ts';
import { failureOf } from './failures.ts';
import { healthOf } from './health.ts';
import { createMenus } from './menus.ts';
import { LONGEST_TEXT, outbound } from './outbound.ts';
import { ACCOUNT, limitsOf, type Pace, safePace } from './pace.ts';
import { createPresence, type Here } from './presence.ts';
import { createReader } from './reading.ts';
import { createRest } from './rest.ts';
import { within } from './within.ts';

export type { Pace } from './pace.ts';

export interface WeChatOptions {
  /** 'wechaty-puppet-service' or any other installed puppet's package name. */
  puppet: string;
  /** Of wechaty-puppet-service. */
  token?: string;
  /** Of wechaty-puppet-service: host:port of the gateway. */
  endpoint?: string;
  /** The pace of the account; careful where absent. */
  pace?: Partial<Pace>;
  /** What people may call us behind an @, besides the names of the login. */
  names?: readonly string[];
  keep: Keep;
  clock: Clock;
  newId: Ids;
  random(): number;
  log: Logger;
  /** Of what is shown to whoever logs the account in. */
  language: Language;
  /** Shows a code to log in with: a drawing, its link and how long it is good for. */
  show(lines: string): void;
}

export type WeChatPlatform = Platform;

/** Puppets whose ids of people and rooms are WeChat's own and stay. With all others they may change at each login. */
const STABLE = ['wechaty-puppet-service', 'wechaty-puppet-padlocal', 'wechaty-puppet-xp'];

/** How long a start or a delivery waits to learn how we stand, ms. */
const PATIENCE = 8000;
/** A text that is not answered in so long may have gone out or not, ms: before the outbox gives up on us. */
const LIMIT = 8000;
/** How long after `stop` there may be something left to deliver, ms. */
const LINGER = 1000;

/** Makes the platform. Nothing of wechaty is loaded before `start`, which throws a StartError where the puppet's package is not there. */
export function weChatPlatform(options: WeChatOptions): WeChatPlatform {
  const { puppet, token, endpoint, clock, log, language, show } = options;
  const limits = limitsOf({ ...safePace, ...options.pace });
  const rest = createRest(options.keep, clock, log);
  const menus = createMenus();
  const read = createReader({
    ...{ here, names: options.names ?? [], offered: menus.offered, clock, log },
    haste: () => void beHasty(),
  });
  const arrivals = createArrivals(read, clock, log);
  const presence = createPresence({
    connect: (events) => connect({ puppet, token, endpoint }, events),
    ...{ clock, random: options.random, newId: options.newId, log, message: arrivals.arrived },
    scan: (code) =>
      void drawCode(code, language).then(show, (error: unknown) => log.error({ error }, 'WeChat: no code')),
  });
  let underWay = 0;
  let stopped = false;
  let cancelLeave = () => {};

  function here(): Here | undefined {
    const state = presence.state();
    return state.type === 'here' ? state : undefined;
  }

  function beHasty(): Promise<void> {
    return rest.begin().then(undefined, (error: unknown) => {
      log.error({ error }, 'WeChat: the rest of this account could not be kept: a restart would forget it');
    });
  }

  async function deliver(delivery: Delivery): Promise<Outcome> {
    if (rest.until() !== undefined) return { type: 'offline' };
    if (presence.state().type === 'starting') await within(clock, PATIENCE, presence.known);
    const now = here();
    if (!now) return { type: 'offline' };
    const { to, text } = outbound(delivery);
    // https://wechaty.js.org/docs/specs/puppet: gives the id of the message, or nothing though it was sent.
    const sending = now.puppet
      .messageSendText(to, text)
      .then((id): Outcome => ({ type: 'sent', ...(id && { id }), at: clock.now() }), failed);
    const outcome = await within(clock, LIMIT, sending);
    if (outcome === 'late') presence.doubt();
    if (outcome === 'late' || outcome.type === 'sent') menus.shown(delivery);
    return outcome === 'late' ? { type: 'unknown' } : outcome;
  }

  async function failed(error: unknown): Promise<Outcome> {
    const failure = failureOf(error);
    if (failure.type === 'haste') {
      await beHasty();
      return { type: 'offline' };
    }
    log.warn({ outcome: failure.type, error }, 'WeChat: a text was not taken');
    if (failure.type !== 'refused') presence.doubt();
    return failure;
  }

  /** Leaves when nothing has been delivered for a while. */
  function leaveSoon(): void {
    cancelLeave();
    if (stopped && underWay === 0) cancelLeave = clock.wait(clock.now() + LINGER, () => void presence.stop());
  }

  return {
    name: 'wechat',
    capabilities: {
      markup: 'plain',
      buttons: false,
      threads: false,
      privateReplies: false,
      lookup: false,
      stableIds: STABLE.includes(puppet),
      latency: 3000,
      longestText: LONGEST_TEXT,
    },
    async start(accept) {
      await rest.load();
      arrivals.open(accept);
      const started = presence.start().then(undefined, (error: unknown) => {
        throw new StartError(
          `WECHATY_PUPPET: ${puppet} cannot be used (${reasonOf(error)}). Install it: npm install ${puppet}`,
        );
      });
      await within(clock, PATIENCE, started);
    },
    async stop() {
      stopped = true;
      await arrivals.close();
      if (here()) leaveSoon();
      else await presence.stop();
    },
    async deliver(delivery) {
      cancelLeave();
      underWay += 1;
      try {
        return await deliver(delivery);
      } finally {
        underWay -= 1;
        leaveSoon();
      }
    },
    way: () => ({ account: ACCOUNT, limits }),
    health: () => healthOf(presence.state(), rest.until()),
  };
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]!.slice(0, 200);
}
