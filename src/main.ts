// The command line and the composition root: the only file that imports everything.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { Command } from 'commander';
import { terminalPlatform } from '../adapters/terminal/index.ts';
import { flows } from '../flows/index.ts';
import { migrations } from '../migrations/index.ts';
import type { Printed } from './campaigns/command-line.ts';
import { settableClock } from './clock.ts';
import * as commands from './commands.ts';
import { readConfig } from './config.ts';
import { diagnose } from './doctor.ts';
import { StartError } from './errors.ts';
import { assemble, openConfigured, type Parts } from './program.ts';
import { advance } from './schedule/advance.ts';

const demo = new URL('../flows/quiz/demo.yaml', import.meta.url);

function parts(): Parts {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return { config: readConfig(process.env), flows, migrations };
}

/** Runs the bot until its input ends or it is told to stop. */
async function run(mode: 'interactive' | 'json'): Promise<void> {
  const given = parts();
  const { language, zone } = given.config;
  const database = await openConfigured(given, 'run');
  const clock = settableClock();
  const terminal = terminalPlatform({
    ...{ mode, clock, language, zone, input: process.stdin, output: process.stdout },
    settled: () => engine.settled(),
    advance: (to) => advance({ clock, ticker: engine.ticker, settled: engine.settled }, to),
    newEvent: randomUUID,
  });
  const engine = assemble(given, database, [terminal], clock);
  await commands.seedDemo(given, engine.perform, readFileSync(demo, 'utf8'));
  await engine.start();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void terminal.stop());
  await terminal.finished;
  await engine.stop();
  await database.close();
}

async function print(work: Promise<Printed>): Promise<void> {
  const { lines, exitCode } = await work;
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = exitCode;
}

const canyu = new Command('canyu').description('Quizzes, pre-orders, feedback and a weekly release train, in chat.');

canyu
  .command('start')
  .description('run on every platform whose settings are present; without any, in a room for one in this terminal')
  .action(() => run('interactive'));
canyu
  .command('chat')
  .description('a room for one in this terminal')
  .option('--json', 'one JSON object a line, for programs')
  .action(({ json }: { json?: true }) => run(json ? 'json' : 'interactive'));
canyu
  .command('migrate')
  .description('bring the database up to date')
  .action(() => print(commands.migrateNow(parts())));

const campaign = canyu.command('campaign').description('campaigns from YAML files');
campaign
  .command('lint <files...>')
  .description('check files')
  .action((files) => print(commands.lintFiles(parts(), files)));
campaign
  .command('dry-run <files...>')
  .description('say what applying would change, and change nothing')
  .action((files) => print(commands.dryRunFiles(parts(), files)));
campaign
  .command('apply <files...>')
  .description('make campaigns as the files say')
  .action((files) => print(commands.applyFiles(parts(), files)));

const staff = canyu.command('staff').description('who may run things');
staff
  .command('add <identity>')
  .description('make platform:account staff')
  .option('--owner', 'make them owner')
  .action((identity, { owner }: { owner?: true }) => print(commands.addToStaff(parts(), identity, owner === true)));
staff
  .command('remove <identity>')
  .description('make platform:account a member again')
  .action((identity) => print(commands.removeFromStaff(parts(), identity)));
staff
  .command('list')
  .description('who is staff')
  .action(() => print(commands.listStaff(parts())));

const schedule = canyu.command('schedule').description('what runs by the clock');
schedule
  .command('list')
  .description('each schedule with its next five slots')
  .action(() => print(commands.listSchedules(parts())));

canyu
  .command('backup <file>')
  .description('a checked copy of the SQLite database')
  .action((file) => print(commands.backUp(parts(), file)));
canyu
  .command('export <kind> <slug>')
  .description('everything that happened in a campaign, as CSV on standard output')
  .action((kind, slug) => print(commands.exportCampaign(parts(), kind, slug, process.stdout)));
canyu
  .command('doctor')
  .description('what stands in the way, and how to mend it')
  .action(() => print(diagnose(parts(), process.versions.node, Date.now())));

try {
  await canyu.parseAsync();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
