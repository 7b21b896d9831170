// One platform's deliveries in memory: so many at once, in order for each address, and past the doors.
import type { Address } from '../chat/message.ts';
import type { Platform } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import { createAttempts } from './attempt.ts';
import type { Doors, Pass } from './doors.ts';
import type { Verdict } from './gate-rules.ts';
import type { Outgoing } from './outgoing.ts';
import { type Ending, endingOf } from './results.ts';

/** How many deliveries of one platform may be under way. */
const AT_ONCE = 64;
/** A campaign's delivery that waited here for longer asks the gate once more, ms. */
const FRESH = 500;
/** So much of the queue may have been dealt with before it is cut off. */
const DEALT_WITH = 1024;
/** What is under way at a stop has so long to come to its end, ms. */
const LAST_WORDS = 5000;

export interface Lane {
  platform: Platform;
  add(one: Outgoing): void;
  /** What somebody who is gone was sending of our own accord: the platform is asked whether it arrived. */
  lookUp(one: Outgoing): void;
  /** How many are waiting or under way. */
  size(): number;
  /** What this address had waiting at a door is in the table now. */
  stored(one: Outgoing): void;
  /** Begins nothing more; resolves with what was never begun, when nothing is under way, which is within 5 s. */
  stop(): Promise<Outgoing[]>;
}

export interface LaneOptions {
  platform: Platform;
  clock: Clock;
  doors: Doors;
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
  /** Only to be looked up. */
  lost: boolean;
}

/** Nothing overtakes what is to be tried again: until an instant (ms), or at a door, until that is in the table. */
interface Rest {
  until: number;
  door: string | undefined;
}

export function createLane({ platform, clock, doors, ask, finish, fault }: LaneOptions): Lane {
  /** Addresses with something under way, and what waits behind it. */
  const busy = new Map<string, Entry[]>();
  const resting = new Map<string, Rest>();
  const attempts = createAttempts({ platform, clock, fault });
  let ready: Entry[] = [];
  let head = 0;
  let size = 0;
  let underWay = 0;
  let stopped: ((left: Outgoing[]) => void) | undefined;
  let cancelCut = () => {};

  function pump(): void {
    while (underWay < AT_ONCE && head < ready.length && !stopped) {
      const entry = ready[head++]!;
      const behind = busy.get(entry.address);
      if (behind) behind.push(entry);
      else begin(entry, []);
    }
    if (head === ready.length || head > DEALT_WITH) {
      ready = ready.slice(head);
      head = 0;
    }
    if (!stopped || underWay > 0) return;
    cancelCut();
    attempts.stop();
    stopped([...ready, ...[...busy.values()].flat()].map(({ one }) => one));
  }

  /** Starts the first of an address that may go; what may not goes back to the table. */
  function begin(first: Entry, behind: Entry[]): void {
    for (let entry: Entry | undefined = first; entry; entry = behind.shift()) {
      if (entry.lost) return start(entry, behind, undefined);
      const rest = restOf(entry);
      if (rest) {
        end(entry, waits(rest));
        continue;
      }
      const pass = doors.enter(entry.one);
      if (typeof pass !== 'string') return start(entry, behind, pass);
      resting.set(entry.address, { until: clock.now(), door: pass });
      end(entry, { type: 'waits', door: pass });
    }
    busy.delete(first.address);
  }

  function start(entry: Entry, behind: Entry[], pass: Pass | undefined): void {
    busy.set(entry.address, behind);
    void run(entry, pass);
  }

  function waits({ until, door }: Rest): Ending {
    if (door !== undefined) return { type: 'waits', door };
    return { type: 'postponed', until: Math.max(until, clock.now()), reason: 'the address rests' };
  }

  async function run(entry: Entry, pass: Pass | undefined): Promise<void> {
    underWay += 1;
    const { one, address } = entry;
    let ending: Ending | undefined = pass && hasWaited(entry) ? await withheld(one) : undefined;
    if (!pass) ending = await attempts.lookUp(one);
    else if (ending) doors.leave(one, pass, undefined);
    else ending = doors.leave(one, pass, await attempts.deliver(one));
    underWay -= 1;
    const rest = restAfter(ending);
    if (rest) resting.set(address, rest);
    end(entry, ending);
    const behind = busy.get(address)!;
    const next = stopped ? undefined : behind.shift();
    if (next) begin(next, behind);
    else if (behind.length === 0) busy.delete(address);
    pump();
  }

  /** What is to be tried again keeps its place in front of what is said to the address meanwhile. */
  function restAfter(ending: Ending): Rest | undefined {
    switch (ending.type) {
      case 'waits':
        return { until: clock.now(), door: ending.door };
      case 'retry':
        return { until: clock.now() + ending.after, door: ending.door };
      case 'unknown':
      case 'absent':
        return ending.after === undefined ? undefined : { until: clock.now() + ending.after, door: undefined };
      default:
        return undefined;
    }
  }

  /** What comes straight from a commit goes behind what is read from the table, where the one to be tried again is. */
  function restOf({ one, address, since }: Entry): Rest | undefined {
    const rest = resting.get(address);
    if (!rest) return undefined;
    if (rest.door !== undefined || one.direct || since < rest.until) return rest;
    resting.delete(address);
    return undefined;
  }

  function end({ one }: Entry, ending: Ending): void {
    size -= 1;
    finish(one, ending);
  }

  function hasWaited({ one, since }: Entry): boolean {
    const now = clock.now();
    return (one.expiresAt !== null && one.expiresAt <= now) || (one.kind === 'campaign' && now - since > FRESH);
  }

  async function withheld(one: Outgoing): Promise<Ending | undefined> {
    const verdict = await ask(one);
    if (verdict.type !== 'send') return endingOf(verdict);
    return stopped && { type: 'postponed', until: clock.now(), reason: 'stopped' };
  }

  function add(one: Outgoing, lost: boolean): void {
    size += 1;
    ready.push({ one, address: key(one.address), since: clock.now(), lost });
    if (underWay < AT_ONCE) pump();
  }

  return {
    platform,
    add: (one) => add(one, false),
    lookUp: (one) => add(one, true),
    size: () => size,
    stored({ address }) {
      const name = key(address);
      if (resting.get(name)?.door !== undefined) resting.delete(name);
    },
    stop() {
      return new Promise((resolve) => {
        stopped = resolve;
        cancelCut = clock.wait(clock.now() + LAST_WORDS, attempts.cut);
        pump();
      });
    },
  };
}

function key({ room, account, thread }: Address): string {
  return `${room ?? ''}\n${account ?? ''}\n${thread ?? ''}`;
}
