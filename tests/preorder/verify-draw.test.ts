import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { drawKey, seedHash } from '../../src/quota/draw.ts';

const script = fileURLToPath(new URL('../../flows/preorder/verify-draw.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'draw-'));
afterAll(() => rmSync(folder, { recursive: true }));

const seed = '三鱼 2026-12-01, "first" edition';
const hash = createHash('sha256').update(seed).digest('hex');

interface Row {
  number: number;
  name: string;
  lane: string;
  units: number;
  size: number;
  drawn: string;
}

/** Forty people in two lanes; every tenth did not take part. */
function signUp(): Row[] {
  return Array.from({ length: 40 }, (_, index) => ({
    number: index + 1,
    name: `Person "${index}", 先生\n第二行`,
    lane: index % 3 === 0 ? 'vip, "gold"' : '公开',
    units: 1 + (index % 4),
    size: index % 3 === 0 ? 7 : 20,
    drawn: index % 10 === 9 ? '' : 'listed',
  }));
}

/** The rule once more, by hand: the bytes as a BigInt, a lane at a time. */
function draw(rows: Row[]): Row[] {
  const key = (number: number) => createHash('sha256').update(`${seed}:${number}`).digest().readBigUInt64BE() >> 12n;
  for (const lane of new Set(rows.map((row) => row.lane))) {
    const all = rows.filter((row) => row.lane === lane && row.drawn !== '');
    let left = all[0]!.size;
    for (const row of all.sort((one, other) => (key(one.number) < key(other.number) ? -1 : 1)))
      if (row.units <= left) {
        left -= row.units;
        row.drawn = 'won';
      }
  }
  return rows;
}

function toCsv(rows: Row[], columns: (keyof Row)[] = ['name', 'number', 'drawn', 'lane', 'size', 'units'], end = '\n') {
  const cell = (value: string | number) =>
    /[",\n]/.test(`${value}`) ? `"${`${value}`.replaceAll('"', '""')}"` : value;
  return `\ufeff${[columns, ...rows.map((row) => columns.map((name) => row[name]))]
    .map((cells) => cells.map(cell).join(','))
    .join(end)}${end}`;
}

function verify(csv: string, ...told: string[]): { status: number | null; says: string } {
  const file = join(folder, 'export.csv');
  writeFileSync(file, csv);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, file, ...told], { encoding: 'utf8' });
  return { status, says: stdout + stderr };
}

const green = { status: 0, says: 'all 36 results are as drawn\n' };

describe('anyone can recompute a draw', () => {
  test('an honest one is as drawn, and some of each kind are in it', () => {
    const rows = draw(signUp());
    expect(new Set(rows.map(({ drawn }) => drawn))).toEqual(new Set(['won', 'listed', '']));
    expect(verify(toCsv(rows), seed, hash)).toEqual(green);
    expect(verify(toCsv(rows.reverse(), ['units', 'size', 'lane', 'drawn', 'number'], '\r\n'), seed, hash)).toEqual(
      green,
    );
    expect(verify(toCsv(rows).trim(), seed, hash)).toEqual(green);
  });

  test('the program draws the same way', () => {
    expect(seedHash(seed)).toBe(hash);
    const numbers = signUp().map(({ number }) => number);
    const key = (number: number) => createHash('sha256').update(`${seed}:${number}`).digest().readBigUInt64BE() >> 12n;
    expect(numbers.map((number) => drawKey(seed, number))).toEqual(numbers.map((number) => Number(key(number))));
  });

  test.each(['won', 'listed'])('one who was %s and is said not to be is named', (drawn) => {
    const rows = draw(signUp());
    const row = rows.find((one) => one.drawn === drawn)!;
    row.drawn = drawn === 'won' ? 'listed' : 'won';
    expect(verify(toCsv(rows), seed, hash)).toEqual({ status: 1, says: `not as drawn: ${row.number}\n` });
  });

  test('one who is left out of the draw is missed', () => {
    const rows = draw(signUp());
    rows.find((one) => one.drawn === 'won' && one.units === 3)!.drawn = '';
    expect(verify(toCsv(rows), seed, hash).status).toBe(1);
  });

  test('another seed or another hash is no proof', () => {
    const csv = toCsv(draw(signUp()));
    const another = createHash('sha256').update('another').digest('hex');
    expect(verify(csv, 'another', hash).says).toMatch(/^the seed is not the one that was promised.*\nnot as drawn: \d/);
    expect(verify(csv, 'another', another)).toMatchObject({
      status: 1,
      says: expect.stringMatching(/^not as drawn: \d/),
    });
    expect(verify(csv, seed, another)).toMatchObject({ status: 1, says: expect.stringMatching(/^the seed is not/) });
    expect(verify(csv, seed).status).toBe(1);
    expect(verify(csv).status).toBe(1);
  });

  test('a file without results, or without one of the columns, proves nothing', () => {
    const rows = draw(signUp());
    expect(verify('', seed, hash).status).toBe(1);
    expect(verify(toCsv([]), seed, hash)).toEqual({ status: 1, says: 'no results\n' });
    const columns = ['number', 'lane', 'units', 'size', 'drawn'] as const;
    for (const missing of columns)
      expect(
        verify(
          toCsv(
            rows,
            columns.filter((name) => name !== missing),
          ),
          seed,
          hash,
        ).status,
        missing,
      ).toBe(1);
  });
});
