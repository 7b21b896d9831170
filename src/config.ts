// Settings: from the environment to one frozen object. Every fault is listed at once, with the variable, what was read and a good value.
import { z } from 'zod';
import { DEFAULT_DATABASE_URL } from './db/url.ts';
import { StartError } from './errors.ts';
import { languages } from './text/language.ts';
import { isZone } from './text/zone.ts';

/** Each setting: its variable, what it means, and how it is checked. `.env.example` lists the same (a test compares them). */
const settings = {
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, `Use ${DEFAULT_DATABASE_URL} or postgres://user@host/database`)
    .default(DEFAULT_DATABASE_URL),
  CANYU_OWNER: z
    .string()
    .regex(/^[a-z]+:\S+$/, 'Use platform:account, for example terminal:boss')
    .default('terminal:boss'),
  CANYU_LANGUAGE: z.enum(languages, 'Use zh-CN or en').default('zh-CN'),
  CANYU_ZONE: z.string().refine(isZone, 'Use an IANA zone, for example Asia/Shanghai').default('Asia/Shanghai'),
  CANYU_LOG: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'Use debug, info, warn, error or silent')
    .default('warn'),
};

export const settingNames = Object.keys(settings) as (keyof typeof settings)[];

export interface Config {
  readonly databaseUrl: string;
  /** The first owner, `platform:account`. */
  readonly owner: { readonly platform: string; readonly account: string };
  readonly language: (typeof languages)[number];
  readonly zone: string;
  readonly log: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Reads the settings. Throws a StartError that names every fault. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(settingNames.map((name) => [name, environment[name]?.trim() || undefined]));
  const result = z.object(settings).safeParse(given);
  if (!result.success) {
    const faults = result.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return `${name} is ${JSON.stringify(withoutPassword(given[name] ?? ''))}. ${issue.message}.`;
    });
    throw new StartError(faults.join('\n'));
  }
  const read = result.data;
  const [platform = '', ...account] = read.CANYU_OWNER.split(':');
  return Object.freeze({
    databaseUrl: read.DATABASE_URL,
    owner: Object.freeze({ platform, account: account.join(':') }),
    language: read.CANYU_LANGUAGE,
    zone: read.CANYU_ZONE,
    log: read.CANYU_LOG,
  });
}

/** The same text without the user and the password of an address, also where it is mistyped: whatever stands before the last @. */
export function withoutPassword(url: string): string {
  return url.replace(/^([a-z]+:\/\/)?[\s\S]*@/i, '$1***@').replace(/([?&]password=)[^&]*/gi, '$1***');
}
