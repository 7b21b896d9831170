// CSV: opens as it is meant, and makes a spreadsheet compute nothing.
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { Cell } from '../../src/engine/flow.ts';
import { writeCsv } from '../../src/report/csv.ts';
import { hostile, reportOf, written } from './hostile.ts';

const lines = async (...rows: Cell[][]): Promise<string[]> => {
  const columns = rows[0]!.map((_, index) => `c${index}`);
  const text = (await written(writeCsv, reportOf(columns, rows))).toString();
  return text.split('\n').slice(1, -1);
};

test('begins with the byte order mark that Excel needs for Chinese', async () => {
  const bytes = await written(writeCsv, reportOf(['名字'], [['小明']]));
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(bytes.subarray(3).toString()).toBe('名字\n小明\n');
});

test.each(hostile)('%j is no formula', async (cell) => {
  const [line] = await lines([cell]);
  const value = line!.replace(/^"|"$/g, '').replaceAll('""', '"');
  expect(value).toBe(`'${cell}`);
});

test('numbers, nothing, quotes and several lines are as they were', async () => {
  expect(await lines([-1, 2.5, null, 'O"Neil, Amy', 'x'])).toEqual(['-1,2.5,,"O""Neil, Amy",x']);
  expect(await lines(['one\ntwo'])).toEqual(['"one', 'two"']);
});

test('instants are told in UTC', async () => {
  const instant = new Date('2026-11-27T09:00:05.500+08:00');
  expect(await lines([instant, new Date(Number.NaN), new Date(0)])).toEqual([
    '2026-11-27T01:00:05.500Z,,1970-01-01T00:00:00.000Z',
  ]);
});

test('tells what broke the output, and throws what the rows throw', async () => {
  const output = new PassThrough();
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
  output._transform = (_chunk, _encoding, done) => done(full);
  expect(await writeCsv(reportOf(['a'], [['1']]), output)).toBe(full);
  const broken = {
    columns: ['a'],
    rows: (async function* () {
      yield ['1'];
      throw new Error('the database is gone');
    })(),
  };
  await expect(writeCsv(broken, new PassThrough().resume())).rejects.toThrow('the database is gone');
});
