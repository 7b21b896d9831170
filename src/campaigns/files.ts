// A campaign as a YAML file: read and checked in full, so that all that is wrong is told at once, with its line, column and fix.
import type { z } from 'zod';
import type { Address } from '../chat/message.ts';
import type { Flow } from '../engine/flow.ts';
import type { Language } from '../text/language.ts';
import type { Phrase } from '../text/phrase.ts';
import type { Fault, Flaw } from './fault.ts';
import { faultTexts } from './fault-text.ts';
import { instantFlaws, instantOf } from './file-instants.ts';
import { Envelope } from './file-shape.ts';
import { fileTexts } from './file-text.ts';
import { faultsOf, type PlacedFlaw } from './schema-faults.ts';
import { describeRead, notOneOf } from './value-flaws.ts';
import { readYaml } from './yaml-file.ts';

export interface CampaignFile {
  kind: string;
  slug: string;
  title: string;
  language: Language;
  zone: string;
  /** ms */
  opensAt: number | undefined;
  closesAt: number | undefined;
  rooms: Address[];
  /** As it was written; its flow's schema takes it. */
  definition: unknown;
}

export type ReadFile = { type: 'file'; file: CampaignFile } | { type: 'faults'; faults: Fault[] };

/** Reads the text of a campaign file. Never throws for what the text holds; the faults come in their order in the text. */
export function readCampaignFile(text: string, flows: readonly Flow[]): ReadFile {
  const yaml = readYaml(text);
  const faults = [...yaml.faults];
  if (yaml.value !== undefined) {
    for (const { path, of, message, fix } of flawsOf(yaml.value, flows)) {
      if (!yaml.spoiled(path)) faults.push({ ...yaml.at(path, of), message, fix });
    }
  }
  if (faults.length === 0) return { type: 'file', file: toFile(Envelope.parse(yaml.value)) };
  faults.sort((one, other) => one.line - other.line || one.column - other.column);
  return { type: 'faults', faults };
}

/** The faults of a campaign file; none is what we want. */
export function lint(text: string, flows: readonly Flow[]): Fault[] {
  const read = readCampaignFile(text, flows);
  return read.type === 'faults' ? read.faults : [];
}

/** `file:line:column: message Fix: …`, as editors and people read it. */
export function printFault(filename: string, { line, column, message, fix }: Fault): Phrase {
  return fileTexts.printed({ place: `${filename}:${line}:${column}`, message, fix });
}

function flawsOf(value: unknown, flows: readonly Flow[]): PlacedFlaw[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = faultTexts.notKeys({ read: describeRead(value) });
    return [{ path: [], of: 'value', message, fix: faultTexts.notKeysFix() }];
  }
  const { kind, zone, opens, closes, rooms, definition } = value as Record<string, unknown>;
  const flow = flows.find(({ name, definition: schema }) => schema && name === kind);
  const flaws = faultsOf(Envelope, value);
  if (typeof kind === 'string' && !flow) flaws.push({ path: ['kind'], of: 'value', ...kindFlaw(kind, flows) });
  if (flow?.definition && typeof definition === 'object' && definition !== null && !Array.isArray(definition)) {
    const inside = faultsOf(flow.definition, definition);
    flaws.push(...inside.map((flaw) => ({ ...flaw, path: ['definition', ...flaw.path] })));
  }
  flaws.push(...roomsTwice(rooms), ...instantFlaws(opens, closes, zone));
  return flaws;
}

function kindFlaw(kind: string, flows: readonly Flow[]): Flaw {
  const kinds = flows.filter(({ definition }) => definition).map(({ name }) => name);
  return { message: faultTexts.kind({ read: describeRead(kind) }), fix: notOneOf(kind, kinds).fix };
}

function roomsTwice(rooms: unknown): PlacedFlaw[] {
  if (!Array.isArray(rooms)) return [];
  const first = new Map(rooms.map((room, index) => [room, index] as const).reverse());
  return rooms.flatMap((room, index) => {
    if (typeof room !== 'string' || first.get(room) === index) return [];
    const message = faultTexts.roomTwice({ read: describeRead(room) });
    return [{ path: ['rooms', index], of: 'value' as const, message, fix: faultTexts.roomTwiceFix() }];
  });
}

function toFile({ opens, closes, rooms, ...rest }: z.output<typeof Envelope>): CampaignFile {
  const at = (written: string | undefined) => {
    const read = written === undefined ? undefined : instantOf(written, rest.zone);
    return read?.type === 'instant' ? read.at : undefined;
  };
  return { ...rest, opensAt: at(opens), closesAt: at(closes), rooms: rooms.map(addressOf) };
}

function addressOf(room: string): Address {
  const colon = room.indexOf(':');
  return { platform: room.slice(0, colon), room: room.slice(colon + 1) };
}
