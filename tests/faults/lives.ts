// One game over several lives of the program, in real processes: whoever dies is started again and handed again what it had not acknowledged.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Told } from './play.ts';
import type { Act } from './scenarios.ts';

/** Dies of SIGKILL at the nth call from now on that begins like this. */
export interface Death {
  call: string;
  nth: number;
  when: 'before' | 'after';
}

/** A line that the program said, of the JSON form of the terminal. */
export interface Line {
  to?: string;
  room?: string;
  text: string;
  re?: string;
}

export interface Life {
  send(line: object): void;
  /** True when the program said that it is done with it, false when it died before. */
  done(what: string): Promise<boolean>;
  arm(death: Death): Promise<void>;
  kill(): void;
  /** Ends its input; gives the exit code. */
  end(): Promise<number | null>;
}

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

/** The program as people start it. */
export function canyu(url: string): ChildProcess {
  return spawn(process.execPath, [path('canyu.mjs'), 'chat', '--json'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: url, CANYU_OWNER: 'terminal:boss', CANYU_LOG: 'silent' },
  });
}

/** The same, which can be told when to die. */
export function mortal(url: string): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', path('tests/faults/program.ts'), url], {
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
  });
}

/** Follows what a process says; everything but the `done` lines goes into `heard`. */
export function follow(child: ChildProcess, heard: Line[]): Life {
  const waiting = new Map<string, (done: boolean) => void>();
  const early = new Set<string>();
  let gone = false;
  createInterface({ input: child.stdout! })
    .on('line', (text) => {
      const line = JSON.parse(text) as Line & { done?: string; error?: string };
      if (line.error !== undefined) throw new Error(`the program answered ${text}`);
      if (line.done === undefined) heard.push(line);
      else if (waiting.has(line.done)) waiting.get(line.done)!(true);
      else early.add(line.done);
    })
    .on('close', () => {
      gone = true;
      for (const tell of waiting.values()) tell(false);
    });
  child.stdin!.on('error', () => undefined);
  return {
    send: (line) => void child.stdin!.write(`${JSON.stringify(line)}\n`),
    async done(what) {
      if (early.delete(what)) return true;
      if (gone) return false;
      const answer = await new Promise<boolean>((resolve) => waiting.set(what, resolve));
      waiting.delete(what);
      return answer;
    },
    async arm(death) {
      child.send(death);
      await once(child, 'message');
    },
    kill: () => void child.kill('SIGKILL'),
    async end() {
      if (child.exitCode !== null) return child.exitCode;
      const exited = once(child, 'exit');
      child.stdin!.end();
      return (await exited)[0] as number | null;
    },
  };
}

export interface Lives {
  heard: Line[];
  told: Told[];
  /** How many processes it took. */
  lives: number;
  exitCode: number | null;
}

/**
 * Plays the acts from `at` (ms) on. `trouble` is called before each try of an act, with the number of the act (from 1) and of the try: it may arm
 * the process or have it killed.
 */
export async function live(
  start: () => ChildProcess,
  acts: readonly Act[],
  at: number,
  trouble: (life: Life, act: number, time: number) => Promise<void> | void,
): Promise<Lives> {
  const heard: Line[] = [];
  const told: Told[] = [];
  let now = at;
  let lives = 0;
  let life = await begin();

  async function begin(): Promise<Life> {
    for (;;) {
      lives += 1;
      const made = follow(start(), heard);
      made.send({ clock: new Date(now).toISOString() });
      if (await made.done('clock')) return made;
    }
  }

  async function untilDone(act: number, line: object, what: string): Promise<void> {
    for (let time = 1; ; time += 1) {
      await trouble(life, act, time);
      life.send(line);
      if (await life.done(what)) return;
      life = await begin();
    }
  }

  for (const [index, act] of acts.entries()) {
    const event = `act${index + 1}`;
    if (act.type === 'later') {
      const to = now + act.ms;
      await untilDone(index + 1, { clock: new Date(to).toISOString() }, 'clock');
      now = to;
      continue;
    }
    const { account: from, room, text } = act;
    await untilDone(index + 1, { id: event, from, room, text }, event);
    told.push({ event, saying: act, failed: false });
  }
  return { heard, told, lives, exitCode: await life.end() };
}
