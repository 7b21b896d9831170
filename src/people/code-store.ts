// Personal codes as rows, and the wrong ones that were tried.
import type { PersonalCodeTable, Trx } from '../db/schema.ts';
import type { Scope } from '../engine/scope.ts';
import type { IdentityAddress } from './store.ts';

const HOUR = 3_600_000;
/** So many wrong codes an identity may try in an hour. */
export const MOST_WRONG = 5;

/** The code of an identity; the one before it is void. */
export async function storeCode(
  { trx, now }: Scope,
  { platform, account }: IdentityAddress,
  hash: string,
): Promise<void> {
  await trx
    .insertInto('personal_code')
    .values({ platform, account, hash, made_at: now })
    .onConflict((conflict) => conflict.columns(['platform', 'account']).doUpdateSet({ hash, made_at: now }))
    .execute();
}

/** Whose code it is; it is used up by this. Of two who use it at once, one gets it. */
export async function takeCode(
  trx: Trx,
  platform: string,
  hashes: readonly string[],
): Promise<PersonalCodeTable | undefined> {
  return trx
    .deleteFrom('personal_code')
    .where('platform', '=', platform)
    .where('hash', 'in', hashes)
    .returningAll()
    .executeTakeFirst();
}

export async function dropCode(trx: Trx, { platform, account }: IdentityAddress): Promise<void> {
  await trx.deleteFrom('personal_code').where('platform', '=', platform).where('account', '=', account).execute();
}

/** Notes a wrong code; what is older than an hour is forgotten. */
export async function noteWrong({ trx, now, newId }: Scope, { platform, account }: IdentityAddress): Promise<void> {
  await trx
    .deleteFrom('wrong_code')
    .where('at', '<=', now - HOUR)
    .execute();
  await trx.insertInto('wrong_code').values({ id: newId(), platform, account, at: now }).execute();
}

/** When an identity that tried too many may try again, ms; undefined: now. */
export async function barredUntil(
  { trx, now }: Scope,
  { platform, account }: IdentityAddress,
): Promise<number | undefined> {
  const tried = await trx
    .selectFrom('wrong_code')
    .select('at')
    .where('platform', '=', platform)
    .where('account', '=', account)
    .where('at', '>', now - HOUR)
    .orderBy('at', 'desc')
    .limit(MOST_WRONG)
    .execute();
  const oldest = tried[MOST_WRONG - 1];
  return oldest && oldest.at + HOUR;
}
