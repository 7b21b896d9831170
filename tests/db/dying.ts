// A process that dies at one call of a transaction that writes two rows: the database, which call, before or after it.
import { migrations } from '../../migrations/index.ts';
import { openDatabase } from '../../src/db/open.ts';
import { transaction } from '../../src/db/transaction.ts';
import { faulty } from '../support/faults.ts';

const [url, call, when] = process.argv.slice(2);
const faults = faulty();
const database = await openDatabase(url!, { purpose: 'run', migrations, now: () => 0, wrap: faults.wrap });
faults.arm({ call: Number(call), when: when as 'before' | 'after', how: 'kill' });
await transaction(database.db, async (trx) => {
  await trx.insertInto('seen').values({ key: 'a', arrival: 1 }).execute();
  await trx.insertInto('seen').values({ key: 'b', arrival: 2 }).execute();
});
process.stdout.write('alive\n');
await database.close();
