// Delivers what has been committed. Replies come straight from the commit that wrote them; everything else, and whatever a crash
// or a full memory left behind, is read from the table. What became of them is marked in groups.
import type { Outcome, Platform } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/schema.ts';
import type { Delivered, Flow } from '../engine/flow.ts';
import type { RecordIncident } from '../engine/incidents.ts';
import type { Perform } from '../engine/perform.ts';
import { createLane, type Lane } from './lane.ts';
import type { Outgoing } from './outgoing.ts';
import { takePage } from './reader.ts';
import { judge, type Result } from './results.ts';
import { mark, nextDue, releaseLeases } from './store.ts';
import { createUnderway } from './underway.ts';

/** A lane with so many replies takes no more from memory: the table keeps them. */
const BACKLOG = 4000;
/** So few are read ahead from the table, so that a pause or a stop finds them still there (P7, P8). */
const READ_AHEAD = 64;
/** How soon the table is read again where another process may have left something, or reading failed, ms. */
const READ_AGAIN = 2000;

export interface Outbox {
  /** True when this process will deliver it straight from the commit that writes it. */
  takes(one: Outgoing): boolean;
  /** What a commit has just written. */
  committed(outgoing: readonly Outgoing[]): void;
  start(): Promise<void>;
  /** Finishes what is under way (at most 10 s), marks it, and delivers no more. */
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
  const settlers = new Map<string, () => void>();
  const lanes = new Map(options.platforms.map((platform) => [platform.name, createLane(platform, clock, finish)]));
  const wakes = new Map<string, { at: number; cancel: () => void }>();
  /** Platforms whose table is being read; true: read once more, something was added meanwhile. */
  const reading = new Map<string, boolean>();
  /** Platforms with more in the table than was read ahead. */
  const hungry = new Map<string, () => void>();
  let results: Result[] = [];
  let flushing: Promise<void> | undefined;
  let running = false;

  function take(lane: Lane, one: Outgoing): void {
    settlers.set(one.id, underway.begin());
    lane.add(one);
  }

  function settle(one: Outgoing): void {
    settlers.get(one.id)?.();
    settlers.delete(one.id);
  }

  function finish(one: Outgoing, outcome: Outcome): void {
    results.push(judge(one, outcome, clock.now()));
    if (one.topic === null) settle(one);
    void flush();
    const lane = lanes.get(one.address.platform)!;
    if (hungry.has(lane.platform.name) && lane.size() < READ_AHEAD / 2) void read(lane);
  }

  /** One group at a time; while it commits, the next fills. */
  function flush(): Promise<void> {
    flushing ??= (async () => {
      await undefined;
      while (results.length > 0) {
        const group = results;
        results = [];
        await store(group);
        for (const { one } of group) settle(one);
      }
    })().finally(() => {
      flushing = undefined;
    });
    return flushing;
  }

  async function store(group: readonly Result[]): Promise<void> {
    const marks = group.map((result) => result.mark);
    try {
      await perform(async (scope) => {
        await mark(scope.trx, marks);
        for (const flow of flows) {
          const own = group.flatMap(({ delivered }) => (delivered && belongs(delivered, flow) ? [delivered] : []));
          if (own.length > 0) await flow.delivered?.(scope, own);
        }
      });
    } catch (error) {
      await recordIncident({ origin: 'outbox', context: marks.slice(0, 5), error, now: clock.now() });
      await perform(({ trx }) => mark(trx, marks)).catch(() => undefined);
    }
    for (const { one, mark: made } of group) if (made.state === 'pending') wakeAt(one.address.platform, made.next_at);
  }

  /** Reads what is due into the lane, page by page, as long as there is room. */
  async function read(lane: Lane): Promise<void> {
    const { name } = lane.platform;
    if (reading.has(name)) {
      reading.set(name, true);
      return;
    }
    const done = underway.begin();
    hungry.get(name)?.();
    hungry.delete(name);
    try {
      do {
        reading.set(name, false);
        while (running && (await readPage(lane)));
      } while (reading.get(name) && running);
      await wakeAtNext(name);
    } catch (error) {
      await recordIncident({ origin: `outbox ${name}`, context: null, error, now: clock.now() });
      wakeAt(name, clock.now() + READ_AGAIN);
    } finally {
      reading.delete(name);
      if (lane.size() >= READ_AHEAD) hungry.set(name, done);
      else done();
    }
  }

  /** True when there may be more to read now. */
  async function readPage(lane: Lane): Promise<boolean> {
    const room = READ_AHEAD - lane.size();
    if (room <= 0) return false;
    const page = await perform(({ trx, now }) => takePage(trx, lane, now, room));
    for (const one of page.sends) take(lane, one);
    for (const one of page.orphans) {
      settlers.set(one.id, underway.begin());
      finish({ ...one, attempt: Math.max(one.attempt - 1, 1) }, { type: 'unknown' });
    }
    return page.rows === room;
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
    if (!running || !lane || (set && set.at <= at)) return;
    set?.cancel();
    const cancel = clock.wait(at, () => {
      wakes.delete(name);
      void read(lane);
    });
    wakes.set(name, { at, cancel });
  }

  return {
    takes({ kind, dedupe, address }) {
      const lane = lanes.get(address.platform);
      return running && kind !== 'campaign' && dedupe === null && lane !== undefined && lane.size() < BACKLOG;
    },
    committed(outgoing) {
      const toRead = new Set<Lane>();
      for (const one of outgoing) {
        const lane = lanes.get(one.address.platform);
        if (!lane || !running) continue;
        if (one.direct) take(lane, one);
        else toRead.add(lane);
      }
      for (const lane of toRead) void read(lane);
    },
    async start() {
      running = true;
      if (options.alone) await perform(({ trx, now }) => releaseLeases(trx, now));
      for (const lane of lanes.values()) void read(lane);
    },
    async stop() {
      running = false;
      for (const { cancel } of wakes.values()) cancel();
      await Promise.all([...lanes.values()].map((lane) => lane.stop()));
      while (flushing || results.length > 0) await flush();
    },
    async settled() {
      await underway.settled();
      while (flushing || results.length > 0) await flush();
      await underway.settled();
    },
  };
}

function belongs(delivered: Delivered, flow: Flow): boolean {
  return delivered.topic.startsWith(`${flow.name}/`);
}
