// A process of its own that opens a database as the program does and says how it went: `opened`, or the sentence of the refusal.
// Then it holds the database until it is told to stop (any input) or killed.
import { migrations } from '../../migrations/index.ts';
import { openDatabase } from '../../src/db/open.ts';
import { StartError } from '../../src/errors.ts';

const [url] = process.argv.slice(2);
try {
  const database = await openDatabase(url!, { purpose: 'run', migrations, now: () => 0 });
  process.stdout.write('opened\n');
  process.stdin.once('data', () => void database.close().then(() => process.exit()));
} catch (error) {
  process.stdout.write(`${error instanceof StartError ? error.message : `fault: ${error}`}\n`);
}
