// Brings parcels to the app, again where it did not say "received", and on request twice, late, in another order or not yet.
import type { Clock } from './clock.ts';
import type { Courier, Parcel, Receipt } from './courier.ts';
import { seeded, shuffled } from './random.ts';

export interface Disturbance {
  /** This share of all is brought twice. */
  twice?: number;
  /** This share comes `lateness` ms later. */
  late?: number;
  lateness?: number;
}

export interface Office {
  /** Resolves with whether the first attempt was received. */
  send(parcel: Parcel): Promise<boolean>;
  /** What was sent before, once more, as Slack does where it is in doubt. */
  again(id: string): Promise<boolean>;
  disturb(how: Disturbance): void;
  /** Keeps everything back until `release`. */
  hold(): void;
  release(order?: 'sent' | 'reversed' | 'shuffled'): void;
  /** Ids in the order of their first attempt, one entry an attempt. */
  readonly attempts: readonly { id: string; number: number; received: boolean }[];
  /** How many are to be brought again. */
  readonly waiting: number;
  stop(): void;
}

export interface OfficeOptions {
  clock: Clock;
  seed: number;
  courier: Courier;
  /** How long after a failure the next attempt is made, ms. */
  retries: readonly number[];
  changed: () => void;
}

export function createOffice({ clock, seed, courier, retries, changed }: OfficeOptions): Office {
  const random = seeded(seed);
  const sent = new Map<string, Parcel>();
  const attempts: { id: string; number: number; received: boolean }[] = [];
  const cancels = new Set<() => void>();
  let held: (() => void)[] | undefined;
  let disturbance: Disturbance = {};
  let stopped = false;

  async function attempt(parcel: Parcel, number: number, before?: Receipt): Promise<boolean> {
    const receipt = await courier(parcel, { number, ...(before?.reason && { reason: before.reason }) });
    attempts.push({ id: parcel.id, number, received: receipt.received });
    if (!receipt.received && !receipt.final) retryLater(parcel, number, receipt);
    changed();
    return receipt.received;
  }

  /** Only events are brought again: whoever pressed a button sees that it failed, and presses it again. */
  function retryLater(parcel: Parcel, number: number, receipt: Receipt): void {
    const after = retries[number];
    if (parcel.type !== 'events_api' || after === undefined || stopped) return;
    later(after, () => void attempt(parcel, number + 1, receipt));
  }

  function later(ms: number, run: () => void): void {
    const cancel = clock.wait(clock.now() + ms, () => {
      cancels.delete(cancel);
      run();
    });
    cancels.add(cancel);
  }

  async function disturbed(parcel: Parcel): Promise<boolean> {
    const { twice = 0, late = 0, lateness = 0 } = disturbance;
    const isLate = random() < late;
    const isTwice = random() < twice;
    if (isLate) await new Promise<void>((resolve) => later(lateness, resolve));
    const first = attempt(parcel, 0);
    if (isTwice) void attempt(parcel, 0);
    return first;
  }

  return {
    async send(parcel) {
      sent.set(parcel.id, parcel);
      if (held) await new Promise<void>((resolve) => held!.push(resolve));
      return disturbed(parcel);
    },
    again(id) {
      const parcel = sent.get(id);
      if (!parcel) throw new Error(`nothing was sent with the id ${id}`);
      return attempt(parcel, 0);
    },
    disturb(how) {
      disturbance = how;
    },
    hold() {
      held ??= [];
    },
    release(order = 'sent') {
      const all = held ?? [];
      held = undefined;
      const ordered = order === 'shuffled' ? shuffled(all, random) : order === 'reversed' ? all.reverse() : all;
      for (const go of ordered) go();
    },
    attempts,
    get waiting() {
      return cancels.size;
    },
    stop() {
      stopped = true;
      for (const cancel of cancels) cancel();
      cancels.clear();
    },
  };
}
