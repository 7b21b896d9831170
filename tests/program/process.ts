// The program as people run it: `node canyu.mjs …` in a folder of its own, with its real input, output and signals.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const door = fileURLToPath(new URL('../../canyu.mjs', import.meta.url));

export interface Setting {
  /** Where it runs: its data is in here, unless DATABASE_URL says otherwise. */
  folder: string;
  environment?: Record<string, string>;
}

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a command to its end, with nothing on standard input. */
export function canyu({ folder, environment }: Setting, ...args: string[]): Promise<Ended> {
  const child = start({ folder, ...(environment && { environment }) }, args);
  child.stdin?.end();
  return ended(child);
}

/** The same, its output handed to the rest of a shell line: `canyu … | head -1`. The exit code stands at the end of `err`. */
export function piped({ folder, environment }: Setting, args: string, rest: string): Promise<Ended> {
  const line = `('${process.execPath}' '${door}' ${args} ${rest.startsWith('>') ? rest : ''}; echo "exit $?" >&2) ${rest.startsWith('|') ? rest : ''}`;
  return ended(spawn('sh', ['-c', line], { cwd: folder, env: clean(environment) }));
}

export interface Answer {
  to?: string;
  room?: string;
  private?: true;
  text?: string;
  choices?: { label: string; value: string }[];
  re?: string;
  done?: string;
  error?: string;
  line?: number;
}

export interface Chat {
  child: ChildProcess;
  /** Sends a line and gives what comes until its `done` or its `error`, that one included. */
  ask(line: string | ({ id?: string; clock?: string } & Record<string, unknown>)): Promise<Answer[]>;
  /** Closes the input and gives the end of it. */
  end(): Promise<Ended>;
  kill(signal: NodeJS.Signals): Promise<Ended>;
}

export interface Service {
  /** Resolves once standard output holds it. */
  says(pattern: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<Ended>;
}

/** `canyu start` with platforms, which runs until it is told to stop. */
export function service(setting: Setting): Service {
  const child = start(setting, ['start']);
  chats.add(child);
  const over = ended(child);
  let out = '';
  const heard = new Set<() => void>();
  child.stdout?.on('data', (chunk: string) => {
    out += chunk;
    for (const look of heard) look();
  });
  return {
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => pattern.test(out) && resolve();
        heard.add(look);
        look();
        over.then(({ err }) => reject(new Error(`the program has ended: ${err}`)), reject);
      }),
    kill(signal) {
      child.kill(signal);
      return over;
    },
  };
}

const chats = new Set<ChildProcess>();

/** Ends what a failed test left running. */
export function killAll(): void {
  for (const child of chats) child.kill('SIGKILL');
  chats.clear();
}

/** `canyu chat --json`, line by line. */
export function chat(setting: Setting): Chat {
  const child = start(setting, ['chat', '--json']);
  chats.add(child);
  const over = ended(child);
  const lines = createInterface({ input: child.stdout as Readable })[Symbol.asyncIterator]();

  async function next(): Promise<Answer> {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the program has ended: ${(await over).err}`);
    return JSON.parse(value) as Answer;
  }

  return {
    child,
    async ask(line) {
      child.stdin?.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
      const answers: Answer[] = [];
      do answers.push(await next());
      while (answers.at(-1)!.done === undefined && answers.at(-1)!.error === undefined);
      return answers;
    },
    end() {
      child.stdin?.end();
      return over;
    },
    kill(signal) {
      child.kill(signal);
      return over;
    },
  };
}

function start({ folder, environment }: Setting, args: string[]): ChildProcess {
  return spawn(process.execPath, [door, ...args], { cwd: folder, env: clean(environment) });
}

/** Nothing of the settings of whoever runs the tests. */
function clean(environment: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, CANYU_LANGUAGE: 'en', ...environment };
}

async function ended(child: ChildProcess): Promise<Ended> {
  const [out, err, [code]] = await Promise.all([
    read(child.stdout as Readable),
    read(child.stderr as Readable),
    once(child, 'close'),
  ]);
  return { code, out, err };
}

function read(stream: Readable): Promise<string> {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return once(stream, 'end').then(() => text);
}
