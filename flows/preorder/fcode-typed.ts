// A code as somebody typed it: which one it is, or what is wrong with it. Wrong ones are counted, so that none can be guessed.
import type { Turn } from '../../src/engine/flow.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { UserError } from '../../src/errors.ts';
import { codeHashes, readCode } from '../../src/keep/code.ts';
import type { Keyring } from '../../src/keep/keys.ts';
import type { Phrase } from '../../src/text/phrase.ts';
import { when } from '../../src/text/when.ts';
import { codeByHash, type Fcode } from './fcode-store.ts';
import { fcodeTexts as texts } from './fcode-text.ts';

/** Names the keys that priority codes are drawn and hashed with. */
export const PURPOSE = 'preorder/fcode';

const HOUR = 3_600_000;
/** So many wrong codes a person may try in an hour. */
export const MOST_WRONG = 5;

export type Typed = { type: 'code'; code: Fcode } | { type: 'refused'; why: Phrase };

/** The keys of the installation. Throws a UserError where there are none. */
export function keysOf({ installation: { keyring } }: Pick<Scope, 'installation'>): Keyring {
  if (keyring.length === 0) throw new UserError(texts.refuseNoKey());
  return keyring;
}

/** What is stored of a code, under each key it may have been stored with. */
export const hashesOf = (keyring: Keyring, code: string): string[] => codeHashes(keyring, PURPOSE, '', code);

/** Finds the code that was typed; a wrong one is noted, which is why its refusal is not thrown. */
export async function findTyped(turn: Turn, written: string): Promise<Typed> {
  const keyring = keysOf(turn);
  const read = readCode(written);
  if (read.type === 'none') return { type: 'refused', why: texts.refuseNoCode() };
  if (read.type === 'slip') return { type: 'refused', why: texts.refuseSlip() };
  const until = await barredUntil(turn);
  if (until !== undefined)
    return { type: 'refused', why: texts.refuseTooMany({ most: MOST_WRONG, until: when(until) }) };
  const code = await codeByHash(turn.trx, hashesOf(keyring, read.code));
  if (code) return { type: 'code', code };
  await noteWrong(turn);
  return { type: 'refused', why: texts.refuseUnknown() };
}

/** When somebody who tried too many may try again, ms; undefined: now. */
async function barredUntil({ trx, now, person }: Turn): Promise<number | undefined> {
  const tried = await trx
    .selectFrom('fcode_wrong')
    .select('at')
    .where('person_id', '=', person.id)
    .where('at', '>', now - HOUR)
    .orderBy('at', 'desc')
    .limit(MOST_WRONG)
    .execute();
  const oldest = tried[MOST_WRONG - 1];
  return oldest && oldest.at + HOUR;
}

/** Notes a wrong code; what is older than an hour is forgotten. */
async function noteWrong({ trx, now, newId, person }: Turn): Promise<void> {
  await trx
    .deleteFrom('fcode_wrong')
    .where('at', '<=', now - HOUR)
    .execute();
  await trx.insertInto('fcode_wrong').values({ id: newId(), person_id: person.id, at: now }).execute();
}
