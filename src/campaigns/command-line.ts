// canyu campaign lint | dry-run | apply FILE …: the lines to print and the exit code.
import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import type { Db } from '../db/schema.ts';
import type { Flow } from '../engine/flow.ts';
import type { Perform } from '../engine/perform.ts';
import type { Phrase, Reader } from '../text/phrase.ts';
import type { Campaign } from './campaign.ts';
import { statusName } from './explain.ts';
import { faultTexts } from './fault-text.ts';
import { fileTexts } from './file-text.ts';
import { type CampaignFile, printFault, readCampaignFile } from './files.ts';
import { apply, type Plan, plan } from './plan.ts';
import { LONGEST } from './yaml-file.ts';

export interface Printed {
  lines: string[];
  /** 1 when anything was wrong or refused. */
  exitCode: 0 | 1;
}

export interface Setting {
  flows: readonly Flow[];
  /** Whom to print for; `now` (ms) is also what "has gone by" is measured from. */
  reader: Reader;
}

/** Checks campaign files and prints every fault as `file:line:column: message Fix: …`. */
export async function campaignLint(names: readonly string[], { flows, reader }: Setting): Promise<Printed> {
  const read = await readAll(names, flows);
  return printed(reader, read.faults.length > 0, [
    ...read.faults,
    ...read.files.map(({ name }) => fileTexts.sound({ place: name })),
  ]);
}

/** Prints what applying would do. `db` is only read from: hand over the reading connection. */
export async function campaignDryRun(names: readonly string[], setting: Setting & { db: Db }): Promise<Printed> {
  const { flows, reader, db } = setting;
  const read = await readAll(names, flows);
  const phrases = [...read.faults];
  let refused = false;
  for (const { name, file } of read.files) {
    const planned = await plan(db, flows, file, reader.now);
    refused ||= planned.type === 'refused';
    phrases.push(...planPhrases(name, file, planned));
  }
  return printed(reader, refused || read.faults.length > 0, phrases);
}

/** Applies campaign files, each in a transaction of its own; none at all where one has a fault. */
export async function campaignApply(
  names: readonly string[],
  setting: Setting & { perform: Perform },
): Promise<Printed> {
  const { flows, reader, perform } = setting;
  const read = await readAll(names, flows);
  if (read.faults.length > 0) return printed(reader, true, read.faults);
  const phrases: Phrase[] = [];
  let refused = false;
  for (const { name, file } of read.files) {
    const applied = await perform((scope) => apply(scope, flows, file));
    refused ||= applied.plan.type === 'refused';
    phrases.push(...planPhrases(name, file, applied.plan, applied.campaign));
  }
  return printed(reader, refused, phrases);
}

function printed(reader: Reader, wrong: boolean, phrases: readonly Phrase[]): Printed {
  return { lines: phrases.map((phrase) => phrase.render(reader)), exitCode: wrong ? 1 : 0 };
}

function planPhrases(place: string, { slug }: CampaignFile, planned: Plan, applied?: Campaign): Phrase[] {
  const changes = planned.changes.map((change) => fileTexts.change({ change }));
  switch (planned.type) {
    case 'create':
      if (!applied) return [fileTexts.wouldCreate({ place, slug }), ...changes];
      return [fileTexts.created({ place, slug, status: statusName(applied.status) }), ...changes];
    case 'update':
      if (!applied) return [fileTexts.wouldUpdate({ place, slug }), ...changes];
      return [fileTexts.updated({ place, slug, status: statusName(applied.status) }), ...changes];
    case 'unchanged':
      return [fileTexts.unchanged({ place, slug })];
    case 'refused':
      return [fileTexts.refused({ place, slug, why: planned.why }), ...changes];
  }
}

/** Faults of one file that are printed. */
const MOST_PRINTED = 100;

async function readAll(names: readonly string[], flows: readonly Flow[]) {
  const faults: Phrase[] = names.length === 0 ? [fileTexts.noFiles()] : [];
  const files: { name: string; file: CampaignFile }[] = [];
  for (const name of names) {
    const text = await readText(name);
    if (typeof text !== 'string') {
      faults.push(text);
      continue;
    }
    const read = readCampaignFile(text, flows);
    if (read.type === 'file') {
      files.push({ name, file: read.file });
      continue;
    }
    faults.push(...read.faults.slice(0, MOST_PRINTED).map((fault) => printFault(name, fault)));
    const count = read.faults.length - MOST_PRINTED;
    if (count > 0) faults.push(fileTexts.more({ place: name, count }));
  }
  return { faults, files };
}

/** The text of a file, or what is wrong with it. */
async function readText(name: string): Promise<string | Phrase> {
  const place = `${name}:1:1`;
  const unreadable = (error: NodeJS.ErrnoException): Phrase =>
    error.code === 'ENOENT'
      ? fileTexts.notFound({ place: name })
      : fileTexts.unreadable({ place: name, reason: error.code ?? error.message });
  const found = await stat(name).catch(unreadable);
  if ('render' in found) return found;
  if (!found.isFile()) return fileTexts.unreadable({ place: name, reason: 'EISDIR' });
  // No character takes more than three bytes a UTF-16 unit.
  if (found.size > 3 * LONGEST) {
    const message = faultTexts.tooLarge({ size: Math.ceil(found.size / 1024), most: LONGEST / 1024 });
    return fileTexts.printed({ place, message, fix: faultTexts.tooLargeFix() });
  }
  const bytes = await readFile(name).catch(unreadable);
  if ('render' in bytes) return bytes;
  if (!isUtf8(bytes)) return fileTexts.printed({ place, message: faultTexts.notUtf8(), fix: faultTexts.notUtf8Fix() });
  return bytes.toString('utf8');
}
