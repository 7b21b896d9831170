// Keeps one lane supplied from the table: a few rows ahead, woken when something is due, when a door opens and when the lane has room again.
import type { Clock } from '../clock.ts';
import type { Db } from '../db/schema.ts';
import type { RecordIncident } from '../engine/incidents.ts';
import type { Perform } from '../engine/perform.ts';
import type { Doors } from './doors.ts';
import type { Lane } from './lane.ts';
import { doorsOf, nextDue } from './queues.ts';
import { type Page, type Turns, takePage } from './reader.ts';
import type { Underway } from './underway.ts';
import type { Waiting } from './waiting.ts';

/** So few are read ahead from the table, so that a pause or a stop finds them still there (P7, P8). */
const READ_AHEAD = 64;
/** How soon the table is read again where another process may have left something, or reading failed, ms. */
export const READ_AGAIN = 2000;
/** How soon a paused campaign is looked at again, ms. */
const PAUSED = 1000;
/** Nothing that is left where it could go is looked at sooner, ms. */
const SOON = 100;

export interface Supply {
  /** Reads what may go into the lane, now or as soon as it may. */
  look(): void;
  /** Looks at an instant (ms). */
  wakeAt(at: number): void;
  /** The lane got room. */
  roomLeft(): void;
  /** The table holds replies: until it is read to its end, none goes out directly. */
  spill(): void;
  spilled(): boolean;
  /** Resolves when the first page has been read: a table without replies is known to be so from then on. */
  start(): Promise<void>;
  /** Reads no more; resolves when nothing is being read. */
  stop(): Promise<void>;
}

export interface SupplyOptions {
  db: Db;
  perform: Perform;
  clock: Clock;
  lane: Lane;
  doors: Doors;
  waiting: Waiting;
  underway: Underway;
  recordIncident: RecordIncident;
  /** True where no other process shares the database. */
  alone: boolean;
  /** True for what this process has in hand. */
  holds(id: string): boolean;
  /** What was read and leased; must not throw. */
  take(page: Page): void;
}

export function createSupply(options: SupplyOptions): Supply {
  const { db, perform, clock, lane, doors, waiting, underway, recordIncident, alone } = options;
  const { name } = lane.platform;
  const turns: Turns = { atDoors: null, elsewhere: null };
  let running = false;
  let reading: Promise<void> | undefined;
  /** Something was added while the table was read. */
  let again = false;
  /** There is more in the table than was read ahead; called when it is. */
  let hungry: (() => void) | undefined;
  /** How often a reply was added to the table since it was last read to its end: once by an earlier process, perhaps, and what it left goes first. */
  let spills = 1;
  let wake: { at: number; cancel: () => void } | undefined;
  /** Called when a page has been read, or none could be. */
  let readOnce = () => {};

  function look(): void {
    again = true;
    if (running && !reading) reading = read();
  }

  /** Reads what may go into the lane, page by page, as long as there is room. */
  async function read(): Promise<void> {
    // Whoever waits for what this platform was hungry for waits on for this reading.
    const done = hungry ?? underway.begin();
    hungry = undefined;
    let full = false;
    try {
      do {
        again = false;
        full = await readPages();
        if (!full) await wakeAtNext();
      } while (running && (full ? lane.size() < READ_AHEAD / 2 : again));
    } catch (error) {
      full = false;
      await recordIncident({ origin: `outbox ${name}`, context: null, error, now: clock.now() });
      wakeAt(clock.now() + READ_AGAIN);
    }
    reading = undefined;
    readOnce();
    if (full && running) hungry = done;
    else done();
  }

  /** True when the lane is full and the table may not be read to its end. */
  async function readPages(): Promise<boolean> {
    if (!alone) await findDoors();
    while (running) {
      const limit = READ_AHEAD - lane.size();
      if (limit <= 0) return true;
      const before = spills;
      const page = await perform(({ trx, now, installation: settings }) => {
        const shared = { platform: name, holds: options.holds, doors, turns, now, limit, settings };
        return takePage(trx, { ...shared, waiting: [...waiting.doors()] });
      });
      for (const door of page.waits) waiting.found(door);
      for (const door of page.drained) waiting.drained(door);
      options.take(page);
      if (!page.more && spills === before) spills = 0;
      readOnce();
      if (!page.more) return false;
    }
    return false;
  }

  async function findDoors(): Promise<void> {
    for (const door of await doorsOf(db, name)) waiting.found(door);
  }

  async function wakeAtNext(): Promise<void> {
    const now = clock.now();
    const { at, paused } = await nextDue(db, name);
    const instants = [...waiting.doors()].map(doors.opensAt);
    if (at !== undefined) instants.push(at);
    if (paused) instants.push(now + PAUSED);
    const next = Math.max(Math.min(...instants), now + SOON);
    wakeAt(alone ? next : Math.min(next, now + READ_AGAIN));
  }

  function wakeAt(at: number): void {
    if (!running || !Number.isFinite(at)) return;
    if (at <= clock.now()) return look();
    if (wake && wake.at <= at) return;
    wake?.cancel();
    const cancel = clock.wait(at, () => {
      wake = undefined;
      look();
    });
    wake = { at, cancel };
  }

  return {
    look,
    wakeAt,
    roomLeft() {
      if (hungry && lane.size() < READ_AHEAD / 2) look();
    },
    spill() {
      spills += 1;
    },
    spilled: () => spills > 0,
    async start() {
      running = true;
      if (alone) await findDoors();
      const first = new Promise<void>((resolve) => {
        readOnce = resolve;
      });
      look();
      await first;
    },
    async stop() {
      running = false;
      wake?.cancel();
      await reading;
      hungry?.();
      hungry = undefined;
    },
  };
}
