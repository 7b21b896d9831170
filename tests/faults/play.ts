// Plays a scenario while things fail, with a platform that delivers again what was not acknowledged, people who repeat what they were told
// did not work, and somebody who starts the program again where it died.
import type { Delivery } from '../../src/chat/message.ts';
import type { Outcome } from '../../src/chat/platform.ts';
import { type Faults, faulty } from '../support/faults.ts';
import { type Loopback, loopback } from '../support/loopback.ts';
import { createWorld, MORNING, type World } from '../support/world.ts';
import type { Act, Saying } from './scenarios.ts';
import type { Stage, Wrap } from './stage.ts';

/** What goes wrong at the Nth delivery; `after`: it arrived all the same. */
export interface DeliveryFault {
  delivery: number;
  when: 'before' | 'after';
  how: 'throw' | 'hang' | 'unknown' | 'crash';
}

/** What somebody said, under the event that was acknowledged last. */
export interface Told {
  event: string;
  saying: Saying;
  /** They were told of an incident each time. */
  failed: boolean;
}

export interface Play {
  run(acts: readonly Act[]): Promise<void>;
  /** Counts deliveries from here on, and lets one go wrong. */
  disturb(fault: DeliveryFault | undefined): void;
  readonly disturbed: boolean;
  readonly deliveries: number;
  readonly world: World;
  readonly faults: Faults;
  /** Every delivery that arrived, whichever life of the program made it. */
  readonly heard: readonly Delivery[];
  readonly told: readonly Told[];
  readonly crashes: number;
  close(): Promise<void>;
}

/** A program that does nothing for so long will never do anything, ms of real time. */
const STUCK = 15_000;
/** So often the platform delivers again, and a person repeats themselves. */
const PATIENCE = 12;

export async function createPlay(stage: Stage, wrap: Wrap = (same) => same): Promise<Play> {
  const heard: Delivery[] = [];
  const told = new Map<number, Told>();
  let faults = faulty();
  const place = await stage.place();
  let world = await openWorld(await place.open(through(faults)), MORNING);
  let acts = 0;
  let crashes = 0;
  let deliveries = 0;
  let disturbance: DeliveryFault | undefined;

  function through(own: Faults): Wrap {
    return (dialect) => own.wrap(wrap(dialect));
  }

  function openWorld(database: World['database'], at: number): Promise<World> {
    const alive = faults;
    return createWorld({ database, at, platforms: (now) => [listening(loopback('terminal', now), now, alive)] });
  }

  function listening(platform: Loopback, now: () => number, alive: Faults): Loopback {
    let dead = false;
    void alive.frozen.then(() => {
      dead = true;
    });
    platform.answer = (delivery) => {
      if (dead) return { type: 'unknown' };
      deliveries += 1;
      const fault = disturbance?.delivery === deliveries ? disturbance : undefined;
      if (fault?.when !== 'before') heard.push(delivery);
      return fault ? failing(fault, now) : { type: 'sent', at: now() };
    };
    return platform;
  }

  function failing({ how }: DeliveryFault, now: () => number): Promise<Outcome> | Outcome {
    switch (how) {
      case 'throw':
        throw new Error('the platform broke the connection');
      case 'unknown':
        return { type: 'unknown' };
      case 'hang':
        setTimeout(() => world.clock.set(now() + 10_000));
        return new Promise<Outcome>(() => {});
      case 'crash':
        faults.freeze();
        return new Promise<Outcome>(() => {});
    }
  }

  async function restart(): Promise<void> {
    crashes += 1;
    const at = world.clock.now();
    const [old, grave] = [world, faults];
    faults = faulty();
    const next = await place.openAfterCrash(through(faults));
    grave.bury();
    old.clock.set(at + 11_000);
    await old.close();
    world = await openWorld(next, at);
    await settle('settling after a restart');
  }

  /** Does it until it is done, through as many crashes as it takes. */
  async function persevere(work: () => Promise<void>): Promise<void> {
    for (;;) {
      const doing = work();
      doing.catch(() => undefined);
      const crashed = await Promise.race([doing.then(() => false), faults.frozen.then(() => true)]);
      if (!crashed) return;
      await restart();
    }
  }

  async function say(saying: Saying, number: number, sentAt: Date): Promise<void> {
    for (let time = 1; ; time += 1) {
      const { account, room, text, edited } = saying;
      const event = `act${number}.${time}`;
      const place = room === undefined ? {} : { room };
      const message = world.message({ account, text, event, sentAt, ...place, ...(edited && { edited }) });
      await untilItWorks(() => world.engine.accept(message), `accepting ${account}: ${text}`);
      await settle(`settling after ${account}: ${text}`);
      const failed = apologised(event);
      told.set(number, { event, saying, failed });
      if (!failed || time === PATIENCE) return;
    }
  }

  function apologised(event: string): boolean {
    return heard.some(({ re, text }) => re === event && /我们这边出了点问题|on our side/.test(text));
  }

  async function untilItWorks(work: () => Promise<void>, what: string): Promise<void> {
    for (let time = 1; ; time += 1) {
      try {
        return await inTime(work(), what);
      } catch (error) {
        if (time === PATIENCE) throw error;
        faults.disarm();
      }
    }
  }

  async function wait(until: number, step: number): Promise<void> {
    while (world.clock.now() < until) {
      const next = new Date(Math.min(until, world.clock.now() + step)).toISOString();
      await untilItWorks(() => world.set(next), `waiting until ${next}`);
    }
  }

  /** A database that is back is noticed with time: what could not be marked is tried again. */
  async function settle(what: string): Promise<void> {
    let wasDown = false;
    const nudge = setInterval(() => {
      wasDown ||= faults.down;
      if (!wasDown) return;
      faults.disarm();
      world.clock.set(world.clock.now() + 1000);
    }, 200);
    await inTime(world.engine.settled(), what).finally(() => clearInterval(nudge));
  }

  const play: Play = {
    async run(list) {
      for (const act of list) {
        acts += 1;
        const number = acts;
        const at = world.clock.now();
        if (act.type === 'says') await persevere(() => say(act, number, new Date(at)));
        else await persevere(() => wait(at + act.ms, act.step));
      }
    },
    disturb(fault) {
      deliveries = 0;
      disturbance = fault;
    },
    get disturbed() {
      return disturbance !== undefined && deliveries >= disturbance.delivery;
    },
    get deliveries() {
      return deliveries;
    },
    get world() {
      return world;
    },
    get faults() {
      return faults;
    },
    heard,
    get told() {
      return [...told.values()];
    },
    get crashes() {
      return crashes;
    },
    close: () => world.close().finally(place.remove),
  };
  return play;
}

async function inTime<Result>(work: Promise<Result>, what: string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`stuck: ${what}`)), STUCK);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
