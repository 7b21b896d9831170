// The commands of the command line: what they print, what they refuse and what they leave behind.
import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flows } from '../../flows/index.ts';
import { migrations } from '../../migrations/index.ts';
import { systemClock } from '../../src/clock.ts';
import * as commands from '../../src/commands.ts';
import { readConfig } from '../../src/config.ts';
import { diagnose } from '../../src/doctor.ts';
import { openConfigured, type Parts } from '../../src/program.ts';
import { sheetOf } from '../report/workbook.ts';
import { createPostgresDatabase, databases, temporaryFolder } from '../support/database.ts';

const demo = fileURLToPath(new URL('../../flows/quiz/demo.yaml', import.meta.url));
const DAY = 24 * 3_600_000;

let folder: string;
let drop = async () => {};
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await drop();
  drop = async () => {};
});

const path = (name: string) => join(folder, name);
const bytes = (name: string) =>
  createHash('sha256')
    .update(readFileSync(path(name)))
    .digest('hex');
const partsOf = (environment: Record<string, string>): Parts => ({
  config: readConfig({ CANYU_LANGUAGE: 'en', ...environment }),
  flows,
  migrations,
});
const onFile = (environment: Record<string, string> = {}) =>
  partsOf({ DATABASE_URL: `sqlite:${path('canyu.db')}`, ...environment });
const doctor = (parts: Parts) => diagnose(parts, '20.19.0', systemClock);

async function fresh(kind: 'sqlite' | 'postgres'): Promise<Parts> {
  if (kind === 'sqlite') return onFile();
  const made = await createPostgresDatabase();
  drop = made.drop;
  return partsOf({ DATABASE_URL: made.url });
}

/** Commands and outcomes in the audit log, in order. */
async function acts(parts: Parts): Promise<string[]> {
  const database = await openConfigured(parts, 'read');
  const rows = await database.reader.selectFrom('audit').selectAll().orderBy('id').execute();
  await database.close();
  return rows.map(({ platform, account, command, outcome }) => `${platform}:${account} ${command}: ${outcome}`);
}

describe.each(databases)('on %s', (kind) => {
  test('an operator sets Canyu up by command, and P11: every change is in the audit log', async () => {
    const parts = await fresh(kind);
    expect((await commands.migrateNow(parts)).lines).toEqual([
      expect.stringMatching(/^The database ran 0001-kernel, .* and is up to date\.$/),
    ]);
    expect((await commands.migrateNow(parts)).lines).toEqual(['The database was up to date.']);
    expect((await commands.listStaff(parts)).lines).toEqual([expect.stringContaining('Nobody is on the staff yet.')]);
    expect(await doctor(parts)).toMatchObject({
      exitCode: 0,
      lines: expect.arrayContaining([expect.stringMatching(/^look at: nobody is owner yet\./)]),
    });

    await expect(commands.addToStaff(parts, 'bob', false)).rejects.toThrow('Write platform:account');
    expect((await commands.addToStaff(parts, 'slack:U1', false)).lines).toEqual(['slack:U1 is staff now.']);
    await expect(commands.removeFromStaff(parts, 'terminal:boss')).rejects.toThrow('is the only owner');
    expect(await commands.applyFiles(parts, [demo])).toMatchObject({ exitCode: 0 });
    expect((await commands.listStaff(parts)).lines).toEqual([
      '· terminal:boss · owner · boss',
      '· slack:U1 · staff · U1',
    ]);
    expect((await commands.listSchedules(parts)).lines.length).toBeGreaterThan(0);
    expect(await doctor(parts)).toMatchObject({ exitCode: 0, lines: expect.arrayContaining(['ok: 1 owner']) });
    expect(await acts(parts)).toEqual([
      'canyu:command-line staff add bob: refused',
      'canyu:command-line staff add slack:U1: done',
      'canyu:command-line staff remove terminal:boss: refused',
      `canyu:command-line campaign apply ${demo}: done`,
    ]);
  });

  test('an export names what there is instead, and is a table with its head', async () => {
    const parts = await fresh(kind);
    await commands.migrateNow(parts);
    const exported = async (flow: string, slug: string) => {
      const output = new PassThrough();
      await commands.exportCampaign(parts, flow, slug, output);
      return text(output.end());
    };
    await expect(exported('quiz', 'demo')).rejects.toThrow('nor any other to export yet');
    await commands.applyFiles(parts, [demo]);
    await expect(exported('quizz', 'demo')).rejects.toThrow('Name one of these instead: quiz');
    await expect(exported('quiz', 'demp')).rejects.toThrow('Did you mean demo?');
    await expect(exported('quiz', 'friday')).rejects.toThrow('Name one of these instead: demo.');
    expect(await exported('quiz', 'demo')).toMatch(/^\ufeff?question,platform,room,person,name,answer,verdict,/);

    const xlsx = path('demo.xlsx');
    expect(await commands.exportCampaign(parts, 'quiz', 'demo', { xlsx })).toEqual({
      lines: [`${xlsx} is written.`],
      exitCode: 0,
    });
    const [head] = sheetOf(readFileSync(xlsx));
    expect(Object.values(head!).map(({ value }) => value)).toEqual(expect.arrayContaining(['question', 'answer']));
    await expect(commands.exportCampaign(parts, 'quiz', 'demo', { xlsx: path('none/demo.xlsx') })).rejects.toThrow(
      /demo\.xlsx could not be written \(ENOENT.*Make room there, or name another file\./,
    );
  });
});

test('a dry run leaves the bytes of the database as they were, and says what would change', async () => {
  const parts = onFile();
  await commands.applyFiles(parts, [demo]);
  const before = bytes('canyu.db');
  writeFileSync(path('changed.yaml'), readFileSync(demo, 'utf8').replace('seconds: 15', 'seconds: 20'));
  const { lines, exitCode } = await commands.dryRunFiles(parts, [path('changed.yaml')]);
  expect(exitCode).toBe(0);
  expect(lines.join('\n')).toMatch(/would update demo\.\n.*seconds/);
  expect(bytes('canyu.db')).toBe(before);
});

test('lint tells every fault of every file, with its place and its fix', async () => {
  writeFileSync(path('broken.yaml'), readFileSync(demo, 'utf8').replace('seconds: 15', 'seconds: 0'));
  const { lines, exitCode } = await commands.lintFiles(onFile(), [path('broken.yaml'), path('absent.yaml'), demo]);
  expect(exitCode).toBe(1);
  expect(lines.join('\n')).toMatch(/broken\.yaml:\d+:\d+: .*Fix: /);
  expect(lines.join('\n')).toMatch(/absent\.yaml: /);
});

test('a backup is told with what is in it, and takes no place of another file', async () => {
  const parts = onFile();
  await commands.applyFiles(parts, [demo]);
  const { lines } = await commands.backUp(parts, path('copy.db'));
  expect(lines).toEqual([expect.stringMatching(/copy\.db: \d+ rows, [\d,]+ bytes, restored and checked\.$/)]);
  await expect(commands.backUp(parts, path('copy.db'))).rejects.toThrow('Name another file for the backup.');
});

test.skipIf(!databases.includes('postgres'))('PostgreSQL is backed up with its own tools', async () => {
  const parts = await fresh('postgres');
  await commands.migrateNow(parts);
  await expect(commands.backUp(parts, path('copy.db'))).rejects.toThrow('use pg_dump');
});

describe('doctor', () => {
  const report = async (parts: Parts) => {
    const { lines, exitCode } = await doctor(parts);
    return { text: lines.join('\n'), exitCode };
  };

  test('before the first start nothing stands in the way, and nothing is made', async () => {
    const { text, exitCode } = await report(onFile());
    expect(exitCode).toBe(0);
    expect(text).toContain('look at: there is no database at');
    expect(() => readFileSync(path('canyu.db'))).toThrow();
  });

  test.each([
    ['an empty file', () => writeFileSync(path('canyu.db'), ''), 'is empty. Restore a backup, or delete it'],
    ['no database', () => writeFileSync(path('canyu.db'), 'x'.repeat(9000)), 'is not a database. Restore a backup'],
    ['no folder', () => rmSync(folder, { recursive: true }), 'does not exist. Create it'],
  ])('%s: a start would fail, and the line says how to mend it', async (_name, spoil, remedy) => {
    spoil();
    const { text, exitCode } = await report(onFile());
    expect(exitCode).toBe(1);
    expect(text).toMatch(/^not ready: /m);
    expect(text).toContain(remedy);
  });

  // Nothing is unwritable for root.
  const asAnybody = process.getuid?.() === 0 ? () => {} : test;
  asAnybody('a file that may only be read: a start would fail', async () => {
    await commands.migrateNow(onFile());
    chmodSync(path('canyu.db'), 0o444);
    expect(await report(onFile())).toMatchObject({ exitCode: 1, text: expect.stringContaining('is read-only') });
  });

  test('a database of an earlier Canyu is to be migrated, and is not touched', async () => {
    const parts = onFile();
    await commands.migrateNow({ ...parts, migrations: migrations.slice(0, 1) });
    const before = bytes('canyu.db');
    const { text, exitCode } = await report(parts);
    expect(exitCode).toBe(0);
    expect(text).toContain('Run canyu migrate: it makes a backup first.');
    expect(bytes('canyu.db')).toBe(before);
  });

  test('whether the bot runs, and what waits, failed or went wrong, is told with what to do', async () => {
    const parts = onFile();
    const bot = await openConfigured(parts, 'run');
    const now = systemClock.now();
    const row = { kind: 'reply', platform: 'slack', account: 'U1', body: '{}', attempts: 0, next_at: now };
    const state = (id: string, state: string) => ({ id, ...row, state, created_at: now - DAY });
    await bot.db
      .insertInto('outbox')
      .values([state('a', 'pending'), state('b', 'uncertain'), state('c', 'failed')] as never)
      .execute();
    await bot.db
      .insertInto('incident')
      .values({ id: 'ABCDEFGH', at: now, origin: 'turn', context: '{}', error: 'x' } as never)
      .execute();
    const { text, exitCode } = await report(parts);
    await bot.close();
    expect(exitCode).toBe(0);
    expect(text).toContain(`ok: the bot runs on it (process ${process.pid})`);
    expect(text).toContain('look at: 1 delivery waits, the oldest for 1 day');
    expect(text).toContain('look at: 2 deliveries are uncertain or failed.');
    expect(text).toContain('look at: 1 incident in the last day. Write “incident list”');
    expect(text).toMatch(/ok: \d+\.\d GB of disk are free/);
    expect(text).toContain('ok: every page of the file was read and is sound');
  });

  test('broadcasts that a platform does not allow are told weeks ahead, as by schedule list', async () => {
    const parts = onFile({ CANYU_BUDGETS: 'wechat=0/month' });
    const bot = await openConfigured(parts, 'run');
    const row = {
      rule: '0 17 * * 5',
      zone: 'UTC',
      grace: 0,
      missed: 'run-late',
      checked_at: systemClock.now(),
    } as const;
    const job = { flow: 'feedback', job: 'news', payload: 'null', broadcasts: 1 };
    await bot.db
      .insertInto('schedule')
      .values({ name: 'feedback/a/news', ...row, ...job })
      .execute();
    await bot.close();
    const note =
      'Note: wechat allows none at all by CANYU_BUDGETS, so nobody there hears of this or of what comes after.';
    expect((await report(parts)).text).toMatch(new RegExp(`^look at: feedback/a/news, .*${note}`, 'm'));
    expect((await commands.listSchedules(parts)).lines).toContainEqual(expect.stringContaining(note));
  });

  test('an old Node, and Chinese', async () => {
    const { lines, exitCode } = await diagnose(onFile({ CANYU_LANGUAGE: 'zh-CN' }), '18.20.0', systemClock);
    expect(exitCode).toBe(1);
    expect(lines[0]).toBe('须先解决：Node 18.20.0 版本太旧，请安装 Node 20.19 或更新的版本。');
  });
});
