// What a newcomer reads is held to what is there: commands, words, settings, packages, examples, proofs.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { flows } from '../flows/index.ts';
import { lint } from '../src/campaigns/files.ts';
import { settingNames } from '../src/config.ts';
import { createRegistry } from '../src/engine/registry.ts';
import { engineFlow } from '../src/engine/words.ts';
import { allFlows } from '../src/program.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');

const never = (): never => {
  throw new Error('only declared');
};
const registry = createRegistry([engineFlow(never, never), ...allFlows(flows)]);

/** The code blocks of a text in one language. */
function blocks(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, of]) => of === language)
    .map(([, , code]) => code!);
}

const missing = (text: string, wanted: Iterable<string>): string[] => [...wanted].filter((one) => !text.includes(one));

describe.each(['README.md', 'README.zh-CN.md'])('%s', (name) => {
  const readme = read(name);

  test('gives the two lines as they are typed', () => {
    expect(blocks(readme, 'sh')).toEqual(expect.arrayContaining(['npm ci && npm start\n', 'npm ci && npm test\n']));
  });

  test('names every command, every word and every setting', () => {
    expect(
      missing(
        readme,
        [...registry.commands.keys()].map((command) => `\`${command}`),
      ),
    ).toEqual([]);
    const words = new Set(registry.words.values());
    expect([...words].filter((word) => missing(readme.toLowerCase(), word.words).length > 0)).toEqual([]);
    expect(
      missing(
        readme,
        settingNames.map((setting) => `\`${setting}\``),
      ),
    ).toEqual([]);
  });

  test('gives each setting the default of .env.example', () => {
    const defaults = [...read('.env.example').matchAll(/^(\w+)=(.+)$/gm)];
    expect(
      missing(
        readme,
        defaults.map(([, setting, value]) => `| \`${setting}\` | \`${value}\` |`),
      ),
    ).toEqual([]);
  });

  test('says what each package is for', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const table = readme.split('\n').filter((line) => line.startsWith('| '));
    expect(missing(table.join('\n'), Object.keys(dependencies))).toEqual([]);
  });

  test('shows a campaign file without faults', () => {
    const files = blocks(readme, 'yaml');
    expect(files.length).toBeGreaterThan(0);
    expect(files.flatMap((file) => lint(file, flows))).toEqual([]);
  });

  test('names every promise, and proofs that are there', () => {
    const rows = [...readme.matchAll(/^\| (P\d+) \|.*\|([^|]*)\|$/gm)];
    expect(rows.map(([, promise]) => promise)).toEqual(Array.from({ length: 14 }, (_, index) => `P${index + 1}`));
    const proofs = rows.flatMap(([, , cell]) => [...cell!.matchAll(/`([^`]+)`/g)].map(([, proof]) => proof!));
    expect(proofs.length).toBeGreaterThan(9);
    expect(proofs.filter((proof) => !titles.some((title) => title.startsWith(proof)))).toEqual([]);
  });
});

/** What follows the quote that opens a test's or a group's name, in all test files. */
const titles = readdirSync(`${root}/tests`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && path !== 'readme.test.ts')
  .flatMap((path) => [...read(`tests/${path}`).matchAll(/['"`](P\d.*)/g)].map(([, title]) => title!));

test('both readmes have the same sections, tables and code', () => {
  const [english, chinese] = ['README.md', 'README.zh-CN.md'].map(read) as [string, string];
  const shape = (text: string) => [...text.matchAll(/^(#+ |```\w+$|\|[-|]+\|$)/gm)].map(([line]) => line.trim());
  expect(shape(chinese)).toEqual(shape(english));
  const rows = (text: string) => [...text.matchAll(/^\| /gm)].length;
  expect(rows(chinese)).toBe(rows(english));
});

test.each(['README.md', 'README.zh-CN.md', 'flows/README.md', 'adapters/README.md'])(
  '%s names only files that are there',
  (name) => {
    const text = read(name).replace(/^```[\s\S]*?^```$/gm, '');
    const folder = name.includes('/') ? `${name.split('/')[0]}/` : '';
    const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link]) => `${folder}${link}`);
    const paths = [...text.matchAll(/`((?:src|tests|flows|adapters|migrations)\/[\w./-]*)`/g)].map(([, path]) => path!);
    const absent = [...links, ...paths].filter((path) => !existsSync(`${root}/${path}`));
    expect(absent).toEqual([]);
  },
);
