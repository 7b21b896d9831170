// `canyu chat --json` on a database of the test's, which can be told at which call to die. Its argument is the address of the database.
// Over the channel to its parent it takes a Death and answers `armed`.
import { randomUUID } from 'node:crypto';
import { terminalPlatform } from '../../adapters/terminal/index.ts';
import { flows } from '../../flows/index.ts';
import { migrations } from '../../migrations/index.ts';
import { settableClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/db/open.ts';
import { assemble } from '../../src/program.ts';
import { advance } from '../../src/schedule/advance.ts';
import { intercept } from '../support/faults.ts';
import type { Death } from './lives.ts';

const url = process.argv[2]!;
const config = readConfig({ DATABASE_URL: url, CANYU_OWNER: 'terminal:boss', CANYU_LOG: 'silent' });
let death: Death | undefined;
let left = 0;

const wrap = intercept(async (call, proceed) => {
  if (!death || !call.startsWith(death.call)) return proceed();
  left -= 1;
  if (left !== 0) return proceed();
  if (death.when === 'after') await proceed();
  process.kill(process.pid, 'SIGKILL');
  return new Promise<never>(() => {});
});

process.on('message', (message: Death) => {
  death = message;
  left = message.nth;
  process.send!('armed');
});
process.channel?.unref();

const database = await openDatabase(url, { purpose: 'run', migrations, now: Date.now, wrap });
const clock = settableClock();
const terminal = terminalPlatform({
  ...{ mode: 'json', clock, language: 'zh-CN', zone: 'Asia/Shanghai', input: process.stdin, output: process.stdout },
  settled: () => engine.settled(),
  advance: (to) => advance({ clock, ticker: engine.ticker, settled: engine.settled }, to),
  newEvent: randomUUID,
});
const engine = assemble({ config, flows, migrations }, database, [terminal], clock);
await engine.start();
await terminal.finished;
await engine.stop();
await database.close();
