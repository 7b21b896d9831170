// The workspaces that have the app: one by its token, or all that installed it, kept encrypted.
import type { InstallationStore } from '@slack/oauth';
import type { Keep } from '../../src/chat/keep.ts';
import type { Caller } from './client.ts';
import { isId } from './ids.ts';

export interface Workspace {
  team: string;
  botUser: string;
  token: string;
  call: Caller;
}

export interface Workspaces {
  /** Learns who we are; rejects where that cannot be learned yet. */
  prepare(): Promise<void>;
  /** Undefined where the app is not installed; `not yet` before `prepare` has succeeded. */
  find(team: string): Promise<Workspace | 'not yet' | undefined>;
  /** The app left the workspace. */
  remove(team: string): Promise<void>;
  /** True for a workspace that the app left while we ran: what goes there waits until it is back, or until the next start. */
  hasLeft(team: string): boolean;
}

/** One workspace by SLACK_BOT_TOKEN; which one it is, and who we are there, Slack tells. https://docs.slack.dev/reference/methods/auth.test */
export function oneWorkspace(token: string, callerFor: (token: string) => Caller): Workspaces {
  const call = callerFor(token);
  let known: Workspace | undefined;
  return {
    async prepare() {
      if (known) return;
      const { team_id, user_id } = await call('auth.test', {});
      if (!isId(team_id) || !isId(user_id)) throw new Error('auth.test told neither workspace nor bot');
      known = { team: team_id, botUser: user_id, token, call };
    },
    async find(team) {
      if (!known) return 'not yet';
      return known.team === team ? known : undefined;
    },
    // The token stays what it is: Slack refuses it until the app is back.
    async remove() {},
    hasLeft: () => false,
  };
}

const PREFIX = 'slack/installation/';

/** What is kept of an installation. */
interface Kept {
  team: string;
  name: string;
  token: string;
  botUser: string;
}

export type ManyWorkspaces = Workspaces & { store: InstallationStore };

export interface ManyOptions {
  keep: Keep;
  callerFor: (token: string) => Caller;
  /** Told of an installation, new or renewed. */
  installed(team: string): void;
}

/** Every workspace that installed the app by OAuth. Another process may have taken the installation: what is unknown is looked up. */
export function manyWorkspaces({ keep, callerFor, installed }: ManyOptions): ManyWorkspaces {
  const known = new Map<string, Workspace>();
  /** Those that removed the app while we ran. */
  const gone = new Set<string>();

  async function read(team: string): Promise<Workspace | undefined> {
    const kept = await keep.read(PREFIX + team);
    return kept === undefined ? undefined : remember(JSON.parse(kept) as Kept);
  }

  function remember({ team, token, botUser }: Kept): Workspace {
    const workspace = { team, token, botUser, call: callerFor(token) };
    known.set(team, workspace);
    gone.delete(team);
    return workspace;
  }

  return {
    async prepare() {
      const names = await keep.names(PREFIX);
      for (const name of names) if (!known.has(name.slice(PREFIX.length))) await read(name.slice(PREFIX.length));
    },
    async find(team) {
      return known.get(team) ?? read(team);
    },
    async remove(team) {
      await keep.remove(PREFIX + team);
      known.delete(team);
      gone.add(team);
    },
    hasLeft: (team) => gone.has(team),
    store: {
      async storeInstallation(installation) {
        const { team, bot } = installation;
        if (!isId(team?.id) || !bot) throw new Error('only the installation of a bot in one workspace can be kept');
        const kept: Kept = { team: team.id, name: team.name ?? team.id, token: bot.token, botUser: bot.userId };
        await keep.write(PREFIX + team.id, JSON.stringify(kept));
        remember(kept);
        installed(team.id);
      },
      // Tokens are read by `find`; the pages of an installation never ask for one.
      fetchInstallation: () => Promise.reject(new Error('installations are not read this way')),
    },
  };
}
