// Figures as files: CSV that a spreadsheet opens as it is meant, and that cannot make it compute.
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Report } from '../engine/flow.ts';

const cast = { date: (instant: Date) => (Number.isNaN(instant.getTime()) ? '' : instant.toISOString()) };

/**
 * Writes UTF-8 with a byte order mark (Excel needs it for Chinese); cells that look like formulas are quoted (escape_formulas), and instants
 * told in UTC (2026-11-27T01:00:00.000Z).
 * Gives what broke `output`, if anything did: a reader that went away (EPIPE), a full disk. Throws what the rows throw.
 */
export async function writeCsv(
  { columns, rows }: Report,
  output: Writable,
): Promise<NodeJS.ErrnoException | undefined> {
  const csv = stringify({ header: true, columns: [...columns], bom: true, escape_formulas: true, cast });
  try {
    await pipeline(rows, csv, output, { end: false });
    return undefined;
  } catch (error) {
    const fault = error as NodeJS.ErrnoException;
    if (fault.syscall === 'write') return fault;
    throw error;
  }
}
