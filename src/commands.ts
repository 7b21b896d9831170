// What each command of the command line does, given the parts of the program: lines to print, or a StartError with the remedy.
import type { Writable } from 'node:stream';
import { campaignApply, campaignDryRun, campaignLint, type Printed } from './campaigns/command-line.ts';
import { readCampaignFile } from './campaigns/files.ts';
import { apply } from './campaigns/plan.ts';
import { findCampaign, listSlugs } from './campaigns/store.ts';
import { systemClock } from './clock.ts';
import { backup } from './db/backup.ts';
import type { Database } from './db/open.ts';
import type { Perform } from './engine/perform.ts';
import { StartError, UserError } from './errors.ts';
import { addStaff, removeStaff, staffList } from './people/commands.ts';
import { ensureOwner } from './people/store.ts';
import { allFlows, assemble, openConfigured, type Parts } from './program.ts';
import { writeCsv } from './report/csv.ts';
import { scheduleLines } from './schedule/commands.ts';
import type { Phrase, Reader } from './text/phrase.ts';

/** Whom the command line speaks to: whoever installed it. */
export function operator({ config }: Parts): Reader {
  return { language: config.language, zone: config.zone, markup: 'plain', now: Date.now() };
}

const print = (parts: Parts, phrase: Phrase): Printed => ({
  lines: phrase.render(operator(parts)).split('\n'),
  exitCode: 0,
});

/** Reads beside a running bot. */
async function reading<Result>(parts: Parts, work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openConfigured(parts, 'read');
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Writes while no bot runs on the database (on PostgreSQL: beside it). What it says stays in the outbox for the bot. */
async function writing(parts: Parts, work: (perform: Perform) => Promise<Printed>): Promise<Printed> {
  const database = await openConfigured(parts, 'run');
  try {
    const { perform } = assemble(parts, database, [], systemClock);
    await perform((scope) => ensureOwner(scope, parts.config.owner));
    return await work(perform);
  } catch (error) {
    if (error instanceof UserError) throw new StartError(error.phrase.render(operator(parts)), { cause: error });
    throw error;
  } finally {
    await database.close();
  }
}

export const migrateNow = async (parts: Parts): Promise<Printed> => {
  const database = await openConfigured(parts, 'migrate');
  await database.close();
  const ran = database.migrated.length > 0 ? `ran ${database.migrated.join(', ')}` : 'was up to date';
  return { lines: [`The database ${ran}.`], exitCode: 0 };
};

export const lintFiles = (parts: Parts, files: string[]) =>
  campaignLint(files, { flows: parts.flows, reader: operator(parts) });

export const dryRunFiles = (parts: Parts, files: string[]) =>
  reading(parts, ({ reader }) => campaignDryRun(files, { flows: parts.flows, reader: operator(parts), db: reader }));

export const applyFiles = (parts: Parts, files: string[]) =>
  writing(parts, (perform) => campaignApply(files, { flows: parts.flows, reader: operator(parts), perform }));

export const addToStaff = (parts: Parts, identity: string, owner: boolean) =>
  writing(parts, async (perform) =>
    print(parts, await perform((scope) => addStaff(scope, identity, owner ? 'owner' : 'staff'))),
  );

export const removeFromStaff = (parts: Parts, identity: string) =>
  writing(parts, async (perform) => print(parts, await perform((scope) => removeStaff(scope, identity))));

export const listStaff = (parts: Parts) => reading(parts, async ({ reader }) => print(parts, await staffList(reader)));

export const listSchedules = (parts: Parts): Promise<Printed> =>
  reading(parts, async ({ reader }) => ({
    lines: await scheduleLines(reader, allFlows(parts.flows), operator(parts)),
    exitCode: 0,
  }));

export const backUp = (parts: Parts, target: string): Promise<Printed> =>
  reading(parts, async ({ file }) => {
    if (!file)
      throw new StartError(
        'PostgreSQL is backed up with its own tools: use pg_dump, and restore the dump once to check it.',
      );
    const made = await backup(file, target);
    return { lines: [`${made.file}: ${made.rows} rows, ${made.bytes} bytes, restored and checked.`], exitCode: 0 };
  });

/** Writes the CSV to `output`; the lines are for standard error. */
export const exportCampaign = (parts: Parts, kind: string, slug: string, output: Writable): Promise<Printed> =>
  reading(parts, async ({ reader }) => {
    const flow = parts.flows.find(({ name }) => name === kind);
    if (!flow?.report)
      throw new StartError(
        `There is nothing to export of “${kind}”. Kinds: ${parts.flows
          .filter((one) => one.report)
          .map((one) => one.name)
          .join(', ')}.`,
      );
    const campaign = await findCampaign(reader, slug);
    if (campaign?.kind !== kind)
      throw new StartError(`There is no ${kind} “${slug}”. There are: ${(await listSlugs(reader)).join(', ')}.`);
    await writeCsv(flow.report(reader, campaign), output);
    return { lines: [], exitCode: 0 };
  });

/** Puts the demo campaign into a database that has no campaigns yet. */
export async function seedDemo(parts: Parts, perform: Perform, text: string): Promise<void> {
  const read = readCampaignFile(text, parts.flows);
  if (read.type !== 'file') throw new Error('the demo campaign has faults');
  await perform(async (scope) => {
    if ((await listSlugs(scope.trx)).length === 0) await apply(scope, parts.flows, read.file);
  });
}
