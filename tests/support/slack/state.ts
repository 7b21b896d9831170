// What this Slack holds: workspaces with their people, channels and messages, and everything that was to be seen, in order.
import { type Clock, stamps } from './clock.ts';
import { type Button, buttonsOf, shown } from './shown.ts';

export type Json = Record<string, unknown>;

export interface Member {
  id: string;
  name: string;
  /** IANA zone */
  zone: string;
  locale: string;
  /** Where the home tab shows nothing yet: undefined. */
  home: Json | undefined;
}

export interface Message {
  ts: string;
  user: string;
  text: string;
  blocks?: Json[];
  thread?: string;
  metadata?: Json;
  files?: readonly Json[];
  /** Posted by the app. */
  own: boolean;
}

export interface Channel {
  id: string;
  name: string;
  kind: 'channel' | 'group' | 'im';
  members: Set<string>;
  archived: boolean;
  messages: Message[];
}

export interface Workspace {
  id: string;
  botUser: string;
  botId: string;
  /** Undefined before the app is installed. */
  token: string | undefined;
  status: 'installed' | 'revoked' | 'uninstalled' | 'absent';
  members: Map<string, Member>;
  channels: Map<string, Channel>;
}

/** Something of the app that somebody can see. */
export interface Sight {
  team: string;
  channel: string;
  /** Who alone sees it (a direct message, an ephemeral one); undefined: all in the channel. */
  to: string | undefined;
  ephemeral: boolean;
  ts: string;
  thread: string | undefined;
  text: string;
  buttons: Button[];
  /** As it was sent. */
  sent: Json;
}

export interface State {
  clock: Clock;
  stamp: () => string;
  /** Unique within this Slack: `Ev1`, `Ev2`, … */
  newId: (prefix: string) => string;
  workspaces: Map<string, Workspace>;
  sights: Sight[];
  /** What Slack lets pass and warns of. */
  warnings: string[];
  /** Tells whoever waits that something changed. */
  changed: () => void;
}

export function createState(clock: Clock, changed: () => void): State {
  let ids = 0;
  return {
    clock,
    stamp: stamps(clock.now),
    newId: (prefix) => {
      ids += 1;
      return `${prefix}${ids}`;
    },
    workspaces: new Map(),
    sights: [],
    warnings: [],
    changed,
  };
}

export function workspaceOf(state: State, id: string): Workspace {
  const known = state.workspaces.get(id);
  if (known) return known;
  const made: Workspace = {
    ...{ id, botUser: `U${id}BOT`, botId: `B${id}BOT`, token: undefined, status: 'absent' },
    ...{ members: new Map(), channels: new Map() },
  };
  state.workspaces.set(id, made);
  memberOf(made, made.botUser);
  return made;
}

export function install(state: State, workspace: Workspace): string {
  workspace.token = state.newId(`xoxb-${workspace.id}-`);
  workspace.status = 'installed';
  return workspace.token;
}

/** Somebody of the workspace; new where nobody has the id. */
export function memberOf(workspace: Workspace, id: string, more: Partial<Member> = {}): Member {
  const known = workspace.members.get(id);
  if (known) return Object.assign(known, more);
  const made: Member = { id, name: id.toLowerCase(), zone: 'Asia/Shanghai', locale: 'en-US', home: undefined, ...more };
  workspace.members.set(id, made);
  return made;
}

/** A channel with the bot in it; new where none has the id. `G…` are private channels. */
export function channelOf(workspace: Workspace, id: string): Channel {
  const known = workspace.channels.get(id);
  if (known) return known;
  return addChannel(workspace, id, id.startsWith('G') ? 'group' : 'channel', [workspace.botUser]);
}

/** The direct messages between a member and the bot. */
export function directOf(workspace: Workspace, user: string): Channel {
  const id = `D${user}`;
  return workspace.channels.get(id) ?? addChannel(workspace, id, 'im', [user, workspace.botUser]);
}

function addChannel(workspace: Workspace, id: string, kind: Channel['kind'], members: string[]): Channel {
  const made: Channel = { id, name: id.toLowerCase(), kind, members: new Set(members), archived: false, messages: [] };
  workspace.channels.set(id, made);
  return made;
}

export function see(state: State, workspace: Workspace, channel: Channel, what: Message, only?: string): void {
  const partner = channel.kind === 'im' ? [...channel.members].find((id) => id !== workspace.botUser) : undefined;
  state.sights.push({
    team: workspace.id,
    channel: channel.id,
    to: only ?? partner,
    ephemeral: only !== undefined,
    ts: what.ts,
    thread: what.thread,
    text: shown(what),
    buttons: buttonsOf(what.blocks),
    sent: { text: what.text, blocks: what.blocks, metadata: what.metadata },
  });
  state.changed();
}
