// The program as its commands need it: settings, database, and the engine around given platforms. main.ts puts the parts together.
import { performance } from 'node:perf_hooks';
import { campaignFlow } from './campaigns/commands.ts';
import type { Platform } from './chat/platform.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Migration } from './db/migrate.ts';
import { type Database, openDatabase } from './db/open.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import type { Flow } from './engine/flow.ts';
import { housekeepingFlow } from './engine/housekeeping.ts';
import { uuids } from './ids.ts';
import type { Keyring } from './keep/keys.ts';
import { createLog } from './log.ts';
import { outboxFlow } from './outbox/commands.ts';
import { peopleFlow } from './people/commands.ts';
import { scheduleFlow } from './schedule/commands.ts';

/** What main.ts knows and the kernel does not: the flows and the migrations. */
export interface Parts {
  config: Config;
  flows: readonly Flow[];
  migrations: readonly Migration[];
}

/** Opens the database of the settings. Throws a StartError with the remedy where it cannot be used. */
export function openConfigured({ config, migrations }: Parts, purpose: 'run' | 'read' | 'migrate'): Promise<Database> {
  return openDatabase(config.databaseUrl, { purpose, migrations, now: Date.now });
}

/** The flows of Canyu with those of the kernel in front. Without a key nobody is given a code to be known again by. */
export function allFlows(flows: readonly Flow[], keyring: Keyring = []): Flow[] {
  const known = [housekeepingFlow, peopleFlow(() => flows, keyring), campaignFlow(() => flows), outboxFlow, ...flows];
  return [...known, scheduleFlow(known)];
}

export function assemble(
  parts: Parts,
  database: Database,
  platforms: readonly Platform[],
  clock: Clock,
  keyring: Keyring = [],
): Engine {
  const { config } = parts;
  return createEngine({
    database,
    platforms,
    flows: allFlows(parts.flows, keyring),
    clock,
    newId: uuids(clock.now),
    log: createLog(config.log),
    installation: { language: config.language, zone: config.zone, keyring, contact: config.contact },
    owner: config.owner,
    elapsed: performance.now.bind(performance),
  });
}
