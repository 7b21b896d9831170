// Campaign files that nobody should write. Each is answered with faults (or read, where it is sound after all), soon, and without an error.
import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lint, printFault, readCampaignFile } from '../../src/campaigns/files.ts';
import { gameFlow } from './stage.ts';

const flows = [gameFlow()];
const reader = { language: 'en', zone: 'UTC', markup: 'plain', now: 0 } as const;
const printed = (text: string) => lint(text, flows).map((fault) => printFault('a.yaml', fault).render(reader));

/** A sound file around a title and a definition, as YAML text. */
const file = (title: string, definition = '{}') =>
  `kind: game\nslug: ab\ntitle: ${title}\nlanguage: en\nzone: UTC\ndefinition: ${definition}\n`;

const tooDeep = /^a\.yaml:\d+:\d+: Values are nested more than 200 deep here\./;
const SOUND = undefined;

const table: [string, string, RegExp | undefined][] = [
  ['nothing', '', /^a\.yaml:1:1: The file is empty\./],
  ['spaces', '   \n  \n', /The file is empty/],
  ['a comment', '# later', /The file is empty/],
  ['a BOM and nothing else', '\ufeff', /The file is empty/],
  ['one character', 'x', /is made of keys and values, .*“x” was read/],
  ['null', 'null', /nothing was read/],
  ['an empty list', '[]', /a list was read/],
  ['an empty object', '{}', /The key kind is missing/],
  ['4,001 characters', 'x'.repeat(4001), /was read/],
  ['5 MB', 'x'.repeat(5 * 1024 * 1024), /^a\.yaml:1:1: The file has 5,120 KB; 512 KB is the most\./],
  ['a NUL', file('a\u0000b'), /^a\.yaml:3:9: There is an invisible control character here \(U\+0000\)/],
  [
    'a NUL written as an escape',
    file('"a\\0b"'),
    /^a\.yaml:3:8: The text holds an invisible control character \(U\+0000\)/,
  ],
  ['escape codes', file('\u001b[31mred'), /U\+001B/],
  ['a lone surrogate', file('a\ud800b'), /U\+D800/],
  ['a lone surrogate written as an escape', file('"\\ud800"'), /U\+D800/],
  ['a noncharacter', file('a\uffffb'), /U\+FFFF/],
  ['a line separator in a title', file('a\u2028b'), /several lines/],
  ['bidi marks in a title', file('a\u202eb'), SOUND],
  ['1,000 combining marks', file(`a${'\u0301'.repeat(1000)}`), /too long/],
  ['an emoji family', file('👨‍👩‍👧‍👦'), SOUND],
  ['a character that NFKC makes 18', file('\ufdfa'), SOUND],
  ['CJK extension B', file('𠀀𠮷'), SOUND],
  ['tabs as indentation', 'kind: game\n\tslug: ab', /^a\.yaml:2:1: .*(tab|indentation)/],
  ['a tab behind the colon', file('\tTabbed'), SOUND],
  [
    'a full-width colon',
    'kind：game\nslug: ab',
    /^a\.yaml:1:1: The colon after the key is a full-width one\. Fix: write key: value/,
  ],
  ['a colon in bare text', file('Quiz: the start'), /^a\.yaml:3:8: The text holds “: ” and has no quotes around it\./],
  ['text that begins with @', file('@all'), /^a\.yaml:3:8: A text without quotes cannot begin with this character\./],
  ['a quote that is not closed', file('"Friday'), /missing/],
  ['a bracket that is not closed', 'rooms: [a, b', /missing|not closed/],
  ['a bad escape', file('"\\q"'), /backslash that means nothing/],
  ['two documents', `${file('a')}---\n${file('b')}`, /^a\.yaml:7:1: A second document begins here\./],
  ['a key twice', `${file('a')}kind: game`, /^a\.yaml:7:1: The key kind is here twice; first on line 1\./],
  ['a key that is a list', `${file('a')}? [x]\n: 1`, /A key must be a plain word/],
  ['__proto__ as a key', `${file('a')}__proto__: {polluted: yes}`, /^a\.yaml:7:1: The key __proto__ is not allowed\./],
  [
    '__proto__ inside',
    file('a', '{__proto__: {polluted: 1}, constructor: 1, toString: 2}'),
    /__proto__ is not allowed/,
  ],
  ['constructor as a key', file('a', '{constructor: {prototype: 1}}'), /The key constructor is unknown/],
  ['a reference', `x: &a 1\n${file('*a')}`, /References \(\*name\) are not read here/],
  ['a reference to nothing', file('*a'), /References \(\*name\) are not read here/],
  ['a reference to itself', `${file('a')}x: &x [*x]`, /References/],
  [
    'a bomb of references',
    `a: &a [x, x]\n${[...'bcdefgh'].map((name, i) => `${name}: &${name} [${`*${'abcdefgh'[i]}, `.repeat(9)}]`).join('\n')}`,
    /References/,
  ],
  ['a merge key', `base: &base {kind: game}\n<<: *base`, /References/],
  ['a tag that makes an object', file('!!js/function "f"'), /The tag .* is not read here/],
  ['a tag of ours', file('!secret a'), /^a\.yaml:3:16: The tag !secret is not read here\./],
  ['binary', file('!!binary aGk='), /The tag .*binary is not read here/],
  ['a set', file('a', '!!set {x, y}'), /The tag .*set is not read here/],
  ['an old YAML version', `%YAML 1.1\n---\n${file('yes')}`, /what was read is true/],
  ['directives', '%a\n'.repeat(1000), /not YAML|missing/],
  ['SQL', file('"\'; drop table campaign; --"'), SOUND],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what a person may write
  ['templates', file('"{{vars.x}} ${x} <script>"'), SOUND],
  ['a Slack mention', file('"<!channel> <@U1>"'), SOUND],
  ['a formula', file('"=cmd|x"'), SOUND],
  ['brackets 200,000 deep', '['.repeat(200_000), tooDeep],
  ['closed brackets 200,000 deep', '['.repeat(200_000) + ']'.repeat(200_000), tooDeep],
  ['braces 100,000 deep', '{a: '.repeat(100_000), tooDeep],
  ['lists in lists 100,000 deep', '- '.repeat(100_000), tooDeep],
  ['keys of keys 100,000 deep', '? '.repeat(100_000), tooDeep],
  ['lines indented 900 deep', Array.from({ length: 900 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), tooDeep],
  [
    'JSON in YAML',
    JSON.stringify({ kind: 'game', slug: 'ab', title: 'a', language: 'en', zone: 'UTC', definition: {} }),
    SOUND,
  ],
];

describe('a hostile campaign file', () => {
  it.each(table)('%s', (_name, text, expected) => {
    const started = performance.now();
    const faults = printed(text);
    expect(performance.now() - started).toBeLessThan(5000);
    if (expected) expect(faults.join('\n')).toMatch(expected);
    else expect(faults).toEqual([]);
    for (const fault of faults) expect(fault).toMatch(/^a\.yaml:[1-9]\d*:[1-9]\d*: \S.* Fix: \S/);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('never throws, whatever is cut out of, put into or doubled in a sound file', () => {
    const sound = `${file('Friday', '\n  rounds: 5\n  words: ["a", b]')}rooms: [terminal:fans]\nopens: 2026-11-27 17:00\n`;
    const pieces = [
      '\n',
      ' ',
      '\t',
      ':',
      ': ',
      '- ',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      '&a',
      '*a',
      '!t ',
      '|',
      '>',
      '#',
      '%',
      '@',
      '?',
      '---\n',
      '\u0000',
      '\ud800',
      '：',
      '1e999',
      'null',
      '<<: ',
    ];
    const edit = fc.record({ at: fc.nat(sound.length), cut: fc.nat(8), put: fc.constantFrom('', ...pieces) });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), (edits) => {
        const text = edits.reduce((now, { at, cut, put }) => now.slice(0, at) + put + now.slice(at + cut), sound);
        const lines = text.split('\n');
        for (const { line, column } of lint(text, flows)) {
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void readCampaignFile(text, flows)));
  });
});
