// A file is there whole, or what was there before is.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFileWhole } from '../../src/report/file.ts';
import { temporaryFolder } from '../support/database.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, 'cup.xlsx');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('is written, over an earlier one too', async () => {
  for (const content of ['first', 'second']) {
    const fault = await writeFileWhole(file, async (output) => void output.write(content));
    expect(fault).toBeUndefined();
    expect(readFileSync(file, 'utf8')).toBe(content);
  }
  expect(readdirSync(folder)).toEqual(['cup.xlsx']);
});

test('what fails on the way leaves the earlier one, and nothing else', async () => {
  writeFileSync(file, 'earlier');
  const thrown = writeFileWhole(file, async (output) => {
    output.write('half');
    throw new Error('the database is gone');
  });
  await expect(thrown).rejects.toThrow('the database is gone');
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
  expect(await writeFileWhole(file, async () => full)).toBe(full);
  expect(readFileSync(file, 'utf8')).toBe('earlier');
  expect(readdirSync(folder)).toEqual(['cup.xlsx']);
});

test('tells what the folder refuses', async () => {
  const written = async () => undefined;
  expect(await writeFileWhole(join(folder, 'none', 'cup.xlsx'), written)).toMatchObject({ code: 'ENOENT' });
  mkdirSync(file);
  expect(await writeFileWhole(file, written)).toMatchObject({ syscall: 'rename' });
  expect(existsSync(`${file}.partial`)).toBe(false);
});
