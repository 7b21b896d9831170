// A process that dies around the commit of one turn, or around the delivery of its answer: the database, and where.
import { sql } from 'kysely';
import { migrations } from '../../migrations/index.ts';
import { openDatabase } from '../../src/db/open.ts';
import { intercept } from '../support/faults.ts';
import { createWorld } from '../support/world.ts';
import { tallyFlow } from './stage.ts';

const [url, where] = process.argv.slice(2);
const die = (): Promise<never> => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise<never>(() => {});
};

let written = false;
const wrap = intercept(async (call, proceed) => {
  written ||= call.startsWith('insert into effect');
  const last = written && call === 'commit';
  if (last && where === 'before the commit') return die();
  const result = await proceed();
  return last && where === 'after the commit' ? die() : result;
});
const database = await openDatabase(url!, { purpose: 'run', migrations, now: () => 0, wrap });
await sql`create table effect (id text primary key, what text not null)`.execute(database.db);
const world = await createWorld({ database, flows: [tallyFlow()] });
world.platforms[0]!.answer = (delivery) => {
  if (where === 'after the delivery') process.stdout.write(`${delivery.text}\n`, die);
  else void die();
  return new Promise(() => {});
};
await world.accept(world.message({ account: 'amy', text: 'count one', event: 'the event' }));
