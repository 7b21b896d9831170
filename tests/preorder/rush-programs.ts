// A launch in real processes: claims handed to programs that die and are started again, until each claim was acknowledged.

import type { ChildProcess } from 'node:child_process';
import { follow, type Life, type Line } from '../faults/lives.ts';

export interface Rush {
  /** One program each; several only on PostgreSQL. */
  programs: number;
  places: number;
  persons: number;
  /** How many claims a program has under way. */
  window: number;
  start(): ChildProcess;
  /** Kills the program that is handed its nth claim, counted over all. */
  killsAt: readonly number[];
}

export interface Rushed {
  heard: Line[];
  lives: number;
}

/** An instant ahead of the machine's clock, by which all programs go. */
const CLOCK = { clock: new Date(Math.ceil(Date.now() / 1000) * 1000 + 26 * 3_600_000).toISOString() };

/** Everybody claims; every tenth claim is handed over twice, and every fifth person of those gives back what they got. */
export async function rush({ programs, places, persons, window, start, killsAt }: Rush): Promise<Rushed> {
  const heard: Line[] = [];
  let lives = 0;
  const begin = async (): Promise<Life> => {
    for (;;) {
      lives += 1;
      const life = follow(start(), heard);
      life.send(CLOCK);
      if (await life.done('clock')) return life;
    }
  };
  const running = await Promise.all(Array.from({ length: programs }, begin));
  let restarting: (Promise<void> | undefined)[] = running.map(() => undefined);

  async function say(program: number, line: { id: string; from: string; text: string }): Promise<void> {
    for (;;) {
      const life = running[program]!;
      life.send(line);
      if (await life.done(line.id)) return;
      restarting[program] ??= begin().then((next) => {
        running[program] = next;
        restarting[program] = undefined;
      });
      await restarting[program];
    }
  }

  await say(0, { id: 'new', from: 'boss', text: `preorder new mi --lanes "public:${places}"` });
  await say(0, { id: 'open', from: 'boss', text: 'preorder open mi' });
  const kills = new Set(killsAt);
  let sent = 0;
  const lane = async (program: number) => {
    for (;;) {
      const index = sent++;
      if (index >= persons) return;
      const claim = { id: `c${index}`, from: `p${index}`, text: 'claim' };
      if (kills.has(index)) setTimeout(running[program]!.kill, Math.random() * 5);
      await say(program, claim);
      if (index % 10 === 0) await say((program + 1) % programs, claim);
      if (index % 50 === 0)
        await say(program, { id: `x${index}`, from: claim.from, text: 'preorder cancel mi --confirm mi' });
    }
  };
  await Promise.all(running.flatMap((_, program) => Array.from({ length: window }, () => lane(program))));
  restarting = [];
  await Promise.all(running.map((life) => life.end()));
  return { heard, lives };
}
