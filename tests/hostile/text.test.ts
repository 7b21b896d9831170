// Whatever is typed: nothing throws, nothing takes more than its share of time, and nothing unfit comes out.
import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flows } from '../../flows/index.ts';
import { matcher } from '../../flows/quiz/matching.ts';
import { escape, type Markup } from '../../src/chat/escape.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { route } from '../../src/engine/router.ts';
import { readArguments, tokens } from '../../src/engine/tokens.ts';
import { allFlows } from '../../src/program.ts';
import { guessLanguage } from '../../src/text/language.ts';
import { clean, fold, LONGEST_TEXT } from '../../src/text/normalise.ts';
import { readNumeral } from '../../src/text/numerals.ts';
import { hostile, UNSAFE } from '../support/hostile.ts';
import { showable } from './stage.ts';

const registry = createRegistry(allFlows(flows));
const options = matcher({
  options: ['Mars 火星', 'Venus', 'Hyperion', 'a much longer option than these'],
  answer: 'C',
});
const words = matcher({ answer: ['Xiaomi', '小米', '三点一四', "it's a long way to Tipperary"] });
const markups: Markup[] = ['plain', 'mrkdwn', 'html'];

/** All of Unicode, halves of characters too, with what our patterns look for mixed in. */
const pieces = fc.constantFrom(
  ...[
    'quiz ',
    'open ',
    '!',
    '"',
    '“',
    '--',
    '=',
    '|',
    '\n',
    ' ',
    'i think ',
    '我觉得',
    '选',
    '第',
    '三',
    '1',
    '.',
    '-',
    'a',
  ],
  ...['\ud800', '\udc00', '\u200d', '👩', '\ufe0f', '\u0301', 'ﷺ', 'ß', 'İ', '\u202e', '\u0000', '&', '<', '\u2028'],
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: fc.oneof(pieces, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), maxLength: 200 }),
);

const message = (text: string, more = {}) => ({
  ...{ platform: 'terminal', event: 'e', account: 'amy', name: 'Amy', text, addressed: true, sentAt: new Date(0) },
  ...more,
});

/** Everything that looks at a message before its transaction knows what it is. */
const looks: Record<string, (text: string) => unknown> = {
  clean,
  fold,
  tokens: (text) => tokens(text),
  arguments: (text) => readArguments(tokens(text), text),
  route: (text) => route(message(text), registry),
  'route in a room': (text) => route(message(`!${text}`, { addressed: false, room: 'fans' }), registry),
  'route of a button': (text) => route(message('', { choice: text }), registry),
  'match options': (text) => options(text),
  'match words': (text) => words(text),
  numeral: readNumeral,
  language: guessLanguage,
  'escape plain': (text) => escape('plain', text),
  'escape mrkdwn': (text) => escape('mrkdwn', text),
  'escape html': (text) => escape('html', text),
};

describe('any text', () => {
  it.each(Object.entries(looks))('%s never throws', (_name, look) => {
    fc.assert(
      fc.property(anyText, (text) => void look(text)),
      { numRuns: 1000 },
    );
    for (const { text } of hostile) look(text);
  });

  it('comes out of clean short, well formed, and with nothing unseen in it', () => {
    const sound = (text: string) => {
      const cleaned = clean(text);
      expect(cleaned.length).toBeLessThanOrEqual(LONGEST_TEXT);
      expect(cleaned.isWellFormed()).toBe(true);
      expect(cleaned.replace(/[\u200d\ufffc]/g, '')).not.toMatch(UNSAFE);
      expect(clean(cleaned)).toBe(cleaned);
    };
    fc.assert(fc.property(anyText, sound), { numRuns: 2000 });
    for (const { text } of hostile) sound(text);
  });

  it.each(markups)('comes out of escape fit for %s', (markup) => {
    fc.assert(
      fc.property(anyText, (text) => showable(escape(markup, text), markup)),
      { numRuns: 2000 },
    );
    for (const { text } of hostile.filter(({ text: { length } }) => length < 100_000))
      showable(escape(markup, text), markup);
  });

  it('means the same command however it is dressed', () => {
    const wide = (text: string) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(fc.constantFrom(...registry.commands.keys()), fc.boolean(), fc.boolean(), (name, upper, full) => {
        const said = full ? wide(upper ? name.toUpperCase() : name) : upper ? name.toUpperCase() : name;
        expect(route(message(clean(said)), registry)).toMatchObject({ type: 'command', command: { name } });
      }),
    );
  });
});

describe('P10: time', () => {
  const fastest = (work: () => unknown): number => {
    const times = Array.from({ length: 5 }, () => {
      const began = performance.now();
      work();
      return performance.now() - began;
    });
    return Math.min(...times);
  };

  /** What a pattern that is not linear would stumble over, so many times. */
  const rows = [
    ...hostile.map(({ name, text }) => ({ name, text: clean(text) })),
    ...[
      'a ',
      '" ',
      '“a ',
      '--',
      '--a ',
      'a=',
      '1,',
      '1.',
      '三',
      '第',
      '选',
      '我觉得',
      'i think ',
      'the ',
      '吧',
      '。',
      '~|',
      '(',
      '"\'',
      '!',
      '.-',
      'é',
      '👍🏽',
      '\n|',
    ].map((piece) => ({ name: piece, text: clean(piece.repeat(4000)) })),
  ];

  it.each(Object.entries(looks))('%s takes less than 20 ms for any message', (_name, look) => {
    for (const { name, text } of rows)
      expect(
        fastest(() => look(text)),
        name,
      ).toBeLessThan(20);
  });

  it.each(['quiz ask x "', '我觉得', '1', '三', '"', '\u0301', '吧', 'i think ', '选'])(
    'sixteen times as much of %j takes about sixteen times as long',
    (piece) => {
      const all = (length: number) => {
        const said = clean(piece.repeat(4000).slice(0, length));
        for (let times = 0; times < 20; times += 1) for (const look of Object.values(looks)) look(said);
      };
      all(250);
      const little = Math.max(
        fastest(() => all(250)),
        0.5,
      );
      // What is quadratic would take 256 times as long.
      expect(fastest(() => all(4000))).toBeLessThan(80 * little);
    },
  );
});
