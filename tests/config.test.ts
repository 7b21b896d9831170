import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readConfig, settingNames, withoutPassword } from '../src/config.ts';
import { StartError } from '../src/errors.ts';

function refusal(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(StartError);
    return (error as StartError).message;
  }
  return 'accepted';
}

describe('the settings', () => {
  test('need nothing: every one has a default', () => {
    expect(readConfig({})).toEqual({
      contact: {
        quiet: { from: 22 * 60, to: 8 * 60 },
        caps: { all: { most: 10, within: 7 * 86_400_000 } },
        budgets: {},
      },
      databaseUrl: 'sqlite:data/canyu.db',
      owner: { platform: 'terminal', account: 'boss' },
      language: 'zh-CN',
      zone: 'Asia/Shanghai',
      log: 'warn',
    });
  });

  test('are read without the spaces around them, and empty ones count as left out', () => {
    const given = { CANYU_OWNER: ' slack:T1:U2 ', CANYU_LANGUAGE: 'en', CANYU_ZONE: '', CANYU_LOG: '  ', PATH: '/bin' };
    expect(readConfig(given)).toMatchObject({
      owner: { platform: 'slack', account: 'T1:U2' },
      language: 'en',
      zone: 'Asia/Shanghai',
      log: 'warn',
    });
  });

  test('cannot be changed once they are read', () => {
    const config = readConfig({}) as { zone: string; owner: { account: string } };
    expect(() => {
      config.zone = 'UTC';
    }).toThrow(TypeError);
    expect(() => {
      config.owner.account = 'mallory';
    }).toThrow(TypeError);
  });

  test('are all refused at once, each with its variable, what was read and a good value', () => {
    const faults = refusal({
      DATABASE_URL: 'canyu.db',
      CANYU_OWNER: 'boss',
      CANYU_LANGUAGE: 'cn',
      CANYU_ZONE: 'Asia/Nope',
      CANYU_LOG: 'loud',
    });
    expect(faults.split('\n')).toEqual([
      'DATABASE_URL is "canyu.db". Use sqlite:data/canyu.db or postgres://user@host/database.',
      'CANYU_OWNER is "boss". Use platform:account, for example terminal:boss or slack:T0123.U0456.',
      'CANYU_LANGUAGE is "cn". Use zh-CN or en.',
      'CANYU_ZONE is "Asia/Nope". Use an IANA zone, for example Asia/Shanghai.',
      'CANYU_LOG is "loud". Use debug, info, warn, error or silent.',
    ]);
  });

  test.each(settingNames)('%s is refused when it is wrong, with what was read and a good value', (name) => {
    const read = /TOKEN|SECRET/.test(name) ? '\\*\\*\\*' : '\\?';
    expect(refusal({ [name]: '?' })).toMatch(new RegExp(`^${name} is "${read}"\\. Use [^\\n]+\\.$`, 'm'));
  });
});

const bot = { SLACK_BOT_TOKEN: 'xoxb-1-2-abc' };
const app = { SLACK_APP_TOKEN: 'xapp-1-A-2-abc' };
const signing = { SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef' };
const client = { SLACK_CLIENT_ID: '12.34', SLACK_CLIENT_SECRET: 'fedcba9876543210fedcba9876543210' };
const secret = { CANYU_SECRET: 'as long as a sentence, or longer' };

describe('Slack', () => {
  test('does not run without its settings, and the port alone is none', () => {
    expect(readConfig({ SLACK_PORT: '3001', SLACK_API_URL: 'http://127.0.0.1:4003/api/' }).slack).toBeUndefined();
  });

  test('runs in one workspace by Socket Mode, or by HTTP', () => {
    expect(readConfig({ ...bot, ...app }).slack).toEqual({
      botToken: 'xoxb-1-2-abc',
      appToken: 'xapp-1-A-2-abc',
      port: 3000,
    });
    expect(
      readConfig({ ...bot, ...signing, SLACK_PORT: '8080', SLACK_API_URL: 'http://127.0.0.1:4003/api/' }).slack,
    ).toEqual({
      botToken: 'xoxb-1-2-abc',
      signingSecret: signing.SLACK_SIGNING_SECRET,
      port: 8080,
      apiUrl: 'http://127.0.0.1:4003/api/',
    });
  });

  test('runs in several workspaces that install it', () => {
    const config = readConfig({ ...client, ...signing, ...secret, SLACK_PUBLIC_URL: 'https://canyu.example.com' });
    expect(config.secret).toBe(secret.CANYU_SECRET);
    expect(config.slack).toEqual({
      signingSecret: signing.SLACK_SIGNING_SECRET,
      port: 3000,
      oauth: {
        clientId: '12.34',
        clientSecret: client.SLACK_CLIENT_SECRET,
        publicUrl: 'https://canyu.example.com',
      },
    });
  });

  test.each([
    [
      'an app token without a workspace',
      app,
      'SLACK_APP_TOKEN is set, and no workspace to work in. Set SLACK_BOT_TOKEN',
    ],
    ['a signing secret without a workspace', signing, 'SLACK_SIGNING_SECRET is set, and no workspace to work in.'],
    ['a workspace without an entrance', bot, 'Slack cannot reach the bot. Set SLACK_APP_TOKEN'],
    ['half a client', { SLACK_CLIENT_ID: '12.34' }, 'SLACK_CLIENT_ID is set without SLACK_CLIENT_SECRET. Set both'],
    [
      'the other half',
      { SLACK_CLIENT_SECRET: client.SLACK_CLIENT_SECRET },
      'SLACK_CLIENT_SECRET is set without SLACK_CLIENT_ID.',
    ],
    [
      'a token and a client',
      { ...bot, ...client, ...app, ...secret },
      'SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set.',
    ],
    ['several workspaces without a secret', { ...client, ...signing }, 'CANYU_SECRET is missing: the tokens of Slack'],
    [
      'a token of a person',
      { ...app, SLACK_BOT_TOKEN: 'xoxp-hunter2' },
      'SLACK_BOT_TOKEN is "xoxp-***". Use the Bot User OAuth Token',
    ],
    [
      'the tokens the wrong way round',
      { SLACK_BOT_TOKEN: app.SLACK_APP_TOKEN, SLACK_APP_TOKEN: bot.SLACK_BOT_TOKEN },
      'SLACK_APP_TOKEN is "xoxb-***". Use an App-Level Token',
    ],
    [
      'a public address that is none',
      { ...bot, ...app, SLACK_PUBLIC_URL: 'http://me:hunter2@here' },
      'SLACK_PUBLIC_URL is "http://***@here".',
    ],
    [
      'a port that is none',
      { ...bot, ...app, SLACK_PORT: '70000' },
      'SLACK_PORT is "70000". Use a port from 1 to 65535',
    ],
  ])('%s is refused with what to set', (_name, environment, sentence) => {
    const said = refusal(environment);
    expect(said).toContain(sentence);
    for (const held of ['hunter2', '0123456789abcdef', 'fedcba98', '1-2-abc', 'A-2-abc'])
      expect(said).not.toContain(held);
  });
});

describe('WeChat', () => {
  const service = { WECHATY_PUPPET_SERVICE_TOKEN: 'puppet_padlocal_0123456789' };

  test('does not run without a puppet, and its pace alone is none', () => {
    expect(readConfig({ WECHAT_PER_DAY: '100', WECHAT_NAMES: '参与' }).wechat).toBeUndefined();
  });

  test('runs by the token of a puppet service, with the safe pace', () => {
    expect(readConfig(service).wechat).toEqual({
      puppet: 'wechaty-puppet-service',
      token: service.WECHATY_PUPPET_SERVICE_TOKEN,
      pace: { apart: [1500, 4000], perMinute: 20, perDay: 500, perMonth: 10_000 },
    });
  });

  test('runs by any other puppet, at another pace, under several names', () => {
    const given = {
      ...{ WECHATY_PUPPET: 'wechaty-puppet-mock', WECHAT_NAMES: '参与，@小参, Canyu ,', WECHAT_APART: '0-10' },
      ...{ WECHAT_PER_MINUTE: '60', WECHAT_PER_DAY: '1000', WECHAT_PER_MONTH: '9000' },
    };
    expect(readConfig(given).wechat).toEqual({
      puppet: 'wechaty-puppet-mock',
      names: ['参与', '小参', 'Canyu'],
      pace: { apart: [0, 10], perMinute: 60, perDay: 1000, perMonth: 9000 },
    });
  });

  test.each([
    [
      'a service without its token',
      { WECHATY_PUPPET: 'wechaty-puppet-service' },
      'WECHATY_PUPPET_SERVICE_TOKEN is missing.',
    ],
    [
      'an endpoint without a token',
      { WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:8788' },
      'is set without WECHATY_PUPPET_SERVICE_TOKEN.',
    ],
    ['an endpoint without a port', { ...service, WECHATY_PUPPET_SERVICE_ENDPOINT: 'localhost' }, 'Use host:port'],
    ['a pace the wrong way round', { ...service, WECHAT_APART: '4000-1500' }, 'Use the smaller number first'],
    [
      'PostgreSQL without a secret',
      { ...service, DATABASE_URL: 'postgres://db/canyu' },
      'CANYU_SECRET is missing: what WeChat keeps',
    ],
  ])('%s is refused with what to set', (_name, environment, sentence) => {
    const said = refusal(environment);
    expect(said).toContain(sentence);
    expect(said).not.toContain('0123456789');
  });

  test('keeps what it keeps on SQLite without a secret too', () => {
    expect(readConfig({ ...service, DATABASE_URL: 'sqlite:x.db' }).wechat).toBeDefined();
  });
});

test('no fault of any setting repeats a secret', () => {
  const held = fc.stringMatching(/^[g-z]{12,30}$/);
  const secrets = settingNames.filter((name) => /TOKEN|SECRET/.test(name));
  fc.assert(
    fc.property(
      fc.constantFrom(...secrets),
      fc.constantFrom('', 'xoxp-', 'xoxb ', 'xapp-1 '),
      held,
      (name, prefix, value) => {
        const environment = { [name]: `${prefix}${value} `, CANYU_ZONE: 'Mars' };
        expect(refusal(environment)).not.toContain(value);
      },
    ),
  );
});

describe('a password', () => {
  const secret = fc.stringMatching(/^[a-zA-Z0-9:@/?#%!$-]{6,20}$/);

  test.each([
    ['postgres://boss:hunter2@db/canyu', 'postgres://***@db/canyu'],
    ['postgres://boss:hunter@2@db/canyu', 'postgres://***@db/canyu'],
    ['postgres://boss:hunter/2@db/canyu', 'postgres://***@db/canyu'],
    ['postgres:boss:hunter2@db/canyu', '***@db/canyu'],
    ['boss:hunter2@db', '***@db'],
    ['postgres://db/canyu?user=boss&password=hunter2', 'postgres://db/canyu?user=boss&password=***'],
    ['postgres://boss@db:5432/canyu', 'postgres://***@db:5432/canyu'],
    ['postgres://db:5432/canyu', 'postgres://db:5432/canyu'],
    ['sqlite:data/canyu.db', 'sqlite:data/canyu.db'],
  ])('%s is shown as %s', (url, shown) => expect(withoutPassword(url)).toBe(shown));

  test('is not in a refusal, whatever it is and however the address is mistyped', () => {
    const prefixes = ['mysql://', 'postgres:', 'postgres:/', 'postgre://', ''];
    fc.assert(
      fc.property(fc.constantFrom(...prefixes), secret, (prefix, password) => {
        const said = refusal({ DATABASE_URL: `${prefix}boss:${password}@host/canyu` });
        expect(said).toContain('***@host/canyu');
        expect(said).not.toContain(password);
      }),
    );
  });

  test('is what the text would otherwise show', () => {
    expect(refusal({ CANYU_ZONE: 'hunter2' })).toContain('hunter2');
  });
});

describe('.env.example', () => {
  const lines = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const listed = lines.filter((line) => line !== '' && !line.startsWith('#'));

  test('lists every setting once, and nothing else', () => {
    expect(listed.map((line) => line.split('=')[0])).toEqual(settingNames);
  });

  test('gives each its default', () => {
    const given = Object.fromEntries(listed.map((line) => line.split(/=(.*)/s)));
    expect(readConfig(given)).toEqual(readConfig({}));
    expect(readConfig({ ...given, CANYU_LANGUAGE: 'en' })).not.toEqual(readConfig({}));
  });

  test('says of each what it is', () => {
    const undescribed = listed.filter((line) => !lines[lines.indexOf(line) - 1]?.startsWith('# '));
    expect(undescribed).toEqual([]);
  });
});
