// Delivers what has been committed. Replies come straight from the commit that wrote them; everything else, and whatever a crash
// or a full memory left behind, is read from the table. What became of them is marked in groups.
import type { Platform } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/schema.ts';
import type { Flow } from '../engine/flow.ts';
import type { RecordIncident } from '../engine/incidents.ts';
import type { Perform } from '../engine/perform.ts';
import { askGate, type Verdict } from './gate.ts';
import { createLane, type Lane } from './lane.ts';
import { createMarking } from './marking.ts';
import type { Outgoing } from './outgoing.ts';
import { LEASE, takePage } from './reader.ts';
import { type Ending, judge, type Result } from './results.ts';
import { nextDue, releaseLeases, renewLeases } from './store.ts';
import { createUnderway } from './underway.ts';

/** A lane with so many replies takes no more from memory: the table keeps them. */
const BACKLOG = 4000;
/** So few are read ahead from the table, so that a pause or a stop finds them still there (P7, P8). */
const READ_AHEAD = 64;
/** How soon the table is read again where another process may have left something, or reading failed, ms. */
const READ_AGAIN = 2000;
/** A platform that throws is an incident so often, ms. */
const FAULTS_APART = 60_000;

export interface Outbox {
  /** True when this process will deliver it straight from the commit that writes it. */
  takes(one: Outgoing): boolean;
  /** What a commit has just written. */
  committed(outgoing: readonly Outgoing[]): void;
  /** What a commit has perhaps written: the table will tell. */
  doubtful(outgoing: readonly Outgoing[]): void;
  start(): Promise<void>;
  /** Finishes what is under way (at most 10 s), marks it, gives the rest back to the table, and delivers no more. */
  stop(): Promise<void>;
  /** Resolves when everything that was due before this call has been handed to its platform and marked. */
  settled(): Promise<void>;
}

export interface OutboxOptions {
  db: Db;
  perform: Perform;
  clock: Clock;
  platforms: readonly Platform[];
  flows: readonly Flow[];
  recordIncident: RecordIncident;
  /** True where no other process shares the database. */
  alone: boolean;
}

export function createOutbox({ db, perform, clock, flows, recordIncident, ...options }: OutboxOptions): Outbox {
  const underway = createUnderway();
  /** What this process has in hand, from the moment it is taken until the moment it is marked. */
  const taken = new Map<string, () => void>();
  const lanes = new Map(
    options.platforms.map((platform) => [platform.name, createLane({ platform, clock, ask, finish, fault })]),
  );
  const marking = createMarking({ perform, clock, flows, recordIncident, marked });
  const wakes = new Map<string, { at: number; cancel: () => void }>();
  /** Platforms whose table is being read; true: read once more, something was added meanwhile. */
  const reading = new Map<string, boolean>();
  const reads = new Set<Promise<void>>();
  /** Platforms with more in the table than was read ahead. */
  const hungry = new Map<string, () => void>();
  /** Platforms whose table holds replies, and how often one was added: until it is read to its end, none goes out directly. */
  const spilled = new Map<string, number>();
  const faultAt = new Map<string, number>();
  let cancelRenewal = () => {};
  let running = false;

  function take(one: Outgoing): void {
    taken.set(one.id, underway.begin());
    lanes.get(one.address.platform)!.add(one);
  }

  function finish(one: Outgoing, ending: Ending): void {
    marking.add(judge(one, ending, clock.now()));
    const lane = lanes.get(one.address.platform)!;
    if (hungry.has(lane.platform.name) && lane.size() < READ_AHEAD / 2) look(lane);
  }

  function marked({ one, mark }: Result): void {
    if (mark.state === 'pending') wakeAt(one.address.platform, mark.next_at);
    taken.get(one.id)?.();
    taken.delete(one.id);
  }

  async function ask(one: Outgoing): Promise<Verdict> {
    try {
      return await perform(async ({ trx, now }) => (await askGate(trx, [one], now)).get(one.id)!);
    } catch (error) {
      await recordIncident({ origin: 'outbox', context: { id: one.id }, error, now: clock.now() });
      return { type: 'hold', until: clock.now() + READ_AGAIN };
    }
  }

  function fault({ id, kind, address: { platform } }: Outgoing, error: unknown): void {
    const now = clock.now();
    if (now - (faultAt.get(platform) ?? Number.NEGATIVE_INFINITY) < FAULTS_APART) return;
    faultAt.set(platform, now);
    void recordIncident({ origin: `delivery ${platform}`, context: { id, kind }, error, now });
  }

  function look(lane: Lane): void {
    const { name } = lane.platform;
    if (reading.has(name)) {
      reading.set(name, true);
      return;
    }
    reading.set(name, false);
    const one = read(lane).finally(() => reads.delete(one));
    reads.add(one);
  }

  /** Reads what is due into the lane, page by page, as long as there is room. */
  async function read(lane: Lane): Promise<void> {
    const { name } = lane.platform;
    // Whoever waits for what this platform was hungry for waits on for this reading.
    const done = hungry.get(name) ?? underway.begin();
    hungry.delete(name);
    let full = false;
    try {
      do {
        reading.set(name, false);
        full = await readPages(lane);
        if (!full) await wakeAtNext(name);
      } while (running && (full ? lane.size() < READ_AHEAD / 2 : reading.get(name)));
    } catch (error) {
      full = false;
      await recordIncident({ origin: `outbox ${name}`, context: null, error, now: clock.now() });
      wakeAt(name, clock.now() + READ_AGAIN);
    }
    reading.delete(name);
    if (full && running) hungry.set(name, done);
    else done();
  }

  /** True when the lane is full and the table may not be read to its end. */
  async function readPages(lane: Lane): Promise<boolean> {
    const { name } = lane.platform;
    while (running) {
      const room = READ_AHEAD - lane.size();
      if (room <= 0) return true;
      const added = spilled.get(name);
      const holds = (id: string) => taken.has(id);
      const page = await perform(({ trx, now }) => takePage(trx, name, holds, now, room));
      for (const one of page.sends) {
        if (running) take(one);
        else putBack(one);
      }
      for (const one of page.orphans) {
        taken.set(one.id, underway.begin());
        finish({ ...one, attempt: Math.max(one.attempt - 1, 1) }, { type: 'unknown' });
      }
      for (const result of page.suppressed) {
        taken.set(result.one.id, underway.begin());
        marking.add(result);
      }
      if (page.rows === room) continue;
      if (spilled.get(name) === added) spilled.delete(name);
      return false;
    }
    return false;
  }

  function putBack(one: Outgoing): void {
    marking.add(judge(one, { type: 'postponed', until: clock.now(), reason: 'stopped' }, clock.now()));
  }

  async function wakeAtNext(name: string): Promise<void> {
    const next = await nextDue(db, name);
    const latest = options.alone ? Number.POSITIVE_INFINITY : clock.now() + READ_AGAIN;
    const at = Math.min(Math.max(next ?? Number.POSITIVE_INFINITY, clock.now() + 100), latest);
    if (Number.isFinite(at)) wakeAt(name, at);
  }

  function wakeAt(name: string, at: number): void {
    const lane = lanes.get(name);
    const set = wakes.get(name);
    if (!running || !lane) return;
    if (at <= clock.now()) return look(lane);
    if (set && set.at <= at) return;
    set?.cancel();
    const cancel = clock.wait(at, () => {
      wakes.delete(name);
      look(lane);
    });
    wakes.set(name, { at, cancel });
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

  function spill(name: string): void {
    spilled.set(name, (spilled.get(name) ?? 0) + 1);
  }

  return {
    takes({ kind, dedupe, address: { platform } }) {
      const lane = lanes.get(platform);
      if (!running || !lane || kind === 'campaign' || dedupe !== null) return false;
      const direct = !spilled.has(platform) && lane.size() < BACKLOG;
      if (!direct) spill(platform);
      return direct;
    },
    committed(outgoing) {
      const toRead = new Set<Lane>();
      for (const one of outgoing) {
        const lane = lanes.get(one.address.platform);
        if (!lane || !running) continue;
        if (one.direct) {
          take(one);
          continue;
        }
        if (one.kind !== 'campaign') spill(one.address.platform);
        toRead.add(lane);
      }
      for (const lane of toRead) look(lane);
    },
    doubtful(outgoing) {
      const now = clock.now();
      for (const { direct, address } of outgoing) wakeAt(address.platform, direct ? now + LEASE : now + READ_AGAIN);
    },
    async start() {
      running = true;
      if (options.alone) await perform(({ trx, now }) => releaseLeases(trx, now));
      else renewLater();
      // What an earlier process left goes first.
      for (const [name, lane] of lanes) {
        spill(name);
        look(lane);
      }
    },
    async stop() {
      running = false;
      cancelRenewal();
      for (const { cancel } of wakes.values()) cancel();
      const left = await Promise.all([...lanes.values()].map((lane) => lane.stop()));
      await Promise.all(reads);
      for (const one of left.flat()) putBack(one);
      for (const done of hungry.values()) done();
      hungry.clear();
      await marking.stop();
    },
    async settled() {
      await underway.settled();
      await underway.settled();
    },
  };
}
