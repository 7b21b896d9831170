// Who may import whom. Every check gives its faults as `path:line what is wrong`.
import ts from 'typescript';
import { type Import, lineOf, type Source, walk } from './source.ts';

/** The files at the top of src/: they put the program together, and nothing below may know them. */
const TOP = [
  'src/main.ts',
  'src/program.ts',
  'src/newcomer.ts',
  'src/commands.ts',
  'src/doctor.ts',
  'src/room.ts',
  'src/service.ts',
  'src/supervise.ts',
];
/** What a platform may use of src/, besides the vocabulary of src/chat/. */
const SHARED = ['src/chat/', 'src/text/', 'src/clock.ts', 'src/errors.ts', 'src/group.ts', 'src/ids.ts', 'src/log.ts'];

/** Each package and where it lives; a package may be imported nowhere else. A new dependency is a line here. */
export const homes: Readonly<Record<string, readonly string[]>> = {
  '@slack/bolt': ['adapters/slack/'],
  '@slack/oauth': ['adapters/slack/'],
  '@slack/socket-mode': ['adapters/slack/'],
  '@slack/types': ['adapters/slack/'],
  '@slack/web-api': ['adapters/slack/'],
  'botbuilder-core': ['src/engine/'],
  'botbuilder-dialogs': ['src/engine/'],
  botkit: ['src/engine/'],
  commander: ['src/main.ts'],
  'csv-stringify': ['src/report/'],
  'intl-messageformat': ['src/text/'],
  kysely: ['src/', 'flows/', 'migrations/'],
  'node-cron': ['src/schedule/'],
  'node:child_process': ['adapters/'],
  'node:dgram': ['adapters/'],
  'node:dns': ['adapters/'],
  'node:http': ['adapters/'],
  'node:http2': ['adapters/'],
  'node:https': ['adapters/'],
  'node:net': ['adapters/'],
  'node:tls': ['adapters/'],
  pg: ['src/db/'],
  pino: ['src/log.ts'],
  qrcode: ['adapters/wechat/'],
  sqlite3: ['src/db/'],
  'temporal-polyfill': ['src/text/', 'src/schedule/', 'src/quota/'],
  tsx: ['canyu.mjs'],
  undici: ['adapters/slack/'],
  uuid: ['src/ids.ts'],
  wechaty: ['adapters/wechat/'],
  'wechaty-puppet-service': ['adapters/wechat/'],
  'write-excel-file': ['src/report/'],
  yaml: ['src/campaigns/'],
  zod: ['src/config.ts', 'src/campaigns/', 'src/engine/flow.ts', 'flows/'],
};

export function strayImports(sources: readonly Source[]): string[] {
  return faultsOf(sources, ({ path }, { file }) => {
    if (file === undefined || allowed(path).some((place) => within(file, place))) return undefined;
    return `${path} may not import ${file}`;
  });
}

/** The places that a file may import from. */
function allowed(path: string): string[] {
  const [zone = '', folder = ''] = path.split('/');
  const own = folder.endsWith('.ts') ? `${zone}/` : `${zone}/${folder}/`;
  if (path === 'src/main.ts') return ['src/', 'adapters/', 'flows/', 'migrations/'];
  if (TOP.includes(path)) return ['src/'];
  if (zone === 'src') return ['src/'];
  if (zone === 'flows') return [own, 'src/'];
  if (zone === 'adapters') return [own, ...SHARED];
  return [own];
}

export function importsOfTheTop(sources: readonly Source[]): string[] {
  return faultsOf(sources, ({ path }, { file }) =>
    file !== undefined && TOP.includes(file) && !TOP.includes(path) ? `${path} reaches up to ${file}` : undefined,
  );
}

export function packagesAwayFromHome(sources: readonly Source[]): string[] {
  return faultsOf(sources, ({ path }, { packageName }) => {
    if (packageName === undefined) return undefined;
    const home = homes[packageName] ?? (packageName.startsWith('node:') ? [''] : undefined);
    if (home === undefined) return `${packageName} has no home: name one in tests/architecture/imports.ts`;
    if (home.some((place) => within(path, place))) return undefined;
    return `${packageName} lives in ${home.join(', ')}`;
  });
}

export function importsWithoutExtension(sources: readonly Source[]): string[] {
  return faultsOf(sources, (_source, { file, specifier }) =>
    file !== undefined && !specifier.endsWith('.ts') ? `${specifier} does not end in .ts` : undefined,
  );
}

/** Files that need each other to be loaded. Imports of types are gone by then. */
export function circles(sources: readonly Source[]): string[] {
  const needs = new Map(sources.map((source) => [source.path, neededBy(source)]));
  const faults = new Set<string>();
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) faults.add(inOneOrder(way.slice(way.indexOf(path))).join(' -> '));
    if (way.includes(path) || done.has(path)) return;
    for (const next of needs.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  };
  for (const path of needs.keys()) visit(path, []);
  return [...faults];
}

function inOneOrder(circle: readonly string[]): string[] {
  const first = circle.indexOf([...circle].sort()[0]!);
  return [...circle.slice(first), ...circle.slice(0, first)];
}

/** Files that hold rules: given values, they give values. What they import but for types must be as pure as they are, and beside them. */
const PURE = [/^flows\/[^/]+\/rules\.ts$/, /^src\/campaigns\/lifecycle\.ts$/, /^src\/outbox\/results\.ts$/];

export function impureRules(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const asked = sources.filter(({ path }) => PURE.some((pattern) => pattern.test(path)));
  const faults: string[] = [];
  for (const source of asked) {
    for (const { file, specifier, line, typesOnly } of source.imports) {
      if (typesOnly) continue;
      const beside = file !== undefined && folderOf(file) === folderOf(source.path) ? byPath.get(file) : undefined;
      if (!beside) faults.push(`${source.path}:${line} rules take only types from ${specifier}`);
      else if (!asked.includes(beside)) asked.push(beside);
    }
    walk(source.tree, (node) => {
      if (node.kind === ts.SyntaxKind.AsyncKeyword)
        faults.push(`${source.path}:${lineOf(node)} rules wait for nothing`);
    });
  }
  return faults;
}

/** Translations between a platform's events and our words: they may use the words, and what stands beside them. */
export function impureTranslations(sources: readonly Source[]): string[] {
  const asked = sources.filter(({ path }) => /^adapters\/[^/]+\/(inbound|outbound)\.ts$/.test(path));
  return faultsOf(asked, ({ path }, { file, specifier, typesOnly }) => {
    const places = [`${folderOf(path)}/`, 'src/chat/', 'src/text/'];
    if (typesOnly || (file !== undefined && places.some((place) => within(file, place)))) return undefined;
    return `a translation takes only types from ${specifier}`;
  });
}

function neededBy({ imports }: Source): string[] {
  return imports.flatMap(({ file, typesOnly }) => (file === undefined || typesOnly ? [] : [file]));
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function within(path: string, place: string): boolean {
  return place.endsWith('/') || place === '' ? path.startsWith(place) : path === place;
}

function faultsOf(sources: readonly Source[], judge: (source: Source, one: Import) => string | undefined): string[] {
  return sources.flatMap((source) =>
    source.imports.flatMap((one) => {
      const fault = judge(source, one);
      return fault === undefined ? [] : [`${source.path}:${one.line} ${fault}`];
    }),
  );
}
