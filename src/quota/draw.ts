// The draw that anyone can recompute: who knows the seed and the numbers knows the order. Its hash was told before there were numbers.
import { createHash } from 'node:crypto';

/** By which a number is drawn, the smallest first: the first 52 bits of the SHA-256 of `seed:number` in UTF-8. */
export function drawKey(seed: string, number: number): number {
  return Number.parseInt(sha256(`${seed}:${number}`).slice(0, 13), 16);
}

/** The promise not to choose the seed afterwards: the SHA-256 of its text in UTF-8, hexadecimal. */
export function seedHash(seed: string): string {
  return sha256(seed);
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
