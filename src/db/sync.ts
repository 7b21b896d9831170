// Makes sure that something survives a power cut.
import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Sees a file's bytes, or a folder's names, safe on the disk. Never for a database that is open: closing a file drops SQLite's locks on it. */
export function syncToDisk(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
