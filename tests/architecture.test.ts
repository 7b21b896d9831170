// The dependency rule, the size budget and the borders of DESIGN.md. Each check has a control: a small program that it must find fault with.
import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { flows } from '../flows/index.ts';
import { readCampaignFile } from '../src/campaigns/files.ts';
import type { Command, Flow } from '../src/engine/flow.ts';
import { roles } from '../src/people/person.ts';
import { allFlows } from '../src/program.ts';
import { languages } from '../src/text/language.ts';
import { catchAlls, crossings, idlePermissions } from './architecture/borders.ts';
import {
  circles,
  homes,
  importsOfTheTop,
  importsWithoutExtension,
  impureRules,
  impureTranslations,
  packagesAwayFromHome,
  strayImports,
} from './architecture/imports.ts';
import { missingFiles, overBudget, sizesOf } from './architecture/shape.ts';
import { readSource, readSources, type Source } from './architecture/source.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = readSources(root, ['src', 'adapters', 'flows', 'migrations']);
const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');
const json = (path: string) => JSON.parse(read(path));

interface Rule {
  promise: string;
  check(sources: readonly Source[]): string[];
  /** A program that breaks it, by path. */
  broken: Readonly<Record<string, string>>;
  /** What the check must say of that. */
  faults: readonly string[];
}

const rules: readonly Rule[] = [
  {
    promise:
      'migrations know nothing of us, src only itself, a flow src and itself, an adapter the vocabulary and itself',
    check: strayImports,
    broken: {
      'migrations/0001-kernel.ts': `import { insertAll } from '../src/db/sets.ts';`,
      'src/engine/batch.ts': `export * from '../../flows/quiz/store.ts';`,
      'src/main.ts': `import { flows } from '../flows/index.ts';`,
      'flows/quiz/game.ts': `import type { Poll } from '../poll/store.ts';\nimport { text } from './text.ts';`,
      'adapters/slack/index.ts': `import { escape } from '../../src/chat/escape.ts';\nconst db = await import('../../src/db/open.ts');`,
      'adapters/web/index.ts': `type Terminal = import('../terminal/index.ts').Terminal;`,
    },
    faults: [
      'migrations/0001-kernel.ts:1 migrations/0001-kernel.ts may not import src/db/sets.ts',
      'src/engine/batch.ts:1 src/engine/batch.ts may not import flows/quiz/store.ts',
      'flows/quiz/game.ts:1 flows/quiz/game.ts may not import flows/poll/store.ts',
      'adapters/slack/index.ts:2 adapters/slack/index.ts may not import src/db/open.ts',
      'adapters/web/index.ts:1 adapters/web/index.ts may not import adapters/terminal/index.ts',
    ],
  },
  {
    promise: 'nothing below knows the files that put the program together',
    check: importsOfTheTop,
    broken: {
      'src/engine/engine.ts': `import { assemble } from '../program.ts';`,
      'src/doctor.ts': `import './program.ts';`,
    },
    faults: ['src/engine/engine.ts:1 src/engine/engine.ts reaches up to src/program.ts'],
  },
  {
    promise: 'each package has one home',
    check: packagesAwayFromHome,
    broken: {
      'flows/quiz/dialog.ts': `import type { BotkitConversation } from 'botkit';`,
      'src/engine/seen.ts': `import pg from 'pg';\nimport { schedule } from 'node-cron';\nimport { get } from 'node:https';`,
      'adapters/slack/index.ts': `import { App } from '@slack/bolt';\nimport sqlite3 from 'sqlite3';\nimport left from 'left-pad';`,
      'migrations/0001-kernel.ts': `import { sql } from 'kysely';\nimport { z } from 'zod';`,
    },
    faults: [
      'flows/quiz/dialog.ts:1 botkit lives in src/engine/',
      'src/engine/seen.ts:1 pg lives in src/db/',
      'src/engine/seen.ts:2 node-cron lives in src/schedule/',
      'src/engine/seen.ts:3 node:https lives in adapters/',
      'adapters/slack/index.ts:2 sqlite3 lives in src/db/',
      'adapters/slack/index.ts:3 left-pad has no home: name one in tests/architecture/imports.ts',
      'migrations/0001-kernel.ts:2 zod lives in src/config.ts, src/campaigns/, src/engine/flow.ts, flows/',
    ],
  },
  {
    promise: 'imports of our own files end in .ts',
    check: importsWithoutExtension,
    broken: {
      'src/db/open.ts': `import { once } from './sqlite';\nimport { url } from './url.js';\nimport a from './a.ts';`,
    },
    faults: ['src/db/open.ts:1 ./sqlite does not end in .ts', 'src/db/open.ts:2 ./url.js does not end in .ts'],
  },
  {
    promise: 'no files need each other to be loaded',
    check: circles,
    broken: {
      'flows/quiz/dialog.ts': `import { create } from './editing.ts';`,
      'flows/quiz/editing.ts': `import { ask } from './dialog.ts';`,
      'src/db/open.ts': `import { openSqlite } from './open-sqlite.ts';`,
      'src/db/open-sqlite.ts': `import type { Database } from './open.ts';`,
    },
    faults: ['flows/quiz/dialog.ts -> flows/quiz/editing.ts'],
  },
  {
    promise: 'rules are pure: types, and what is as pure beside them',
    check: impureRules,
    broken: {
      'flows/quiz/rules.ts': `import { award } from './scoring.ts';\nimport type { Row } from './store.ts';\nimport { z } from 'zod';`,
      'flows/quiz/scoring.ts': `import { fold } from '../../src/text/normalise.ts';\nexport const award = async () => fold;`,
      'flows/quiz/store.ts': `import { sql } from 'kysely';`,
    },
    faults: [
      'flows/quiz/rules.ts:3 rules take only types from zod',
      'flows/quiz/scoring.ts:1 rules take only types from ../../src/text/normalise.ts',
      'flows/quiz/scoring.ts:2 rules wait for nothing',
    ],
  },
  {
    promise: 'an adapter translates with nothing but our words',
    check: impureTranslations,
    broken: {
      'adapters/slack/inbound.ts': `import type { App } from '@slack/bolt';\nimport { WebClient } from '@slack/web-api';\nimport { own } from './own.ts';`,
      'adapters/slack/outbound.ts': `import { readFileSync } from 'node:fs';`,
    },
    faults: [
      'adapters/slack/inbound.ts:2 a translation takes only types from @slack/web-api',
      'adapters/slack/outbound.ts:1 a translation takes only types from node:fs',
    ],
  },
  {
    promise:
      'time, chance, the environment, transactions and the network each have a border, and nothing prints or exits',
    check: crossings,
    broken: {
      'flows/quiz/game.ts': `const now = Date.now();\nconst then = new Date(5);\nconst today = new Date();\nsetTimeout(() => {}, 5);`,
      'src/people/store.ts': `import { randomUUID } from 'node:crypto';\nawait db.transaction().execute(work);\ntransaction(db, work);`,
      'src/outbox/lane.ts': `if (process.env['DEBUG']) console.log(Math.random());\nprocess.exit(1);\nscope.fetch(url);\nawait fetch(url);`,
      'src/clock.ts': `export const now = Date.now;`,
    },
    faults: [
      'flows/quiz/game.ts:1 Date.now is not for this file',
      'flows/quiz/game.ts:3 new Date() is not for this file',
      'flows/quiz/game.ts:4 setTimeout is not for this file',
      'src/people/store.ts:1 randomUUID is not for this file',
      'src/people/store.ts:2 .transaction is not for this file',
      'src/outbox/lane.ts:1 process.env is not for this file',
      'src/outbox/lane.ts:1 console is not for this file',
      'src/outbox/lane.ts:1 Math.random is not for this file',
      'src/outbox/lane.ts:2 process.exit is not for this file',
      'src/outbox/lane.ts:4 fetch is not for this file',
    ],
  },
  {
    promise:
      'the unexpected ends in the batch, the outbox worker and the ticker, and in few more places, each with its reason',
    check: catchAlls,
    broken: {
      'flows/quiz/game.ts': `try { ask(); } catch { return; }\nawait tell().catch(() => undefined);`,
      'flows/quiz/find.ts': `try { read(); } catch (error) { if (!(error instanceof UserError)) throw error; }`,
      'src/schedule/ticker.ts': `try { run(); } catch (error) { fail(error); }`,
      'src/engine/batch.ts': `try { run(); } catch (error) { note(error); throw error; }`,
    },
    faults: ['flows/quiz/game.ts:1,2 catches everything 2 times, and 0 are explained'],
  },
  {
    promise:
      'files are small: 300 lines at most, nine in ten up to 150, the median between 40 and 90, main.ts up to 119',
    check: overBudget,
    broken: {
      'src/main.ts': 'run();\n'.repeat(120),
      ...Object.fromEntries([301, 160, 70, 39, 38].map((lines) => [`src/a${lines}.ts`, 'run();\n'.repeat(lines)])),
    },
    faults: ['src/main.ts has 120 lines', 'src/a301.ts has 301 lines', 'nine files in ten have up to 301 lines'],
  },
];

describe.each(rules)('$promise', ({ check, broken, faults }) => {
  test('holds', () => expect(check(sources)).toEqual([]));

  test('is missed where it is broken', () => {
    const program = Object.entries(broken).map(([path, text]) => readSource(path, text));
    expect(check(program)).toEqual(faults);
  });
});

test('the median file of a large or a tiny program is out of the budget', () => {
  const program = (lines: number) => [readSource('src/a.ts', 'run();\n'.repeat(lines))];
  expect(overBudget(program(39))).toEqual(['the median file has 39 lines']);
  expect(overBudget(program(91))).toEqual(['the median file has 91 lines']);
  expect(sizesOf(program(70))).toEqual({ files: 1, median: 70, nineInTen: 70, largest: 'src/a.ts (70)' });
});

test('every permission names a file that is there', () => {
  const paths = sources.map(({ path }) => path);
  expect(idlePermissions(paths)).toEqual([]);
  expect(idlePermissions(paths.filter((path) => path !== 'src/clock.ts'))).toEqual(['src/clock.ts']);
});

describe('a flow', () => {
  const folders = readdirSync(`${root}/flows`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = new Map(folders.map(({ name }) => [name, readdirSync(`${root}/flows/${name}`)]));

  test('has the files that every flow has', () => {
    expect(missingFiles(names, flows)).toEqual([]);
    const poll = { name: 'poll', dialogs: () => [], definition: flows[0]!.definition! };
    expect(
      missingFiles(
        new Map([
          ['poll', ['index.ts', 'rules.ts', 'text.ts']],
          ['vote', []],
        ]),
        [poll],
      ),
    ).toEqual([
      'flows/vote is not in flows/index.ts',
      'flows/poll has no store.ts',
      'flows/poll has no commands.ts',
      'flows/poll has no dialog.ts',
      'flows/poll has no an example (.yaml)',
    ]);
  });

  test('ships examples without a fault', () => {
    const examples = [...names].flatMap(([name, files]) =>
      files.filter((file) => file.endsWith('.yaml')).map((file) => `flows/${name}/${file}`),
    );
    const faulty = examples.filter((path) => readCampaignFile(read(path), flows).type !== 'file');
    expect({ some: examples.length > 0, faulty }).toEqual({ some: true, faulty: [] });
    expect(readCampaignFile('kind: quiz\nslug: demo', flows).type).not.toBe('file');
  });
});

describe('a command', () => {
  const problems = (all: readonly Pick<Flow, 'commands'>[]): string[] =>
    all.flatMap(({ commands }) =>
      commands.flatMap(({ name, role, summary }) => [
        ...(roles.includes(role) ? [] : [`${name} has no role`]),
        ...languages
          .filter((language) => summary().render({ language, zone: 'UTC', markup: 'plain', now: 0 }).trim() === '')
          .map((language) => `${name} has no summary (${language})`),
      ]),
    );

  test('says who may use it and what it is for', () => {
    const all = allFlows(flows);
    expect(all.flatMap(({ commands }) => commands).length).toBeGreaterThan(20);
    expect(problems(all)).toEqual([]);
  });

  test('does not compile without a role, and is found without one', () => {
    const { role: _, ...rest } = flows[0]!.commands[0]!;
    // @ts-expect-error: the role is missing
    const anyone: Command = rest;
    expect(problems([{ commands: [anyone] }])).toEqual([`${rest.name} has no role`]);
  });
});

describe('the packages', () => {
  const { dependencies, devDependencies, engines } = json('package.json');

  test('are pinned exactly, and the lockfile names no registry', () => {
    const loose = Object.entries<string>({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
    expect(read('package-lock.json')).not.toContain('"resolved"');
    expect(json('package-lock.json').packages[''].engines).toEqual(engines);
    expect(read('.npmrc').trim().split('\n').sort()).toEqual([
      'audit=false',
      'fund=false',
      'omit-lockfile-registry-resolved=true',
      'save-exact=true',
    ]);
  });

  test('can be installed on every system: whatever is for another one is in the lockfile all the same', () => {
    const { packages } = json('package-lock.json') as { packages: Record<string, Locked> };
    expect(Object.keys(packages).length).toBeGreaterThan(100);
    expect(unlocked(packages)).toEqual([]);
    const { 'node_modules/@biomejs/cli-darwin-arm64': _, ...rest } = packages;
    expect(unlocked(rest)).toEqual(['node_modules/@biomejs/biome wants @biomejs/cli-darwin-arm64']);
  });

  test('are all in use, at home', () => {
    const used = new Set(sources.flatMap(({ imports }) => imports.map(({ packageName }) => packageName)));
    const { packages } = json('package-lock.json') as { packages: Record<string, { peerDependencies?: object }> };
    const peersOf = (name = '') => Object.keys(packages[`node_modules/${name}`]?.peerDependencies ?? {});
    if (read('canyu.mjs').includes("import 'tsx/esm'")) used.add('tsx');
    // A peer of what is in use, whose newest version wants a newer Node.
    for (const name of used) for (const peer of peersOf(name)) used.add(peer);
    expect(Object.keys(dependencies).filter((name) => !used.has(name))).toEqual([]);
    expect(Object.keys(dependencies).filter((name) => !homes[name])).toEqual([]);
  });
});

describe('the map in src/README.md', () => {
  const map = read('src/README.md');
  /** Folders and files of ours, as they are written in backticks. */
  const named = (text: string): string[] =>
    [...text.matchAll(/`(?:\.\.\/)?([a-z][\w./-]*(?:\/|\.ts|\.md))`/g)].map(([, path]) => path!);

  test('names every folder and every file at the top of src', () => {
    const entries = readdirSync(`${root}/src`, { withFileTypes: true }).filter(({ name }) => name !== 'README.md');
    const names = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
    expect(names.filter((name) => !named(map).includes(name))).toEqual([]);
  });

  test('names nothing that is not there', () => {
    const paths = filesOfOurs().map((path) => `/${path}`);
    const coming = ['quota/'];
    const absent = (text: string): string[] =>
      named(text).filter((name) => {
        const there = name.endsWith('/')
          ? paths.some((path) => path.includes(`/${name}`))
          : paths.some((path) => path.endsWith(`/${name}`));
        return !there && !coming.includes(name);
      });
    expect(absent('`engine/nowhere.ts` `engine/engine.ts` `src/nowhere/`')).toEqual([
      'engine/nowhere.ts',
      'src/nowhere/',
    ]);
    expect(absent(map)).toEqual([]);
  });
});

test('no file holds a path of the machine it was written on', () => {
  const machine = /\/(home|root|Users|work)\/\w/;
  expect(filesOfOurs().filter((path) => machine.test(read(path)))).toEqual([]);
  expect(machine.test(['', 'home', 'ada', 'canyu'].join('/'))).toBe(true);
});

/** Every file of the repository, from its root: nothing that was installed, built or stored. */
function filesOfOurs(): string[] {
  const left = ['.git', 'node_modules', 'data', 'coverage'];
  return readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !left.includes(name))
    .flatMap((entry) =>
      entry.isFile() ? [entry] : readdirSync(`${root}/${entry.name}`, { withFileTypes: true, recursive: true }),
    )
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, `${entry.parentPath}/${entry.name}`));
}

interface Locked {
  optionalDependencies?: Record<string, string>;
}

/** Optional packages without an entry: `npm ci` refuses such a lockfile. */
function unlocked(packages: Readonly<Record<string, Locked>>): string[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {})
      .filter((name) => !packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`])
      .map((name) => `${path} wants ${name}`),
  );
}
