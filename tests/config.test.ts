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
      'CANYU_OWNER is "boss". Use platform:account, for example terminal:boss.',
      'CANYU_LANGUAGE is "cn". Use zh-CN or en.',
      'CANYU_ZONE is "Asia/Nope". Use an IANA zone, for example Asia/Shanghai.',
      'CANYU_LOG is "loud". Use debug, info, warn, error or silent.',
    ]);
  });

  test.each(settingNames)('%s is refused alone when it alone is wrong', (name) => {
    expect(refusal({ [name]: '?' })).toMatch(new RegExp(`^${name} is "\\?"\\. Use [^\\n]+\\.$`));
  });
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
    expect(listed.every((line) => /=\S/.test(line))).toBe(true);
    expect(readConfig({ ...given, CANYU_LANGUAGE: 'en' })).not.toEqual(readConfig({}));
  });

  test('says of each what it is', () => {
    const undescribed = listed.filter((line) => !lines[lines.indexOf(line) - 1]?.startsWith('# '));
    expect(undescribed).toEqual([]);
  });
});
