// Delivers what has been committed. Replies come straight from the commit that wrote them; everything else, and whatever a crash
// or a full memory left behind, is read from the table. What became of them is marked in groups.
import type { Platform } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/schema.ts';
import type { Flow } from '../engine/flow.ts';
import type { RecordIncident } from '../engine/incidents.ts';
import type { Perform, Riding } from '../engine/perform.ts';
import { inSlices } from '../engine/slices.ts';
import { createDoors } from './doors.ts';
import { askGate } from './gate.ts';
import type { Verdict } from './gate-rules.ts';
import { createLane, type Lane } from './lane.ts';
import { createMarking } from './marking.ts';
import type { Outgoing } from './outgoing.ts';
import { LEASE, type Page } from './reader.ts';
import { rememberSent } from './remember.ts';
import { type Ending, judge, NEVER, type Result } from './results.ts';
import { releaseLeases, renewLeases } from './store.ts';
import { createSupply, READ_AGAIN, type Supply } from './supply.ts';
import { createUnderway } from './underway.ts';
import { createWaiting, type Waiting } from './waiting.ts';
import { carefully } from './way.ts';

/** A lane with so many replies takes no more from memory: the table keeps them. */
const BACKLOG = 4000;
/** A platform that throws is an incident so often, ms. */
const FAULTS_APART = 60_000;

export interface Outbox {
  /** True when this process will deliver it straight from the commit that writes it. */
  takes(one: Outgoing): boolean;
  /** What a commit has just written. */
  committed(outgoing: readonly Outgoing[]): void;
  /** What a commit has perhaps written: the table will tell. */
  doubtful(outgoing: readonly Outgoing[]): void;
  /** Something in the table was changed by hand. */
  look(): void;
  /** Gets ready; what is said waits in the table. */
  start(): Promise<void>;
  /** The platform has started: begins to deliver to it, what an earlier process left first. */
  open(platform: string): Promise<void>;
  /** Finishes what is under way (at most 5 s), marks it, gives the rest back to the table, and delivers no more. */
  stop(): Promise<void>;
  /** Resolves when everything that could go before this call has been handed to its platform and marked. */
  settled(): Promise<void>;
  /** Results are marked along with the transactions of `perform`. */
  riding: Riding;
}

export interface OutboxOptions {
  db: Db;
  perform: Perform;
  clock: Clock;
  /** 0 to 1. */
  random(): number;
  platforms: readonly Platform[];
  flows: readonly Flow[];
  recordIncident: RecordIncident;
  /** True where no other process shares the database. */
  alone: boolean;
}

/** All that serves one platform. */
interface Line {
  lane: Lane;
  supply: Supply;
  waiting: Waiting;
  /** What limits of an hour or more have to know of the time before this process. */
  remember(): Promise<void>;
}

export function createOutbox({ db, perform, clock, random, flows, recordIncident, ...options }: OutboxOptions): Outbox {
  const underway = createUnderway();
  /** What this process has in hand, from the moment it is taken until the moment it is marked. */
  const taken = new Map<string, () => void>();
  const lines = new Map(options.platforms.map((platform) => [platform.name, createLine(platform)]));
  const marking = createMarking({ perform, clock, flows, recordIncident, marked });
  const faultAt = new Map<string, number>();
  /** A way is asked for in the middle of a transaction, too: that it failed is told afterwards. */
  let wayless: { one: Outgoing; error: unknown } | undefined;
  /** Replies of the last commits, and how many of all commits no lane has yet. */
  let poured: Outgoing[] = [];
  let unbegun = 0;
  let pouring: Promise<void> | undefined;
  let cancelRenewal = () => {};
  let running = false;

  function createLine(platform: Platform): Line {
    const waiting = createWaiting();
    const way = carefully(platform, (one, error) => {
      wayless = { one, error };
    });
    const opens = (_door: string, at: number) => supply.wakeAt(at);
    const doors = createDoors({ now: clock.now, random, way, waitsAt: waiting.has, opens });
    const lane = createLane({ platform, clock, doors, ask, finish, fault });
    const supply: Supply = createSupply({
      ...{ db, perform, clock, lane, doors, waiting, underway, recordIncident, alone: options.alone },
      holds: (id) => taken.has(id),
      take: (page) => takePage(lane, page),
    });
    const remember = () => (way ? rememberSent(db, platform.name, doors, clock.now()) : Promise.resolve());
    return { lane, supply, waiting, remember };
  }

  function take(one: Outgoing): void {
    hold(one);
    begin(one);
  }

  function hold(one: Outgoing): void {
    taken.set(one.id, underway.begin());
  }

  function begin(one: Outgoing): void {
    lines.get(one.address.platform)!.lane.add(one);
  }

  /** Those of many are begun a slice at a time, and those of later commits after them. */
  async function pour(): Promise<void> {
    while (poured.length > 0) {
      const some = poured;
      poured = [];
      await inSlices(some, (one) => {
        unbegun -= 1;
        if (running) begin(one);
        else putBack(one);
      });
    }
    pouring = undefined;
  }

  function takePage(lane: Lane, { sends, orphans, suppressed }: Page): void {
    tellWayless();
    for (const one of sends) {
      if (running) take(one);
      else putBack(one);
    }
    for (const one of orphans) takeOrphan(lane, { ...one, attempt: Math.max(one.attempt - 1, 1) });
    for (const result of suppressed) {
      taken.set(result.one.id, underway.begin());
      marking.add(result);
    }
  }

  /** Where the platform can tell whether it arrived, it is asked as soon as it is in order; until then the row stays as it is. */
  function takeOrphan(lane: Lane, one: Outgoing): void {
    const { platform } = lane;
    if (!platform.capabilities.lookup || !platform.lookup) {
      taken.set(one.id, underway.begin());
      finish(one, { type: 'unknown' });
    } else if (running && platform.health().ok) {
      taken.set(one.id, underway.begin());
      lane.lookUp(one);
    }
  }

  function tellWayless(): void {
    if (wayless) fault(wayless.one, wayless.error);
    wayless = undefined;
  }

  function finish(one: Outgoing, ending: Ending): void {
    tellWayless();
    const { supply, waiting } = lines.get(one.address.platform)!;
    if (ending.type === 'left') release(one);
    else {
      const result = judge(one, ending, clock.now(), random);
      if (result.mark.next_at === NEVER) waiting.send(result.mark.reason!);
      marking.add(result);
    }
    supply.roomLeft();
  }

  function marked({ one, mark }: Result): void {
    if (mark.state === 'pending') {
      const { lane, supply, waiting } = lines.get(one.address.platform)!;
      if (mark.next_at === NEVER) {
        waiting.stored(mark.reason!);
        lane.stored(one);
        supply.look();
      } else supply.wakeAt(mark.next_at);
    }
    release(one);
  }

  function release({ id }: Outgoing): void {
    taken.get(id)?.();
    taken.delete(id);
  }

  async function ask(one: Outgoing): Promise<Verdict> {
    try {
      return await perform(
        async ({ trx, now, installation }) => (await askGate(trx, [one], now, installation)).get(one.id)!,
      );
    } catch (error) {
      await recordIncident({ origin: 'outbox', context: { id: one.id }, error, now: clock.now() });
      return { type: 'hold', until: clock.now() + READ_AGAIN, reason: 'paused' };
    }
  }

  function fault({ id, kind, address: { platform } }: Outgoing, error: unknown): void {
    const now = clock.now();
    if (now - (faultAt.get(platform) ?? Number.NEGATIVE_INFINITY) < FAULTS_APART) return;
    faultAt.set(platform, now);
    void recordIncident({ origin: `delivery ${platform}`, context: { id, kind }, error, now });
  }

  function putBack(one: Outgoing): void {
    finish(one, { type: 'postponed', until: clock.now(), reason: 'stopped' });
  }

  /** What takes its time here must not be taken up by another process meanwhile. */
  function renewLater(): void {
    cancelRenewal = clock.wait(clock.now() + LEASE / 2, async () => {
      try {
        if (taken.size > 0) await perform(({ trx, now }) => renewLeases(trx, [...taken.keys()], now + LEASE));
      } catch (error) {
        await recordIncident({ origin: 'outbox', context: 'leases', error, now: clock.now() });
      }
      if (running) renewLater();
    });
  }

  return {
    takes({ kind, dedupe, address: { platform } }) {
      const line = lines.get(platform);
      if (!running || !line || kind === 'campaign' || dedupe !== null) return false;
      const direct = !line.supply.spilled() && line.lane.size() + unbegun < BACKLOG;
      if (!direct) line.supply.spill();
      return direct;
    },
    committed(outgoing) {
      const toRead = new Set<Supply>();
      for (const one of outgoing) {
        const line = lines.get(one.address.platform);
        if (!line || !running) continue;
        if (one.direct) {
          hold(one);
          poured.push(one);
          unbegun += 1;
          continue;
        }
        if (one.kind !== 'campaign') line.supply.spill();
        toRead.add(line.supply);
      }
      if (poured.length > 0) pouring ??= pour();
      for (const supply of toRead) supply.look();
    },
    doubtful(outgoing) {
      const now = clock.now();
      for (const { direct, address } of outgoing)
        lines.get(address.platform)?.supply.wakeAt(direct ? now + LEASE : now + READ_AGAIN);
    },
    look() {
      for (const { supply } of lines.values()) supply.look();
    },
    async start() {
      if (options.alone) await perform(({ trx, now }) => releaseLeases(trx, now));
      for (const { remember } of lines.values()) await remember();
      running = true;
      if (!options.alone) renewLater();
    },
    async open(platform) {
      if (running) await lines.get(platform)?.supply.start();
    },
    async stop() {
      running = false;
      cancelRenewal();
      const reads = [...lines.values()].map(({ supply }) => supply.stop());
      if (pouring) await pouring;
      const left = await Promise.all([...lines.values()].map(({ lane }) => lane.stop()));
      await Promise.all(reads);
      for (const one of left.flat()) putBack(one);
      await marking.stop();
    },
    async settled() {
      await underway.settled();
      await underway.settled();
    },
    riding: marking.riding,
  };
}
