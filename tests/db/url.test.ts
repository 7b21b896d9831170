import { describe, expect, test } from 'vitest';
import { parseDatabaseUrl } from '../../src/db/url.ts';
import { StartError } from '../../src/errors.ts';

describe('DATABASE_URL', () => {
  test('a SQLite path counts from the working folder', () => {
    expect(parseDatabaseUrl('sqlite:data/canyu.db')).toEqual({
      kind: 'sqlite',
      file: `${process.cwd()}/data/canyu.db`,
    });
    expect(parseDatabaseUrl('sqlite:/var/参与 1.db')).toEqual({ kind: 'sqlite', file: '/var/参与 1.db' });
    expect(parseDatabaseUrl('sqlite:///var/canyu.db')).toEqual({ kind: 'sqlite', file: '/var/canyu.db' });
  });

  test('PostgreSQL is shown without user, password and options', () => {
    const url = 'postgres://boss:secret@db.example:5433/canyu?sslmode=require&password=secret';
    expect(parseDatabaseUrl(url)).toEqual({ kind: 'postgres', url, shown: 'postgres://db.example:5433/canyu' });
  });

  test.each([
    ['sqlite::memory:', /forget everything/],
    ['sqlite:', /names no file/],
    ['sqlite:a\0b', /names no file/],
    [
      'sqlite://data/canyu.db',
      /Write sqlite:data\/canyu\.db .* or|Write sqlite:data\/canyu\.db .*, sqlite:\/data\/canyu\.db/,
    ],
    ['mysql://root:secret@localhost/canyu', /no kind Canyu knows/],
    ['postgres://boss:se/cret@:x/canyu', /cannot be read/],
    ['', /no kind Canyu knows/],
  ])('%j is refused with the remedy and without any secret', (url, says) => {
    expect(() => parseDatabaseUrl(url)).toThrow(StartError);
    expect(() => parseDatabaseUrl(url)).toThrow(says);
    expect(() => parseDatabaseUrl(url)).not.toThrow(/secret|se\/cret/);
  });
});
