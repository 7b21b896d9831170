// Writes lines in order. What arrives while one write is under way goes out with the next, and whoever writes waits
// until the stream has taken it: a slow reader slows the writers down instead of filling the memory.
import type { Writable } from 'node:stream';

export interface LineOutput {
  /** Adds a line; resolves to false when nobody reads any more. */
  write(line: string): Promise<boolean>;
  /** Resolves when the reader went away (a closed pipe) or the stream broke. */
  readonly closed: Promise<void>;
  /** Why it broke; undefined while it works. */
  fault(): Error | undefined;
}

interface Waiting {
  line: string;
  done(written: boolean): void;
}

export function lineOutput(output: Writable): LineOutput {
  let waiting: Waiting[] = [];
  let writing = false;
  let broken: Error | undefined;

  const closed = new Promise<void>((resolve) => {
    output.on('error', (error) => {
      broken ??= error;
      resolve();
    });
    output.on('close', () => {
      broken ??= new Error('The output is closed.');
      resolve();
    });
  });

  function flush(): void {
    if (writing || waiting.length === 0) return;
    const group = waiting;
    waiting = [];
    writing = true;
    output.write(`${group.map(({ line }) => line).join('\n')}\n`, (error) => {
      writing = false;
      if (error) broken ??= error;
      for (const { done } of group) done(!error);
      flush();
    });
  }

  return {
    closed,
    fault: () => broken,
    write(line) {
      if (broken) return Promise.resolve(false);
      return new Promise((done) => {
        waiting.push({ line, done });
        flush();
      });
    },
  };
}
