// The settings of Slack and WeChat as a whole: which of them go together, and what their platforms are given.

export interface SlackSettings {
  /** Socket Mode where it is set, HTTP otherwise. */
  readonly appToken?: string;
  readonly signingSecret?: string;
  readonly port: number;
  /** One workspace. */
  readonly botToken?: string;
  /** Several workspaces. */
  readonly oauth?: { readonly clientId: string; readonly clientSecret: string; readonly publicUrl?: string };
  readonly apiUrl?: string;
}

export interface WeChatSettings {
  readonly puppet: string;
  readonly token?: string;
  readonly endpoint?: string;
  readonly names?: readonly string[];
  readonly pace: {
    /** Least and most ms between two messages. */
    readonly apart: readonly [number, number];
    readonly perMinute: number;
    readonly perDay: number;
    readonly perMonth: number;
  };
}

export const PUPPET_SERVICE = 'wechaty-puppet-service';

/** Settings as they were read; the faults of each alone are told apart from these. */
type Read = Readonly<Record<string, string | undefined>>;

interface Pairing {
  wrong(read: Read): unknown;
  remedy: string;
}

const hasOauth = (read: Read) => read['SLACK_CLIENT_ID'] && read['SLACK_CLIENT_SECRET'];
const hasWorkspace = (read: Read) => read['SLACK_BOT_TOKEN'] || hasOauth(read);
const hasEntrance = (read: Read) => read['SLACK_APP_TOKEN'] || read['SLACK_SIGNING_SECRET'];
const ONE_OR_SEVERAL = 'Set SLACK_BOT_TOKEN (one workspace), or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET (several)';
const MAKE_SECRET = 'Set it to what openssl rand -base64 32 gives, and keep a copy of it';

/** What makes no sense together. Each says what is missing where, and what to set. */
const pairings: readonly Pairing[] = [
  {
    wrong: (read) => read['SLACK_CLIENT_ID'] && !read['SLACK_CLIENT_SECRET'],
    remedy: 'SLACK_CLIENT_ID is set without SLACK_CLIENT_SECRET. Set both, or neither.',
  },
  {
    wrong: (read) => read['SLACK_CLIENT_SECRET'] && !read['SLACK_CLIENT_ID'],
    remedy: 'SLACK_CLIENT_SECRET is set without SLACK_CLIENT_ID. Set both, or neither.',
  },
  {
    wrong: (read) => read['SLACK_APP_TOKEN'] && !hasWorkspace(read),
    remedy: `SLACK_APP_TOKEN is set, and no workspace to work in. ${ONE_OR_SEVERAL}.`,
  },
  {
    wrong: (read) => read['SLACK_SIGNING_SECRET'] && !read['SLACK_APP_TOKEN'] && !hasWorkspace(read),
    remedy: `SLACK_SIGNING_SECRET is set, and no workspace to work in. ${ONE_OR_SEVERAL}.`,
  },
  {
    wrong: (read) => hasWorkspace(read) && !hasEntrance(read),
    remedy:
      'Slack cannot reach the bot. Set SLACK_APP_TOKEN (Socket Mode, no public address needed), or SLACK_SIGNING_SECRET (HTTP).',
  },
  {
    wrong: (read) => read['SLACK_BOT_TOKEN'] && hasOauth(read),
    remedy:
      'SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set. Keep the token for one workspace, the client for several.',
  },
  {
    wrong: (read) => hasOauth(read) && !read['CANYU_SECRET'],
    remedy: `CANYU_SECRET is missing: the tokens of Slack workspaces are kept encrypted. ${MAKE_SECRET}.`,
  },
  {
    wrong: (read) => read['WECHATY_PUPPET'] === PUPPET_SERVICE && !read['WECHATY_PUPPET_SERVICE_TOKEN'],
    remedy: `WECHATY_PUPPET is ${PUPPET_SERVICE}, and WECHATY_PUPPET_SERVICE_TOKEN is missing. Set it to the token of your service.`,
  },
  {
    wrong: (read) => read['WECHATY_PUPPET_SERVICE_ENDPOINT'] && !read['WECHATY_PUPPET_SERVICE_TOKEN'],
    remedy:
      'WECHATY_PUPPET_SERVICE_ENDPOINT is set without WECHATY_PUPPET_SERVICE_TOKEN. Set the token that the service expects.',
  },
  {
    wrong: (read) => puppetOf(read) && read['DATABASE_URL']?.startsWith('postgres') && !read['CANYU_SECRET'],
    remedy: `CANYU_SECRET is missing: what WeChat keeps on PostgreSQL is kept encrypted. ${MAKE_SECRET}.`,
  },
];

export function pairingFaults(read: Read): string[] {
  return pairings.filter(({ wrong }) => wrong(read)).map(({ remedy }) => remedy);
}

/** A token of a puppet service says enough. */
function puppetOf(read: Read): string | undefined {
  return read['WECHATY_PUPPET'] ?? (read['WECHATY_PUPPET_SERVICE_TOKEN'] && PUPPET_SERVICE);
}

/** `{ slack }` where its settings are there. `read` is free of faults. */
export function slackSettings(read: Read): { slack?: SlackSettings } {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = read;
  const oauth =
    clientId !== undefined && clientSecret !== undefined
      ? { clientId, clientSecret, ...given('publicUrl', read['SLACK_PUBLIC_URL']) }
      : undefined;
  if (!hasWorkspace(read)) return {};
  return {
    slack: {
      port: Number(read['SLACK_PORT']),
      ...given('appToken', read['SLACK_APP_TOKEN']),
      ...given('signingSecret', read['SLACK_SIGNING_SECRET']),
      ...given('botToken', read['SLACK_BOT_TOKEN']),
      ...given('apiUrl', read['SLACK_API_URL']),
      ...given('oauth', oauth),
    },
  };
}

/** `{ wechat }` where its settings are there. `read` is free of faults. */
export function weChatSettings(read: Read): { wechat?: WeChatSettings } {
  const puppet = puppetOf(read);
  if (puppet === undefined) return {};
  const [least = 0, most = 0] = (read['WECHAT_APART'] ?? '').split('-').map(Number);
  const names = (read['WECHAT_NAMES'] ?? '').split(/[,，]/).map((name) => name.replace(/^\s*[@＠]?|\s+$/g, ''));
  const called = names.filter((name) => name !== '');
  return {
    wechat: {
      puppet,
      ...given('token', read['WECHATY_PUPPET_SERVICE_TOKEN']),
      ...given('endpoint', read['WECHATY_PUPPET_SERVICE_ENDPOINT']),
      ...given('names', called.length > 0 ? called : undefined),
      pace: {
        apart: [least, most],
        perMinute: Number(read['WECHAT_PER_MINUTE']),
        perDay: Number(read['WECHAT_PER_DAY']),
        perMonth: Number(read['WECHAT_PER_MONTH']),
      },
    },
  };
}

/** An optional part: not there at all where it is undefined. */
function given<Name extends string, Value>(name: Name, value: Value | undefined): { [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]: Value });
}
