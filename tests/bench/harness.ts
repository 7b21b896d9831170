// One measurement: a real engine over a real database, a platform that takes everything at once, so many messages in flight.
import { performance } from 'node:perf_hooks';
import type { InboundMessage } from '../../src/chat/message.ts';
import { systemClock } from '../../src/clock.ts';
import type { Database } from '../../src/db/open.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import type { Flow } from '../../src/engine/flow.ts';
import { uuids } from '../../src/ids.ts';
import { createLog } from '../../src/log.ts';
import { UNLIMITED } from '../../src/outbox/contact.ts';
import { allFlows } from '../../src/program.ts';
import { type Loopback, loopback } from '../support/loopback.ts';

export interface Setting {
  database: Database;
  engine: Engine;
  platform: Loopback;
  /** How many deliveries the platform has taken. */
  delivered(): number;
}

export interface Figures {
  per_second: number;
  p50_ms: number;
  p99_ms: number;
  cpu_us_per_message: number;
  peak_rss_mb: number;
  messages: number;
  wrong: number;
  /** Of a whole sale: until the last place was taken. */
  sold_out_s?: number;
  /** The database file, without its log. */
  database_mb?: number;
}

export async function open(database: Database, flows: readonly Flow[]): Promise<Setting> {
  let taken = 0;
  const platform = loopback('terminal', Date.now);
  // Nothing is kept: a list of a million deliveries would be what is measured.
  platform.delivered.push = () => {
    taken += 1;
    return taken;
  };
  const engine = createEngine({
    database,
    platforms: [platform],
    flows: allFlows(flows),
    clock: systemClock,
    newId: uuids(Date.now),
    log: createLog('warn'),
    installation: { language: 'en', zone: 'UTC', keyring: [], contact: UNLIMITED },
    owner: { platform: 'terminal', account: 'boss' },
    elapsed: performance.now.bind(performance),
  });
  await engine.start();
  return { database, engine, platform, delivered: () => taken };
}

/** A message of a person; `event` must differ from message to message. */
export function message(
  account: string,
  event: string,
  text: string,
  more: Partial<InboundMessage> = {},
): InboundMessage {
  return {
    ...{ platform: 'terminal', account, event, name: account, text },
    ...{ addressed: more.room === undefined, sentAt: new Date() },
    ...more,
  };
}

/**
 * Keeps `inFlight` messages under way until `total` were sent, and measures each from `accept` to its commit.
 * `next` gives the nth message; it is called when there is room for it.
 */
export async function drive(
  { engine }: Setting,
  total: number,
  inFlight: number,
  next: (index: number) => InboundMessage,
): Promise<Omit<Figures, 'wrong'>> {
  const latencies = new Float64Array(total);
  const cpu = process.cpuUsage();
  const began = performance.now();
  let sent = 0;
  const lane = async () => {
    while (sent < total) {
      const index = sent++;
      const at = performance.now();
      await engine.accept(next(index));
      latencies[index] = performance.now() - at;
    }
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, total) }, lane));
  await engine.settled();
  const seconds = (performance.now() - began) / 1000;
  return figuresOf({ latencies, seconds, messages: total, cpu: process.cpuUsage(cpu) });
}

export interface Measured {
  /** ms */
  latencies: Float64Array | readonly number[];
  seconds: number;
  messages: number;
  /** What was used meanwhile. */
  cpu: NodeJS.CpuUsage;
}

export function figuresOf({ latencies, seconds, messages, cpu }: Measured): Omit<Figures, 'wrong'> {
  const sorted = Float64Array.from(latencies).sort();
  return {
    per_second: Math.round(messages / seconds),
    p50_ms: at(sorted, 0.5),
    p99_ms: at(sorted, 0.99),
    cpu_us_per_message: Math.round(((cpu.user + cpu.system) / messages) * 10) / 10,
    peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    messages,
  };
}

function at(sorted: Float64Array, share: number): number {
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100;
}

export async function countRows(
  database: Database,
  table: 'seen' | 'outbox' | 'person' | 'quiz_answer',
): Promise<number> {
  const row = await database.db
    .selectFrom(table)
    .select((count) => count.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow();
  return Number(row.rows);
}
