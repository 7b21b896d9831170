// Settings: from the environment to one frozen object. Every fault is listed at once, with the variable, what was read and a good value.
import { z } from 'zod';
import { DEFAULT_DATABASE_URL } from './db/url.ts';
import { StartError } from './errors.ts';
import { type ContactRules, parseBudgets, parseCaps, parseQuiet } from './outbox/contact.ts';
import {
  PUPPET_SERVICE,
  pairingFaults,
  type SlackSettings,
  slackSettings,
  type WeChatSettings,
  weChatSettings,
} from './platform-settings.ts';
import { languages } from './text/language.ts';
import { isZone } from './text/zone.ts';

const text = (pattern: RegExp, remedy: string) => z.string().regex(pattern, remedy);
const whole = (most: number, remedy: string) =>
  text(/^\d{1,9}$/, remedy).refine((digits) => Number(digits) >= 1 && Number(digits) <= most, remedy);

/** Each setting: its variable, what it means, and how it is checked. `.env.example` lists the same (a test compares them). */
const settings = {
  DATABASE_URL: text(
    /^(sqlite:.+|postgres(ql)?:\/\/.+)$/,
    `Use ${DEFAULT_DATABASE_URL} or postgres://user@host/database`,
  ).default(DEFAULT_DATABASE_URL),
  CANYU_OWNER: text(/^[a-z]+:\S+$/, 'Use platform:account, for example terminal:boss or slack:T0123.U0456').default(
    'terminal:boss',
  ),
  CANYU_LANGUAGE: z.enum(languages, 'Use zh-CN or en').default('zh-CN'),
  CANYU_ZONE: z.string().refine(isZone, 'Use an IANA zone, for example Asia/Shanghai').default('Asia/Shanghai'),
  CANYU_QUIET: z
    .string()
    .refine((hours) => parseQuiet(hours) !== undefined, 'Use two times such as 22:00-08:00, or none')
    .default('22:00-08:00'),
  CANYU_CAPS: z
    .string()
    .refine(
      (caps) => parseCaps(caps) !== undefined,
      'Use topic=most/length, with commas between them: release=2/7d,survey=0,order=none,all=10/7d',
    )
    .default('all=10/7d'),
  CANYU_BUDGETS: z
    .string()
    .refine(
      (budgets) => parseBudgets(budgets) !== undefined,
      'Use platform=most/month or platform=most/day, with commas between them: wechat=4/month',
    )
    .default('none'),
  CANYU_LOG: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'Use debug, info, warn, error or silent')
    .default('warn'),
  CANYU_SECRET: text(
    /^.{24,}$/,
    'Use 24 characters or more, for example what openssl rand -base64 32 gives',
  ).optional(),
  SLACK_BOT_TOKEN: text(/^xoxb-\S+$/, 'Use the Bot User OAuth Token, which begins with xoxb-').optional(),
  SLACK_APP_TOKEN: text(
    /^xapp-\S+$/,
    'Use an App-Level Token with connections:write, which begins with xapp-',
  ).optional(),
  SLACK_SIGNING_SECRET: text(
    /^[0-9a-f]{16,}$/i,
    'Use the Signing Secret of Basic Information, 32 digits and letters',
  ).optional(),
  SLACK_CLIENT_ID: text(/^\d+\.\d+$/, 'Use the Client ID of Basic Information, for example 123.456').optional(),
  SLACK_CLIENT_SECRET: text(
    /^[0-9a-f]{16,}$/i,
    'Use the Client Secret of Basic Information, 32 digits and letters',
  ).optional(),
  SLACK_PORT: whole(65_535, 'Use a port from 1 to 65535, for example 3000').default('3000'),
  SLACK_PUBLIC_URL: text(
    /^https:\/\/[^\s/?#@]+[^\s?#@]*$/,
    'Use the address that Slack reaches, for example https://canyu.example.com',
  ).optional(),
  SLACK_API_URL: text(
    /^https?:\/\/[^\s/?#@]+\/([^\s?#@]*\/)?$/,
    'Use an address that ends in /, for example https://slack.com/api/',
  ).optional(),
  WECHATY_PUPPET: text(/^(@[\w-]+\/)?[\w.-]+$/, `Use the name of a puppet, for example ${PUPPET_SERVICE}`).optional(),
  WECHATY_PUPPET_SERVICE_TOKEN: text(/^[\w:.-]{8,}$/, 'Use the token of your puppet service').optional(),
  WECHATY_PUPPET_SERVICE_ENDPOINT: text(/^[\w.-]+:\d{1,5}$/, 'Use host:port, for example 127.0.0.1:8788').optional(),
  WECHAT_NAMES: text(
    /[\p{L}\p{N}\p{Extended_Pictographic}]/u,
    'Use the names by which people call the bot, with commas between them',
  ).optional(),
  WECHAT_APART: text(/^\d{1,6}-\d{1,6}$/, 'Use the least and the most ms between two messages, for example 1500-4000')
    .refine(
      (range) => Number(range.split('-')[0]) <= Number(range.split('-')[1]),
      'Use the smaller number first, for example 1500-4000',
    )
    .default('1500-4000'),
  WECHAT_PER_MINUTE: whole(600, 'Use a number from 1 to 600, for example 20').default('20'),
  WECHAT_PER_DAY: whole(1_000_000, 'Use a number from 1 to 1000000, for example 500').default('500'),
  WECHAT_PER_MONTH: whole(10_000_000, 'Use a number from 1 to 10000000, for example 10000').default('10000'),
};

export const settingNames = Object.keys(settings) as (keyof typeof settings)[];

export interface Config {
  readonly databaseUrl: string;
  /** The first owner, `platform:account`. */
  readonly owner: { readonly platform: string; readonly account: string };
  readonly language: (typeof languages)[number];
  readonly zone: string;
  readonly log: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** How often and when people may be written to of our own accord. */
  readonly contact: ContactRules;
  /** From which the keys are made that logins and codes are kept under. */
  readonly secret?: string;
  /** Set: this platform is to run. */
  readonly slack?: SlackSettings;
  readonly wechat?: WeChatSettings;
}

/** Reads the settings. Throws a StartError that names every fault. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(settingNames.map((name) => [name, environment[name]?.trim() || undefined]));
  const result = z.object(settings).safeParse(given);
  const faults = (result.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]);
    return `${name} is ${JSON.stringify(shown(name, given[name] ?? ''))}. ${issue.message}.`;
  });
  faults.push(...pairingFaults({ ...given, DATABASE_URL: given['DATABASE_URL'] ?? DEFAULT_DATABASE_URL }));
  if (!result.success || faults.length > 0) throw new StartError(faults.join('\n'));
  const read = result.data;
  const [platform = '', ...account] = read.CANYU_OWNER.split(':');
  return frozen({
    databaseUrl: read.DATABASE_URL,
    owner: { platform, account: account.join(':') },
    language: read.CANYU_LANGUAGE,
    zone: read.CANYU_ZONE,
    contact: {
      quiet: parseQuiet(read.CANYU_QUIET)!,
      caps: parseCaps(read.CANYU_CAPS)!,
      budgets: parseBudgets(read.CANYU_BUDGETS)!,
    },
    log: read.CANYU_LOG,
    ...(read.CANYU_SECRET !== undefined && { secret: read.CANYU_SECRET }),
    ...slackSettings(read),
    ...weChatSettings(read),
  });
}

/** What was read, as far as it may be repeated: of a secret no more than the prefix that tells its kind (`xoxp-`). */
function shown(name: string, value: string): string {
  if (!/TOKEN|SECRET/.test(name)) return withoutPassword(value);
  return `${/^x[a-z]{3}-/.exec(value)?.[0] ?? ''}***`;
}

/** The same text without the user and the password of an address, also where it is mistyped: whatever stands before the last @. */
export function withoutPassword(url: string): string {
  return url.replace(/^([a-z]+:\/\/)?[\s\S]*@/i, '$1***@').replace(/([?&]password=)[^&]*/gi, '$1***');
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
