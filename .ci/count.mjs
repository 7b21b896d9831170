// Ends a run: what failed, and the line that counts. A test that was skipped is a fault here, where everything is installed.
import { existsSync, readFileSync } from 'node:fs';

const [path, ...steps] = process.argv.slice(2);
const files = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).testResults : [];
const tests = files.flatMap((file) => file.assertionResults);
const passed = tests.filter(({ status }) => status === 'passed');
const failed = tests.filter(({ status }) => status === 'failed');
const skipped = tests.filter((test) => !passed.includes(test) && !failed.includes(test));
const unread = files.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => failed.includes(test)),
);

const faults = [
  ...failed.map(({ fullName }) => fullName),
  ...unread.map(({ name }) => `${name} could not be run`),
  ...(passed.some(({ fullName }) => /postgres/i.test(fullName)) ? [] : ['no test passed on PostgreSQL']),
  ...steps.filter((step) => step !== 'tests' || failed.length + unread.length === 0),
];
const counts = [`${passed.length} passed`, `${faults.length} failed`];
if (skipped.length > 0) counts.push(`${skipped.length} skipped`);
const lines = [
  ...faults.map((fault) => `failed: ${fault}`),
  ...skipped.map(({ fullName }) => `skipped: ${fullName}`),
  counts.join(', '),
];
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = faults.length + skipped.length + steps.length > 0 ? 1 : 0;
