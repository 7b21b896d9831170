// From the secret of the installation to a key for each purpose. The stretching (scrypt) is done once a start.
import { hkdfSync, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { KEY_BYTES } from './cipher.ts';

/** A key of 32 bytes for one purpose; from one of them no other can be computed. */
export type Keys = (purpose: string) => Buffer;

/** The keys of each secret that may be in use: the first makes, all of them open and recognise. */
export type Keyring = readonly Keys[];

export const SEALING = 'keep/sealing';

/** 32 MB and about a tenth of a second: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/** The salt is the same everywhere: nobody keeps two installations under one secret and wishes to hide that. */
const SALT = 'canyu/secret/1';

const stretch = promisify<string, string, number, typeof COST, Buffer>(scrypt);

export async function deriveKeys(secret: string): Promise<Keys> {
  const master = await stretch(secret, SALT, KEY_BYTES, COST);
  const made = new Map<string, Buffer>();
  return (purpose) => {
    const known = made.get(purpose) ?? Buffer.from(hkdfSync('sha256', master, '', purpose, KEY_BYTES));
    made.set(purpose, known);
    return known;
  };
}
