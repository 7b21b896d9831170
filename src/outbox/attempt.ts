// One attempt: the platform is asked to deliver, and where nobody can tell whether it did, asked to look.
import type { Outcome, Platform } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import { createDeadlines } from './deadlines.ts';
import type { Outgoing } from './outgoing.ts';
import { sound } from './results.ts';

/** What a look tells of a delivery of which nobody knew. */
export type Found =
  | { type: 'sent'; at: number }
  /** It did not arrive: it may be sent again, of whatever kind it is. */
  | { type: 'absent' }
  | { type: 'unknown' }
  /** Nobody could look, or had the time to: it stays in the table as it is, and is looked for again from there. */
  | { type: 'left' };

export type Known = Outcome | Found;

/** A look that told nothing is repeated until the delivery is so old, ms: the platform may have been away. */
const LOOKED_FOR = 3_600_000;
/** A platform that has not answered by then has left us in the dark, ms. */
const TIMEOUT = 10_000;

export interface Attempts {
  deliver(one: Outgoing): Promise<Known>;
  /** For what somebody who is gone was sending. */
  lookUp(one: Outgoing): Promise<Found>;
  /** Waits for no answer any more: what is under way ends now. */
  cut(): void;
  /** Nothing is under way any more. */
  stop(): void;
}

export interface AttemptsOptions {
  platform: Platform;
  clock: Clock;
  /** Told of a platform that threw; must not throw. */
  fault(one: Outgoing, error: unknown): void;
}

export function createAttempts({ platform, clock, fault }: AttemptsOptions): Attempts {
  const deadlines = createDeadlines(clock, TIMEOUT);
  const looks = platform.capabilities.lookup && platform.lookup !== undefined;
  let wasCut = false;

  /** A platform that throws has told us nothing of whether it delivered. */
  async function deliver(one: Outgoing): Promise<Known> {
    try {
      const outcome = sound(await deadlines.within(platform.deliver(one), () => ({ type: 'unknown' })), clock.now());
      if (outcome.type !== 'unknown') return outcome;
    } catch (error) {
      fault(one, error);
    }
    return lookUp(one);
  }

  async function lookUp(one: Outgoing): Promise<Found> {
    if (!looks) return { type: 'unknown' };
    const found = wasCut ? 'unknown' : await ask(one);
    if (found === 'sent') return { type: 'sent', at: clock.now() };
    if (found === 'absent') return { type: 'absent' };
    // A reply is sent again in any case.
    return one.kind === 'campaign' && (wasCut || isWorthAnotherLook(one)) ? { type: 'left' } : { type: 'unknown' };
  }

  function isWorthAnotherLook({ createdAt, expiresAt }: Outgoing): boolean {
    return expiresAt === null && clock.now() - createdAt < LOOKED_FOR;
  }

  async function ask(one: Outgoing): Promise<'sent' | 'absent' | 'unknown'> {
    try {
      return await deadlines.within(platform.lookup!(one), () => 'unknown' as const);
    } catch (error) {
      fault(one, error);
      return 'unknown';
    }
  }

  return {
    deliver,
    lookUp,
    cut() {
      wasCut = true;
      deadlines.cut();
    },
    stop: deadlines.stop,
  };
}
