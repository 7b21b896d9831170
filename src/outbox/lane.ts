// One platform's deliveries in memory: so many at once, and in order for each address.
import type { Address } from '../chat/message.ts';
import type { Outcome, Platform } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import { createDeadlines } from './deadlines.ts';
import type { Verdict } from './gate.ts';
import type { Outgoing } from './outgoing.ts';
import { type Ending, endingOf, sound } from './results.ts';

/** How many deliveries of one platform may be under way. */
const AT_ONCE = 64;
/** A platform that has not answered by then has left us in the dark, ms. */
const TIMEOUT = 10_000;
/** A campaign's delivery that waited here for longer asks the gate once more, ms. */
const FRESH = 500;
/** So much of the queue may have been dealt with before it is cut off. */
const DEALT_WITH = 1024;

export interface Lane {
  platform: Platform;
  add(one: Outgoing): void;
  /** How many are waiting or under way. */
  size(): number;
  /** Begins nothing more; resolves with what was never begun, when nothing is under way. */
  stop(): Promise<Outgoing[]>;
}

export interface LaneOptions {
  platform: Platform;
  clock: Clock;
  /** What the gate says now of a delivery that had to wait; must not throw. */
  ask(one: Outgoing): Promise<Verdict>;
  /** Told what became of each delivery; must not throw. */
  finish(one: Outgoing, ending: Ending): void;
  /** Told of a platform that threw; must not throw. */
  fault(one: Outgoing, error: unknown): void;
}

interface Entry {
  one: Outgoing;
  address: string;
  since: number;
}

export function createLane({ platform, clock, ask, finish, fault }: LaneOptions): Lane {
  /** Addresses with something under way, and what waits behind it. */
  const busy = new Map<string, Entry[]>();
  /** Addresses whose platform told us to wait, and until when: nothing overtakes what is to be tried again there. */
  const resting = new Map<string, number>();
  const deadlines = createDeadlines(clock, TIMEOUT);
  let ready: Entry[] = [];
  let head = 0;
  let size = 0;
  let underWay = 0;
  let stopped: ((left: Outgoing[]) => void) | undefined;

  function pump(): void {
    while (underWay < AT_ONCE && head < ready.length && !stopped) {
      const entry = ready[head++]!;
      const behind = busy.get(entry.address);
      if (behind) behind.push(entry);
      else if (rests(entry)) end(entry, postponed(Math.max(resting.get(entry.address)!, clock.now())));
      else {
        resting.delete(entry.address);
        busy.set(entry.address, []);
        void run(entry);
      }
    }
    if (head === ready.length || head > DEALT_WITH) {
      ready = ready.slice(head);
      head = 0;
    }
    if (!stopped || underWay > 0) return;
    deadlines.stop();
    stopped([...ready, ...[...busy.values()].flat()].map(({ one }) => one));
  }

  async function run(entry: Entry): Promise<void> {
    underWay += 1;
    const ending = await (hasWaited(entry) ? askAndDeliver(entry.one) : deliver(entry.one));
    underWay -= 1;
    end(entry, ending);
    const behind = busy.get(entry.address)!;
    if (ending.type === 'retry') {
      const until = clock.now() + ending.after;
      resting.set(entry.address, until);
      for (const next of behind.splice(0)) end(next, postponed(until));
    }
    const next = stopped ? undefined : behind.shift();
    if (next) void run(next);
    else if (behind.length === 0) busy.delete(entry.address);
    pump();
  }

  /** What comes straight from a commit goes behind what is read from the table, where the one to be tried again is. */
  function rests({ one, address, since }: Entry): boolean {
    const until = resting.get(address);
    return until !== undefined && (one.direct || since < until);
  }

  function end({ one }: Entry, ending: Ending): void {
    size -= 1;
    finish(one, ending);
  }

  function hasWaited({ one, since }: Entry): boolean {
    const now = clock.now();
    return (one.expiresAt !== null && one.expiresAt <= now) || (one.kind === 'campaign' && now - since > FRESH);
  }

  async function askAndDeliver(one: Outgoing): Promise<Ending> {
    const verdict = await ask(one);
    return verdict.type === 'send' ? deliver(one) : endingOf(verdict);
  }

  /** A platform that throws has told us nothing of whether it delivered. */
  async function deliver(one: Outgoing): Promise<Outcome> {
    try {
      return sound(await deadlines.within(platform.deliver(one), () => ({ type: 'unknown' })), clock.now());
    } catch (error) {
      fault(one, error);
      return { type: 'unknown' };
    }
  }

  return {
    platform,
    add(one) {
      size += 1;
      ready.push({ one, address: key(one.address), since: clock.now() });
      if (underWay < AT_ONCE) pump();
    },
    size: () => size,
    stop() {
      return new Promise((resolve) => {
        stopped = resolve;
        pump();
      });
    },
  };
}

function postponed(until: number): Ending {
  return { type: 'postponed', until, reason: 'the address rests' };
}

function key({ room, account, thread }: Address): string {
  return `${room ?? ''}\n${account ?? ''}\n${thread ?? ''}`;
}
