// `canyu export`: what happened in one campaign, as a file.
import type { Writable } from 'node:stream';
import { findCampaign, listSlugs } from '../campaigns/store.ts';
import type { Db } from '../db/schema.ts';
import type { Flow, Report } from '../engine/flow.ts';
import { UserError } from '../errors.ts';
import { nearest } from '../text/distance.ts';
import type { Phrase } from '../text/phrase.ts';
import { writeCsv } from './csv.ts';
import { writeFileWhole } from './file.ts';
import { reportTexts } from './text.ts';
import { writeXlsx } from './xlsx.ts';

/** A stream for CSV, or the name of a file for Excel. */
export type ExportOutput = Writable | { xlsx: string };

/** So many slugs are named where the one asked for is not there. */
const MOST_SLUGS = 20;

/** The report of a campaign. Throws a UserError that names what there is instead. */
export async function findReport(db: Db, flows: readonly Flow[], kind: string, slug: string): Promise<Report> {
  const kinds = flows.flatMap(({ name, report }) => (report ? [name] : []));
  const flow = flows.find(({ name }) => name === kind);
  if (!flow?.report) throw new UserError(reportTexts.refuseKind({ kind, kinds: kinds.join(', ') }));
  const campaign = await findCampaign(db, slug);
  if (campaign?.kind !== kind) throw new UserError(noSuchCampaign(kind, slug, await listSlugs(db, { kind })));
  return flow.report(db, campaign);
}

function noSuchCampaign(kind: string, slug: string, slugs: readonly string[]): Phrase {
  if (slugs.length === 0) return reportTexts.refuseNone({ kind, slug });
  const meant = nearest(slug, slugs, 2);
  if (meant !== undefined) return reportTexts.refuseNearest({ kind, slug, nearest: meant });
  return reportTexts.refuseSlug({ kind, slug, slugs: slugs.slice(0, MOST_SLUGS).join(', ') });
}

/** A stream's own faults are for whoever opened it, and only show in the exit code; of a file, they are a UserError. */
export async function writeReport(report: Report, output: ExportOutput): Promise<{ exitCode: 0 | 1; phrase?: Phrase }> {
  if (!('xlsx' in output)) {
    const broken = await writeCsv(report, output);
    // EPIPE: whoever read it has seen enough (canyu export … | head).
    return { exitCode: broken && broken.code !== 'EPIPE' ? 1 : 0 };
  }
  const file = output.xlsx;
  const broken = await writeFileWhole(file, (written) => writeXlsx(report, written));
  if (broken) throw new UserError(reportTexts.refuseFile({ file, reason: broken.message }));
  return { exitCode: 0, phrase: reportTexts.exported({ file }) };
}
