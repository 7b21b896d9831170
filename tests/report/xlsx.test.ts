// Excel files: texts are texts, whatever they look like; numbers and instants are numbers; nothing computes.
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../src/engine/flow.ts';
import { UserError } from '../../src/errors.ts';
import { writeXlsx } from '../../src/report/xlsx.ts';
import { hostile, reportOf, written } from './hostile.ts';
import { sheetOf, unzip } from './workbook.ts';

const fileOf = (...rows: Cell[][]): Promise<Buffer> =>
  written(
    writeXlsx,
    reportOf(
      rows[0]!.map((_, index) => `c${index}`),
      rows,
    ),
  );
const texts = async (...cells: string[]): Promise<(string | undefined)[]> => {
  const [, ...rows] = sheetOf(await fileOf(...cells.map((cell) => [cell])));
  return rows.map(({ A }) => {
    expect(A?.type ?? 'text').toBe('text');
    return A?.value;
  });
};

test('has a head, and cells of their kinds', async () => {
  const file = await written(
    writeXlsx,
    reportOf(
      ['名字', 'points', 'at'],
      [
        ['小明', -1.5, null],
        ['', 0, null],
      ],
    ),
  );
  expect(sheetOf(file)).toEqual([
    { A: { type: 'text', value: '名字' }, B: { type: 'text', value: 'points' }, C: { type: 'text', value: 'at' } },
    { A: { type: 'text', value: '小明' }, B: { type: 'number', value: '-1.5' } },
    { B: { type: 'number', value: '0' } },
  ]);
});

test.each(hostile)('%j is a text, and no formula', async (cell) => {
  const file = await fileOf([cell]);
  expect(sheetOf(file)[1]).toEqual({ A: { type: 'text', value: cell.replace('\r', '\n') } });
  for (const [path, content] of unzip(file)) expect(content, path).not.toMatch(/<f[ />]/);
});

test('instants are days since 1900 in UTC, shown as date and time', async () => {
  const file = await fileOf([
    new Date('2026-11-27T12:00:00Z'),
    new Date('2026-11-27T20:00:00+08:00'),
    new Date(Number.NaN),
  ]);
  // 46353 is 27 November 2026.
  const noon = { type: 'number', value: '46353.5' };
  expect(sheetOf(file)[1]).toEqual({ A: noon, B: noon });
  expect(unzip(file).get('xl/styles.xml')).toContain('formatCode="yyyy-mm-dd hh:mm:ss"');
});

test('what every object of JavaScript has is a text like others', async () => {
  const names = [...Object.getOwnPropertyNames(Object.prototype), 'length', 'prototype', '0', '-0'];
  expect(names).toContain('__proto__');
  expect(await texts(...names, ...names, 'other')).toEqual([...names, ...names, 'other']);
  const head = sheetOf(await written(writeXlsx, reportOf(['constructor', '__proto__'], [])));
  expect(Object.values(head[0]!).map(({ value }) => value)).toEqual(['constructor', '__proto__']);
});

describe('what XML or Excel cannot hold', () => {
  test.each([
    ['a\0b\u0001c\u001fd\u007fe\u009ff', 'abcdef'],
    ['a\ud800b\udc00c', 'abc'],
    ['a\ufffe\uffff\ufdd0b', 'ab'],
    ['a\u{1fffe}b\u{10ffff}c', 'abc'],
    ['one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['<b>&amp;"\'</t>]]>', '<b>&amp;"\'</t>]]>'],
    ['_x0041_ and _x000D_', '_x0041_ and _x000D_'],
    ['_x005F_x0041_', '_x005F_x0041_'],
    [' spaces ', ' spaces '],
    ['🏆👩‍👧𠀀', '🏆👩‍👧𠀀'],
    ['x'.repeat(40_000), 'x'.repeat(32_767)],
    [`${'x'.repeat(32_766)}🏆`, 'x'.repeat(32_766)],
  ])('case %#', async (given, held) => expect(await texts(given)).toEqual([held]));

  test('a text of nothing else is an empty cell', async () =>
    expect(await texts('\0', '\u0001')).toEqual([undefined, undefined]));

  test('no number that is none', async () => {
    const [, row] = sheetOf(await fileOf([Number.NaN, Number.POSITIVE_INFINITY, 1e300]));
    expect(row).toEqual({
      A: { type: 'text', value: 'NaN' },
      B: { type: 'text', value: 'Infinity' },
      C: { type: 'number', value: '1e+300' },
    });
  });

  test('is dropped from any text, and everything else stays', async () => {
    const unit = fc.oneof(
      fc.constantFrom('_', 'x', '0', '4', '1', '<', '&', '\r', '\n', '\0', '\ufffe', '\ud800'),
      fc.string({ unit: 'binary' }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(unit).map((parts) => parts.join('')),
          { minLength: 1, maxLength: 20 },
        ),
        async (all) => {
          const kept = all.map((text) =>
            text
              .toWellFormed()
              .replace(/\r\n?/g, '\n')
              .replace(/(?![\n\t])[\p{Cc}\p{Noncharacter_Code_Point}\ufffd]/gu, ''),
          );
          expect((await texts(...all)).map((text) => text ?? '')).toEqual(kept);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('too much for one file is refused, and nothing is written', () => {
  const refused = async (rows: Iterable<readonly Cell[]>) => {
    const output = new PassThrough();
    const error = await writeXlsx(reportOf(['a'], rows), output).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(output.read()).toBeNull();
    return (error as UserError).phrase.render({ language: 'en', zone: 'UTC', markup: 'plain', now: 0 });
  };

  test('cells', async () => {
    const wide = Array.from({ length: 16_000 }, () => null);
    expect(await refused(Array.from({ length: 188 }, () => wide))).toBe(
      'This is too much for one Excel file: more than 3,000,000 cells, 1,048,576 rows or 100,000,000 characters. Leave --xlsx out: as CSV it may be of any size.',
    );
  });

  test('rows', async () => {
    await refused(Array.from({ length: 1_048_576 }, () => []));
  });

  test('characters', async () => {
    const long = ['x'.repeat(1_000_000)];
    await refused(Array.from({ length: 101 }, () => long));
  });
});

test('tells what broke the output, and throws what the rows throw', async () => {
  const output = new PassThrough();
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
  output._transform = (_chunk, _encoding, done) => done(full);
  expect(await writeXlsx(reportOf(['a'], [['1']]), output)).toBe(full);
  const broken = {
    columns: ['a'],
    rows: (async function* () {
      yield ['1'];
      throw new Error('the database is gone');
    })(),
  };
  await expect(writeXlsx(broken, new PassThrough())).rejects.toThrow('the database is gone');
});
