// A code that people type: how it looks, how it is made of chance, how it is read however it is typed, and what is stored of it.
import { createHmac } from 'node:crypto';
import type { Keyring } from './keys.ts';

/** Without I, J, O, 0 and 1, which are taken for each other. 31 is prime, so the check character finds each single slip and each swap. */
const ALPHABET = '23456789ABCDEFGHKLMNPQRSTUVWXYZ';
const GROUP = 4;
/** Without the check character: 54 bits, too many to be guessed a few an hour. */
const DRAWN = 11;

export type ReadCode =
  | { type: 'code'; code: string }
  /** Of the right length and letters, but one of them is wrong. */
  | { type: 'slip' }
  | { type: 'none' };

/**
 * A code of 12 characters, the last of which checks the others. `purpose` tells one kind of code from another (`people/code`), `chance`
 * is text that nobody can foresee. The keyring must have a key.
 */
export function drawCode(keyring: Keyring, purpose: string, chance: string): string {
  const bytes = createHmac('sha256', keyring[0]!(`${purpose}/made`))
    .update(chance)
    .digest();
  let number = bytes.readBigUInt64BE();
  let drawn = '';
  while (drawn.length < DRAWN) {
    drawn += ALPHABET[Number(number % 31n)];
    number /= 31n;
  }
  return drawn + checkOf(drawn);
}

/** XXXX-XXXX-XXXX */
export function shownCode(code: string): string {
  return code.match(new RegExp(`.{1,${GROUP}}`, 'g'))!.join('-');
}

/** Any case and width, with or without spaces and dashes. */
export function readCode(text: string): ReadCode {
  const code = text
    .slice(0, 100)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}·.,:"'“”「」]/gu, '');
  if (code.length !== DRAWN + 1 || [...code].some((letter) => !ALPHABET.includes(letter))) {
    return /^[0-9A-Z]{10,14}$/.test(code) ? { type: 'slip' } : { type: 'none' };
  }
  return checkOf(code.slice(0, DRAWN)) === code.at(-1) ? { type: 'code', code } : { type: 'slip' };
}

/**
 * What is stored of a code, under each key it may have been stored with; the first is the one in use. The same code has another hash
 * for another `purpose`, and within a purpose for another `salt`: a platform, a campaign.
 */
export function codeHashes(keyring: Keyring, purpose: string, salt: string, code: string): string[] {
  return keyring.map((keys) => createHmac('sha256', keys(purpose)).update(`${salt}\n${code}`).digest('hex'));
}

function checkOf(drawn: string): string {
  const sum = [...drawn].reduce((total, letter, index) => total + ALPHABET.indexOf(letter) * (index + 1), 0);
  return ALPHABET[sum % ALPHABET.length]!;
}
