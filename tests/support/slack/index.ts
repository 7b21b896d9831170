// A small Slack on 127.0.0.1 with real sockets: Web API, Socket Mode, signed HTTP, people, and everything that can go wrong.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Clock, realClock } from './clock.ts';
import { ACK_WITHIN } from './courier.ts';
import { createFaults } from './faults.ts';
import type { App } from './methods.ts';
import { createOffice } from './office.ts';
import { envelope, lifeEvent, messageEvent } from './payloads.ts';
import { type Person, personIn } from './person.ts';
import { createSigned } from './signed.ts';
import { createSockets } from './socket.ts';
import { type Channel, channelOf, createState, install, type Json, type Member, workspaceOf } from './state.ts';
import { createWaits } from './waits.ts';
import { bodyOf, type Processed, reply, serveCall } from './web.ts';

export type { Fault, Hits } from './faults.ts';
export type { Person } from './person.ts';
export type { Sight } from './state.ts';

export interface FakeSlackOptions {
  /** Stamps, retries and signatures follow it; the real one where absent. */
  clock?: Clock;
  /** The same seed gives the same faults. */
  seed?: number;
  /** After how many ms an event is brought again, attempt by attempt; [] never. Slack: at once, after 1 and after 5 minutes. */
  retries?: readonly number[];
  /** How long an app has to acknowledge, ms; 3,000 where absent. */
  ackWithin?: number;
  /** How many connections it keeps to an app by HTTP; with one, events come in their order. */
  connections?: number;
  /** Whether the app is sent its own messages as events, as Slack does. True where absent. */
  echoes?: boolean;
  /** Whether a workspace T1 has the app from the beginning. True where absent. */
  installed?: boolean;
}

export type FakeSlack = Awaited<ReturnType<typeof fakeSlack>>;

export async function fakeSlack(options: FakeSlackOptions = {}) {
  const { clock = realClock, seed = 1, retries = [1000, 60_000, 300_000], connections = 50, echoes = true } = options;
  const { ackWithin = ACK_WITHIN } = options;
  const waits = createWaits();
  const state = createState(clock, waits.changed);
  const faults = createFaults(seed);
  const processed: Processed[] = [];
  const responses: Json[] = [];
  const underWay = new Set<ServerResponse>();
  const connected = new Set<Socket>();
  let endpoint: string | undefined;
  let isDown = false;

  const server = createServer((request, response) => {
    if (request.url?.startsWith('/api/'))
      return void serveCall({ state, app, faults, processed, underWay }, request, response);
    if (!request.url?.startsWith('/response/')) return void response.writeHead(404).end();
    void bodyOf(request).then((body) => {
      responses.push(JSON.parse(body) as Json);
      reply(response, 200, { ok: true });
    });
  });
  server.on('connection', (socket) => {
    connected.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => connected.delete(socket));
    if (isDown) socket.resetAndDestroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const sockets = createSockets({ server, clock, newId: state.newId, ackWithin, changed: waits.changed });
  const signingSecret = 'the-signing-secret';
  const signed = createSigned({ secret: signingSecret, clock, url: () => endpoint, connections, ackWithin });
  const office = createOffice({
    ...{ clock, seed, retries, changed: waits.changed },
    courier: (parcel, attempt) =>
      isDown
        ? Promise.resolve({ received: false, reason: 'connection_failed' })
        : (endpoint === undefined ? sockets : signed).courier(parcel, attempt),
  });

  const app: App = {
    ...{ appToken: 'xapp-1', appTokenRevoked: false, clientId: '1.2', clientSecret: 'client-secret', codes: new Map() },
    socketUrl: () => `ws://127.0.0.1:${port}${sockets.ticket()}`,
    posted(workspace, channel, message) {
      if (echoes) tell(workspace.id, messageEvent(workspace, channel, message));
    },
  };

  function tell(team: string, event: Json): Promise<boolean> {
    const id = state.newId('Ev');
    const payload = envelope(workspaceOf(state, team), id, clock.now() / 1000, event);
    return office.send({ id, type: 'events_api', payload });
  }

  function ends(team: string, status: 'revoked' | 'uninstalled'): Promise<boolean> {
    const workspace = workspaceOf(state, team);
    workspace.status = status;
    return tell(team, lifeEvent(state, workspace, status === 'revoked' ? 'tokens_revoked' : 'app_uninstalled'));
  }

  if (options.installed ?? true) install(state, workspaceOf(state, 'T1'));

  const people = new Map<string, Person>();
  const common = { state, office, until: waits.until, responseUrl: () => `http://127.0.0.1:${port}/response/1` };
  return {
    /** For `SLACK_API_URL`. */
    apiUrl: `http://127.0.0.1:${port}/api/`,
    ...{ appToken: app.appToken, signingSecret, clientId: app.clientId, clientSecret: app.clientSecret },
    ...{ faults, sockets, events: office, state, processed, responses },
    request: signed.request,
    /** From now on events go there by HTTP; undefined: through Socket Mode again. */
    deliverTo(url: string | undefined): void {
      endpoint = url;
    },
    /** The token of a workspace that has the app. */
    botToken: (team = 'T1'): string => workspaceOf(state, team).token!,
    botUser: (team = 'T1'): string => workspaceOf(state, team).botUser,
    /** Installs the app without OAuth; gives the token. */
    install: (team: string): string => install(state, workspaceOf(state, team)),
    /** Somebody of the workspace agrees to the app: the code that Slack's page would send back. */
    consents(team: string): string {
      const code = state.newId('code-');
      app.codes.set(code, team);
      return code;
    },
    /** Always the same one for the same id. */
    person(id: string, { team = 'T1', ...more }: Partial<Member> & { team?: string } = {}): Person {
      const key = `${team}.${id}`;
      const found = people.get(key) ?? personIn({ ...common, workspace: workspaceOf(state, team) }, id, more);
      people.set(key, found);
      return found;
    },
    channel: (id: string, team = 'T1'): Channel => channelOf(workspaceOf(state, team), id),
    archive(id: string, team = 'T1'): void {
      channelOf(workspaceOf(state, team), id).archived = true;
    },
    revoke: (team = 'T1'): Promise<boolean> => ends(team, 'revoked'),
    uninstall: (team = 'T1'): Promise<boolean> => ends(team, 'uninstalled'),
    revokeAppToken(): void {
      app.appTokenRevoked = true;
    },
    /** Out of reach: connections are cut, new ones are reset, no event comes. */
    down(how: boolean): void {
      isDown = how;
      if (!how) return;
      sockets.drop();
      for (const socket of connected) socket.resetAndDestroy();
    },
    until: waits.until,
    /** How many calls are being answered. */
    get busy(): number {
      return underWay.size;
    },
    async close(): Promise<void> {
      office.stop();
      sockets.stop();
      signed.stop();
      for (const socket of connected) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
