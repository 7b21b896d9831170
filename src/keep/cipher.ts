// How a kept value is encrypted: AES-256-GCM under a key of the installation, bound to the name it is kept under.
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

/** Bytes of a key and of a nonce; a nonce is never used twice. */
export const KEY_BYTES = 32;
export const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/** The first part of what is stored: another way to encrypt would be another version. */
const VERSION = 'k1';

export type Opened =
  | { type: 'opened'; value: string }
  /** Sealed with a key that is none of these. */
  | { type: 'other-key' }
  /** Changed since, cut short, or moved here from another name. */
  | { type: 'damaged' };

/** `k1.<which key>.<nonce>.<tag>.<ciphertext>`, the last four in base64url. */
export function seal(key: Uint8Array, name: string, value: string, nonce: Uint8Array): string {
  const mark = markOf(key);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(boundTo(mark, name));
  const hidden = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return [VERSION, mark, ...[nonce, cipher.getAuthTag(), hidden].map(toText)].join('.');
}

export function open(keys: readonly Uint8Array[], name: string, sealed: string): Opened {
  const [version, mark = '', nonce = '', tag = '', hidden, ...more] = sealed.split('.');
  if (version !== VERSION || hidden === undefined || more.length > 0) return { type: 'damaged' };
  const key = keys.find((one) => markOf(one) === mark);
  if (!key) return { type: 'other-key' };
  const [start, proof, body] = [nonce, tag, hidden].map((part) => Buffer.from(part, 'base64url'));
  if (start!.length !== NONCE_BYTES || proof!.length !== TAG_BYTES) return { type: 'damaged' };
  const decipher = createDecipheriv(CIPHER, key, start!, { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo(mark, name)).setAuthTag(proof!);
  try {
    return { type: 'opened', value: Buffer.concat([decipher.update(body!), decipher.final()]).toString('utf8') };
  } catch {
    return { type: 'damaged' };
  }
}

/** Tells keys apart and gives nothing of them away. */
function markOf(key: Uint8Array): string {
  return createHmac('sha256', key).update('canyu: which key').digest('base64url').slice(0, 8);
}

const boundTo = (mark: string, name: string): Buffer => Buffer.from(`${VERSION}.${mark}.${name}`, 'utf8');
const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
