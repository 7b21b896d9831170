// The ways in, by what the settings hold: a socket or signed requests, and beside either the pages of an installation.
import type { WebClientOptions } from '@slack/web-api';
import { StartError } from '../../src/errors.ts';
import type { Advice } from './advice.ts';
import { createDoor } from './door.ts';
import type { SlackOptions } from './index.ts';
import { failureOf } from './outcome.ts';
import { createPages } from './pages.ts';
import type { Reception } from './reception.ts';
import { createSocket } from './socket.ts';
import { slackTexts as texts } from './text.ts';
import type { Troubles } from './troubles.ts';
import { createBackOff } from './waiting.ts';
import type { ManyWorkspaces, Workspaces } from './workspaces.ts';

export interface EntranceOptions {
  options: SlackOptions;
  web: WebClientOptions;
  reception: Reception;
  workspaces: Workspaces;
  troubles: Troubles;
  advice: Advice;
  /** Where installations go; undefined with one workspace. */
  store: ManyWorkspaces['store'] | undefined;
}

export interface Entrance {
  readonly port: number | undefined;
  open(): Promise<void>;
  close(): Promise<void>;
}

const DEFAULT_PORT = 3000;
const TROUBLE = 'prepare';

export function createEntrance(entrance: EntranceOptions): Entrance {
  const { options, web, reception, troubles } = entrance;
  const { appToken, clock, log } = options;
  const backOff = createBackOff(clock);
  const prepare = (): Promise<boolean> => prepared(entrance);
  const door = needsDoor(options) ? doorOf(entrance) : undefined;
  const socket =
    appToken !== undefined && createSocket({ appToken, clientOptions: web, reception, prepare, troubles, clock, log });

  /** By HTTP nothing waits for us to know who we are: Slack is asked until it tells. */
  async function keepPreparing(tried: () => void): Promise<void> {
    for (let ready = false; !ready && !backOff.stopped; tried()) {
      await backOff.pause();
      ready = backOff.stopped || (await prepare());
    }
  }

  return {
    get port() {
      return door?.port;
    },
    async open() {
      await door?.open();
      if (socket) await socket.open();
      else await new Promise<void>((resolve, reject) => void keepPreparing(resolve).then(resolve, reject));
    },
    async close() {
      backOff.stop();
      if (socket) await socket.close();
      await door?.close();
    },
  };
}

/** Whether we know who we are. What keeps Slack from telling is told to staff. */
async function prepared({ workspaces, troubles, advice }: EntranceOptions): Promise<boolean> {
  try {
    await workspaces.prepare();
  } catch (error) {
    const { type, code } = failureOf(error);
    troubles.set(TROUBLE, type === 'offline' ? advice.tokenRefused('', code) : texts.disconnected({ code }));
    return false;
  }
  troubles.clear(TROUBLE);
  return true;
}

function needsDoor({ appToken, signingSecret, oauth }: SlackOptions): boolean {
  if (appToken === undefined && signingSecret === undefined) {
    throw new StartError('Slack: no way in. Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP.');
  }
  return appToken === undefined || oauth !== undefined;
}

function doorOf({ options, web, reception, store, troubles }: EntranceOptions) {
  const { appToken, signingSecret, port = DEFAULT_PORT, oauth, apiUrl, clock, log, language } = options;
  return createDoor({
    port,
    signingSecret: appToken === undefined ? signingSecret : undefined,
    reception,
    pages:
      oauth && store
        ? createPages({ ...oauth, publicUrl: oauth.publicUrl, apiUrl, store, clientOptions: web, language, log })
        : async () => false,
    healthy: () => troubles.health().ok,
    clock,
    log,
  });
}
