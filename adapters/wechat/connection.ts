// One life of wechaty: built, listened to at the puppet's level, and taken down without a trace. A new one is built for every try.
import type { EventEmitter } from 'node:events';
import type { Wechaty } from 'wechaty';
import type { PuppetService } from 'wechaty-puppet-service';

export type Puppet = Wechaty['puppet'];

export interface Door {
  /** The package of a puppet: https://wechaty.js.org/docs/puppet-providers */
  puppet: string;
  token?: string | undefined;
  /** host:port of a gateway, for wechaty-puppet-service. */
  endpoint?: string | undefined;
}

export interface Events {
  login(account: string, puppet: Puppet): void;
  logout(): void;
  /** A code to scan for a login. */
  scan(code: string): void;
  /** In the order of arrival. */
  message(id: string): void;
  /** Something else that shows the gateway to be alive. */
  sign(): void;
  /** The answer to a `ding`. */
  dong(): void;
  error(error: unknown): void;
}

export interface Connection {
  readonly puppet: Puppet;
  /** Whether the gateway took us; the reason went to `error`. */
  readonly up: boolean;
  /** Never rejects. May take its time where the gateway does not answer. */
  close(): Promise<void>;
}

/** wechaty's own watchdog starts a silent puppet again, each time with more listeners. We look ourselves, so it may sleep for a day, s. */
const WATCHDOG = 24 * 3600;
/** How many payloads wechaty keeps in memory. */
const REMEMBERED = { contact: 5000, room: 100, roomMember: 100, message: 200 };
/** wechaty's number for a code that waits to be scanned. */
const WAITING = 2;

/** Rejects where the puppet's package is not there or is none. Everything else that goes wrong is an event. */
export async function connect({ puppet: name, token, endpoint }: Door, events: Events): Promise<Connection> {
  const { log, WechatyBuilder } = await import('wechaty');
  // wechaty prints to the console, which is not ours to use; what matters comes as an event.
  log.level('silent');
  const wechaty = WechatyBuilder.build({
    puppet: name as 'wechaty-puppet-service',
    puppetOptions: {
      ...(token && { token }),
      ...(endpoint && { endpoint }),
      timeoutSeconds: WATCHDOG,
      cache: REMEMBERED,
    },
  });
  wechaty.on('error', events.error);
  await wechaty.init();
  const { puppet } = wechaty;
  storeNothing(puppet);
  listen(puppet, events);
  await wechaty.start();
  return { puppet, up: puppet.state.active() === true, close: () => close(wechaty, puppet) };
}

function listen(puppet: Puppet, events: Events): void {
  // wechaty's own listener reads the whole room for each message, and passes messages on in the order in which that ends.
  puppet.removeAllListeners('message');
  puppet.on('message', ({ messageId }) => events.message(messageId));
  puppet.on('login', ({ contactId }) => events.login(contactId, puppet));
  puppet.on('logout', () => events.logout());
  puppet.on('scan', ({ status, qrcode }) => {
    if (status === WAITING && qrcode) events.scan(qrcode);
  });
  puppet.on('heartbeat', () => events.sign());
  puppet.on('dong', () => events.dong());
}

/** wechaty-puppet-service keeps people's names and numbers in files of its own, which nobody could erase, and whose lock ends the process. */
function storeNothing(puppet: Puppet): void {
  if (!('_payloadStore' in puppet)) return;
  const nothing = async (): Promise<void> => {};
  Object.assign(puppet, { _payloadStore: { start: nothing, stop: nothing } });
}

async function close(wechaty: Wechaty, puppet: Puppet): Promise<void> {
  const stream = streamOf(puppet);
  await wechaty.stop().then(undefined, () => undefined);
  // A gateway that does not answer would keep the stream, and with it the process.
  stream?.cancel();
  for (const emitter of [wechaty, puppet] as unknown as EventEmitter[]) {
    emitter.removeAllListeners();
    // An error without a listener would end the process, and some come late.
    emitter.on('error', () => {});
  }
}

function streamOf(puppet: Puppet): PuppetService['grpcManager']['eventStream'] {
  if (!('_grpcManager' in puppet)) return undefined;
  return (puppet._grpcManager as PuppetService['grpcManager'] | undefined)?.eventStream;
}
