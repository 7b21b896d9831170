// The command line and the composition root: the only file that imports everything.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { configuredPlatforms } from '../adapters/index.ts';
import { terminalPlatform } from '../adapters/terminal/index.ts';
import { flows } from '../flows/index.ts';
import { migrations } from '../migrations/index.ts';
import type { Printed } from './campaigns/command-line.ts';
import { systemClock } from './clock.ts';
import * as commands from './commands.ts';
import { readConfig } from './config.ts';
import { diagnose } from './doctor.ts';
import { StartError } from './errors.ts';
import type { Parts } from './program.ts';
import { openRoom } from './room.ts';
import { serve } from './service.ts';

function parts(): Parts {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
  } catch (error) {
    throw new StartError(`.env cannot be read (${error}). Make it a text file like .env.example, or remove it.`);
  }
  return { config: readConfig(process.env), flows, migrations };
}

const onSignal = (stop: () => void): void =>
  (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).forEach((signal) => void process.once(signal, stop));

/** Runs the platforms whose settings are there until it is told to stop; without any, the room for one. */
async function start(): Promise<void> {
  const given = parts();
  if (!given.config.slack && !given.config.wechat) return room('interactive', given);
  await serve(given, {
    connect: (around) => configuredPlatforms(given.config, around),
    print: (text) => void process.stdout.write(`${text}\n`),
    told: new Promise<void>(onSignal),
    demo: demoFile(),
  });
}

const demoFile = (): string => readFileSync(new URL('../flows/quiz/demo.yaml', import.meta.url), 'utf8');

/** A room in this terminal, until its input ends or it is told to stop. */
const room = (mode: 'interactive' | 'json', given = parts()): Promise<void> =>
  openRoom(given, {
    terminal: (around) =>
      terminalPlatform({ ...around, mode, input: process.stdin, output: process.stdout, newEvent: randomUUID }),
    demo: demoFile(),
    knowsOwner: mode === 'interactive',
    onSignal,
  });

async function print(work: (parts: Parts) => Promise<Printed>): Promise<void> {
  const { lines, exitCode } = await work(parts());
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = exitCode;
}

/** The action of a command that names one thing, or several of a kind. */
function about<Named>(work: (given: Parts, named: Named) => Promise<Printed>) {
  return (named: Named) => print((given) => work(given, named));
}

function complain(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

const canyu = new Command('canyu')
  .description('Quizzes, pre-orders, feedback and a weekly release train, in chat. 群里的抢答、预约、反馈和每周更新。')
  .version(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version)
  .showHelpAfterError('See canyu --help. 用法见 canyu --help。');
const add = (parent: Command, usage: string, description: string) => parent.command(usage).description(description);

add(canyu, 'start', 'run where settings are present; without any, in a room for one here  启动').action(start);
add(canyu, 'chat', 'a room for one in this terminal  在终端里试聊')
  .option('--json', 'one JSON object a line, for programs  每行一个 JSON，供程序使用')
  .action(({ json }: { json?: true }) => room(json ? 'json' : 'interactive'));
add(canyu, 'migrate', 'bring the database up to date  升级数据库').action(() => print(commands.migrateNow));

const campaign = add(canyu, 'campaign', 'campaigns from YAML files  用 YAML 文件管理活动');
add(campaign, 'lint <files...>', 'check  检查').action(about(commands.lintFiles));
add(campaign, 'dry-run <files...>', 'only say what would change  只看会改什么').action(about(commands.dryRunFiles));
add(campaign, 'apply <files...>', 'make what the files say  按文件建立或修改活动').action(about(commands.applyFiles));

const staff = add(canyu, 'staff', 'who may run things  工作人员');
add(staff, 'add <identity>', 'make platform:account staff  添加，写成 platform:account')
  .option('--owner', 'make them owner  设为所有者')
  .action((identity, { owner }: { owner?: true }) =>
    print((given) => commands.addToStaff(given, identity, owner === true)),
  );
add(staff, 'remove <identity>', 'make platform:account a member again  移除').action(about(commands.removeFromStaff));
add(staff, 'list', 'who is staff  名单').action(() => print(commands.listStaff));

const schedule = add(canyu, 'schedule', 'what runs by the clock  定时任务');
add(schedule, 'list', 'each with its next five slots  各项的后五次').action(() => print(commands.listSchedules));
add(canyu, 'backup <file>', 'a checked copy of the SQLite database  备份并核对').action(about(commands.backUp));
add(canyu, 'export <kind> <slug>', 'all that happened in a campaign, as CSV  导出活动记录')
  .option('--xlsx <file>', 'an Excel file instead  写成 Excel 文件')
  .action((kind, slug, { xlsx }: { xlsx?: string }) =>
    print((given) => commands.exportCampaign(given, kind, slug, xlsx ? { xlsx } : process.stdout)),
  );
add(canyu, 'doctor', 'what stands in the way, and how to mend it  检查环境').action(() =>
  print((given) => diagnose(given, process.versions.node, systemClock)),
);

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE')
    complain(`The output could not be written (${error.message}). Make room, or write it elsewhere.`);
});
try {
  await canyu.parseAsync();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  complain(error.message);
}
