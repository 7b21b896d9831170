// The Slack platform: Socket Mode or signed HTTP, one workspace or several.
import type { Keep } from '../../src/chat/keep.ts';
import type { Platform } from '../../src/chat/platform.ts';
import type { Clock } from '../../src/clock.ts';
import { StartError } from '../../src/errors.ts';
import type { Ids } from '../../src/ids.ts';
import type { Logger } from '../../src/log.ts';
import type { Language } from '../../src/text/language.ts';
import { adviceFor } from './advice.ts';
import { createCalls } from './calls.ts';
import { callerFor, clientOptions } from './client.ts';
import { deliver } from './deliver.ts';
import { createEntrance } from './entrance.ts';
import { wayOf } from './limits.ts';
import { lookUp } from './lookup.ts';
import { createNames } from './names.ts';
import { createReception } from './reception.ts';
import { createTroubles } from './troubles.ts';
import { manyWorkspaces, oneWorkspace } from './workspaces.ts';

export interface SlackOptions {
  /** Socket Mode when appToken is there; otherwise HTTP when signingSecret is there. */
  appToken?: string;
  signingSecret?: string;
  /** HTTP; 0 is any free port. */
  port?: number;
  /** One workspace. */
  botToken?: string;
  /** Several workspaces through OAuth. */
  oauth?: { clientId: string; clientSecret: string; stateSecret: string; publicUrl?: string };
  /** Redirects every call, `apps.connections.open` and `oauth.v2.access` too. */
  apiUrl?: string;
  /** Installations are kept here. */
  keep: Keep;
  clock: Clock;
  newId: Ids;
  log: Logger;
  /** Of the pages of an installation. */
  language: Language;
}

export type SlackPlatform = Platform & {
  /** HTTP: where it listens. */
  readonly port: number | undefined;
};

/** Slack puts up to so many characters of text into one message without trouble. https://docs.slack.dev/reference/methods/chat.postMessage */
const LONGEST_TEXT = 4000;
/** Events are mostly there within a second; a person on a train may need longer, ms. */
const LATENCY = 1500;

/** Makes the platform; throws a StartError where the settings open neither a way in nor a workspace. */
export function slackPlatform(options: SlackOptions): SlackPlatform {
  const { apiUrl, clock, log, oauth } = options;
  const web = clientOptions(apiUrl, log);
  const troubles = createTroubles();
  const advice = adviceFor(oauth);
  const calls = createCalls(clock, troubles, advice.tokenRefused);
  const caller = (token: string) => callerFor(token, web);
  const many = oauth && manyWorkspaces({ keep: options.keep, callerFor: caller, installed: calls.renewed });
  const workspaces = many ?? oneWorkspace(botTokenOf(options), caller);
  const names = createNames(calls, clock);
  const reception = createReception({
    ...{ workspaces, names, clock, log, clientOptions: web },
    removed: (team) => troubles.set(`token ${team}`, advice.removed(team)),
  });
  const entrance = createEntrance({ options, web, reception, workspaces, troubles, advice, store: many?.store });

  return {
    name: 'slack',
    capabilities: {
      markup: 'mrkdwn',
      buttons: true,
      threads: true,
      privateReplies: true,
      lookup: true,
      stableIds: true,
      latency: LATENCY,
      longestText: LONGEST_TEXT,
    },
    get port() {
      return entrance.port;
    },
    async start(accept) {
      reception.open(accept);
      await entrance.open();
    },
    async stop() {
      await reception.close();
      await entrance.close();
    },
    deliver: (delivery) => deliver({ workspaces, calls, troubles, clock }, delivery),
    lookup: (delivery) => lookUp(workspaces, calls, delivery),
    way: wayOf,
    health: troubles.health,
  };
}

function botTokenOf({ botToken }: SlackOptions): string {
  if (botToken === undefined) {
    throw new StartError(
      'Slack: no workspace. Set SLACK_BOT_TOKEN for one, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for several.',
    );
  }
  return botToken;
}
