// Cells that a spreadsheet might compute, and reports made of rows.
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Cell, Report } from '../../src/engine/flow.ts';

export const hostile = [
  '=cmd|"/C calc"!A0',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '＝1',
  '＋1',
  '－1',
  '＠SUM',
  '=HYPERLINK("http://example.com")',
];

export function reportOf(columns: readonly string[], rows: Iterable<readonly Cell[]>): Report {
  return {
    columns,
    rows: (async function* () {
      yield* rows;
    })(),
  };
}

type Write = (report: Report, output: PassThrough) => Promise<NodeJS.ErrnoException | undefined>;

/** All that was written, as one. */
export async function written(write: Write, report: Report): Promise<Buffer> {
  const output = new PassThrough();
  const all = buffer(output);
  const broken = await write(report, output);
  output.end();
  if (broken) throw broken;
  return all;
}
