// How our own account on a platform fares: where it is not connected, or fails again and again, it rests, and one delivery at a time tries whether it is back.

/** What one attempt says of the account: `well` where the platform answered at all, `nothing` where it was not asked. */
export type Sign = 'well' | 'fault' | 'offline' | 'nothing';

export interface Account {
  /** True while nothing is wrong: the question asked for each delivery. */
  sound: boolean;
  /** When something may be tried, ms; infinite while somebody tries. */
  opensAt(now: number): number;
  /** Call it where `sound` is false and `opensAt` is now: this one tries for all. */
  probe(): void;
  /** The end of an attempt; `probed`: the one that tried for all. */
  end(sign: Sign, probed: boolean, now: number): void;
}

/** So many faults in a row are no accident. */
const FAULTS = 5;
/** The first rest, ms; each one after it is twice as long. */
const FIRST_REST = 1000;
const LONGEST_REST = 60_000;
/** Where we know that we are not connected, we look more often, ms. */
const LONGEST_OFFLINE = 30_000;

/** `random` gives 0 to 1. */
export function createAccount(random: () => number): Account {
  let faults = 0;
  let rest = 0;
  let restsUntil = 0;
  let probing = false;

  function goToRest(longest: number, jitter: number, now: number): void {
    rest = Math.min(rest === 0 ? FIRST_REST : rest * 2, longest);
    restsUntil = now + Math.ceil(rest * (1 - jitter + random() * jitter));
    account.sound = false;
  }

  function recover(): void {
    faults = 0;
    rest = 0;
    account.sound = true;
  }

  const account: Account = {
    sound: true,
    opensAt(now) {
      if (account.sound) return now;
      return probing ? Number.POSITIVE_INFINITY : Math.max(restsUntil, now);
    },
    probe() {
      probing = true;
    },
    end(sign, probed, now) {
      if (probed) probing = false;
      // What began before the rest tells nothing new, unless it went well.
      const news = account.sound || probed;
      switch (sign) {
        case 'well':
          if (!account.sound || faults > 0) recover();
          return;
        case 'offline':
          if (news) goToRest(LONGEST_OFFLINE, 0, now);
          return;
        case 'fault':
          faults += 1;
          if (probed || (news && faults >= FAULTS)) goToRest(LONGEST_REST, 0.5, now);
          return;
        case 'nothing':
      }
    },
  };
  return account;
}
