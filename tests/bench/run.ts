// One workload in a process of its own, so that its memory is its own: prints one line of JSON.
import { parseArgs } from 'node:util';
import { createPostgresDatabase, freshDatabase } from '../support/database.ts';
import { migrations } from '../../migrations/index.ts';
import { openDatabase } from '../../src/db/open.ts';
import * as workloads from './workloads.ts';

const { values } = parseArgs({
  options: { workload: { type: 'string' }, messages: { type: 'string' }, postgres: { type: 'boolean' } },
});
const workload = workloads[values.workload as keyof typeof workloads];
const messages = Number(values.messages);
const made = values.postgres ? await createPostgresDatabase() : undefined;
const database = made
  ? await openDatabase(made.url, { purpose: 'run', migrations, now: Date.now })
  : await freshDatabase('sqlite');
const figures = await workload(database, messages);
await database.close();
await made?.drop();
process.stdout.write(`${JSON.stringify(figures)}\n`);
