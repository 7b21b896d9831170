// Figures as an Excel file: texts stay texts, whatever they look like, and no cell can make it compute.
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CellObject } from 'write-excel-file/node';
import type { Cell, Report } from '../engine/flow.ts';
import { UserError } from '../errors.ts';
import { reportTexts } from './text.ts';

/** The file is built in memory: about 1 GB at the most of these. */
const MOST_CELLS = 3_000_000;
const MOST_CHARACTERS = 100_000_000;
/** Of a sheet, and of a cell: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3 */
const MOST_ROWS = 1_048_576;
const LONGEST_CELL = 32_767;

/** Of instants, in UTC. */
const DATE_FORMAT = 'yyyy-mm-dd hh:mm:ss';
const COLUMN_WIDTH = 20;

/**
 * Writes a workbook of one sheet: strings as texts, numbers as numbers, dates as instants in UTC. Gives what broke `output`, if anything
 * did; the output is not ended. Throws what the rows throw, and a UserError where there are too many of them: nothing is written then.
 */
export async function writeXlsx(report: Report, output: Writable): Promise<NodeJS.ErrnoException | undefined> {
  const data = await cellsOf(report);
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const file = writeExcelFile(data, {
    dateFormat: DATE_FORMAT,
    stickyRowsCount: 1,
    columns: report.columns.map(() => ({ width: COLUMN_WIDTH })),
  });
  const content = await file.toBuffer();
  try {
    await pipeline([content], output, { end: false });
    return undefined;
  } catch (error) {
    const fault = error as NodeJS.ErrnoException;
    if (fault.syscall !== undefined) return fault;
    throw error;
  }
}

async function cellsOf({ columns, rows }: Report): Promise<(CellObject | null)[][]> {
  const data = [columns.map(cellOf)];
  let cells = columns.length;
  let characters = 0;
  for await (const row of rows) {
    cells += row.length;
    for (const value of row) if (typeof value === 'string') characters += value.length;
    if (cells > MOST_CELLS || data.length === MOST_ROWS || characters > MOST_CHARACTERS) throw tooLarge();
    data.push(row.map(cellOf));
  }
  return data;
}

function tooLarge(): UserError {
  return new UserError(reportTexts.refuseSize({ cells: MOST_CELLS, rows: MOST_ROWS, characters: MOST_CHARACTERS }));
}

function cellOf(value: Cell): CellObject | null {
  if (value === null) return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : { value, type: Date };
  if (typeof value === 'number' && Number.isFinite(value)) return { value, type: Number };
  return { value: cellText(String(value)), type: String };
}

/** What XML cannot hold; the library's own pattern takes neighbours along. */
const UNWRITABLE = /(?![\n\t])[\p{Cc}\p{Noncharacter_Code_Point}\ufffd]/gu;

/** Excel would read a character of this number: https://learn.microsoft.com/openspecs/office_standards/ms-oi29500 (ST_Xstring). */
const CHARACTER_NUMBER = /_(?=x[0-9a-f]{4}_)/gi;

function cellText(text: string): string {
  const held = text.slice(0, LONGEST_CELL).toWellFormed().replace(/\r\n?/g, '\n').replace(UNWRITABLE, '');
  const written = held.replace(CHARACTER_NUMBER, '_x005F_');
  // The library numbers texts by the keys of a plain object, which has these already. It drops the NUL when it writes.
  return written in Object.prototype ? `\0${written}` : written;
}
