// What a delivery has to pass on its way out, on one platform: its account, and each limit of its way. Rows that find a door closed wait there
// in the table, by the name of the door, until somebody who may pass is looked for.
import type { Limit, Way } from '../chat/platform.ts';
import { type Account, createAccount, type Sign } from './accounts.ts';
import type { Known } from './attempt.ts';
import type { Outgoing } from './outgoing.ts';
import { backOff, type Ending } from './results.ts';
import { createWindow, type Window } from './windows.ts';

/** Given to what may go, until its end. */
export interface Pass {
  account: string;
  /** Tries for the whole account whether it is back. */
  probes: boolean;
  limits: readonly Limit[];
}

export interface Doors {
  /** A pass, or the door that stays closed the longest. */
  enter(one: Outgoing): Pass | string;
  /** Takes the pass back and says what the outcome means for the row; undefined: the platform was not asked. */
  leave(one: Outgoing, pass: Pass, outcome: Known | undefined): Ending;
  /** For a page of rows, before any of them enters. */
  plan(): Plan;
  /** How many may pass a door now; infinite where nobody counts. */
  room(door: string): number;
  /** When a door opens, ms; infinite while nobody can tell. */
  opensAt(door: string): number;
  /** One that was sent before this process began: limits of an hour or more remember it. */
  remember(one: Outgoing, sentAt: number): void;
}

/** Counts a page against the doors without entering them. */
export interface Plan {
  /** The door that this one waits at; undefined: it may go. What goes to one address after what waits, waits there too. */
  admit(one: Outgoing, behind: string | undefined): string | undefined;
}

export interface DoorsOptions {
  now(): number;
  random(): number;
  /** Undefined for a platform with one account and no limits. */
  way: ((one: Outgoing) => Way) | undefined;
  /** True where rows wait at a door. */
  waitsAt(door: string): boolean;
  /** A door opens at `at` (ms), which may be now. */
  opens(door: string, at: number): void;
}

/** Limits of so long or longer outlive a restart, ms. */
export const LONG_LIMIT = 3_600_000;
/** Only so many more windows than last time are kept before those that are idle are forgotten. */
const IDLE_WINDOWS = 1000;
const NO_WAY: Way = { account: '', limits: [] };

export function createDoors({ now, random, way, waitsAt, opens }: DoorsOptions): Doors {
  /** By the name of their door. */
  const accounts = new Map<string, Account>();
  const windows = new Map<string, Window>();
  /** Retry-After: until when (ms), by the key of a limit. */
  const holds = new Map<string, number>();
  let sweepAt = IDLE_WINDOWS;
  const wayOf = (one: Outgoing): Way => way?.(one) ?? NO_WAY;
  /** Where there is no way, nothing is made for a delivery. */
  const only: Pass = { account: accountDoor(''), probes: false, limits: [] };
  const onlyAccount = accountOf(only.account);

  function accountOf(door: string): Account {
    const known = accounts.get(door);
    if (known) return known;
    const account = createAccount(random);
    accounts.set(door, account);
    return account;
  }

  function windowOf(limit: Limit): Window {
    const door = limitDoor(limit);
    let window = windows.get(door);
    if (window) window.limit = limit;
    else {
      if (windows.size >= sweepAt) sweep();
      window = createWindow(limit, random);
      windows.set(door, window);
    }
    return window;
  }

  function sweep(): void {
    for (const [key, until] of holds) if (until <= now()) holds.delete(key);
    for (const [door, window] of windows)
      if (window.isIdle(now()) && !holds.has(window.limit.key)) windows.delete(door);
    sweepAt = windows.size + IDLE_WINDOWS;
  }

  function windowOpensAt(window: Window, at: number): number {
    return Math.max(holds.get(window.limit.key) ?? 0, window.opensAt(at));
  }

  /** `used`: how many of a page are to pass a door, on top of those that have. */
  function closed({ account, limits }: Way, direct: boolean, used?: ReadonlyMap<string, number>): string | undefined {
    const at = now();
    let latest = at;
    let found: string | undefined;
    const consider = (door: string, opening: number, full: boolean): void => {
      const until = full || (direct && waitsAt(door)) ? Math.max(opening, at + 1) : opening;
      if (until <= latest) return;
      latest = until;
      found = door;
    };
    const door = accountDoor(account);
    const { sound, opensAt } = accountOf(door);
    consider(door, opensAt(at), !sound && used?.has(door) === true);
    for (const limit of limits) {
      const window = windowOf(limit);
      const name = limitDoor(limit);
      consider(name, windowOpensAt(window, at), window.free(at) <= (used?.get(name) ?? 0));
    }
    return found;
  }

  function hold(limit: Limit, until: number): void {
    holds.set(limit.key, Math.max(until, holds.get(limit.key) ?? 0));
  }

  function tellOpening(door: string): void {
    if (waitsAt(door)) opens(door, doors.opensAt(door));
  }

  const doors: Doors = {
    enter(one) {
      // The path of every reply on a platform without limits.
      if (!way && onlyAccount.sound && !waitsAt(only.account)) return only;
      const taken = wayOf(one);
      const found = closed(taken, one.direct);
      if (found !== undefined) return found;
      const account = accountDoor(taken.account);
      const probes = !accountOf(account).sound;
      if (probes) accountOf(account).probe();
      for (const limit of taken.limits) windowOf(limit).enter();
      return { account, probes, limits: taken.limits };
    },
    leave(one, pass, outcome) {
      // And back.
      if (pass === only && outcome?.type === 'sent' && onlyAccount.sound) {
        onlyAccount.end('well', false, 0);
        return outcome;
      }
      const at = now();
      const account = accountOf(pass.account);
      const [first] = pass.limits;
      for (const limit of pass.limits) windowOf(limit).leave(at, outcome !== undefined && outcome.type !== 'offline');
      if (outcome?.type === 'retry' && outcome.after > 0 && first) hold(first, at + outcome.after);
      account.end(signOf(outcome), pass.probes, at);
      tellOpening(pass.account);
      for (const limit of pass.limits) tellOpening(limitDoor(limit));
      if (!outcome) return { type: 'left' };
      return endingOf(one, pass, outcome);
    },
    plan() {
      const used = new Map<string, number>();
      /** Doors at which earlier rows of the page to the same address wait. */
      const waits = new Map<string, string>();
      return {
        admit(one, behind) {
          const taken = wayOf(one);
          const line = lineOf(one);
          const found = behind ?? waits.get(line) ?? closed(taken, false, used);
          if (found !== undefined) {
            waits.set(line, found);
            return found;
          }
          for (const door of [accountDoor(taken.account), ...taken.limits.map(limitDoor)])
            used.set(door, (used.get(door) ?? 0) + 1);
          return undefined;
        },
      };
    },
    room(door) {
      const at = now();
      const account = accounts.get(door);
      if (account) return account.sound ? Number.POSITIVE_INFINITY : Number(account.opensAt(at) <= at);
      const window = windows.get(door);
      if (!window) return Number.POSITIVE_INFINITY;
      return windowOpensAt(window, at) > at ? 0 : window.free(at);
    },
    opensAt(door) {
      const at = now();
      const window = windows.get(door);
      return accounts.get(door)?.opensAt(at) ?? (window ? windowOpensAt(window, at) : at);
    },
    remember(one, sentAt) {
      for (const limit of wayOf(one).limits)
        if (limit.within >= LONG_LIMIT && sentAt + limit.within > now()) windowOf(limit).remember(sentAt);
    },
  };
  return doors;

  function endingOf(one: Outgoing, { account, limits }: Pass, outcome: Known): Ending {
    const [first] = limits;
    switch (outcome.type) {
      case 'sent':
        return limits.some(({ within }) => within >= LONG_LIMIT) ? { ...outcome, counted: true } : outcome;
      case 'retry':
        if (outcome.after === 0) return { type: 'retry', after: backOff(one.attempt, random) };
        return first ? { ...outcome, door: limitDoor(first) } : outcome;
      case 'offline':
        return { type: 'waits', door: account };
      case 'unknown':
        return one.kind === 'campaign' ? outcome : { type: 'unknown', after: backOff(one.attempt, random) };
      case 'absent':
        return { type: 'absent', after: backOff(one.attempt, random) };
      default:
        return outcome;
    }
  }
}

function signOf(outcome: Known | undefined): Sign {
  switch (outcome?.type) {
    case 'sent':
    case 'refused':
      return 'well';
    case 'retry':
      return outcome.after > 0 ? 'well' : 'fault';
    case 'unknown':
    case 'absent':
      return 'fault';
    case 'offline':
      return 'offline';
    case 'left':
    case undefined:
      return 'nothing';
  }
}

function accountDoor(account: string): string {
  return account === '' ? 'account' : `account ${account}`;
}

function limitDoor({ key, within }: Limit): string {
  return `limit ${key} ${within}`;
}

/** What keeps its order among itself. */
function lineOf({ kind, campaignId, address: { room, account, thread } }: Outgoing): string {
  return [kind, kind === 'campaign' ? campaignId : '', room ?? '', account ?? '', thread ?? ''].join('\n');
}
