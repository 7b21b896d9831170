// One platform's deliveries in memory: so many at once, and in order for each address.
import type { Address, Delivery } from '../chat/message.ts';
import type { Outcome, Platform } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import type { Outgoing } from './outgoing.ts';

/** How many deliveries of one platform may be under way. */
const AT_ONCE = 64;
/** A platform that has not answered by then has left us in the dark, ms. */
const TIMEOUT = 10_000;

export interface Lane {
  platform: Platform;
  add(one: Outgoing): void;
  /** How many are waiting or under way. */
  size(): number;
  holds(id: string): boolean;
  /** Begins nothing more; resolves when nothing is under way. */
  stop(): Promise<void>;
}

/** `finish` is told what became of each delivery; it must not throw. */
export function createLane(platform: Platform, clock: Clock, finish: (one: Outgoing, outcome: Outcome) => void): Lane {
  const held = new Set<string>();
  /** Addresses with something under way, and what waits behind it. */
  const busy = new Map<string, Outgoing[]>();
  let ready: Outgoing[] = [];
  let head = 0;
  let underWay = 0;
  let stopped: (() => void) | undefined;

  function pump(): void {
    while (underWay < AT_ONCE && head < ready.length && !stopped) {
      const one = ready[head++]!;
      const address = key(one.address);
      const behind = busy.get(address);
      if (behind) behind.push(one);
      else {
        busy.set(address, []);
        void start(one, address);
      }
    }
    if (head === ready.length) {
      ready = [];
      head = 0;
    }
    if (stopped && underWay === 0) stopped();
  }

  async function start(one: Outgoing, address: string): Promise<void> {
    underWay += 1;
    const outcome = await deliver(platform, one, clock);
    underWay -= 1;
    held.delete(one.id);
    finish(one, outcome);
    const next = busy.get(address)!.shift();
    if (next && !stopped) void start(next, address);
    else busy.delete(address);
    pump();
  }

  return {
    platform,
    add(one) {
      held.add(one.id);
      ready.push(one);
      if (underWay < AT_ONCE) pump();
    },
    size: () => held.size,
    holds: (id) => held.has(id),
    stop() {
      return new Promise((resolve) => {
        stopped = resolve;
        pump();
      });
    },
  };
}

/** A platform that throws has told us nothing of whether it delivered. */
async function deliver(platform: Platform, one: Delivery, clock: Clock): Promise<Outcome> {
  let cancel = () => {};
  const timeout = new Promise<Outcome>((resolve) => {
    cancel = clock.wait(clock.now() + TIMEOUT, () => resolve({ type: 'unknown' }));
  });
  try {
    return await Promise.race([platform.deliver(one), timeout]);
  } catch {
    return { type: 'unknown' };
  } finally {
    cancel();
  }
}

function key({ room, account, thread }: Address): string {
  return `${room ?? ''}\n${account ?? ''}\n${thread ?? ''}`;
}
