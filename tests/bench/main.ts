// npm run bench -- [workload …] [--database postgres://…] [--messages n] [--json]: each workload in a process and a database of its own.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bareBotkitTurnsPerSecond } from './bare-botkit.ts';
import type { Figures } from './harness.ts';

/** How many messages a workload sends where nothing else was asked for. */
const sizes: Record<string, number> = {
  echo: 100_000,
  answers: 100_000,
  dialog: 48_000,
  quiet: 2000,
  calm: 60_000,
  flood: 60_000,
  'slack-http': 20_000,
  deliveries: 20_000,
  memory: 1_000_000,
  claim: 100_000,
  'sold-out': 100_000,
  'redmi-100k': 300_000,
  'redmi-1m': 300_000,
  'redmi-7m': 300_000,
  'broadcast-plan': 1_000_000,
  'broadcast-send': 100_000,
  'feedback-top': 1000,
  'feedback-similar': 1000,
  'feedback-queue': 1000,
};
/** One sale, with more and more who signed up for it before; one board of 100,000 items, looked at in three ways (mark: 50 ms p99). */
const together: Record<string, string[]> = {
  redmi: ['redmi-100k', 'redmi-1m', 'redmi-7m'],
  broadcast: ['broadcast-plan', 'broadcast-send'],
  feedback: ['feedback-top', 'feedback-similar', 'feedback-queue'],
};
/** What runs when no workload is named: all but the long one. */
const usual = ['echo', 'answers', 'claim', 'sold-out', 'dialog', 'quiet', 'calm', 'flood', 'slack-http', 'deliveries'];

/** Columns of workloads that measure more. */
const extras = ['sold_out_s', 'database_mb'] as const;

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { database: { type: 'string' }, messages: { type: 'string' }, json: { type: 'boolean' } },
});
const positionals = asked.flatMap((name) => together[name] ?? [name]);
const unknown = positionals.filter((name) => !(name in sizes));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no workload ${unknown.join(', ')}. There are: ${[...Object.keys(sizes), ...Object.keys(together)].join(', ')}.\n`,
  );
  process.exit(1);
}
const database = values.database ? 'postgres' : 'sqlite';
const rows: (Figures & { workload: string; database: string })[] = [];
for (const workload of positionals.length > 0 ? positionals : usual) {
  const figures = await measure(workload, Number(values.messages ?? sizes[workload]));
  rows.push({ workload, database, ...figures });
  if (values.json) process.stdout.write(`${JSON.stringify(rows.at(-1))}\n`);
  if (workload === 'dialog' && database === 'sqlite') await compareWithBotkit(figures);
}
if (!values.json) printTable();
process.exitCode = rows.some(({ wrong }) => wrong > 0) ? 1 : 0;

async function measure(workload: string, messages: number): Promise<Figures> {
  const script = fileURLToPath(new URL('run.ts', import.meta.url));
  const args = ['--import', 'tsx', script, '--workload', workload, '--messages', String(messages)];
  if (values.database) args.push('--postgres');
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...(values.database && { TEST_DATABASE_URL: values.database }) },
  });
  let output = '';
  for await (const chunk of child.stdout) output += chunk;
  return JSON.parse(output) as Figures;
}

/** Bare Botkit with its stock turn and state in SQLite, in the same run: what our border is to be twice as fast as. */
async function compareWithBotkit({ per_second }: Figures): Promise<void> {
  const bare = Math.round(await bareBotkitTurnsPerSecond({ turns: 8000, persons: 2000, inFlight: 512, grouped: true }));
  const line = { workload: 'dialog', bare_botkit_per_second: bare, times: Math.round((per_second / bare) * 10) / 10 };
  if (values.json) process.stdout.write(`${JSON.stringify(line)}\n`);
  else process.stdout.write(`dialog: bare Botkit with state in SQLite ${bare}/s, Canyu ${line.times} times as much\n`);
}

function printTable(): void {
  const heads = [
    'workload',
    'database',
    'per_second',
    'p50_ms',
    'p99_ms',
    'cpu_us_per_message',
    'peak_rss_mb',
    'messages',
    'wrong',
  ] as const;
  const shown = [...heads, ...extras.filter((extra) => rows.some((row) => row[extra] !== undefined))];
  const lines = [shown.map(String), ...rows.map((row) => shown.map((head) => String(row[head] ?? '')))];
  const widths = shown.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  for (const line of lines) {
    process.stdout.write(`${line.map((cell, column) => cell.padStart(widths[column]!)).join('  ')}\n`);
  }
}
