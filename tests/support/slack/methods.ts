// The methods of the Web API, by name: who may call them, and what each does to this Slack.
import { faultsOfBlocks } from './blocks.ts';
import { postEphemeral, postMessage } from './messages.ts';
import { conversationInfo, history, openConversation, replies, userInfo } from './reading.ts';
import { type Channel, install, type Json, type Message, type State, type Workspace, workspaceOf } from './state.ts';

export type Arguments = Json;
export type Answer = Json & { ok: boolean };

export interface Caller {
  workspace: Workspace;
  /** Told of what the app posted: Slack sends it back to the app as an event. */
  posted(channel: Channel, message: Message): void;
}

export interface App {
  appToken: string;
  appTokenRevoked: boolean;
  clientId: string;
  clientSecret: string;
  /** Codes that somebody's consent gave, and for which workspace; each works once. */
  codes: Map<string, string>;
  socketUrl(): string;
  posted(workspace: Workspace, channel: Channel, message: Message): void;
}

type Method = (state: State, caller: Caller, given: Arguments) => Answer;

const refuse = (error: string): Answer => ({ ok: false, error });

const methods: Readonly<Record<string, Method>> = {
  'auth.test': (_, { workspace }) => ({
    ...{ ok: true, url: `https://${workspace.id}.slack.com/`, team: workspace.id, user: 'canyu' },
    ...{ team_id: workspace.id, user_id: workspace.botUser, bot_id: workspace.botId, is_enterprise_install: false },
  }),
  'auth.revoke': (_, { workspace }) => {
    workspace.status = 'revoked';
    return { ok: true, revoked: true };
  },
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'conversations.open': openConversation,
  'conversations.info': conversationInfo,
  'conversations.history': history,
  'conversations.replies': replies,
  'users.info': userInfo,
  'views.publish': publishHome,
};

/** Answers a call as Slack does, `ok: false` with its error for what it refuses. */
export function answer(state: State, app: App, method: string, token: string | undefined, given: Arguments): Answer {
  if (method === 'oauth.v2.access') return access(state, app, given);
  if (token === undefined) return refuse('not_authed');
  if (method === 'apps.connections.open') return connect(app, token);
  const workspace = [...state.workspaces.values()].find((one) => one.token === token);
  if (!workspace) return refuse('invalid_auth');
  if (workspace.status === 'revoked') return refuse('token_revoked');
  if (workspace.status !== 'installed') return refuse('account_inactive');
  const run = methods[method];
  if (!run) return refuse('unknown_method');
  return run(state, { workspace, posted: (channel, message) => app.posted(workspace, channel, message) }, given);
}

/** https://docs.slack.dev/reference/methods/apps.connections.open */
function connect(app: App, token: string): Answer {
  if (token !== app.appToken) return refuse(token.startsWith('xapp-') ? 'invalid_auth' : 'not_allowed_token_type');
  return app.appTokenRevoked ? refuse('token_revoked') : { ok: true, url: app.socketUrl() };
}

/** https://docs.slack.dev/reference/methods/oauth.v2.access */
function access(state: State, app: App, given: Arguments): Answer {
  if (given['client_id'] !== app.clientId) return refuse('invalid_client_id');
  if (given['client_secret'] !== app.clientSecret) return refuse('bad_client_secret');
  const code = String(given['code'] ?? '');
  const team = app.codes.get(code);
  if (team === undefined) return refuse('invalid_code');
  app.codes.delete(code);
  const workspace = workspaceOf(state, team);
  const token = install(state, workspace);
  return {
    ...{ ok: true, app_id: 'ACANYU', token_type: 'bot', access_token: token, scope: 'chat:write,commands' },
    ...{ bot_user_id: workspace.botUser, team: { id: team, name: team }, enterprise: null },
    ...{ authed_user: { id: 'UINSTALLER' }, is_enterprise_install: false },
  };
}

/** https://docs.slack.dev/reference/methods/views.publish */
function publishHome(state: State, { workspace }: Caller, given: Arguments): Answer {
  const member = workspace.members.get(String(given['user_id'] ?? ''));
  const view = given['view'] as Json | undefined;
  if (!member) return refuse('user_not_found');
  if (typeof view !== 'object' || view === null || view['type'] !== 'home') return refuse('invalid_arguments');
  const faults = faultsOfBlocks(view['blocks'], 'home');
  if (faults.length > 0) return { ...refuse('invalid_arguments'), response_metadata: { messages: faults } };
  member.home = { ...view, id: `V${member.id}`, team_id: workspace.id };
  state.changed();
  return { ok: true, view: member.home };
}
