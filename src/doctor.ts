// canyu doctor: what stands in the way of a launch, each line with its remedy. It changes nothing and may run beside the bot.
import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Printed } from './campaigns/command-line.ts';
import type { Clock } from './clock.ts';
import { operator } from './commands.ts';
import { withoutPassword } from './config.ts';
import { checkFile } from './db/check.ts';
import { inspect, refusePlace } from './db/inspect.ts';
import { lockHolder } from './db/lock.ts';
import type { Db } from './db/schema.ts';
import { DEFAULT_DATABASE_URL, parseDatabaseUrl } from './db/url.ts';
import { StartError } from './errors.ts';
import { platformStatuses } from './outbox/status.ts';
import { allFlows, openConfigured, type Parts } from './program.ts';
import { programTexts as texts } from './program-text.ts';
import { countTroubles } from './report/troubles.ts';
import { scheduleTroubles } from './schedule/commands.ts';
import { type Phrase, quote } from './text/phrase.ts';
import { duration } from './text/when.ts';

interface Finding {
  /** `bad`: a start would fail. */
  state: 'good' | 'look' | 'bad';
  what: Phrase;
}

const good = (what: Phrase): Finding => ({ state: 'good', what });
const look = (what: Phrase): Finding => ({ state: 'look', what });
const bad = (what: Phrase): Finding => ({ state: 'bad', what });

const LEAST_NODE = [20, 19] as const;
const DAY = 24 * 3_600_000;
/** Longer than this no file is read through, ms: about 30 GB. */
const LONGEST_READING = 30_000;
const GIGABYTE = 1024 ** 3;
/** With less than this left on the disk the bot would soon stop. */
const LEAST_FREE = GIGABYTE / 10;
/** Deliveries that wait longer than this are worth a look, ms. */
const LONG_WAIT = 60_000;

/** Looks at Node, settings, database, disk and rows. `node` is `process.versions.node`. The exit code is 1 when a start would fail. */
export async function diagnose(parts: Parts, node: string, clock: Clock): Promise<Printed> {
  const { owner } = parts.config;
  const findings = [
    checkNode(node),
    good(texts.settings({ owner: `${owner.platform}:${owner.account}` })),
    ...(await checkDatabase(parts, clock)),
  ];
  return {
    lines: findings.map(({ state, what }) => texts[state]({ what }).render(operator(parts))),
    exitCode: findings.some(({ state }) => state === 'bad') ? 1 : 0,
  };
}

function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  return enough ? good(texts.node({ version })) : bad(texts.nodeTooOld({ version, least: LEAST_NODE.join('.') }));
}

async function checkDatabase(parts: Parts, clock: Clock): Promise<Finding[]> {
  const findings: Finding[] = [];
  try {
    const url = parseDatabaseUrl(parts.config.databaseUrl);
    const place = url.kind === 'sqlite' ? await checkPlace(parts, url.file, clock) : { findings: [], readable: true };
    findings.push(...place.findings);
    if (!place.readable) return findings;
    const database = await openConfigured(parts, 'read');
    findings.push(good(texts.database({ where: withoutPassword(parts.config.databaseUrl) })));
    const rows = checkRows(database.reader, clock.now(), parts);
    findings.push(...(await rows.finally(database.close)));
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    findings.push(bad(quote(error.message)));
  }
  return findings;
}

/** A SQLite file, its disk, and whoever runs on it; `readable`: its tables are those of this program. Throws a StartError with what would keep the bot from starting. */
async function checkPlace(
  { config, migrations }: Parts,
  file: string,
  clock: Clock,
): Promise<{ findings: Finding[]; readable: boolean }> {
  const found = await inspect(file, migrations, 'write');
  if (found === 'missing') {
    if (config.databaseUrl !== DEFAULT_DATABASE_URL) refusePlace(file);
    return { findings: [look(texts.noDatabase({ file }))], readable: false };
  }
  const holder = await lockHolder(file);
  const findings = [
    good(holder === 'nobody' ? texts.notRunning() : texts.running({ process: String(holder ?? '?') })),
    await checkSpace(file),
    (await checkFile(file, { clock, limit: LONGEST_READING }))
      ? good(texts.sound())
      : look(texts.partlyRead({ seconds: LONGEST_READING / 1000 })),
  ];
  const count = found.pending.length;
  if (count > 0) findings.push(look(texts.behind({ where: file, count })));
  return { findings, readable: count === 0 };
}

async function checkSpace(file: string): Promise<Finding> {
  const folder = dirname(file);
  const { bavail, bsize } = await statfs(folder);
  const bytes = bavail * bsize;
  const inGigabytes = (size: number) => (size / GIGABYTE).toFixed(1);
  const free = inGigabytes(bytes);
  if (bytes < LEAST_FREE) return bad(texts.noSpace({ free, folder }));
  const needed = statSync(file).size;
  if (bytes < needed) return look(texts.littleSpace({ free, folder, needed: inGigabytes(needed) }));
  return good(texts.space({ free }));
}

async function checkRows(db: Db, now: number, { config, flows }: Parts): Promise<Finding[]> {
  const { owners, waiting, waitingSince = now, stuck, failedTimers, incidents } = await countTroubles(db, now - DAY);
  const age = now - waitingSince;
  const { zone, contact } = config;
  const troubles = await scheduleTroubles(db, { flows: allFlows(flows), now, zone, budgets: contact.budgets });
  return [
    owners > 0 ? good(texts.owners({ count: owners })) : look(texts.noOwner()),
    age > LONG_WAIT
      ? look(texts.waitingLong({ count: waiting, age: duration(age) }))
      : good(texts.waiting({ count: waiting })),
    stuck > 0 ? look(texts.stuck({ count: stuck })) : good(texts.delivered()),
    failedTimers > 0 ? look(texts.failedTimers({ count: failedTimers })) : good(texts.timers()),
    ...troubles.map(look),
    incidents > 0 ? look(texts.someIncidents({ count: incidents })) : good(texts.incidents()),
    ...(await platformStatuses(db, now)).map(({ ok, phrase }) => (ok ? good(phrase) : look(phrase))),
  ];
}
