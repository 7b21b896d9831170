// The program's door: what only a process can show. What its commands do is in commands.test.ts.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../support/database.ts';
import { canyu, chat, type Ended, killAll, piped, type Setting } from './process.ts';

const SLOW = { timeout: 60_000 };

let folder: string;
let setting: Setting;
beforeEach(() => {
  folder = temporaryFolder();
  setting = { folder };
});
afterEach(() => {
  killAll();
  rmSync(folder, { recursive: true, force: true });
});

/** Refused: nothing on standard output, one complaint on standard error that holds `sentence`, and no stack. */
function expectRefusal({ code, out, err }: Ended, sentence: string | RegExp): void {
  expect(err).toMatch(sentence);
  expect(err).not.toMatch(/^\s+at /m);
  expect(out).toBe('');
  expect(code).toBe(1);
}

test(
  'what is wrong before the program can begin is told with its remedy, and leaves nothing behind',
  SLOW,
  async () => {
    const wrong = { DATABASE_URL: 'mysql://x', CANYU_OWNER: 'boss', CANYU_ZONE: 'Mars', CANYU_LOG: 'loud' };
    const [settings, unknown, help] = await Promise.all([
      canyu({ folder, environment: wrong }, 'start'),
      canyu(setting, 'strat'),
      canyu(setting, '--help'),
    ]);
    expectRefusal(settings, /DATABASE_URL is "mysql:\/\/x"[\s\S]*CANYU_OWNER[\s\S]*CANYU_ZONE[\s\S]*CANYU_LOG/);
    expectRefusal(unknown, /Did you mean start\?[\s\S]*canyu --help/);
    expect(help).toMatchObject({ code: 0, err: '', out: expect.stringContaining('doctor') });
    expect(readdirSync(folder)).toEqual([]);
    mkdirSync(join(folder, '.env'));
    expectRefusal(await canyu(setting, 'staff', 'list'), '.env cannot be read');
  },
);

test('start greets in the language of the installation and ends with its input', SLOW, async () => {
  const started = await canyu({ folder, environment: { CANYU_LANGUAGE: 'zh-CN' } }, 'start');
  expect(started).toMatchObject({ code: 0, err: '' });
  expect(started.out).toMatch(/先玩一分钟[\s\S]*boss@fans: !quiz open demo /);
  const [cut, full] = await Promise.all([
    piped(setting, 'export quiz demo', '| head -c 1'),
    piped(setting, 'export quiz demo', '> /dev/full'),
  ]);
  expect(cut.err).toBe('exit 0\n');
  expect(full.err).toMatch(/^The output could not be written \(ENOSPC.*Make room, or write it elsewhere\.\nexit 1\n$/);
});

test(
  'beside a running bot: what only reads works, what writes is refused, and kill -TERM stops it in order',
  SLOW,
  async () => {
    const bot = chat(setting);
    await bot.ask({ id: 'e1', from: 'boss', text: 'me' });
    const [doctor, added] = await Promise.all([canyu(setting, 'doctor'), canyu(setting, 'staff', 'add', 'slack:U1')]);
    expect(doctor).toMatchObject({ code: 0, err: '', out: expect.stringContaining(`process ${bot.child.pid})`) });
    expectRefusal(added, `Canyu is already running on this database (process ${bot.child.pid}). Stop it first,`);
    expect(await bot.kill('SIGTERM')).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(join(folder, 'data')).sort()).toEqual(['canyu.db', 'canyu.db.lock', 'canyu.db.secret']);
  },
);
