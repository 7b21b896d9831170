// The secrets of an installation: CANYU_SECRET, and on SQLite the one in a file beside the database, made where there is no other.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf } from '../db/errors.ts';
import { syncToDisk } from '../db/sync.ts';
import { StartError } from '../errors.ts';
import { KEY_BYTES, NONCE_BYTES } from './cipher.ts';
import { deriveKeys, type Keyring } from './keys.ts';

export interface Installed {
  /** CANYU_SECRET. */
  secret: string | undefined;
  /** Of the SQLite database; undefined on PostgreSQL, where no file would be beside it. */
  file: string | undefined;
}

/**
 * The keys of CANYU_SECRET, else those of the file, which is made where there is none. A file from the time before CANYU_SECRET still
 * opens what was kept then. Empty on PostgreSQL without CANYU_SECRET. Throws a StartError for a file that cannot be used.
 */
export async function openKeyring({ secret, file }: Installed): Promise<Keyring> {
  const beside = file === undefined ? undefined : `${file}.secret`;
  const secrets = secret === undefined ? [] : [secret];
  if (beside !== undefined && (secret === undefined || existsSync(beside))) secrets.push(readOrMake(beside));
  return Promise.all(secrets.map(deriveKeys));
}

/** A fresh nonce for one value. */
export const freshNonce = (): Uint8Array => randomBytes(NONCE_BYTES);

/** 32 bytes in base64url. */
const OURS = /^[\w-]{43}$/;

function readOrMake(path: string): string {
  const secret = explained(path, () => (existsSync(path) ? readFileSync(path, 'utf8').trim() : make(path)));
  if (OURS.test(secret)) return secret;
  throw new StartError(
    `${path} does not hold a secret any more. Restore it, or delete it: logins that were kept must then be made again.`,
  );
}

/** For nobody but the user who runs the bot. */
function make(path: string): string {
  const secret = randomBytes(KEY_BYTES).toString('base64url');
  writeFileSync(path, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  syncToDisk(path);
  syncToDisk(dirname(path));
  return secret;
}

function explained<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new StartError(
      `The secret ${path} can be neither read nor made (${messageOf(error)}). Let this user read and write it, or set CANYU_SECRET.`,
      { cause: error },
    );
  }
}
