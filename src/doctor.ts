// canyu doctor: what stands in the way of a launch, each line with its remedy. It changes nothing and may run beside the bot.
import { withoutPassword } from './config.ts';
import type { Db } from './db/schema.ts';
import { StartError } from './errors.ts';
import { openConfigured, type Parts } from './program.ts';

const LEAST_NODE = [20, 19] as const;
const DAY = 24 * 3_600_000;

export interface Diagnosis {
  lines: string[];
  /** 1 when something must be mended before a start. */
  exitCode: 0 | 1;
}

/** `node` is `process.versions.node`, `now` in ms. */
export async function diagnose(parts: Parts, node: string, now: number): Promise<Diagnosis> {
  const lines: string[] = [checkNode(node)];
  const { databaseUrl, owner } = parts.config;
  lines.push(good(`settings are sound; the first owner is ${owner.platform}:${owner.account}`));
  try {
    const database = await openConfigured(parts, 'read');
    lines.push(good(`database ${withoutPassword(databaseUrl)} can be read and is up to date`));
    lines.push(...(await checkRows(database.reader, now)));
    await database.close();
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    lines.push(bad(error.message));
  }
  return { lines, exitCode: lines.some((line) => line.startsWith(BAD)) ? 1 : 0 };
}

function checkNode(node: string): string {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const enough = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  return enough ? good(`Node ${node}`) : bad(`Node ${node} is too old. Install Node ${LEAST_NODE.join('.')} or newer.`);
}

async function checkRows(db: Db, now: number): Promise<string[]> {
  const [waiting, stuck, timers, incidents, owners] = await Promise.all([
    db
      .selectFrom('outbox')
      .where('state', 'in', ['pending', 'sending'])
      .select((row) => [row.fn.countAll<number>().as('count'), row.fn.min('created_at').as('oldest')])
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('outbox')
      .where('state', 'in', ['uncertain', 'failed'])
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('timer')
      .where('failed_at', 'is not', null)
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('incident')
      .where('at', '>', now - DAY)
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('identity')
      .where('role', '=', 'owner')
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  ]);
  const age = waiting.oldest === null ? 0 : Math.round((now - waiting.oldest) / 1000);
  return [
    Number(owners.count) > 0
      ? good(`${owners.count} owner(s)`)
      : warn('nobody is owner yet: start once, or run canyu staff add platform:account --owner'),
    age > 60
      ? warn(
          `${waiting.count} deliveries wait, the oldest for ${age} s: see that the bot runs and its platforms answer`,
        )
      : good(`${waiting.count} deliveries wait`),
    Number(stuck.count) > 0
      ? warn(`${stuck.count} deliveries are uncertain or failed: look at them before sending anything again`)
      : good('no delivery is uncertain or failed'),
    Number(timers.count) > 0
      ? warn(`${timers.count} timers failed for good: staff were told; see incident list`)
      : good('no timer has failed'),
    Number(incidents.count) > 0
      ? warn(`${incidents.count} incidents in the last day: write “incident list” to the bot`)
      : good('no incident in the last day'),
  ];
}

const BAD = 'not ready: ';
const good = (text: string): string => `ok: ${text}`;
const warn = (text: string): string => `look at: ${text}`;
const bad = (text: string): string => `${BAD}${text}`;
