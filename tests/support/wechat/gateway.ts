// The test's side of a WeChat gateway: makes people write, sees what the bot said, and breaks what can break.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Answer, Contact, Counts, FromGateway, Heard, Order, Said } from './script.ts';

export type { Answer, Contact, Counts, Heard, Said } from './script.ts';

const SCRIPT = fileURLToPath(new URL('gateway-process.ts', import.meta.url));
const TOKEN = 'insecure_canyu-test-token';

export interface Gateway {
  /** For `WECHATY_PUPPET_SERVICE_ENDPOINT`. */
  readonly endpoint: string;
  readonly token: string;
  /** Everything people saw since the last `reset`, in order. */
  readonly heard: readonly Heard[];
  /** Resolves when everything said before this call is in `heard`. */
  settled(): Promise<void>;
  meet(contact: Contact): Promise<void>;
  say(said: Said): Promise<void>;
  /** The gateway tells of a message once more, as after a login. */
  again(id: string): Promise<void>;
  login(as?: string): Promise<void>;
  logout(): Promise<void>;
  /** A code to scan, as it is shown before a login. */
  scan(qrcode: string): Promise<void>;
  /** An `error` event out of nowhere. */
  fault(message: string): Promise<void>;
  /** What becomes of what the bot sends: to everybody, or to one person or room. */
  answer(answer: Answer, to?: string): Promise<void>;
  /** Payloads come after up to so many ms each. */
  dawdle(most: number): Promise<void>;
  /** Takes calls and answers none, until thawed. */
  freeze(frozen: boolean): Promise<void>;
  /** Opens or closes its port; the process lives on. */
  serve(serving: boolean): Promise<void>;
  count(): Promise<Counts>;
  /** Resolves when no client listens any more: the server takes no second one before. */
  left(): Promise<void>;
  /** Everything as at the start, and `heard` empty. */
  reset(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** A new process on the same port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A gateway with the bot ("Canyu", id `canyu`) logged in. What is random in it follows from the seed. */
export async function startGateway({ seed = 1 } = {}): Promise<Gateway> {
  const port = await freePort();
  const heard: Heard[] = [];
  const waiting = new Map<number, (result: unknown) => void>();
  let orders = 0;
  let child = await spawn();

  async function spawn(): Promise<ChildProcess> {
    const made = fork(SCRIPT, [String(port), TOKEN, String(seed)], { execArgv: ['--no-warnings', '--import', 'tsx'] });
    const ready = new Promise<void>((resolve, reject) => {
      made.once('exit', (code) => reject(new Error(`the gateway ended with ${code}`)));
      made.on('message', (message: FromGateway) => {
        if (message.type === 'ready') resolve();
        else if (message.type === 'heard') heard.push(message.heard);
        else {
          waiting.get(message.order)?.(message.result);
          waiting.delete(message.order);
        }
      });
    });
    await ready;
    return made;
  }

  function tell(order: Order): Promise<unknown> {
    orders += 1;
    const number = orders;
    return new Promise((resolve) => {
      waiting.set(number, resolve);
      child.send({ number, order });
    });
  }

  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  const obeyed = (order: Order): Promise<void> => tell(order).then(() => undefined);
  return {
    endpoint: `127.0.0.1:${port}`,
    token: TOKEN,
    heard,
    settled: () => obeyed({ do: 'count' }),
    meet: (contact) => obeyed({ do: 'meet', contact }),
    say: (said) => obeyed({ do: 'say', said }),
    again: (id) => obeyed({ do: 'again', id }),
    login: (as = 'canyu') => obeyed({ do: 'login', as }),
    logout: () => obeyed({ do: 'logout' }),
    scan: (qrcode) => obeyed({ do: 'scan', qrcode }),
    fault: (message) => obeyed({ do: 'fault', message }),
    answer: (answer, to) => obeyed({ do: 'answer', answer, ...(to !== undefined && { to }) }),
    dawdle: (most) => obeyed({ do: 'dawdle', most }),
    freeze: (frozen) => obeyed({ do: 'freeze', frozen }),
    serve: (serving) => obeyed({ do: 'serve', serving }),
    count: () => tell({ do: 'count' }) as Promise<Counts>,
    async left() {
      while (((await tell({ do: 'count' })) as Counts).clients > 0);
    },
    async reset() {
      await obeyed({ do: 'reset' });
      heard.length = 0;
    },
    kill,
    async restart() {
      child = await spawn();
    },
    close: kill,
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
