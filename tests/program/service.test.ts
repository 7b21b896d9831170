// canyu start with real platforms: what it says, how long it runs, and what ends it.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configuredPlatforms } from '../../adapters/index.ts';
import { flows } from '../../flows/index.ts';
import { migrations } from '../../migrations/index.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { readConfig } from '../../src/config.ts';
import { StartError } from '../../src/errors.ts';
import { openConfigured, type Parts } from '../../src/program.ts';
import { type ServeOptions, serve } from '../../src/service.ts';
import { quote } from '../../src/text/phrase.ts';
import { temporaryFolder } from '../support/database.ts';
import { loopback } from '../support/loopback.ts';
import { canyu, killAll, service } from './process.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  killAll();
  rmSync(folder, { recursive: true, force: true });
});

const demo = readFileSync('flows/quiz/demo.yaml', 'utf8');
const partsOf = (environment: Record<string, string> = {}): Parts => ({
  config: readConfig({
    DATABASE_URL: `sqlite:${join(folder, 'canyu.db')}`,
    CANYU_LANGUAGE: 'en',
    CANYU_LOG: 'silent',
    ...environment,
  }),
  flows,
  migrations,
});

/** Serves these platforms until `work` is done; gives what was printed. */
async function serving(
  platforms: Platform[] | ServeOptions['connect'],
  { parts = partsOf(), work = async () => {} }: { parts?: Parts; work?: () => Promise<void> } = {},
): Promise<string[]> {
  const printed: string[] = [];
  let stop!: () => void;
  const told = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const ready = new Promise<void>((resolve) => {
    const print = (text: string) => {
      printed.push(text);
      if (/Ctrl\+C/.test(text)) resolve();
    };
    const served = serve(parts, {
      connect: typeof platforms === 'function' ? platforms : async () => platforms,
      print,
      told,
      demo,
    });
    running = served;
    served.then(resolve, resolve);
  });
  await ready;
  await work();
  stop();
  await running;
  return printed;
}
let running: Promise<void>;

const refusing = (name: string, error: Error): Platform => ({
  ...loopback(name, () => 0),
  start: () => Promise.reject(error),
});

test('each platform has its line, and the hint how to become owner there', async () => {
  const waiting: Platform = {
    ...loopback('wechat', () => 0),
    health: () => ({ ok: false, detail: quote('scan the code') }),
  };
  const printed = await serving([loopback('slack', () => 0), waiting], {
    parts: partsOf({ CANYU_OWNER: 'slack:T1.U1' }),
  });
  expect(printed).toEqual([
    'slack: connected.',
    'wechat: scan the code',
    expect.stringMatching(/^Nobody on wechat is an owner yet\. .*canyu staff add IDENTITY --owner$/),
    'Canyu runs. Ctrl+C stops it.',
  ]);
});

test('newcomers find the demo there, too', async () => {
  await serving([loopback('slack', () => 0)]);
  const database = await openConfigured(partsOf(), 'read');
  const campaigns = await database.db.selectFrom('campaign').select(['slug', 'status']).execute();
  await database.close();
  expect(campaigns).toEqual([{ slug: 'demo', status: expect.any(String) }]);
});

test('in the language of the operator', async () => {
  const printed = await serving([loopback('slack', () => 0)], { parts: partsOf({ CANYU_LANGUAGE: 'zh-CN' }) });
  expect(printed).toEqual([
    'slack：已连接。',
    expect.stringContaining('slack 上还没有所有者'),
    'Canyu 正在运行，按 Ctrl+C 停止。',
  ]);
});

test('one that cannot start keeps the other from nothing', async () => {
  const good = loopback('slack', () => 0);
  const printed = await serving([refusing('wechat', new Error('gateway is down')), good], {
    work: async () => {
      await good.accept({
        platform: 'slack',
        event: 'e1',
        account: 'U1',
        name: 'Amy',
        text: 'help',
        addressed: true,
        sentAt: new Date(0),
      });
    },
  });
  expect(printed.slice(0, 2)).toEqual([
    'wechat: not connected yet (gateway is down). It is tried again by itself; what is to be sent waits.',
    'slack: connected.',
  ]);
  expect(good.delivered.map(({ text }) => text).join()).toContain('What you can do');
});

test('a setting that can never work ends it with its sentence, everything closed behind it', async () => {
  const stopped: string[] = [];
  const good: Platform = { ...loopback('slack', () => 0), stop: async () => void stopped.push('slack') };
  const wrong = new StartError('WECHATY_PUPPET is unknown.');
  await expect(serving([good, refusing('wechat', wrong)])).rejects.toBe(wrong);
  expect(stopped).toContain('slack');
  await (await openConfigured(partsOf(), 'run')).close();
});

describe('what platforms are given', () => {
  test('keeps things between starts, under a secret beside the database where there is no other', async () => {
    const heard: (string | undefined)[] = [];
    const connect: ServeOptions['connect'] = async ({ keep, derived }) => {
      heard.push(await keep.read('wechat/rest'), derived('x'));
      await keep.write('wechat/rest', 'until noon');
      return [];
    };
    await serving(connect);
    await serving(connect);
    expect(heard[2]).toBe('until noon');
    expect(heard[1]).toMatch(/^[0-9a-f]{64}$/);
    expect(heard[3]).toBe(heard[1]);
    expect(existsSync(join(folder, 'canyu.db.secret'))).toBe(true);
    writeFileSync(join(folder, 'canyu.db.secret'), 'broken');
    await expect(serving(connect)).rejects.toThrow('does not hold a secret any more');
  });

  test('is nothing where no settings are there', async () => {
    expect(await configuredPlatforms(readConfig({}), {} as never)).toEqual([]);
  });
});

test('a wrong setting is one clear sentence, and leaves nothing behind', { timeout: 60_000 }, async () => {
  const environment = { SLACK_BOT_TOKEN: 'xoxp-hunter2', SLACK_APP_TOKEN: 'xapp-1-hunter2' };
  const { code, out, err } = await canyu({ folder, environment }, 'start');
  expect(err).toBe('SLACK_BOT_TOKEN is "xoxp-***". Use the Bot User OAuth Token, which begins with xoxb-.\n');
  expect({ code, out }).toEqual({ code: 1, out: '' });
});

test('the real platforms, none of which answers: it runs, tells no secret to anybody, and stops in order', {
  timeout: 60_000,
}, async () => {
  // Nobody listens at port 9 of this machine.
  const environment = {
    ...{ CANYU_LOG: 'debug', SLACK_API_URL: 'http://127.0.0.1:9/api/', WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:9' },
    ...{ SLACK_BOT_TOKEN: 'xoxb-1-2-hunter2', SLACK_APP_TOKEN: 'xapp-1-A-2-hunter2' },
    ...{ WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_hunter2', CANYU_SECRET: 'hunter2 hunter2 hunter2 hunter2' },
  };
  const bot = service({ folder, environment });
  await bot.says(/Canyu runs/);
  const { code, out, err } = await bot.kill('SIGTERM');
  expect(code).toBe(0);
  expect(out).toMatch(/^slack: .*\nwechat: .*\nNobody on slack/);
  const files = readdirSync(join(folder, 'data')).map((name) => readFileSync(join(folder, 'data', name), 'latin1'));
  expect([out, err, ...files].some((text) => text.includes('hunter2'))).toBe(false);
});
