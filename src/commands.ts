// What each command of the command line does, given the parts of the program: lines to print, or an error with the remedy.
import { campaignApply, campaignDryRun, campaignLint, type Printed } from './campaigns/command-line.ts';
import { systemClock } from './clock.ts';
import { backup } from './db/backup.ts';
import type { Database } from './db/open.ts';
import type { Perform } from './engine/perform.ts';
import type { Scope } from './engine/scope.ts';
import { StartError, UserError } from './errors.ts';
import { type Act, writeAudit } from './people/audit.ts';
import { addStaff, removeStaff, staffList } from './people/commands.ts';
import { ensureOwner } from './people/store.ts';
import { allFlows, assemble, openConfigured, type Parts } from './program.ts';
import { programTexts as texts } from './program-text.ts';
import { type ExportOutput, findReport, writeReport } from './report/export.ts';
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
  } catch (error) {
    throw spoken(parts, error);
  } finally {
    await database.close();
  }
}

/** A refusal in the words of the operator. */
function spoken(parts: Parts, error: unknown): unknown {
  return error instanceof UserError ? new StartError(error.phrase.render(operator(parts)), { cause: error }) : error;
}

/**
 * Writes while no bot runs on the database (on PostgreSQL: beside it), and into the audit log what was asked for (P11).
 * What it says stays in the outbox for the bot.
 */
async function writing(
  parts: Parts,
  command: string,
  work: (perform: Perform, audit: (scope: Scope, outcome: Act['outcome']) => Promise<void>) => Promise<Printed>,
): Promise<Printed> {
  const database = await openConfigured(parts, 'run');
  const { perform } = assemble(parts, database, [], systemClock);
  const audit = ({ trx, newId, now }: Scope, outcome: Act['outcome']) =>
    writeAudit(trx, newId, [{ platform: 'canyu', account: 'command-line', personId: null, at: now, command, outcome }]);
  try {
    await perform((scope) => ensureOwner(scope, parts.config.owner));
    return await work(perform, audit);
  } catch (error) {
    if (error instanceof UserError) await perform((scope) => audit(scope, 'refused'));
    throw spoken(parts, error);
  } finally {
    await database.close();
  }
}

export const migrateNow = async (parts: Parts): Promise<Printed> => {
  const { migrated, close } = await openConfigured(parts, 'migrate');
  await close();
  return print(parts, migrated.length > 0 ? texts.migrated({ names: migrated.join(', ') }) : texts.upToDate());
};

export const lintFiles = (parts: Parts, files: string[]) =>
  campaignLint(files, { flows: parts.flows, reader: operator(parts) });

export const dryRunFiles = (parts: Parts, files: string[]) =>
  reading(parts, ({ reader }) => campaignDryRun(files, { flows: parts.flows, reader: operator(parts), db: reader }));

export const applyFiles = (parts: Parts, files: string[]) =>
  writing(parts, `campaign apply ${files.join(' ')}`, async (perform, audit) => {
    const printed = await campaignApply(files, { flows: parts.flows, reader: operator(parts), perform });
    await perform((scope) => audit(scope, printed.exitCode === 0 ? 'done' : 'refused'));
    return printed;
  });

export const addToStaff = (parts: Parts, identity: string, owner: boolean) =>
  changeStaff(parts, `staff add ${identity}${owner ? ' --owner' : ''}`, (scope) =>
    addStaff(scope, identity, owner ? 'owner' : 'staff'),
  );

export const removeFromStaff = (parts: Parts, identity: string) =>
  changeStaff(parts, `staff remove ${identity}`, (scope) => removeStaff(scope, identity));

const changeStaff = (parts: Parts, command: string, change: (scope: Scope) => Promise<Phrase>) =>
  writing(parts, command, async (perform, audit) => {
    const changed = await perform(async (scope) => {
      const phrase = await change(scope);
      await audit(scope, 'done');
      return phrase;
    });
    return print(parts, changed);
  });

export const listStaff = (parts: Parts) =>
  reading(parts, async ({ reader }) => {
    const listed = print(parts, await staffList(reader));
    return listed.lines.join('') === '' ? print(parts, texts.nobodyOnStaff()) : listed;
  });

export const listSchedules = (parts: Parts): Promise<Printed> =>
  reading(parts, async ({ reader }) => ({
    lines: await scheduleLines(reader, allFlows(parts.flows), operator(parts), parts.config.contact.budgets),
    exitCode: 0,
  }));

export const backUp = (parts: Parts, target: string): Promise<Printed> =>
  reading(parts, async ({ file }) => {
    if (!file) throw new UserError(texts.refuseBackup());
    const made = await backup(file, target);
    return print(parts, texts.backedUp({ ...made }));
  });

/** Writes CSV to a stream, whose own faults are for whoever opened it; or a file for Excel. */
export const exportCampaign = (parts: Parts, kind: string, slug: string, output: ExportOutput): Promise<Printed> =>
  reading(parts, async ({ reader }) => {
    const report = await findReport(reader, parts.flows, kind, slug);
    const { exitCode, phrase } = await writeReport(report, output);
    return phrase ? print(parts, phrase) : { lines: [], exitCode };
  });
