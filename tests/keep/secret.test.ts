// Where the secret of an installation comes from, and what becomes of it.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StartError } from '../../src/errors.ts';
import { freshNonce, openKeyring } from '../../src/keep/secret.ts';
import { temporaryFolder } from '../support/database.ts';

let folder: string;
let file: string;
let beside: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, 'canyu.db');
  beside = `${file}.secret`;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SECRET = 'correct horse battery staple';
const keys = async (secret: string | undefined, at: string | undefined = file) =>
  (await openKeyring({ secret, file: at })).map((of) => of('x').toString('hex'));

test('CANYU_SECRET makes the same keys at each start, and no file', async () => {
  const first = await keys(SECRET);
  expect(first).toHaveLength(1);
  expect(await keys(SECRET)).toEqual(first);
  expect(await keys(`${SECRET}.`)).not.toEqual(first);
  expect(existsSync(beside)).toBe(false);
});

test('the keys of two purposes have nothing in common', async () => {
  const [of] = await openKeyring({ secret: SECRET, file: undefined });
  expect(of!('a')).not.toEqual(of!('b'));
  expect(of!('a')).toHaveLength(32);
});

test('without it, a file beside the database is made once, for nobody else to read', async () => {
  const first = await keys(undefined);
  const written = readFileSync(beside, 'utf8');
  expect(written).toMatch(/^[\w-]{43}\n$/);
  expect(statSync(beside).mode & 0o777).toBe(0o600);
  expect(await keys(undefined)).toEqual(first);
  expect(readFileSync(beside, 'utf8')).toBe(written);
});

test('when CANYU_SECRET is set later it makes, and the file still opens what was kept before', async () => {
  const [before] = await keys(undefined);
  const [first, second] = await keys(SECRET);
  expect(second).toBe(before);
  expect(first).not.toBe(before);
});

test('on PostgreSQL without CANYU_SECRET there is none', async () => {
  expect(await openKeyring({ secret: undefined, file: undefined })).toEqual([]);
});

test.each(['', 'short', 'x'.repeat(44)])(
  'a file that holds “%s” is refused with its remedy, and is left as it is',
  async (held) => {
    writeFileSync(beside, held);
    await expect(keys(undefined)).rejects.toThrow(StartError);
    await expect(keys(undefined)).rejects.toThrow('does not hold a secret any more. Restore it, or delete it');
    expect(readFileSync(beside, 'utf8')).toBe(held);
  },
);

test('a file that cannot be read is refused with its remedy', async () => {
  mkdirSync(beside);
  await expect(keys(undefined)).rejects.toThrow(/can be neither read nor made .*set CANYU_SECRET/);
  chmodSync(beside, 0o700);
});

test('no nonce comes twice', () => {
  const nonces = Array.from({ length: 1000 }, () => Buffer.from(freshNonce()).toString('hex'));
  expect(new Set(nonces).size).toBe(1000);
  expect(nonces[0]).toHaveLength(24);
});
