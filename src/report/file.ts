// A file that is there whole or not at all.
import { open, rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

type Fault = NodeJS.ErrnoException;

/**
 * Has `write` fill the file. One that was there before stays until the new one is complete. Gives what the disk or the folder refused,
 * if anything; throws what `write` throws.
 */
export async function writeFileWhole(
  file: string,
  write: (output: Writable) => Promise<Fault | undefined>,
): Promise<Fault | undefined> {
  const partial = `${file}.partial`;
  let output: Writable | undefined;
  try {
    output = (await open(partial, 'w')).createWriteStream({ flush: true });
    const broken = await write(output);
    if (broken) throw broken;
    await finished(output.end());
    await rename(partial, file);
    return undefined;
  } catch (error) {
    output?.destroy();
    if (output) await rm(partial, { force: true });
    if ((error as Fault).syscall !== undefined) return error as Fault;
    throw error;
  }
}
