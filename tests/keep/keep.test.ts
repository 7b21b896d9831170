// What platforms keep is there after a restart, and nowhere to be read: not in the database, a backup, an export, the log or the report.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flows } from '../../flows/index.ts';
import { migrations } from '../../migrations/index.ts';
import { systemClock } from '../../src/clock.ts';
import * as commands from '../../src/commands.ts';
import { readConfig } from '../../src/config.ts';
import { type Database, openDatabase } from '../../src/db/open.ts';
import { diagnose } from '../../src/doctor.ts';
import { StartError } from '../../src/errors.ts';
import { createKeep } from '../../src/keep/keep.ts';
import { deriveKeys, type Keyring } from '../../src/keep/keys.ts';
import { freshNonce } from '../../src/keep/secret.ts';
import { databases, freshDatabase, temporaryFolder } from '../support/database.ts';

const keyring = async (secret: string): Promise<Keyring> => [await deriveKeys(secret)];
const ours = await keyring('the secret of this installation');
const token = 'xoxb-1234567890-hunter2hunter2';

describe.each(databases)('on %s', (kind) => {
  let database: Database;
  beforeEach(async () => {
    database = await freshDatabase(kind);
  });
  afterEach(() => database.close());
  const keep = (keys: Keyring = ours) => createKeep(database.db, keys, freshNonce);
  const rows = () => database.db.selectFrom('kept').selectAll().orderBy('name').execute();

  test('a value is there until it is replaced or removed', async () => {
    expect(await keep().read('slack/T1')).toBeUndefined();
    await keep().write('slack/T1', token);
    await keep().write('slack/T1', `${token}2 中文 🎉`);
    expect(await keep().read('slack/T1')).toBe(`${token}2 中文 🎉`);
    await keep().remove('slack/T1');
    await keep().remove('slack/T1');
    expect(await keep().read('slack/T1')).toBeUndefined();
  });

  test('names are found by how they begin, sorted, whatever characters they hold', async () => {
    for (const name of ['slack/T2', 'slack/T10', 'slack_', 'wechat/rest', 'slack/%']) await keep().write(name, '');
    expect(await keep().names('slack/')).toEqual(['slack/%', 'slack/T10', 'slack/T2']);
    expect(await keep().names('')).toHaveLength(5);
    expect(await keep().names('web/')).toEqual([]);
  });

  test('many writes at once are each of them whole', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => keep().write(`n${index % 5}`, String(index))));
    for (const name of await keep().names('n')) expect(Number(await keep().read(name)) % 5).toBe(Number(name[1]));
  });

  test('under another secret it is refused with the remedy, and may be replaced', async () => {
    await keep().write('slack/T1', token);
    const others = keep(await keyring('another secret altogether'));
    await expect(others.read('slack/T1')).rejects.toThrow(StartError);
    await expect(others.read('slack/T1')).rejects.toThrow(
      'slack/T1 was kept under another secret. Set CANYU_SECRET to',
    );
    await others.write('slack/T1', 'new');
    expect(await others.read('slack/T1')).toBe('new');
  });

  test('a secret that was replaced still opens what was kept under it', async () => {
    await keep().write('slack/T1', token);
    const both = keep([...(await keyring('a newer secret')), ...ours]);
    expect(await both.read('slack/T1')).toBe(token);
  });

  test('changed in the table, or moved between names, it is refused', async () => {
    await keep().write('slack/T1', token);
    await keep().write('slack/T2', 'other');
    const [one, two] = await rows();
    await database.db.updateTable('kept').set({ value: one!.value }).where('name', '=', 'slack/T2').execute();
    await expect(keep().read('slack/T2')).rejects.toThrow('slack/T2 was changed since it was kept');
    const hidden = two!.value.split('.')[4]!;
    const changed = two!.value.replace(hidden, (hidden.startsWith('A') ? 'B' : 'A') + hidden.slice(1));
    await database.db.updateTable('kept').set({ value: changed }).where('name', '=', 'slack/T2').execute();
    await expect(keep().read('slack/T2')).rejects.toThrow(StartError);
  });

  test('without a key nothing is kept, least of all in clear', async () => {
    await expect(keep([]).write('slack/T1', token)).rejects.toThrow(
      'slack/T1 cannot be kept without a key. Set CANYU_SECRET.',
    );
    expect(await rows()).toEqual([]);
    expect(await keep([]).read('slack/T1')).toBeUndefined();
  });

  test('no row holds the value, and no error', async () => {
    await keep().write('slack/T1', token);
    expect(JSON.stringify(await rows())).not.toMatch(/xoxb|hunter2/);
    const error = await keep([])
      .read('slack/T1')
      .then(() => undefined, String);
    expect(error).not.toContain('xoxb');
  });
});

describe('a token', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Every byte of every file in the folder. */
  const bytes = () =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('\n');

  test('is in no file, no backup, no export and no report', async () => {
    const url = `sqlite:${join(folder, 'canyu.db')}`;
    const database = await openDatabase(url, { purpose: 'run', migrations, now: () => 0 });
    const keep = createKeep(database.db, ours, freshNonce);
    await keep.write('slack/T1', token);
    await keep.write('control', 'a name is read, a value is not');
    await database.close();
    const parts = {
      config: readConfig({ DATABASE_URL: url, SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: 'xapp-1-secretsecret' }),
      flows,
      migrations,
    };
    await commands.backUp(parts, join(folder, 'copy.db'));
    const { lines } = await diagnose(parts, '20.19.0', systemClock);
    expect(/hunter2|secretsecret/.test(`${bytes()}${lines.join('\n')}`)).toBe(false);
    expect(bytes().includes('slack/T1')).toBe(true);
  });

  test('control: what is not sealed is found by the same look', async () => {
    const url = `sqlite:${join(folder, 'canyu.db')}`;
    const database = await openDatabase(url, { purpose: 'run', migrations, now: () => 0 });
    await database.db.insertInto('kept').values({ name: 'slack/T1', value: token }).execute();
    await database.close();
    expect(bytes().includes('hunter2')).toBe(true);
  });
});
