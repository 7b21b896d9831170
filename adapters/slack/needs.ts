// What Canyu calls at Slack and hears from it, and the permissions that each of them takes. The manifest is made of this.
import { COMMAND, SHORTCUT } from './presses.ts';

/** Permissions of the bot's token, each with the reason that staff are shown. https://docs.slack.dev/reference/scopes */
export const scopes = {
  'app_mentions:read': 'hears when somebody mentions the bot',
  'channels:history':
    'hears answers and the ! prefix in public channels that invited the bot; looks a message of its own up after a crash',
  'chat:write': 'answers, asks and announces where it was invited, and in direct messages',
  commands: `the slash command ${COMMAND} and the shortcut "Send as feedback"`,
  'groups:history': 'the same as channels:history, in private channels that invited the bot',
  'im:history': 'hears direct messages to the bot; looks a message of its own up after a crash',
  'im:write': 'finds the direct message with a person, to look there for a message of its own after a crash',
  'users:read': 'shows people by the names they chose',
} as const;

export type Scope = keyof typeof scopes;

/** Permission of the app's own token, in Socket Mode. */
export const appScope = 'connections:write';

/** Every method that is called, and what a bot's token needs for it. https://docs.slack.dev/reference/methods */
export const methods = {
  'apps.connections.open': [],
  'auth.test': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'oauth.v2.access': [],
  'users.info': ['users:read'],
  'views.publish': [],
} as const satisfies Record<string, readonly Scope[]>;

export type Method = keyof typeof methods;

/** Every event that is heard, and what it needs. https://docs.slack.dev/reference/events */
export const events = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  app_uninstalled: [],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  tokens_revoked: [],
} as const satisfies Record<string, readonly Scope[]>;

/** What is begun from Slack's own menus. */
export const entries = {
  command: { name: COMMAND, needs: 'commands' },
  shortcut: { name: SHORTCUT, needs: 'commands' },
} as const satisfies Record<string, { name: string; needs: Scope }>;

/** What an installation asks for, sorted. */
export const botScopes = Object.keys(scopes).sort() as Scope[];
