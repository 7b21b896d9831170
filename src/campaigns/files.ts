// A campaign as a YAML file: read and checked in full, so that all that is wrong is told at once, with its line, column and fix.
import { z } from 'zod';
import type { Address } from '../chat/message.ts';
import type { Flow } from '../engine/flow.ts';
import { nearest } from '../text/distance.ts';
import { readInstant } from '../text/instant.ts';
import { type Language, languages } from '../text/language.ts';
import { type Phrase, quote } from '../text/phrase.ts';
import { isZone } from '../text/zone.ts';
import type { Fault, Flaw, Path } from './fault.ts';
import { faultTexts, fileTexts } from './file-text.ts';
import { describeRead, faultsOf, notOneOf, type PlacedFlaw } from './schema-faults.ts';
import { slugPattern } from './store.ts';
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

const LONGEST_TITLE = 80;

const Envelope = z.strictObject({
  kind: z.string().meta({ examples: ['quiz'] }),
  slug: text('friday-quiz', (slug) => (slugPattern.test(slug) ? undefined : slugFlaw(slug))),
  title: text('Friday quiz', (title) =>
    title.trim() === '' || /[\r\n\u2028\u2029]/.test(title)
      ? { message: faultTexts.title(), fix: faultTexts.titleFix() }
      : undefined,
  ).max(LONGEST_TITLE),
  language: z.enum(languages),
  zone: text('Asia/Shanghai', (zone) => (isZone(zone) ? undefined : zoneFlaw(zone))),
  opens: z
    .string()
    .meta({ examples: ['2026-11-27 17:00'] })
    .optional(),
  closes: z
    .string()
    .meta({ examples: ['2026-11-27 18:00'] })
    .optional(),
  rooms: z.array(text('terminal:fans', (room) => (roomPattern.test(room) ? undefined : roomFlaw(room)))).default([]),
  definition: z.record(z.string(), z.unknown()),
});

function text(example: string, check: (value: string) => Flaw | undefined): z.ZodString {
  return z
    .string()
    .check((context) => {
      const flaw = check(context.value);
      if (flaw) context.issues.push({ code: 'custom', input: context.value, params: { ...flaw } });
    })
    .meta({ examples: [example] });
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

function slugFlaw(slug: string): Flaw {
  const near = slug
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 41);
  const example = slugPattern.test(near) ? near : 'friday-quiz';
  return { message: faultTexts.slug({ read: describeRead(slug) }), fix: faultTexts.slugFix({ example }) };
}

function zoneFlaw(zone: string): Flaw {
  const meant = nearest(zone.trim().toLowerCase(), ZONES.keys(), 2);
  const example = (meant && ZONES.get(meant)) ?? 'Asia/Shanghai';
  return { message: faultTexts.zone({ read: describeRead(zone) }), fix: faultTexts.writeFix({ example }) };
}
const ZONES = new Map(Intl.supportedValuesOf('timeZone').map((zone) => [zone.toLowerCase(), zone]));

/** Platform and room; what a room is called is the platform's own affair. */
const roomPattern = /^[a-z][a-z0-9-]*:\S(.{0,198}\S)?$/u;

function roomFlaw(room: string): Flaw {
  const near = room
    .replace('：', ':')
    .replace(/^\s*(\w+)\s*:\s*/, (_, platform: string) => `${platform.toLowerCase()}:`)
    .trim();
  const example = roomPattern.test(near) ? near : `terminal:${/^[\w-]{1,40}$/.test(room) ? room : 'fans'}`;
  return { message: faultTexts.room({ read: describeRead(room) }), fix: faultTexts.roomFix({ example }) };
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

function instantFlaws(opens: unknown, closes: unknown, zone: unknown): PlacedFlaw[] {
  const knownZone = typeof zone === 'string' && isZone(zone) ? zone : undefined;
  const flaw = (path: Path, { message, fix }: Flaw): PlacedFlaw => ({ path, of: 'value', message, fix });
  const flaws: PlacedFlaw[] = [];
  const instants = Object.entries({ opens, closes }).map(([key, written]) => {
    if (typeof written !== 'string') return undefined;
    const read = instantOf(written, knownZone ?? 'UTC');
    if (read.type === 'instant') return read.at;
    const told = describeRead(written);
    if (read.type === 'gap') {
      const message = faultTexts.gap({ read: told, zone: quote(knownZone ?? 'UTC') });
      flaws.push(flaw([key], { message, fix: faultTexts.gapFix() }));
    } else {
      flaws.push(flaw([key], { message: faultTexts.instant({ read: told }), fix: faultTexts.instantFix() }));
    }
    return undefined;
  });
  const [opensAt, closesAt] = instants;
  if (knownZone && opensAt !== undefined && closesAt !== undefined && opensAt >= closesAt) {
    flaws.push(flaw(['closes'], { message: faultTexts.order(), fix: faultTexts.orderFix() }));
  }
  return flaws;
}

/** Only a full date: "fri 17:00" would mean something else every time the file is applied. */
function instantOf(written: string, zone: string): ReturnType<typeof readInstant> {
  return /^\s*\d{4}-/.test(written.slice(0, 64).normalize('NFKC'))
    ? readInstant(written, zone, 0)
    : { type: 'unreadable' };
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
