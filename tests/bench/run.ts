// One workload in a process of its own, so that its memory is its own: prints one line of JSON.
import { parseArgs } from 'node:util';
import { freshDatabase } from '../support/database.ts';
import { workloads } from './workloads.ts';

const { values } = parseArgs({
  options: { workload: { type: 'string' }, messages: { type: 'string' }, postgres: { type: 'boolean' } },
});
const workload = workloads[values.workload ?? ''];
if (!workload) throw new Error(`There is no workload ${values.workload}`);
const database = await freshDatabase(values.postgres ? 'postgres' : 'sqlite', { now: Date.now });
const figures = await workload(database, Number(values.messages));
await database.close();
process.stdout.write(`${JSON.stringify(figures)}\n`);
