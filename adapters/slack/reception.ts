// Commit, then acknowledge: whatever Slack brings is a committed turn first, and goes through Bolt to its acknowledgement after.
import { App, type Receiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { InboundMessage } from '../../src/chat/message.ts';
import type { Clock } from '../../src/clock.ts';
import type { Logger } from '../../src/log.ts';
import { inbound, type Removal, removalIn, teamOf } from './inbound.ts';
import { boltLogger } from './logger.ts';
import type { Names } from './names.ts';
import { COMMAND, SHORTCUT } from './presses.ts';
import { within } from './waiting.ts';
import type { Workspace, Workspaces } from './workspaces.ts';

/** Tells Slack "received", with an answer in the same breath where there is one. */
export type Acknowledge = (answer?: unknown) => Promise<void>;

export interface Reception {
  open(accept: (message: InboundMessage) => Promise<void>): void;
  /** Acknowledges once everything that the body causes is committed. Rejects, unacknowledged, where that could not be: Slack brings it again. */
  take(body: unknown, acknowledge: Acknowledge): Promise<void>;
  /** Takes nothing more; resolves when what was taken is acknowledged. */
  close(): Promise<void>;
}

export interface ReceptionOptions {
  workspaces: Workspaces;
  names: Names;
  clock: Clock;
  log: Logger;
  clientOptions: WebClientOptions;
  /** The app left a workspace. */
  removed(team: string, removal: Removal): void;
}

/** What is under way at a stop is waited for so long, ms. */
const LAST_WORDS = 3000;
/** Workspaces that strangers' events came from; beyond these, one line a restart of the list. */
const MOST_STRANGERS = 1000;

export function createReception(options: ReceptionOptions): Reception {
  const { workspaces, names, clock, log, removed } = options;
  const app = createApp(options);
  const strangers = new Set<unknown>();
  const underWay = new Set<Promise<void>>();
  let accept: ((message: InboundMessage) => Promise<void>) | undefined;

  function tellStranger(team: unknown): void {
    if (strangers.has(team)) return;
    if (strangers.size >= MOST_STRANGERS) strangers.clear();
    strangers.add(team);
    log.warn({ team }, 'slack: an event of a workspace that does not have the app was dropped');
  }

  async function named(workspace: Workspace, message: InboundMessage): Promise<InboundMessage> {
    const user = message.account.slice(workspace.team.length + 1);
    return { ...message, name: (await names.of(workspace, user)) ?? message.name };
  }

  async function receive(body: unknown, acknowledge: Acknowledge): Promise<void> {
    if (!accept) throw new Error('not listening');
    const take = accept;
    const team = teamOf(body);
    const workspace = team === undefined ? undefined : await workspaces.find(team);
    if (workspace === 'not yet') throw new Error('Slack has not told yet who we are');
    if (!workspace) {
      tellStranger(team);
      return acknowledge();
    }
    const removal = removalIn(body);
    if (removal) {
      await workspaces.remove(workspace.team);
      removed(workspace.team, removal);
    }
    const messages = inbound(body, workspace.team, { now: clock.now(), botUser: workspace.botUser });
    await Promise.all(messages.map(async (message) => take(await named(workspace, message))));
    // Bolt is shown what we know to be whole: it stumbles over less.
    if (removal || messages.length > 0) await throughBolt(app, body as Record<string, unknown>, acknowledge);
    else await acknowledge();
  }

  return {
    open(taking) {
      accept = taking;
    },
    take(body, acknowledge) {
      const work = receive(body, acknowledge).finally(() => underWay.delete(work));
      underWay.add(work);
      return work;
    },
    async close() {
      accept = undefined;
      await within(clock, LAST_WORDS, Promise.allSettled([...underWay]), () => []);
    },
  };
}

async function throughBolt(app: App, body: Record<string, unknown>, acknowledge: Acknowledge): Promise<void> {
  let told = false;
  const once: Acknowledge = async (answer) => {
    if (told) return;
    told = true;
    await acknowledge(answer);
  };
  await app.processEvent({ body, ack: once });
  await once();
}

function createApp({ workspaces, log, clientOptions }: ReceptionOptions): App {
  /** Bolt starts and stops nothing here: the doors are ours. */
  const receiver: Receiver = { init: () => undefined, start: async () => undefined, stop: async () => undefined };
  const app = new App({
    receiver,
    clientOptions,
    convoStore: false,
    ignoreSelf: false,
    logger: boltLogger(log),
    authorize: async ({ teamId = '' }) => {
      const workspace = await workspaces.find(teamId);
      if (!workspace || workspace === 'not yet') return { teamId };
      return { botToken: workspace.token, botUserId: workspace.botUser, teamId };
    },
  });
  // An empty acknowledgement: the answer comes from the outbox, as every other does.
  app.command(COMMAND, ({ ack }) => ack());
  app.action({ type: 'block_actions' }, ({ ack }) => ack());
  app.shortcut(SHORTCUT, ({ ack }) => ack());
  return app;
}
